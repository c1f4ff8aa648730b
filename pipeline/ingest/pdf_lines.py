"""The lines of a PDF page in reading order, with their places, from pdfium's own interface.

The text of a page is asked for at once, and one character box a line tells its place: the helper objects of pypdfium2
and a question for each character would take longer than pdfium itself.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from operator import gt
from typing import Any, NamedTuple

_MOST_MOVED = 8
# By how much of their height two lines may differ in place or height and still be in one row or of one size.
OTHER_SIZE = 0.2
# A line of the page; pdfium joins the two lines of a divided word and writes one of its signs for the hyphen.
_LINE = re.compile(r"[^\n\x02\ufffe]*(?:[\x02\ufffe](?:\r?\n)?|\n|\Z)")
_WORD = re.compile(r"[^\W_]")
_DIVIDED = ("\x02", "\ufffe")
_TEXT_BYTES = 2


class PageLine(NamedTuple):
    """A line of a page as it is displayed; the axis of ``top`` points upwards."""

    text: str
    left: float
    top: float
    height: float


class Page:
    """An open page: its text, and the places of its characters as they are displayed."""

    def __init__(self, pdfium: Any, handle: Any, text_handle: Any) -> None:
        self._pdfium = pdfium
        self._text = text_handle
        self._turn: int = pdfium.FPDFPage_GetRotation(handle)
        self._n_chars: int = max(0, pdfium.FPDFText_CountChars(text_handle))
        box = pdfium.FS_RECTF()
        self._box_at = pdfium.FPDFText_GetLooseCharBox
        self._into = ctypes.byref(box)
        self._box = memoryview(box).cast("B").cast("f")
        self.text = self._all_text()
        # Characters that pdfium adds or leaves out of the text shift its indexes.
        self._is_shifted = len(self.text) != self._n_chars

    def _all_text(self) -> str:
        index_of = self._pdfium.FPDFText_GetTextIndexFromCharIndex
        first, last = 0, self._n_chars - 1
        while first <= last and index_of(self._text, first) < 0:
            first += 1
        while last >= first and index_of(self._text, last) < 0:
            last -= 1
        if first > last:
            return ""
        buffer = ctypes.create_string_buffer(2 * _TEXT_BYTES * (self._n_chars + 1))
        into = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        written = self._pdfium.FPDFText_GetText(self._text, first, last - first + 1, into)
        return ctypes.string_at(buffer, _TEXT_BYTES * max(0, written - 1)).decode("utf-16-le", "ignore")

    def place(self, index: int) -> Sequence[float]:
        """Left, top, right and bottom of the character at an index of the text."""
        if self._is_shifted:
            at = self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._text, index)
            index = min(index, self._n_chars - 1) if at < 0 else at
        if not self._box_at(self._text, index, self._into):
            raise UnplacedError("a character has no place")
        box: Sequence[float] = self._box.tolist()
        return _upright(box, self._turn) if self._turn else box


def _upright(box: Sequence[float], turn: int) -> Sequence[float]:
    """The box on the page as it is turned for display, by so many quarters."""
    left, top, right, bottom = box
    if turn == 1:
        return bottom, -left, top, -right
    return (-right, -bottom, -left, -top) if turn == 2 else (-top, right, -bottom, left)


class UnplacedError(Exception):
    """A page or a character of it cannot be loaded."""


@contextmanager
def open_page(pdfium: Any, document: Any, number: int) -> Iterator[Page]:
    """A page of an open document, by its number from 0.

    Args:
        pdfium: the module ``pypdfium2.raw``.
        document: handle of the document.
        number: of the page.

    Raises:
        UnplacedError: the page is damaged.
    """
    handle = pdfium.FPDF_LoadPage(document, number)
    if not handle:
        raise UnplacedError(f"page {number + 1} cannot be loaded")
    text_handle = None
    try:
        text_handle = pdfium.FPDFText_LoadPage(handle)
        if not text_handle:
            raise UnplacedError(f"the text of page {number + 1} cannot be loaded")
        yield Page(pdfium, handle, text_handle)
    finally:
        if text_handle:
            pdfium.FPDFText_ClosePage(text_handle)
        pdfium.FPDF_ClosePage(handle)


def in_reading_order(lines: list[PageLine]) -> list[PageLine]:
    """Heads, feet and bullets in their places, whenever they were written."""
    return _with_bullets(_in_order(lines))


def written_lines(page: Page) -> tuple[list[PageLine], list[int]]:
    """The lines as they were written, and the index of the first character of each in the text of the page.

    The parts of one that a raised figure has torn apart are put together again; it has the index -1.
    """
    found: list[PageLine] = []
    starts: list[int] = []
    last = 0  # index of the last character of the line before
    for start, line in _lines(page.text):
        body = line.rstrip("\x02\ufffe").strip()
        if not body:
            continue
        first = start if line[0] == body[0] else start + line.index(body[0])
        left, top, _, bottom = page.place(first)
        if not body[0].isalnum() and (word := _WORD.search(body)):  # a bullet is of another size
            _, top, _, bottom = page.place(first + word.start())
        height = top - bottom
        text = f"{line[:-1]}-" if line.endswith(_DIVIDED) else line
        before = found[-1] if found else None
        if before and abs(before.top - top) < OTHER_SIZE * before.height:
            gap = left - page.place(last)[2]
            if -0.3 * height < gap < 0.7 * height:
                space = " " if text[:1].isalnum() and not before.text.endswith(" ") else ""
                starts[-1] = -1
                found[-1] = before._replace(text=before.text.rstrip() + space + text.lstrip())
                last = first + len(body) - 1
                continue
        found.append(PageLine(text, left, top, height))
        starts.append(start)
        last = first + len(body) - 1
    return found, starts


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with the indexes of their first characters."""
    if "\x02" in text or "\ufffe" in text:
        for match in _LINE.finditer(text):
            yield match.start(), match.group().rstrip("\r\n")
        return
    start = 0
    for line in text.split("\n"):
        yield start, line.removesuffix("\r")
        start += len(line) + 1


def _in_order(lines: list[PageLine]) -> list[PageLine]:
    """Feet that were written before the text, and heads that were written after it, in their places."""
    tops = [line.top for line in lines]
    if all(map(gt, tops, tops[1:])):
        return lines
    count, lowest, highest = _moved(lines)
    if count:
        feet = [line for line in lines[:count] if line.top < lowest]
        feet.sort(key=lambda line: -line.top)
        lines = [*(line for line in lines[:count] if line.top > highest), *lines[count:], *feet]
    count, lowest, highest = _moved(lines[::-1])
    if not count:
        return lines
    heads = [line for line in lines[-count:] if line.top > highest]
    heads.sort(key=lambda line: -line.top)
    return [*heads, *lines[:-count], *(line for line in lines[-count:] if line.top < lowest)]


def _moved(lines: Sequence[PageLine]) -> tuple[int, float, float]:
    """How many lines at the beginning all stand above or below all others, and the span of the others' tops."""
    most = min(_MOST_MOVED, len(lines) - 1)
    if most < 1:
        return 0, 0.0, 0.0
    tops = [line.top for line in lines]
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
    bullets = [line for line in lines if len(line.text) < 4 and _is_sign(line.text.strip())]
    if not bullets:
        return lines
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
