"""Skeletons of stretches of one reading, made from the spans of the stretch alone.

:func:`pipeline.extract.skeleton.skeleton` looks at every span of the article; over all sentences of a long one that is quadratic.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from pipeline.extract.reading import Reading
from pipeline.extract.skeleton import Skeleton, skeleton

LONGEST = 3000
"""Longer stretches, in characters, have no skeleton: they are no sentences."""


class Stretches:
    """Skeletons of one reading, whose spans are in text order."""

    def __init__(self, reading: Reading) -> None:
        self._bare = replace(reading, spans=[], references=[], candidates=[], aliases=[], part_of=[], sentences=[])
        self._spans = reading.spans
        self._starts = [span.start for span in reading.spans]
        self._references = sorted(reading.references, key=lambda one: (one.start, one.end))
        self._reference_starts = [one.start for one in self._references]
        self._made: dict[tuple[int, int], Skeleton] = {}

    def skeleton(self, start: int, end: int) -> Skeleton | None:
        """The skeleton of ``[start, end)``, made once; None where that is too long."""
        if end - start > LONGEST:
            return None
        if (start, end) not in self._made:
            self._made[start, end] = self._make(start, end)
        return self._made[start, end]

    def _make(self, start: int, end: int) -> Skeleton:
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        first, last = bisect_left(self._reference_starts, start), bisect_left(self._reference_starts, end)
        self._bare.spans = self._spans[low:high]
        self._bare.references = self._references[first:last]
        return skeleton(self._bare, start, end)
