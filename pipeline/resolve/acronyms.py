"""Acronyms: which letters a name can be shortened to, and how strictly.

An acronym is matched against the words of a name, small words set aside. From strict to loose:

1. initials of all words, with or without the small ones (KBTU, UOWM)
2. the same with an eponym left out, or in capitals that mark the cuts themselves (Kaz-N-R-T-U, Buk-h-S-U)
3. a Chinese word giving the initial of each syllable (BJ-T-U)
4. beginnings of up to four letters (UNIKOL, UDOM), a light or last word left out (AAST)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from pipeline.resolve.lexicon import word_concept
from pipeline.resolve.names import Name, Role
from pipeline.resolve.pinyin import syllables
from pipeline.resolve.scripts import plain

STATED = 1.5
STRICT = 1.0
CUT_BY_CAPITALS = 0.9
WITHOUT_EPONYM = 0.85
BY_SYLLABLES = 0.8
LIGHT_LEFT_OUT = 0.6
LAST_LEFT_OUT = 0.5
BEGINNINGS = 0.45
_SEGMENT = re.compile(r"[A-ZЀ-ЯҒҚҲҶӮӨҮ0-9][^\W\dA-ZЀ-ЯҒҚҲҶӮӨҮ]*")


def near_double(left: str, right: str) -> bool:
    """Do two acronyms of five letters or more differ by one letter that stands twice ("IPCCCA", "IPCCA")?"""
    short, long = sorted((left, right), key=lambda text: (len(text), text))
    if len(long) != len(short) + 1 or len(short) < 4:
        return False
    return any(long[at] == long[at - 1] and long[:at] + long[at + 1 :] == short for at in range(1, len(long)))


def acronym_strength(acronym: Name, name: Name) -> float:
    """How well an acronym stands for a full name: one of the strengths of this module, 0 when it does not."""
    if acronym.acronym in name.stated_acronyms:
        return STATED
    if len(name.words) < 2 or len(acronym.acronym) < 2:
        return 0.0
    eponyms = frozenset(plain(word) for part in name.of(Role.EPONYM) for word in part.text.split())
    return _strength(acronym.acronym, _segments(acronym.text), name.words, eponyms)


@lru_cache(maxsize=100_000)
def _segments(text: str) -> tuple[str, ...]:
    """The acronym cut before each capital: "KazNRTU" is Kaz, N, R, T, U; empty when it is all capitals."""
    found = tuple(plain(piece) for piece in _SEGMENT.findall(text))
    return found if any(len(piece) > 1 for piece in found) else ()


@lru_cache(maxsize=400_000)
def _strength(acronym: str, segments: tuple[str, ...], words: tuple[str, ...], eponyms: frozenset[str]) -> float:
    content = tuple(word for word in words if not is_small(word))
    bare = tuple(word for word in content if word not in eponyms)
    for chosen, strength in ((words, STRICT), (content, STRICT), (bare, WITHOUT_EPONYM)):
        if len(chosen) > 1 and acronym == "".join(word[0] for word in chosen):
            return strength
    for chosen in (content, bare):
        if segments and len(chosen) > 1 and _fits_segments(segments, chosen):
            return CUT_BY_CAPITALS
    if len(bare) < 2 or acronym[0] != bare[0][0]:
        return 0.0
    if _spans(acronym, bare, _syllable_heads):
        return BY_SYLLABLES
    return _loose_strength(acronym, bare) if len(acronym) >= 3 else 0.0


def _loose_strength(acronym: str, bare: tuple[str, ...]) -> float:
    initials = "".join(word[0] for word in bare)
    kept = "".join(word[0] for word in bare if not _is_light(word))
    if len(kept) > 2 and acronym == kept:
        return LIGHT_LEFT_OUT
    if len(acronym) >= 4 and acronym == initials[: len(acronym)] and len(initials) - len(acronym) <= 2:
        return LAST_LEFT_OUT
    if len(acronym) >= 4 and len(acronym) > len(bare) and _spans(acronym, bare, _beginnings):
        return BEGINNINGS
    return 0.0


def is_small(word: str) -> bool:
    """Is a plain word one that acronyms pass over?"""
    concept = word_concept(word)
    return concept is not None and concept.role == "filler"


def _is_light(word: str) -> bool:
    concept = word_concept(word)
    return concept is not None and concept.light


def _fits_segments(segments: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Is each segment the beginning of its word, or its first letter and later ones in order ("Pb" in Petersburg)?"""
    return len(segments) == len(words) and all(
        word[0] == piece[0] and _in_order(piece, word) for piece, word in zip(segments, words, strict=True)
    )


def _in_order(piece: str, word: str) -> bool:
    letters = iter(word)
    return all(letter in letters for letter in piece)


def _syllable_heads(word: str) -> tuple[str, ...]:
    found = syllables(word)
    heads = "".join(syllable[0] for syllable in found)
    return (word[0], heads) if len(found) > 1 else (word[0],)


def _beginnings(word: str) -> tuple[str, ...]:
    return tuple(word[:size] for size in range(1, min(5, len(word)) + 1))


def _spans(acronym: str, words: tuple[str, ...], pieces: Callable[[str], tuple[str, ...]]) -> bool:
    """Can an acronym be cut into one piece of each word, in order?"""
    ends = {0}
    for word in words:
        ends = {end + len(piece) for end in ends for piece in pieces(word) if acronym.startswith(piece, end)}
    return len(acronym) in ends
