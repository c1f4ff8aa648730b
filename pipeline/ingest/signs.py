"""Which texts have anything that clean-up looks for: one look at a table for all characters, where patterns take one each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntFlag
from functools import cache
from string import ascii_lowercase, ascii_uppercase

import numpy as np
import numpy.typing as npt

from pipeline.ingest.mapped import code_points

# Each is the inside of a character class of a pattern.
SPACES = "\u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
LINE_ENDS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
# Controls, soft hyphen, zero-width and bidi marks, byte order mark, lone surrogates, private-use characters (icons).
INVISIBLE_SIGNS = (
    r"\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    r"\u2066-\u206f\ufeff\ufff9-\ufffc\ud800-\udfff\ue000-\uf8ff\ufe0e\ufe0f"
)
# White space and scripts that are written without spaces.
NO_PART_OF_LONG_WORDS = r"\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef"
LONG_WORD = 400


class Sign(IntFlag):
    """What a text has that may have to be put right."""

    INVISIBLE = 1
    ODD_SPACE = 2
    JOINER = 4
    MARK = 8  # or any other character that may compose with another
    LIGATURE = 16
    MOJIBAKE_LEAD = 32
    LATIN = 64
    CYRILLIC = 128
    LONG_WORD = 256


_CLASSES = {
    Sign.INVISIBLE: rf"\r{INVISIBLE_SIGNS}",
    Sign.ODD_SPACE: f"{SPACES}{LINE_ENDS}",
    Sign.JOINER: r"\u200c\u200d",
    Sign.MARK: r"\u0300-\uffff",
    Sign.LIGATURE: "ﬀ-ﬆ",
    Sign.MOJIBAKE_LEAD: r"\u00c2-\u00c6\u00d0\u00d1\u00e2РСвГДЕ",
    Sign.LATIN: r"A-Za-z\u00c0-\u024f",
    Sign.CYRILLIC: r"\u0400-\u04ff",
}
_WHITE = 512
_LAST = 0xFFFF  # stands for all characters beyond it


@cache
def _table() -> npt.NDArray[np.uint16]:
    table = np.zeros(_LAST + 1, dtype=np.uint16)
    signs = "".join(map(chr, range(_LAST + 1)))
    for bit, inside in (*_CLASSES.items(), (_WHITE, NO_PART_OF_LONG_WORDS)):
        for stretch in re.finditer(f"[{inside}]+", signs):
            table[stretch.start() : stretch.end()] |= int(bit)
    return table


def signs_in(text: str) -> int:
    """The flags of :class:`Sign` of a text; 0 where its letters are all of one script and there is nothing else to see."""
    kinds = _table()[code_points(text, _LAST)]
    found = int(np.bitwise_or.reduce(kinds, initial=0)) & (_WHITE - 1)
    if len(text) >= LONG_WORD:
        white = np.flatnonzero(kinds & _WHITE)
        if np.diff(white, prepend=-1, append=len(text)).max() > LONG_WORD:
            found |= Sign.LONG_WORD
    letters = Sign.LATIN | Sign.CYRILLIC
    return found if found & ~letters or found & letters == letters else 0


# Kinds of characters, and which two of them side by side may be worth a look.
_SMALL, _CAPITAL, _STOP, _SPACE, _TAB = range(1, 6)
_KINDS = np.zeros(128, dtype=np.uint8)
for _kind, _signs in (
    (_SMALL, ascii_lowercase),
    (_CAPITAL, ascii_uppercase),
    (_STOP, ".!?,;"),
    (_SPACE, " "),
    (_TAB, "\t"),
):
    _KINDS[[ord(_sign) for _sign in _signs]] = _kind
_ODD_PAIR = np.zeros((6, 6), dtype=bool)
_ODD_PAIR[_SMALL, _CAPITAL] = _ODD_PAIR[_STOP, _SMALL] = _ODD_PAIR[_STOP, _CAPITAL] = _ODD_PAIR[_SPACE, _SPACE] = True
_ODD_PAIR[_TAB, :] = _ODD_PAIR[:, _TAB] = True


def with_odd_seam(texts: Sequence[str]) -> list[bool]:
    """Which texts have a tab, two spaces in a row, a capital after a small letter, or a letter right after a stop."""
    kinds = _KINDS[code_points("\n".join(texts), len(_KINDS) - 1)]
    places = np.flatnonzero(_ODD_PAIR[kinds[:-1], kinds[1:]])
    odd = [False] * len(texts)
    if len(places):
        ends = np.cumsum([len(text) + 1 for text in texts])
        for index in np.unique(np.searchsorted(ends, places, side="right")).tolist():
            odd[index] = True
    return odd
