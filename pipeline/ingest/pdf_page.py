"""An open page of a PDF: its text at once, and the places of many characters in one go, from pdfium's own interface.

The helper objects of pypdfium2 and a Python call for each character would take longer than pdfium itself, so handles are
plain numbers here, and what is asked for many characters is asked in one loop that runs in C.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import repeat
from typing import Any

_TEXT_BYTES = 2
_BOX_BYTES = 16
_FLOATS = 4
# How many pages are open at once, unless they have more characters and objects than this together: with more of them
# memory goes back and forth between pdfium and the system.
_MOST_AT_ONCE = 3
_LARGE = 100_000


class UnplacedError(Exception):
    """A page or a character of it cannot be loaded."""


class _Questions:
    """What is asked of a page's text, with numbers for handles; short calls, so they keep the interpreter's lock."""

    def __init__(self, pdfium: Any) -> None:
        number, handle = ctypes.c_int, ctypes.c_void_p

        def question(name: str, *arguments: Any) -> Any:
            address = ctypes.cast(getattr(pdfium, name), handle).value
            assert address is not None
            return ctypes.PYFUNCTYPE(number, handle, *arguments)(address)

        self.count = question("FPDFText_CountChars")
        self.text = question("FPDFText_GetText", number, number, handle)
        self.text_index = question("FPDFText_GetTextIndexFromCharIndex", number)
        self.char_index = question("FPDFText_GetCharIndexFromTextIndex", number)
        self.box = question("FPDFText_GetLooseCharBox", number, handle)


@cache
def _questions(pdfium: Any) -> _Questions:
    return _Questions(pdfium)


class Page:
    """An open page: its text, and the places of its characters as they are displayed.

    Attributes:
        text: of the page.
        n_chars: number of its characters, which is not always the length of the text.
    """

    def __init__(self, pdfium: Any, handle: Any, text_handle: Any) -> None:
        self._ask = _questions(pdfium)
        self._text: int = ctypes.addressof(text_handle.contents)
        self._turn: int = pdfium.FPDFPage_GetRotation(handle)
        self.n_chars: int = max(0, self._ask.count(self._text))
        self.text = self._all_text()
        # Characters that pdfium adds or leaves out of the text shift its indexes.
        self._is_shifted = len(self.text) != self.n_chars

    def _all_text(self) -> str:
        index_of = self._ask.text_index
        first, last = 0, self.n_chars - 1
        while first <= last and index_of(self._text, first) < 0:
            first += 1
        while last >= first and index_of(self._text, last) < 0:
            last -= 1
        if first > last:
            return ""
        buffer = bytearray(2 * _TEXT_BYTES * (self.n_chars + 1))
        written = self._ask.text(self._text, first, last - first + 1, _address(buffer))
        return buffer[: _TEXT_BYTES * max(0, written - 1)].decode("utf-16-le", "ignore")

    def place(self, index: int) -> Sequence[float]:
        """Left, top, right and bottom of the character at an index of the text."""
        return self.places([index])

    def places(self, indexes: Sequence[int]) -> Sequence[float]:
        """Left, top, right and bottom of the characters at these indexes of the text, one after the other.

        Raises:
            UnplacedError: a character has no place.
        """
        if self._is_shifted:
            indexes = [self._char_index(index) for index in indexes]
        buffer = bytearray(_BOX_BYTES * len(indexes))
        start = _address(buffer)
        if not all(map(self._ask.box, repeat(self._text), indexes, range(start, start + len(buffer), _BOX_BYTES))):
            raise UnplacedError("a character has no place")
        boxes: Sequence[float] = memoryview(buffer).cast("f").tolist()
        return _upright(boxes, self._turn) if self._turn else boxes

    def _char_index(self, index: int) -> int:
        at: int = self._ask.char_index(self._text, index)
        return min(index, self.n_chars - 1) if at < 0 else at


def _address(buffer: bytearray) -> int:
    return ctypes.addressof(ctypes.c_char.from_buffer(buffer)) if buffer else 0


def _upright(boxes: Sequence[float], turn: int) -> list[float]:
    """The boxes on the page as it is turned for display, by so many quarters."""
    found: list[float] = []
    for at in range(0, len(boxes), _FLOATS):
        left, top, right, bottom = boxes[at : at + _FLOATS]
        if turn == 1:
            found += (bottom, -left, top, -right)
        else:
            found += (-right, -bottom, -left, -top) if turn == 2 else (-top, right, -bottom, left)
    return found


@contextmanager
def open_pages(pdfium: Any, document: Any, first: int, count: int) -> Iterator[list[Page]]:
    """Some pages of an open document, from the one with this number on, each ready to be asked: few where they are large.

    Pages are looked at together, as pdfium and our own code drive each other out of the processor's cache.

    Args:
        pdfium: the module ``pypdfium2.raw``.
        document: handle of the document.
        first: number of the first page, from 0.
        count: how many there are from it on; at least one.

    Raises:
        UnplacedError: a page is damaged.
    """
    handles: list[Any] = []
    text_handles: list[Any] = []
    pages: list[Page] = []
    size = 0
    try:
        for number in range(first, first + min(count, _MOST_AT_ONCE)):
            handle = pdfium.FPDF_LoadPage(document, number)
            if not handle:
                raise UnplacedError(f"page {number + 1} cannot be loaded")
            handles.append(handle)
            text_handle = pdfium.FPDFText_LoadPage(handle)
            if not text_handle:
                raise UnplacedError(f"the text of page {number + 1} cannot be loaded")
            text_handles.append(text_handle)
            pages.append(Page(pdfium, handle, text_handle))
            size += pages[-1].n_chars + pdfium.FPDFPage_CountObjects(handle)
            if size > _LARGE:
                break
        yield pages
    finally:
        for text_handle in text_handles:
            pdfium.FPDFText_ClosePage(text_handle)
        for handle in handles:
            pdfium.FPDF_ClosePage(handle)
