"""Agreements reported in an article: kind, status, parties, signatories, date and subject.

Every trigger is looked at with the names around it; linear models over named features (:mod:`agreement_features`) say which of these
are its parties, how far it has come, and which triggers speak of one agreement. Those are joined into one record; a plural trigger
with one host and several partners is spread over as many records.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from pipeline.extract.agreement_dates import date_candidates, iso_of
from pipeline.extract.agreement_features import (
    pair_features,
    party_features,
    status_features,
    strong_keys,
    trigger_features,
)
from pipeline.extract.agreement_model import log_odds
from pipeline.extract.agreement_triggers import Trigger, family, find_triggers, pattern
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.reading import Reading, Span
from pipeline.records import AgreementKind, AgreementStatus

_SECOND_PARTY = -1.4
_SIGNING_PARTS = ("subject-signs", "by-sign", "behalf", "between", "with-deal")


@dataclass(frozen=True, slots=True)
class FoundAgreement:
    """An agreement as the text tells it.

    Attributes:
        date: ISO 8601 at the stated precision, "" when not stated.
        parties: one span per party, in text order.
        start, end: offsets of the words that name it.
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
    """One agreement and all triggers that speak of it."""

    triggers: list[Trigger]
    odds: dict[int, float]


def find_agreements(reading: Reading) -> list[FoundAgreement]:
    """The agreements of a reading, in text order."""
    triggers = find_triggers(reading) if reading.sentences else []
    if not triggers:
        return []
    return _Finder(ArticleView(reading, triggers)).agreements()


