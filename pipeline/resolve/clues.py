"""Evidence gathered while two names are compared: clues with weights, hard and soft contradictions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.records import Clue
from pipeline.resolve.names import Part


@dataclass(slots=True)
class Evidence:
    """Clues in the order they were found; ``hard`` and ``soft`` list (part, words) of contradictions."""

    clues: list[Clue] = field(default_factory=list)
    hard: list[tuple[str, str]] = field(default_factory=list)
    soft: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, weight: float, reason: str) -> None:
        """Note a clue; one without weight is left out."""
        if weight:
            self.clues.append(Clue(name=name, weight=round(weight, 3), reason=reason))

    def contradict(self, name: str, weight: float, reason: str, *, hard: bool) -> None:
        """Note a contradiction together with its weight."""
        self.add(name, weight, reason)
        (self.hard if hard else self.soft).append((name, reason))


class Vetoed(Exception):
    """Raised by :class:`Sum` at the first hard contradiction."""


class Sum(Evidence):
    """Evidence of which only the sum matters: the rest of a comparison is spared when a part contradicts for good.

    Raises:
        Vetoed: from :meth:`contradict`, when the contradiction is hard.
    """

    __slots__ = ("total",)

    def __init__(self) -> None:
        self.total = 0.0

    def add(self, name: str, weight: float, reason: str) -> None:
        """Add the weight as a clue would have it."""
        self.total += round(weight, 3)

    def contradict(self, name: str, weight: float, reason: str, *, hard: bool) -> None:
        """Add the weight, or stop."""
        if hard:
            raise Vetoed
        self.total += round(weight, 3)


def quoted(parts: Iterable[Part]) -> str:
    """The words of parts as written, for a reason."""
    return " ".join(part.text for part in parts)
