"""The lines of a PDF page in reading order, with their places.

One character tells the place of a line, and what is asked of lines is asked of all of a page at once: on most pages they
stand one clear below the other, so nothing has to be looked at line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import inf
from operator import gt, lt, sub
from typing import NamedTuple

from pipeline.ingest.pdf_page import Page

_MOST_MOVED = 8
# By how much of their height two lines may differ in place or height and still be in one row or of one size.
OTHER_SIZE = 0.2
# A line of the page; pdfium joins the two lines of a divided word and writes one of its signs for the hyphen.
_LINE = re.compile(r"[^\n\x02\ufffe]*(?:[\x02\ufffe](?:\r?\n)?|\n|\Z)")
_WORD = re.compile(r"[^\W_]")
_DIVIDED = ("\x02", "\ufffe")
_FLOATS = 4
_SHORTEST_WORDS = 4  # what is shorter may be a bullet alone


class PageLine(NamedTuple):
    """A line of a page as it is displayed; the axis of ``top`` points upwards."""

    text: str
    left: float
    top: float
    height: float


class PageLines:
    """The lines of a page, each of their properties a list.

    Attributes:
        texts: their texts.
        lefts: where they begin.
        tops: where they stand; the axis points upwards.
        heights: their heights.
        falls: how far below the one before each line stands, from the second on.
        are_clear: whether each stands clear below the one before: in order, and no two in one row.
    """

    __slots__ = ("are_clear", "falls", "heights", "lefts", "texts", "tops")

    def __init__(self, texts: list[str], lefts: list[float], tops: list[float], heights: list[float]) -> None:
        self.texts, self.lefts, self.tops, self.heights = texts, lefts, tops, heights
        self.falls: list[float] = list(map(sub, tops, tops[1:]))
        self.are_clear = not self.falls or min(self.falls) > OTHER_SIZE * max(heights)

    @classmethod
    def of(cls, lines: Iterable[PageLine]) -> PageLines:
        """The same lines."""
        lines = list(lines)
        return cls(
            [line.text for line in lines],
            [line.left for line in lines],
            [line.top for line in lines],
            [line.height for line in lines],
        )

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, index: int) -> PageLine:
        return PageLine(self.texts[index], self.lefts[index], self.tops[index], self.heights[index])

    def one_by_one(self) -> list[PageLine]:
        """The same lines."""
        return list(map(PageLine, self.texts, self.lefts, self.tops, self.heights))

    def picked(self, indexes: Sequence[int]) -> PageLines:
        """The lines with these indexes, in their order."""
        return PageLines(
            list(map(self.texts.__getitem__, indexes)),
            list(map(self.lefts.__getitem__, indexes)),
            list(map(self.tops.__getitem__, indexes)),
            list(map(self.heights.__getitem__, indexes)),
        )

    @property
    def spread(self) -> float:
        """By how much of the least height the greatest is above it; infinite where a line has no height."""
        least = min(self.heights, default=0.0)
        return (max(self.heights) - least) / least if least > 0 else inf


def in_reading_order(lines: PageLines) -> PageLines:
    """Heads, feet and bullets in their places, whenever they were written."""
    if lines.are_clear:
        return lines
    order = _order(lines.tops)
    if order is not None:
        lines = lines.picked(order)
    if min(map(len, lines.texts)) >= _SHORTEST_WORDS:
        return lines
    if not any(len(text) < _SHORTEST_WORDS and _is_sign(text.strip()) for text in lines.texts):
        return lines
    return PageLines.of(_with_bullets(lines.one_by_one()))


def written_lines(page: Page) -> tuple[PageLines, list[int]]:
    """The lines as they were written, and the index of the first character of each in the text of the page.

    The parts of one that a raised figure has torn apart are put together again; it has the index -1.
    """
    is_divided = "\x02" in page.text or "\ufffe" in page.text
    texts, starts = _divided_lines(page.text) if is_divided else _lines(page.text)
    firsts = starts  # the indexes of the characters that tell the places
    letters: dict[int, int] = {}  # for a line that begins with a bullet, which is of another size, a letter of it
    odd = [index for index, text in enumerate(texts) if not text[:1].isalnum()]
    if odd:
        bodies = {index: texts[index].rstrip("\x02\ufffe").strip() for index in odd}
        if not all(bodies.values()):
            filled = [index for index in range(len(texts)) if bodies.get(index, True)]
            bodies = {at: bodies[index] for at, index in enumerate(filled) if index in bodies}
            texts, starts = [texts[index] for index in filled], [starts[index] for index in filled]
        firsts = starts.copy()
        for index, body in bodies.items():
            firsts[index] += texts[index].index(body[0])
            if not body[0].isalnum() and (word := _WORD.search(body)):
                letters[index] = firsts[index] + word.start()
    boxes = page.places([*firsts, *letters.values()])
    tops, bottoms = list(boxes[1::_FLOATS]), list(boxes[3::_FLOATS])
    if letters:
        for at, index in enumerate(letters, len(texts)):
            tops[index], bottoms[index] = tops[at], bottoms[at]
        del tops[len(texts) :]
    found = PageLines(texts, list(boxes[: _FLOATS * len(texts) : _FLOATS]), tops, list(map(sub, tops, bottoms)))
    if not found.are_clear and any(map(lt, map(abs, found.falls), map(OTHER_SIZE.__mul__, found.heights))):
        return _mended(page, found, starts, firsts)
    if is_divided:
        found.texts = list(map(_with_hyphen, texts))
    return found, starts


def _with_hyphen(line: str) -> str:
    return f"{line[:-1]}-" if line.endswith(_DIVIDED) else line


def _mended(page: Page, lines: PageLines, starts: Sequence[int], firsts: Sequence[int]) -> tuple[PageLines, list[int]]:
    """Lines that a raised figure has torn apart in one piece."""
    found: list[PageLine] = []
    found_starts: list[int] = []
    last = 0  # index of the last character of the line before
    for line, start, first in zip(lines.one_by_one(), starts, firsts, strict=True):
        text = _with_hyphen(line.text)
        before, before_ends = found[-1] if found else None, last
        last = first + len(line.text.rstrip("\x02\ufffe").strip()) - 1
        if before and abs(before.top - line.top) < OTHER_SIZE * before.height:
            gap = line.left - page.place(before_ends)[2]
            if -0.3 * line.height < gap < 0.7 * line.height:
                space = " " if text[:1].isalnum() and not before.text.endswith(" ") else ""
                found_starts[-1] = -1
                found[-1] = before._replace(text=before.text.rstrip() + space + text.lstrip())
                continue
        found.append(line._replace(text=text))
        found_starts.append(start)
    return PageLines.of(found), found_starts


def _lines(text: str) -> tuple[list[str], list[int]]:
    """The lines and the indexes of their first characters, all at once where their ends are all alike."""
    line_end = "\r\n"
    lines = text.split(line_end)
    if len(lines) <= text.count("\n"):
        line_end = "\n"
        lines = text.split(line_end)
    starts = list(accumulate(map(len(line_end).__add__, map(len, lines)), initial=0))
    del starts[-1]
    if line_end == "\n":
        return [line.removesuffix("\r") for line in lines], starts
    lines[-1] = lines[-1].removesuffix("\r")
    return lines, starts


def _divided_lines(text: str) -> tuple[list[str], list[int]]:
    """The same of a text with signs for hyphens at the ends of its lines."""
    lines: list[str] = _LINE.findall(text)  # which leaves nothing out
    starts = list(accumulate(map(len, lines), initial=0))
    return [line.rstrip("\r\n") for line in lines], starts[:-1]


def _order(tops: list[float]) -> list[int] | None:
    """Feet that were written before the text, and heads that were written after it, in their places; ``None`` for as they are."""
    if all(map(gt, tops, tops[1:])):
        return None
    order = list(range(len(tops)))
    count, lowest, highest = _moved(tops)
    if count:
        feet = sorted((index for index in order[:count] if tops[index] < lowest), key=lambda index: -tops[index])
        order = [*(index for index in order[:count] if tops[index] > highest), *order[count:], *feet]
        moved = list(map(tops.__getitem__, order))
        if all(map(gt, moved, moved[1:])):
            return order
    count, lowest, highest = _moved([tops[index] for index in reversed(order)])
    if count:
        heads = sorted((index for index in order[-count:] if tops[index] > highest), key=lambda index: -tops[index])
        order = [*heads, *order[:-count], *(index for index in order[-count:] if tops[index] < lowest)]
    return order


def _moved(tops: Sequence[float]) -> tuple[int, float, float]:
    """How many lines at the beginning all stand above or below all others, and the span of the others' tops."""
    most = min(_MOST_MOVED, len(tops) - 1)
    if most < 1:
        return 0, 0.0, 0.0
    rest = tops[most:]
    lowest = list(accumulate(reversed(tops[1:most]), min, initial=min(rest)))
    highest = list(accumulate(reversed(tops[1:most]), max, initial=max(rest)))
    for back, (low, high) in enumerate(zip(lowest, highest, strict=True)):
        count = most - back
        if all(top < low or top > high for top in tops[:count]):
            return count, low, high
    return 0, 0.0, 0.0


def _with_bullets(lines: list[PageLine]) -> list[PageLine]:
    """Bullets that were written apart from their lines stand before them."""
    bullets = [line for line in lines if len(line.text) < _SHORTEST_WORDS and _is_sign(line.text.strip())]
    found: list[PageLine] = []
    for line in lines:
        own = next((one for one in bullets if one is not line and _is_bullet_of(one, line)), None)
        if line in bullets and any(_is_bullet_of(line, other) for other in lines if other not in bullets):
            continue
        found.append(line._replace(text=f"{own.text.strip()} {line.text}") if own and line not in bullets else line)
    return found


def _is_sign(text: str) -> bool:
    return len(text) == 1 and not text.isalnum()


def _is_bullet_of(bullet: PageLine, line: PageLine) -> bool:
    return abs(bullet.top - line.top) < OTHER_SIZE * line.height and 0 < line.left - bullet.left < 4 * line.height