class _Finder:
    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._odds: dict[Trigger, dict[int, float]] = {}
        for trigger in view.triggers:
            found = party_features(view, trigger)
            self._odds[trigger] = {key: log_odds("party", features) for key, features in found.items()}
        self._strong = {trigger: strong_keys(view, trigger) for trigger in view.triggers}

    def agreements(self) -> list[FoundAgreement]:
        drafts: list[_Draft] = []
        for trigger in filter(self._counts, self._view.triggers):
            antecedent = self._antecedent(drafts, trigger)
            if antecedent is None:
                drafts.append(_Draft([trigger], dict(self._odds[trigger])))
            else:
                antecedent.triggers.append(trigger)
                for key, odds in self._odds[trigger].items():
                    antecedent.odds[key] = max(antecedent.odds.get(key, odds), odds)
        found = [record for draft in drafts for record in self._records(draft)]
        return sorted(self._distinct(found), key=lambda record: record.start)

    def _counts(self, trigger: Trigger) -> bool:
        """Whether a trigger is to be believed."""
        if not trigger.own:
            return True
        strong = len(self._strong[trigger])
        likely = sum(odds > 0 for odds in self._odds[trigger].values())
        return log_odds("trigger", trigger_features(self._view, trigger, strong, likely)) > 0

    def _antecedent(self, drafts: list[_Draft], trigger: Trigger) -> _Draft | None:
        best, best_odds = None, 0.0
        for draft in drafts:
            for earlier in draft.triggers:
                features = pair_features(self._view, earlier, trigger, self._strong[earlier], self._strong[trigger])
                odds = log_odds("pair", features)
                if odds > best_odds:
                    best, best_odds = draft, odds
        return best

    def _parties(self, draft: _Draft) -> list[int]:
        ranked = sorted(draft.odds, key=lambda key: (-draft.odds[key], self._view.first[key].start))
        chosen = [key for key in ranked if draft.odds[key] > 0]
        for key in ranked:
            if len(chosen) < 2 and key not in chosen and draft.odds[key] > _SECOND_PARTY:
                chosen.append(key)
        return sorted(chosen, key=lambda key: self._view.first[key].start)

    def _records(self, draft: _Draft) -> list[FoundAgreement]:
        keys = self._parties(draft)
        if not keys or (len(keys) < 2 and all(trigger.own for trigger in draft.triggers)):
            return []
        host = self._host(draft, keys)
        if host is None:
            return [self._record(draft, keys)]
        return [self._record(draft, [host, key]) for key in keys if key != host]

    def _host(self, draft: _Draft, keys: list[int]) -> int | None:
        """The party that signed with each of the others, where the words tell of several documents."""
        plural = [trigger for trigger in draft.triggers if trigger.plural]
        if len(keys) < 3 or not plural:
            return None
        number = self._view.sentence_of(plural[0])
        text = self._view.skeletons[number].text
        if pattern("spread", "multilateral").search(text) and not pattern("spread", "bilateral").search(text):
            return None
        parts = {naming.key: naming.part for naming in reversed(self._view.namings[number])}
        alone = [
            key
            for key in keys
            if parts.get(key) in {"subject-signs", "by-sign", "premodifier", "subject-passive", "start"}
        ]
        if len(alone) == 1:
            return alone[0]
        if self._view.publisher in keys:
            return self._view.publisher
        away = [key for key in keys if key not in parts]
        if len(away) == 1:
            return away[0]
        return max(keys, key=lambda key: (self._view.counts[key], -self._view.first[key].start))

    def _record(self, draft: _Draft, keys: list[int]) -> FoundAgreement:
        view = self._view
        status = self._status(draft)
        main = next((t for t in draft.triggers if not view.is_heading(view.sentence_of(t))), draft.triggers[0])
        parties = tuple(view.first[key] for key in keys)
        chances = [1 / (1 + math.exp(-max(-20.0, min(20.0, draft.odds.get(key, -1.0))))) for key in keys]
        subjects = (
            _subject(view.reading.text, t.span.end, view.reading.sentences[view.sentence_of(t)].end)
            for t in draft.triggers
        )
        return FoundAgreement(
            self._kind(draft),
            status,
            self._date(draft, status),
            parties,
            self._signatories(draft, keys),
            next(filter(None, subjects), ""),
            main.span.start,
            main.span.end,
            round(min(chances), 3),
        )

    def _kind(self, draft: _Draft) -> AgreementKind:
        named = [t.kind for t in draft.triggers if not t.generic] or [t.kind for t in draft.triggers]
        clear = [kind for kind in named if family(kind) != "partnership"] or named
        chosen = Counter(family(kind) for kind in clear).most_common(1)[0][0]
        kinds = [kind for kind in clear if family(kind) == chosen]
        return AgreementKind.MEMORANDUM_OF_COOPERATION if AgreementKind.MEMORANDUM_OF_COOPERATION in kinds else kinds[0]

    def _status(self, draft: _Draft) -> AgreementStatus:
        totals = dict.fromkeys(AgreementStatus, 0.0)
        for trigger in draft.triggers:
            features = status_features(self._view, trigger)
            for status in AgreementStatus:
                totals[status] += log_odds(f"status {status.value}", features)
        return max(totals, key=lambda status: totals[status])

    def _date(self, draft: _Draft, status: AgreementStatus) -> str:
        best, value = 0.0, ""
        for trigger in draft.triggers:
            for span, features in date_candidates(self._view, trigger, status):
                odds = log_odds("date", features)
                if odds > best:
                    best, value = odds, iso_of(span)
        return value

    def _signatories(self, draft: _Draft, keys: list[int]) -> tuple[Span, ...]:
        found: dict[int, Span] = {}
        for trigger in draft.triggers:
            for span, employer in self._view.signers(self._view.sentence_of(trigger), _SIGNING_PARTS):
                if employer < 0 or employer in keys:
                    found.setdefault(self._view.clusters.key(span), span)
        return tuple(found.values())

    def _distinct(self, records: list[FoundAgreement]) -> list[FoundAgreement]:
        """Records without those that say nothing that another does not say."""
        kept: dict[tuple[str, frozenset[int], str], FoundAgreement] = {}
        for record in records:
            keys = frozenset(self._view.clusters.key(span) for span in record.parties)
            kept.setdefault((family(record.kind), keys, record.date), record)
        return list(kept.values())


_SUBJECT = re.compile(
    r"\s+(?:on|for|in the (?:field|area|sphere)s? of|aimed at|concerning|regarding|to|about|covering)\s+(?P<words>[^.;:()\n]{3,120})"
)
_SUBJECT_END = re.compile(
    r",| between | with | was | were | which | has | have | signed | by | on \d| in \d", re.IGNORECASE
)


def _subject(text: str, start: int, end: int) -> str:
    match = _SUBJECT.match(text, start, end)
    if not match:
        return ""
    return " ".join(_SUBJECT_END.split(match.group("words"), maxsplit=1)[0].split())
