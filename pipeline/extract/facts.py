"""From a reading to :class:`ArticleFacts`: spans become mentions with ids, relations refer to them."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract.affiliations import affiliations_of
from pipeline.extract.agreements import find_agreements
from pipeline.extract.calibration import calibrated
from pipeline.extract.dates import DateSpan
from pipeline.extract.events import find_events
from pipeline.extract.funding import find_funding
from pipeline.extract.reading import NAMES, Label, Reading, Span
from pipeline.records import (
    Affiliation,
    Agreement,
    Alias,
    ArticleFacts,
    DateExpression,
    Event,
    Funding,
    Kind,
    Mention,
)


class FactsBuilder:
    """Turns one reading into records.

    Relations may name spans that were not settled as mentions (a party proposed by a pattern): these are left out.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._names = [span for span in reading.spans if span.label in NAMES]
        self._ids = {self._key(span): f"m{number}" for number, span in enumerate(self._names, start=1)}

    def facts(self, article_id: str) -> ArticleFacts:
        """All records of the article."""
        return ArticleFacts(
            article_id=article_id,
            mentions=tuple(self._mentions()),
            aliases=tuple(self._aliases()),
            affiliations=tuple(self._affiliations()),
            agreements=tuple(self._agreements()),
            dates=tuple(self._dates()),
            events=tuple(self._events()),
            funding=tuple(self._funding()),
        )

    @staticmethod
    def _key(span: Span) -> tuple[int, int, Label]:
        return span.start, span.end, span.label

    def _id(self, span: Span | None) -> str:
        return self._ids.get(self._key(span), "") if span is not None else ""

    def _all_ids(self, spans: Iterable[Span]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, (self._id(span) for span in spans))))

    def _sentence(self, start: int, end: int) -> str:
        return self._reading.sentence_text(start, end)

    def _mentions(self) -> Iterable[Mention]:
        wholes = {self._key(part): self._id(whole) for part, whole in self._reading.part_of}
        for span in self._names:
            yield Mention(
                mention_id=self._id(span),
                kind=Kind(span.label.value),
                text=self._reading.text[span.start : span.end],
                start_char=span.start,
                end_char=span.end,
                sentence=self._sentence(span.start, span.end),
                confidence=calibrated(span.label.value, span.score),
                honorific=span.honorific,
                found_by=span.found_by,
                part_of=wholes.get(self._key(span), ""),
                country=span.country,
                full_name=span.name,
            )

    def _aliases(self) -> Iterable[Alias]:
        for alias in self._reading.aliases:
            left, right = self._id(alias.span), self._id(alias.other)
            if left and right:
                yield Alias(kind=alias.kind, mention_id=left, other_id=right)

    def _affiliations(self) -> Iterable[Affiliation]:
        for found in affiliations_of(self._reading):
            person, institution = self._id(found.person), self._id(found.institution)
            if person and (institution or found.role):
                yield Affiliation(
                    person=person,
                    institution=institution,
                    role=found.role,
                    start_char=found.start,
                    end_char=found.end,
                    sentence=self._sentence(found.start, found.end),
                    confidence=calibrated("affiliation", found.confidence),
                )

    def _agreements(self) -> Iterable[Agreement]:
        for number, found in enumerate(find_agreements(self._reading), start=1):
            yield Agreement(
                agreement_id=f"g{number}",
                kind=found.kind,
                status=found.status,
                date=found.date,
                parties=self._all_ids(found.parties),
                signatories=self._all_ids(found.signatories),
                subject=found.subject,
                start_char=found.start,
                end_char=found.end,
                sentence=self._sentence(found.start, found.end),
                confidence=calibrated("agreement", found.confidence),
            )

    def _dates(self) -> Iterable[DateExpression]:
        for span in self._reading.of(Label.DATE):
            if isinstance(span.value, DateSpan):
                yield DateExpression(
                    text=self._reading.text[span.start : span.end],
                    start_date=span.value.start_date,
                    end_date=span.value.end_date,
                    precision=span.value.precision,
                    start_char=span.start,
                    end_char=span.end,
                    sentence=self._sentence(span.start, span.end),
                )

    def _events(self) -> Iterable[Event]:
        for number, found in enumerate(find_events(self._reading), start=1):
            yield Event(
                event_id=f"e{number}",
                kind=found.kind,
                name=found.name,
                start_date=found.start_date,
                end_date=found.end_date,
                place=self._id(found.place),
                organisers=self._all_ids(found.organisers),
                participants=self._all_ids(found.participants),
                start_char=found.start,
                end_char=found.end,
                sentence=self._sentence(found.start, found.end),
                confidence=calibrated("event", found.confidence),
            )

    def _funding(self) -> Iterable[Funding]:
        for found in find_funding(self._reading):
            yield Funding(
                text=self._reading.text[found.start : found.end],
                amount=found.amount,
                currency=found.currency,
                purpose=found.purpose,
                programme=self._id(found.programme),
                funders=self._all_ids(found.funders),
                start_char=found.start,
                end_char=found.end,
                sentence=self._sentence(found.start, found.end),
            )
