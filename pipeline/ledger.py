"""The ledger of a run: for every stage, *in = out + refused*."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from pipeline.errors import InternalError
from pipeline.records import Refusal, Stage

T = TypeVar("T")


class Ledger:
    """Counts what enters and leaves each stage and keeps every refusal.

    A stage yields either results or :class:`Refusal` records; :meth:`keep` passes the results on and files the refusals.
    """

    def __init__(self) -> None:
        self.entered: dict[Stage, int] = dict.fromkeys(Stage, 0)
        self.left: dict[Stage, int] = dict.fromkeys(Stage, 0)
        self.refusals: list[Refusal] = []

    def enter(self, stage: Stage, items: Iterable[T]) -> Iterator[T]:
        """Count the items that enter a stage."""
        for item in items:
            self.entered[stage] += 1
            yield item

    def keep(self, stage: Stage, results: Iterable[T | Refusal]) -> Iterator[T]:
        """Count and pass on the results that leave a stage; file the refusals."""
        for result in results:
            if isinstance(result, Refusal):
                self.refusals.append(result)
            else:
                self.left[stage] += 1
                yield result

    def refused(self, stage: Stage) -> int:
        """How many items a stage refused."""
        return sum(refusal.stage is stage for refusal in self.refusals)

    def check(self, stage: Stage) -> None:
        """Assert that nothing vanished in a stage.

        Raises:
            InternalError: the counts do not balance.
        """
        entered, left, refused = self.entered[stage], self.left[stage], self.refused(stage)
        if entered != left + refused:
            raise InternalError(f"{stage.value}: {entered} in, but {left} out and {refused} refused")
