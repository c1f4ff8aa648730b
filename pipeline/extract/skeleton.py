"""A sentence with its names taken out: the string over which relation patterns are written.

"Rector Karim Saidov of Sardoba State Institute signed a memorandum" becomes ``‹r0› ‹p1› of ‹i2› signed a ‹a3›``: a marker is the
first letter of the label (agreement a, date d, event e, institution i, place l, money m, person p, programme g, role r) and the
number of the item. Patterns are plain regular expressions over that string.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.extract.reading import Label, Reading, Reference, Span

LETTERS: dict[Label, str] = {
    Label.AGREEMENT: "a",
    Label.DATE: "d",
    Label.EVENT: "e",
    Label.INSTITUTION: "i",
    Label.PLACE: "l",
    Label.MONEY: "m",
    Label.PERSON: "p",
    Label.PROGRAMME: "g",
    Label.ROLE: "r",
}
MARKER = re.compile(r"‹([adeilmpgr])(\d+)›")

Item = Span | Reference


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The string with markers, and the items the markers number.

    Attributes:
        text: white space collapsed; case kept.
        items: settled outermost spans, and references (their marker has the letter of their targets' label), in text order.
        start, end: offsets of the stretch in the article's text.
    """

    text: str
    items: tuple[Item, ...]
    start: int
    end: int

    def spans(self, number: str | int) -> tuple[Span, ...]:
        """The spans that an item stands for: itself, or the targets of a reference."""
        item = self.items[int(number)]
        return item.targets if isinstance(item, Reference) else (item,)

    def numbers(self, letter: str, text: str | None = None) -> list[int]:
        """Numbers of the markers of one letter, in the whole skeleton or in a part of its text."""
        source = self.text if text is None else text
        return [int(match.group(2)) for match in MARKER.finditer(source) if match.group(1) == letter]


def outermost(spans: list[Span]) -> list[Span]:
    """The spans that lie in no other, in text order."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


_Placed = TypeVar("_Placed", Span, Reference)


def _within(items: Sequence[_Placed], start: int, end: int) -> list[_Placed]:
    """The items inside a stretch, from a sequence in text order."""
    low = bisect_left(items, start, key=lambda item: item.start)
    high = bisect_left(items, end, key=lambda item: item.start)
    return [item for item in items[low:high] if item.end <= end]


def skeleton(reading: Reading, start: int, end: int) -> Skeleton:
    """The skeleton of the stretch ``[start, end)`` of the article's text."""
    inside: list[Item] = list(outermost(_within(reading.spans, start, end)))
    taken = [(item.start, item.end) for item in inside]
    for reference in _within(reading.references, start, end):
        free = all(reference.end <= low or high <= reference.start for low, high in taken)
        if free and reference.targets:
            inside.append(reference)
    inside.sort(key=lambda item: item.start)
    parts: list[str] = []
    at = start
    for number, item in enumerate(inside):
        label = item.targets[0].label if isinstance(item, Reference) else item.label
        parts += [reading.text[at : item.start], f"‹{LETTERS[label]}{number}›"]
        at = item.end
    parts.append(reading.text[at:end])
    return Skeleton(" ".join("".join(parts).split()), tuple(inside), start, end)


def sentence_skeletons(reading: Reading) -> list[Skeleton]:
    """One skeleton per sentence, in order."""
    return [skeleton(reading, sentence.start, sentence.end) for sentence in reading.sentences]
