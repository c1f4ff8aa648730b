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
_PLAIN_SIGNS = bytes((*b"\t\n", *range(0x20, 0x7F)))
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_FEW = 0.05  # the share of other characters in a text that is nearly ASCII
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
    found = _signs_in_plain(text)
    if found < 0:
        found = _signs_by_table(text)
    letters = Sign.LATIN | Sign.CYRILLIC
    return found if found & ~letters or found & letters == letters else 0


def _signs_in_plain(text: str) -> int:
    """All flags of a text of ASCII with a few signs and letters beyond, such as bullets and quotes; -1 for another text."""
    plain = text.encode("ascii", "ignore")
    if len(text) - len(plain) > _FEW * len(text) or has_control(plain) or may_have_long_word(text):
        return -1
    found = int(Sign.LATIN) if plain.lower() != plain.upper() else 0
    for sign in set(_BEYOND_ASCII.findall(text)):
        found |= int(_table()[min(ord(sign), _LAST)])
    return found & (_WHITE - 1)


def has_control(plain: bytes) -> bool:
    """Whether ASCII has another control than tabs and line ends."""
    return bool(plain.translate(None, _PLAIN_SIGNS))


def may_have_long_word(text: str) -> bool:
    """Whether a text has a word too long to be one, or may have one by a script without spaces; most pages have none."""
    # From space to space, none further than a long word from the one before; else all words are looked at.
    space, last = -1, len(text) - LONG_WORD
    while space < last:
        further = text.rfind(" ", space + 1, space + 1 + LONG_WORD)
        if further < 0:
            return max(map(len, text.split()), default=0) >= LONG_WORD
        space = further
    return False


def _signs_by_table(text: str) -> int:
    """All flags of any text."""
    kinds = _table()[code_points(text, _LAST)]
    found = int(np.bitwise_or.reduce(kinds, initial=0)) & (_WHITE - 1)
    if len(text) >= LONG_WORD:
        white = np.flatnonzero(kinds & _WHITE)
        if np.diff(white, prepend=-1, append=len(text)).max() > LONG_WORD:
            found |= Sign.LONG_WORD
    return found


class Look(IntFlag):
    """What a line has that is worth a closer look: a bit for each kind of two characters side by side."""

    GLUED = 1  # a capital after a small letter
    GLUED_STOP = 2  # a letter right after a stop
    SPACES = 4  # two in a row
    TAB = 8
    MENU_SIGN = 16  # a sign that divides the names of a menu, wherever it stands
    DASH = 32  # one that divides them with a space before it
    COLONS = 64  # two in a row
    BRACKET = 128  # an opening one


# Plain numbers, as to combine flags takes longer than to judge a line.
ODD_SEAM = int(Look.GLUED | Look.GLUED_STOP | Look.SPACES | Look.TAB)
MAY_DIVIDE = int(Look.SPACES | Look.TAB | Look.MENU_SIGN | Look.DASH | Look.COLONS)
ODD_SIGN = int(MAY_DIVIDE | Look.BRACKET)
_ALL = "\\x00-\uffff"
# The two characters of each kind, insides of character classes.
_PAIRS = {
    Look.GLUED: (ascii_lowercase, ascii_uppercase),
    Look.GLUED_STOP: (".!?,;", ascii_lowercase + ascii_uppercase),
    Look.SPACES: (" ", " "),
    Look.TAB: (_ALL, r"\t"),
    Look.MENU_SIGN: (_ALL, "|¦•·>»›→⟶⇒←⟵⇐*+#="),
    Look.DASH: (r"\s", "/–—-"),
    Look.COLONS: (":", ":"),
    Look.BRACKET: (_ALL, r"(\["),
}
_LAST_SIGN = 0x3001  # which is none, stands for all beyond


@cache
def _sides() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """For each character the bits of the kinds in which it is the first, and the second."""
    signs = "".join(map(chr, range(_LAST_SIGN + 1)))
    sides = np.zeros((2, len(signs)), dtype=np.uint8)
    for bit, insides in _PAIRS.items():
        for side, inside in zip(sides, insides, strict=True):
            for place in re.finditer(f"[{inside}]", signs):
                side[place.start()] |= int(bit)
    return sides[0], sides[1]


@cache
def _ascii_sides() -> tuple[bytes, bytes]:
    first, second = (side[:128].tobytes().ljust(256, b"\0") for side in _sides())
    return first, second


def looks_of(texts: Sequence[str]) -> list[int]:
    """The flags of :class:`Look` of each text, 0 for most of an article: found in all of them at once."""
    together = "\n".join(("", *texts))
    if together.isascii():  # tables for bytes are ten times as fast
        signs = together.encode("ascii")
        first, second = (np.frombuffer(signs.translate(side), dtype=np.uint8) for side in _ascii_sides())
    else:
        codes = code_points(together, _LAST_SIGN)
        first, second = (side.take(codes) for side in _sides())
    pairs = first[:-1] & second[1:]
    places = np.flatnonzero(pairs)
    looks = np.zeros(len(texts), dtype=np.uint8)
    if len(places):
        ends = np.cumsum([len(text) + 1 for text in texts])
        np.bitwise_or.at(looks, np.searchsorted(ends, places, side="right"), pairs[places])
    found: list[int] = looks.tolist()
    return found
