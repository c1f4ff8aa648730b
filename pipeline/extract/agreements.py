"""Agreements reported in an article: kind, status, parties, signatories, date and subject.

Every trigger is looked at with the names around it; linear models over named features (:mod:`agreement_features`) say which of these
are its parties, how far it has come, and which triggers speak of one agreement. Those are joined into one record; a plural trigger
with one host and several partners is spread over as many records. A finished record is told if it is believed beside the others
(:mod:`agreement_belief`).
"""

from __future__ import annotations

import math
import re
from collections import Counter, deque
from collections.abc import Iterable

from pipeline.extract.agreement_belief import believed
from pipeline.extract.agreement_dates import date_candidates, iso_of
from pipeline.extract.agreement_features import (
    pair_features,
    party_features,
    strong_keys,
    trigger_features,
)
from pipeline.extract.agreement_groups import Group
from pipeline.extract.agreement_parties import lone_host, partner_unnamed, pooled, press, to_be_founded
from pipeline.extract.agreement_records import Draft, FoundAgreement, Told, distinct, without_told_apart
from pipeline.extract.agreement_sets import hypotheses, most_useful
from pipeline.extract.agreement_signatories import signatories
from pipeline.extract.agreement_spread import host_of
from pipeline.extract.agreement_status import stage_features
from pipeline.extract.agreement_triggers import Trigger, family, find_triggers
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.linear_model import AGREEMENTS
from pipeline.extract.reading import Label, Reading
from pipeline.records import AgreementKind, AgreementStatus

# Log-odds for joining two triggers: a wrong join costs two records, a missed one adds a copy.
_SAME = 1.0
# Log-odds from which a date is taken for that of signing: one that is left out is missed by whoever sorts the table by it.
_DATED = -0.5
# Below even odds: F1 is greatest where a thing is taken from a probability of half that F1 on (Lipton et al. 2014).
_BELIEVED = -0.7
# Probability that a host whose partners have no name is the right one.
_LONE = 0.5
# Nobody has signed yet.
_UNSIGNED = frozenset({AgreementStatus.PLANNED, AgreementStatus.PROPOSED})


def find_agreements(reading: Reading) -> list[FoundAgreement]:
    """The agreements of a reading that are worth telling, in text order."""
    triggers = [trigger for trigger in find_triggers(reading) if reading.sentences]
    if not triggers:
        return []
    view = ArticleView(reading, triggers)
    return believed(view, told_agreements(view))


def told_agreements(view: ArticleView) -> list[Told]:
    """All agreements that the triggers of an article may speak of, in text order, each once."""
    return _Finder(view).told()


