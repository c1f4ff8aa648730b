"""Agreements as an article tells them, what each was drafted from, and which of them tell another one again."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.extract.agreement_triggers import Trigger, family
from pipeline.extract.reading import Span
from pipeline.records import AgreementKind, AgreementStatus

# Families of kinds that a text uses for any agreement: "the deal", "the partnership".
_VAGUE = frozenset({"partnership"})


@dataclass(frozen=True, slots=True)
class FoundAgreement:
    """An agreement as the text tells it.

    Attributes:
        date: ISO 8601 at the stated precision, "" when not stated.
        parties: one span per party, in text order.
        start, end: offsets of the words that name it.
        confidence: probability that parties, kind, status and date are right.
    """

    kind: AgreementKind
    status: AgreementStatus
    date: str
    parties: tuple[Span, ...]
    signatories: tuple[Span, ...]
    subject: str
    start: int
    end: int
    confidence: float = 0.0


@dataclass
class Draft:
    """One agreement, or several of one host, and all triggers that speak of it.

    Attributes:
        odds: log-odds of every entity near a trigger for being a party, by its cluster.
        sure: probability that the parties are right.
        settled: probability of the status.
        dated: log-odds of the date, 0 where there is none.
    """

    triggers: list[Trigger]
    odds: Mapping[int, float] = field(default_factory=dict)
    sure: float = 0.0
    settled: float = 0.0
    dated: float = 0.0


@dataclass(frozen=True, slots=True)
class Told:
    """A record with its draft; ``keys`` are the clusters of its parties."""

    record: FoundAgreement
    draft: Draft
    keys: frozenset[int]

    @property
    def start(self) -> int:
        """Where the words stand that name it."""
        return self.record.start

    @property
    def sureness(self) -> float:
        """Probability that parties and status are right, each by itself."""
        return self.draft.sure * self.draft.settled


class ToldIndex:
    """Records by their parties, so that those that hold some parties are found without looking at all."""

    def __init__(self, told: Iterable[Told] = ()) -> None:
        self.all: list[Told] = []
        self._by_key: defaultdict[int, list[int]] = defaultdict(list)
        for one in told:
            self.add(one)

    def add(self, told: Told) -> None:
        """Put in a record."""
        for key in sorted(told.keys):
            self._by_key[key].append(len(self.all))
        self.all.append(told)

    def holding(self, keys: frozenset[int]) -> Iterator[Told]:
        """The records all of these parties are in, in the order in which they were put in."""
        rarest = min((self._by_key[key] for key in sorted(keys)), key=len) if keys else range(len(self.all))
        return (self.all[at] for at in rarest if keys <= self.all[at].keys)

    def beside(self, at: int, count: int) -> list[int]:
        """The numbers of the records that share a party with record ``at``: for each party at most so many before it and after it."""
        near: set[int] = set()
        for key in self.all[at].keys:
            holding = self._by_key[key]
            here = bisect_left(holding, at)
            near.update(holding[max(0, here - count) : here], holding[here + 1 : here + 1 + count])
        return sorted(near)


def distinct(told: Iterable[Told]) -> list[Told]:
    """Records in text order, without those that tell an earlier or fuller one again."""
    kept = ToldIndex()
    for one in sorted(told, key=lambda one: (-len(one.record.parties), is_vague(one.record.kind), one.start)):
        if not any(_repeats(one, other) for other in kept.holding(one.keys)):
            kept.add(one)
    return sorted(kept.all, key=lambda one: one.start)


def without_told_apart(told: Iterable[Told]) -> list[Told]:
    """Records without those of one draft of many that are told by themselves too, as in the items of a list, and as far."""
    told = list(told)
    drafts: defaultdict[int, int] = defaultdict(int)
    for one in told:
        drafts[id(one.draft)] += 1
    alone = ToldIndex(one for one in told if drafts[id(one.draft)] == 1)
    spread = (one for one in told if drafts[id(one.draft)] > 1)
    return alone.all + [one for one in spread if not any(_alike(one, other) for other in alone.holding(one.keys))]


def is_vague(kind: AgreementKind) -> bool:
    """Whether any agreement may be called so."""
    return family(kind) in _VAGUE


def _repeats(told: Told, other: Told) -> bool:
    if told.record.date and other.record.date and told.record.date != other.record.date:
        return False
    if is_vague(told.record.kind):
        return told.keys == other.keys or len(told.keys) == 1
    return _alike(told, other) if told.keys == other.keys else len(told.keys) == 1 and _of_one_family(told, other)


def _alike(told: Told, other: Told) -> bool:
    return _of_one_family(told, other) and told.record.status is other.record.status


def _of_one_family(told: Told, other: Told) -> bool:
    return family(told.record.kind) == family(other.record.kind)
