"""What is counted while articles are compared, and the one-to-one matching that decides what counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pipeline.evaluation.report import Fault, Mistake

Left = TypeVar("Left", bound=Hashable)
Right = TypeVar("Right", bound=Hashable)


@dataclass(slots=True)
class Count:
    """Right, spurious and missed items of one line."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    def add(self, other: Count) -> None:
        """Add another count to this one."""
        self.right += other.right
        self.spurious += other.spurious
        self.missed += other.missed


@dataclass
class Tally:
    """Counts by line, mistakes in the order found, and (confidence, right) of every record by its kind."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    mistakes: list[Mistake] = field(default_factory=list)
    samples: dict[str, list[tuple[float, bool]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, line: str, article_id: str, right: int, spurious: Iterable[str], missed: Iterable[str]) -> None:
        """Count one article's items of a line; the spurious and the missed are given as texts to show."""
        spurious, missed = list(spurious), list(missed)
        self.counts[line].add(Count(right, len(spurious), len(missed)))
        self.note(line, article_id, Fault.MISSED, missed)
        self.note(line, article_id, Fault.SPURIOUS, spurious)

    def note(self, line: str, article_id: str, fault: Fault, texts: Iterable[str]) -> None:
        """Keep mistakes to show, uncounted."""
        self.mistakes += [Mistake(line=line, article_id=article_id, fault=fault, text=text) for text in texts]

    def sample(self, kind: str, confidence: float, right: bool) -> None:
        """Keep how sure the machine was of a record, and whether it was right."""
        self.samples[kind].append((confidence, right))


def best_pairs(scores: Mapping[tuple[Left, Right], float]) -> dict[Left, Right]:
    """Greedy one-to-one matching, best score first; equal scores in the order of their keys."""
    pairs: dict[Left, Right] = {}
    used: set[Right] = set()

    def order(item: tuple[tuple[Left, Right], float]) -> tuple[float, Any]:
        return -item[1], item[0]

    for (left, right), score in sorted(scores.items(), key=order):
        if score > 0 and left not in pairs and right not in used:
            pairs[left] = right
            used.add(right)
    return pairs