class _Finder:
    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._odds: dict[Trigger, dict[int, float]] = {}
        for trigger in view.triggers:
            found = party_features(view, trigger)
            self._odds[trigger] = {key: AGREEMENTS.log_odds("party", features) for key, features in found.items()}
        self._strong = {trigger: strong_keys(view, trigger) for trigger in view.triggers}
        self._barred = to_be_founded(view) | press(view)

    def told(self) -> list[Told]:
        drafts: list[Draft] = []
        # The triggers just before, each with the number of its draft.
        recent: deque[tuple[int, Trigger]] = deque()
        for trigger in filter(self._counts, self._view.triggers):
            first = self._view.near(self._view.number_of(trigger)).start
            while recent and self._view.number_of(recent[0][1]) < first:
                recent.popleft()
            chosen = self._antecedent(recent, trigger)
            if chosen < 0:
                chosen = len(drafts)
                drafts.append(Draft([]))
            drafts[chosen].triggers.append(trigger)
            recent.append((chosen, trigger))
        told = [
            Told(self._record(draft, keys), draft, frozenset(keys)) for draft in drafts for keys in self._sides(draft)
        ]
        return distinct(without_told_apart(told))

    def _counts(self, trigger: Trigger) -> bool:
        """Whether a trigger is to be believed."""
        strong = len(self._strong[trigger])
        likely = sum(odds > 0 for odds in self._odds[trigger].values())
        return AGREEMENTS.log_odds("trigger", trigger_features(self._view, trigger, strong, likely)) > _BELIEVED

    def _antecedent(self, recent: Iterable[tuple[int, Trigger]], trigger: Trigger) -> int:
        """The number of the draft that a trigger speaks of again, -1 for none."""
        best, best_odds = -1, _SAME
        for draft, earlier in sorted(recent, key=lambda pair: pair[0]):
            features = pair_features(self._view, earlier, trigger, self._strong[earlier], self._strong[trigger])
            odds = AGREEMENTS.log_odds("pair", features)
            if odds > best_odds:
                best, best_odds = draft, odds
        return best

    def _pooled(self, draft: Draft) -> dict[int, float]:
        return pooled(draft.triggers, self._odds, self._strong)

    def _parties(self, draft: Draft) -> list[int]:
        draft.odds = self._pooled(draft)
        if all(partner_unnamed(self._view, trigger) for trigger in draft.triggers):
            draft.sure = _LONE
            return lone_host(self._view, draft.triggers[0], draft.odds)
        found = hypotheses(self._view, draft.triggers, draft.odds, self._barred)
        scores = {keys: AGREEMENTS.log_odds("set", features) for keys, features in found.items()}
        best, draft.sure = most_useful(scores)
        return self._in_order(best)

    def _in_order(self, keys: Iterable[int]) -> list[int]:
        return sorted(keys, key=lambda key: self._view.first[key].start)

    def _sides(self, draft: Draft) -> list[list[int]]:
        """The parties of each agreement of which a draft speaks."""
        keys = self._parties(draft)
        pairs = self._pairs(draft)
        if len(pairs) > 1:
            return pairs
        if not keys or (len(keys) < 2 and all(trigger.own for trigger in draft.triggers)):
            return []
        host = host_of(self._view, draft.triggers, keys)
        if host is None:
            return [keys]
        return [[host, key] for key in keys if key != host]

    def _pairs(self, draft: Draft) -> list[list[int]]:
        """The parties of each, where a plural trigger is followed by "between A and B … and between A and C"."""
        found: list[list[int]] = []
        for trigger in draft.triggers:
            number = self._view.sentence_of(trigger)
            if not trigger.plural or found:
                continue
            for group in self._view.groups[number]:
                if group.part == "between":
                    found += [keys for keys in self._paired(number, group) if keys not in found]
        return found

    def _paired(self, number: int, group: Group) -> list[list[int]]:
        """The names of a group, in two or more pairs where semicolons divide it into such."""
        named = [n for n in self._view.namings[number] if group.start <= n.at < group.end]
        text = self._view.skeletons[number].text
        divided: dict[int, list[int]] = {}
        for naming in named:
            keys = divided.setdefault(text.count(";", group.start, naming.at), [])
            keys += [naming.key] if naming.key not in keys else []
        sides = list(divided.values())
        if len(sides) < 2 or any(len(keys) != 2 for keys in sides):
            sides = [list(dict.fromkeys(naming.key for naming in named))]
        return [keys for keys in sides if len(keys) > 1]

    def _record(self, draft: Draft, keys: list[int]) -> FoundAgreement:
        view = self._view
        status = self._status(draft)
        main = next((t for t in draft.triggers if not view.is_heading(view.sentence_of(t))), draft.triggers[0])
        parties = tuple(view.first[key] for key in keys)
        subjects = (
            _subject(view.reading, t.span.end, view.reading.sentences[view.sentence_of(t)].end) for t in draft.triggers
        )
        return FoundAgreement(
            self._kind(draft),
            status,
            self._date(draft, status),
            parties,
            () if status in _UNSIGNED else signatories(view, draft.triggers, keys),
            next(filter(None, subjects), ""),
            main.span.start,
            main.span.end,
        )

    def _kind(self, draft: Draft) -> AgreementKind:
        """What the document is called most often; what is called a memorandum is also spoken of as "the agreement"."""
        called = self._inherited(draft) or [trigger.kind for trigger in draft.triggers]
        telling = [kind for kind in called if family(kind) not in {"agreement", "partnership"}]
        telling = telling or [kind for kind in called if family(kind) == "agreement"] or called
        chosen = Counter(map(family, telling)).most_common(1)[0][0]
        kinds = [kind for kind in telling if family(kind) == chosen]
        if AgreementKind.MEMORANDUM_OF_COOPERATION in kinds:
            return AgreementKind.MEMORANDUM_OF_COOPERATION
        return Counter(kinds).most_common(1)[0][0]

    def _inherited(self, draft: Draft) -> list[AgreementKind]:
        """The kind of "a fourth, with X": that of the last trigger before it that names one."""
        if not all(trigger.generic for trigger in draft.triggers):
            return []
        first = draft.triggers[0]
        near = self._view.near(self._view.number_of(first)).start
        earlier = self._view.triggers[near : self._view.number_of(first)]
        before = [trigger.kind for trigger in earlier if not trigger.generic]
        numbered = _NUMBERED.match(self._view.reading.text, first.span.start, first.span.end)
        return before[-1:] if numbered else []

    def _status(self, draft: Draft) -> AgreementStatus:
        totals = dict.fromkeys(AgreementStatus, 0.0)
        for trigger in draft.triggers:
            features = stage_features(self._view, trigger)
            for status in AgreementStatus:
                totals[status] += AGREEMENTS.log_odds(f"status {status.value}", features)
        best = max(totals, key=lambda status: totals[status])
        # Each status against the likeliest: their shares are its probability.
        others = sum(math.exp(max(-50.0, totals[status] - totals[best])) for status in totals)
        draft.settled = 1 / others
        return best

    def _date(self, draft: Draft, status: AgreementStatus) -> str:
        best, value = _DATED, ""
        for trigger in draft.triggers:
            for span, features in date_candidates(self._view, trigger, status):
                odds = AGREEMENTS.log_odds("date", features)
                if odds > best:
                    best, value = odds, iso_of(span)
                    draft.dated = odds
        return value


_NUMBERED = re.compile(
    r"(?:ones?|same|first|second|third|fourth|fifth|sixth|latter|two|three|four|five|six|seven|eight|nine|ten|last|documents?|drafts?)\b"
)
_SUBJECT = re.compile(
    r"\s+(?:on|for|in the (?:field|area|sphere)s? of|aimed at|concerning|regarding|to|about|covering)\s+(?P<words>[^.;:()\n]{3,120})"
)
_SUBJECT_END = re.compile(
    r",| between | with | was | were | which | has | have | signed | by | on \d| in \d", re.IGNORECASE
)
# "(extended for) a further three years", "(for) a period of 5 years", "(signed on) Wednesday": when, not on what.
_TIME = re.compile(
    r"(?:(?:the|an?|another|further|additional|next|coming|period|term|duration|of|up|to|\d+|one|two|three|four|five|six|ten|several|few)[\s-]+)*"
    r"(?:(?:academic\s+)?(?:years?|months?|weeks?|days?)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?=\s+(?:at|in|until|to|from|and)\b|\Z)",
    re.IGNORECASE,
)


def _subject(reading: Reading, start: int, end: int) -> str:
    match = _SUBJECT.match(reading.text, start, end)
    if not match or reading.starting_in(match.start("words"), match.start("words") + 1, Label.DATE):
        return ""
    subject = " ".join(_SUBJECT_END.split(match.group("words"), maxsplit=1)[0].split())
    return "" if _TIME.match(subject) else subject
