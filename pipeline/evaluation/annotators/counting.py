"""What is counted while two annotations are compared, and the measures made of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.annotation.model import MarkKind


@dataclass(slots=True)
class Counted:
    """Items that each annotator has, and those that both have."""

    first: int = 0
    second: int = 0
    both: int = 0

    @property
    def f1(self) -> float | None:
        """F1 of one annotator against the other, which is the same both ways; ``None`` where neither has an item."""
        return 2 * self.both / (self.first + self.second) if self.first + self.second else None


@dataclass(slots=True)
class Chosen:
    """What the annotators said of the things that both have: how often each pair of answers was given."""

    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def same(self) -> int:
        """Things of which both say the same."""
        return sum(number for (one, other), number in self.pairs.items() if one == other)

    @property
    def share(self) -> float | None:
        """Share of the things of which both say the same; ``None`` where there are none."""
        return self.same / self.pairs.total() if self.pairs else None


@dataclass
class Comparison:
    """All counts of a comparison.

    Attributes:
        exact: marks with the same first and last character, by kind; ``overlapping``: with a character in common.
        labels: for the words of all texts, the kinds of mark they stand in ("" for none).
        records: items of the records, by the name of the line.
        answers: what was said of records and values that both have, by the name of the line.
        differences: every item that only one has and every answer that differs, in the order of the articles.
    """

    articles: int = 0
    exact: dict[MarkKind, Counted] = field(default_factory=lambda: {kind: Counted() for kind in MarkKind})
    overlapping: dict[MarkKind, Counted] = field(default_factory=lambda: {kind: Counted() for kind in MarkKind})
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    records: dict[str, Counted] = field(default_factory=lambda: defaultdict(Counted))
    answers: dict[str, Chosen] = field(default_factory=lambda: defaultdict(Chosen))
    differences: list[str] = field(default_factory=list)

    def count(self, line: str, where: str, first: Iterable[str], second: Iterable[str], both: int) -> None:
        """Count the items of one article; those that only one annotator has are given as texts to show."""
        only_first, only_second = list(first), list(second)
        counted = self.records[line]
        counted.first += both + len(only_first)
        counted.second += both + len(only_second)
        counted.both += both
        self.note(line, where, only_first, only_second)

    def answer(self, line: str, where: str, first: str, second: str, of: str) -> None:
        """Count what both said of one thing."""
        self.answers[line].pairs[first, second] += 1
        if first != second:
            self.differences.append(f"{where}: {line}: {of}: {first or '-'} / {second or '-'}")

    def note(self, line: str, where: str, first: Iterable[str], second: Iterable[str]) -> None:
        """Keep items of one annotator to show, uncounted."""
        self.differences += [f"{where}: {line}: only the first: {text}" for text in first]
        self.differences += [f"{where}: {line}: only the second: {text}" for text in second]


def kappa(pairs: Counter[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two annotators' choices: agreement above chance (Cohen, 1960).

    ``None`` where nothing was chosen, or where both always chose the same one thing.
    """
    total = pairs.total()
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (one, other), number in pairs.items():
        first[one] += number
        second[other] += number
    # In whole numbers, so that the order of summation does not matter.
    chance = sum(number * second[choice] for choice, number in first.items())
    same = sum(number for (one, other), number in pairs.items() if one == other) * total
    return (same - chance) / (total * total - chance) if total * total > chance else None


def one_against_rest(pairs: Counter[tuple[str, str]], choice: str) -> Counter[tuple[str, str]]:
    """The same pairs, with only two choices: this one, or another."""
    merged: Counter[tuple[str, str]] = Counter()
    for (one, other), number in pairs.items():
        merged[choice if one == choice else "", choice if other == choice else ""] += number
    return merged
