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


def quoted(parts: Iterable[Part]) -> str:
    """The words of parts as written, for a reason."""
    return " ".join(part.text for part in parts)
