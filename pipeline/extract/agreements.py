"""Agreements reported in an article: kind, status, parties, signatories, date and subject.

Each trigger is read in its sentence; what it leaves open is taken from the sentences and the list around it, and triggers that
speak of one agreement are joined into one record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.extract.agreement_parties import Cast, Group, cast_of
from pipeline.extract.agreement_status import date_of, status_of
from pipeline.extract.agreement_triggers import Trigger, find_triggers, pattern
from pipeline.extract.name_clusters import NameClusters
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.references import publisher_span
from pipeline.extract.skeleton import Skeleton, skeleton
from pipeline.records import AgreementKind, AgreementStatus, BlockKind

_LONGEST_SENTENCE = 3000


@dataclass(frozen=True, slots=True)
class FoundAgreement:
    """An agreement as the text tells it.

    Attributes:
        date: ISO 8601 at the stated precision, "" when not stated.
        parties: one span per party.
        start, end: offsets of the sentence (or trigger) that is the evidence.
    """

    kind: AgreementKind
    status: AgreementStatus
    date: str
    parties: tuple[Span, ...]
    signatories: tuple[Span, ...]
    subject: str
    start: int
    end: int
    confidence: float


@dataclass
class _Draft:
    """What one trigger, or several joined, say."""

    trigger: Trigger
    status: AgreementStatus
    date: str
    parties: dict[int, Span]
    signatories: dict[int, Span] = field(default_factory=dict)
    subject: str = ""
    title: bool = False
    sentence: int = 0
    distributed: bool = False


def find_agreements(reading: Reading) -> list[FoundAgreement]:
    """The agreements of a reading, in text order."""
    triggers = find_triggers(reading)
    if not triggers:
        return []
    own = [trigger.span for trigger in triggers if trigger.own]
    spans = sorted([*reading.spans, *own], key=lambda span: (span.start, -span.end))
    return _Finder(replace(reading, spans=spans), triggers).agreements()


class _Finder:
    def __init__(self, reading: Reading, triggers: list[Trigger]) -> None:
        self._reading = reading
        self._triggers = triggers
        self._clusters = NameClusters(reading)
        self._publisher = publisher_span(reading)
        self._casts: dict[int, tuple[Skeleton, Cast]] = {}

    def agreements(self) -> list[FoundAgreement]:
        drafts: list[_Draft] = []
        for trigger in self._triggers:
            for draft in self._drafts(trigger):
                self._join(drafts, draft)
        return [self._record(draft) for draft in drafts if self._counts(draft)]

    def _counts(self, draft: _Draft) -> bool:
        if draft.trigger.own:
            return len(draft.parties) > 1
        return bool(draft.parties)

    def _cast(self, number: int) -> tuple[Skeleton, Cast]:
        if number not in self._casts:
            sentence = self._reading.sentences[number]
            end = min(sentence.end, sentence.start + _LONGEST_SENTENCE)
            shape = skeleton(self._reading, sentence.start, end)
            self._casts[number] = shape, cast_of(shape)
        return self._casts[number]

    def _drafts(self, trigger: Trigger) -> list[_Draft]:
        number = self._reading.sentence_at(trigger.span.start)
        sentence = self._reading.sentences[number]
        shape, cast = self._cast(number)
        at = next(
            (m.start() for m in re.finditer(r"‹a(\d+)›", shape.text) if shape.items[int(m.group(1))] is trigger.span), 0
        )
        status = status_of(shape, at)
        date = date_of(self._reading, sentence.start, sentence.end, trigger.span.start)
        title = sentence.kind in {BlockKind.TITLE, BlockKind.HEADING}
        draft = _Draft(trigger, status, date, {}, title=title, sentence=number)
        draft.subject = _subject(self._reading.text, trigger.span.end, sentence.end)
        if cast.between:
            for group in cast.between:
                self._add(draft, shape, group)
        near = [*cast.subject, *cast.by]
        signers = dict(draft.parties)
        if not cast.between:
            for group in near:
                self._add(draft, shape, group)
            signers = dict(draft.parties)
            for group in cast.partners:
                self._add(draft, shape, group)
        for group in near:
            self._sign(draft, shape, group)
        items = self._items(number)
        listed: dict[int, Span] = {}
        for span in items:
            listed.setdefault(self._clusters.key(span), span)
        if listed and len(draft.parties) < 2:
            draft.parties.update({key: span for key, span in listed.items() if key not in draft.parties})
        if len(draft.parties) == 1:
            self._complete(draft, number)
        partners = {key: span for key, span in draft.parties.items() if key not in signers}
        if (
            trigger.plural
            and len(partners) > 1
            and len(signers) <= 1
            and not pattern("parties", "multilateral").search(shape.text)
        ):
            base = {key: span for key, span in draft.parties.items() if key not in partners}
            host = signers or self._host(partners) or base
            return [
                replace(draft, parties={**host, key: span}, distributed=True)
                for key, span in partners.items()
                if key not in host
            ]
        return [draft]

    def _host(self, partners: dict[int, Span]) -> dict[int, Span]:
        if self._publisher is not None:
            key = self._clusters.key(self._publisher)
            if key not in partners:
                return {key: self._publisher}
        return {}

    def _items(self, number: int) -> list[Span]:
        """The first institution of each item of the list that a sentence introduces."""
        found = []
        for index in range(number + 1, len(self._reading.sentences)):
            sentence = self._reading.sentences[index]
            if sentence.kind is not BlockKind.LIST_ITEM or sentence.lead != number:
                break
            inside = [s for s in self._reading.of(Label.INSTITUTION) if sentence.start <= s.start < sentence.end]
            if inside:
                found.append(inside[0])
        return found

    def _complete(self, draft: _Draft, number: int) -> None:
        """The other party of an agreement of which the sentence names one: the subject of the sentence before, or the publisher."""
        if self._publisher is not None and self._clusters.key(self._publisher) not in draft.parties:
            draft.parties[self._clusters.key(self._publisher)] = self._publisher
            return
        for back in range(number - 1, max(-1, number - 3), -1):
            low, high = self._reading.sentences[back].start, self._reading.sentences[back].end
            for span in self._reading.of(Label.INSTITUTION):
                if low <= span.start < high and self._clusters.key(span) not in draft.parties:
                    draft.parties[self._clusters.key(span)] = span
                    return

    def _add(self, draft: _Draft, shape: Skeleton, group: Group) -> None:
        numbers = group.institutions or (() if group.persons else group.places)
        for number in numbers:
            for span in shape.spans(number):
                draft.parties.setdefault(self._clusters.key(span), span)

    def _sign(self, draft: _Draft, shape: Skeleton, group: Group) -> None:
        for number in group.persons:
            for span in shape.spans(number):
                draft.signatories.setdefault(self._clusters.key(span), span)

    def _join(self, drafts: list[_Draft], draft: _Draft) -> None:
        for earlier in reversed(drafts):
            if self._same(earlier, draft):
                self._merge(earlier, draft)
                return
        drafts.append(draft)

    def _same(self, earlier: _Draft, draft: _Draft) -> bool:
        if not (
            _family(earlier.trigger.kind) == _family(draft.trigger.kind)
            or draft.trigger.generic
            or earlier.trigger.generic
        ):
            return False
        if earlier.date and draft.date and earlier.date != draft.date and not (earlier.title or draft.title):
            return False
        left, right = set(earlier.parties), set(draft.parties)
        if earlier.distributed and draft.distributed:
            return left == right
        return left <= right or right <= left

    def _merge(self, earlier: _Draft, draft: _Draft) -> None:
        if len(draft.parties) > len(earlier.parties):
            earlier.parties = draft.parties
        if earlier.title and not draft.title:
            earlier.trigger, earlier.status, earlier.title, earlier.sentence = (
                draft.trigger,
                draft.status,
                False,
                draft.sentence,
            )
        earlier.date = earlier.date or draft.date
        for key, span in draft.signatories.items():
            earlier.signatories.setdefault(key, span)
        earlier.subject = earlier.subject or draft.subject

    def _record(self, draft: _Draft) -> FoundAgreement:
        span = draft.trigger.span
        return FoundAgreement(
            draft.trigger.kind,
            draft.status,
            draft.date,
            tuple(draft.parties.values()),
            tuple(draft.signatories.values()),
            draft.subject,
            span.start,
            span.end,
            0.6,
        )


def _family(kind: AgreementKind) -> str:
    if kind in {AgreementKind.MEMORANDUM_OF_COOPERATION, AgreementKind.MEMORANDUM_OF_UNDERSTANDING}:
        return "memorandum"
    if kind in {AgreementKind.PARTNERSHIP, AgreementKind.OTHER}:
        return "partnership"
    return kind.value


_SUBJECT = re.compile(
    r"\s+(?:on|for|in the (?:field|area|sphere)s? of|aimed at|concerning|regarding|to)\s+(?P<words>[^.;:()\n]{3,120})"
)
_SUBJECT_END = re.compile(
    r",| between | with | was | were | which | has | have | signed | by | on \d| in \d", re.IGNORECASE
)


def _subject(text: str, start: int, end: int) -> str:
    match = _SUBJECT.match(text, start, end)
    if not match:
        return ""
    return " ".join(_SUBJECT_END.split(match.group("words"), maxsplit=1)[0].split())
