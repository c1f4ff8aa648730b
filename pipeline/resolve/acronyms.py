"""Acronyms: which letters a name can be shortened to, and how strictly.

An acronym is matched against the words of a name, small words set aside. From strict to loose:

1. initials of all words, with or without the small ones (KBTU, UOWM)
2. the same with an eponym left out, or in capitals that mark the cuts themselves (Kaz-N-R-T-U, Buk-h-S-U)
3. a Chinese word giving the initial of each syllable (BJ-T-U)
4. beginnings of up to four letters (UNIKOL, UDOM), a light or last word left out (AAST)
"""

from __future__ import annotations

import re
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
    """Do two acronyms of five letters or more differ by one letter that stands twice ("KTUUA", "KTUA")?"""
    short, long = sorted((left, right), key=lambda text: (len(text), text))
    if len(long) != len(short) + 1 or len(short) < 4:
        return False
    return any(long[at] == long[at - 1] and long[:at] + long[at + 1 :] == short for at in range(1, len(long)))


def acronym_strength(acronym: Name, name: Name) -> float:
    """How well an acronym stands for a full name: one of the strengths of this module, 0 when it does not."""
    if acronym.acronym in name.stated_acronyms:
        return STATED
    return max(acronym_forms(name).get(acronym.acronym, 0.0), segment_strength(acronym, name))


@lru_cache(maxsize=50_000)
def acronym_forms(name: Name) -> dict[str, float]:
    """All acronyms in plain letters that a full name can have, with their strengths; cuts by capitals are not among them."""
    forms: dict[str, float] = dict.fromkeys(name.stated_acronyms, STATED)
    content, bare = _content(name)
    if len(content) < 2:
        return forms

    def note(form: str, strength: float) -> None:
        if len(form) > 1 and strength > forms.get(form, 0.0):
            forms[form] = strength

    note("".join(word[0] for word in name.words), STRICT)
    note("".join(word[0] for word in content), STRICT)
    initials = "".join(word[0] for word in bare)
    note(initials, WITHOUT_EPONYM)
    if len(bare) > 1:
        for form in _products([_syllable_heads(word) for word in bare]):
            note(form, BY_SYLLABLES)
        note("".join(word[0] for word in bare if not _is_light(word)), LIGHT_LEFT_OUT)
        for size in range(max(4, len(initials) - 2), len(initials)):
            note(initials[:size], LAST_LEFT_OUT)
        for size in range(2, 5):
            note(bare[0][:size] + initials[1:], BEGINNINGS)
            note(initials[:-1] + bare[-1][:size], BEGINNINGS)
        if len(bare) <= 3:
            for form in _products([_beginnings(word) for word in bare]):
                if len(form) >= 4:
                    note(form, BEGINNINGS)
    return forms


def segment_strength(acronym: Name, name: Name) -> float:
    """Strength of an acronym whose capitals mark the cuts (Kaz-N-R-T-U), 0 when they do not fit."""
    segments = _segments(acronym.text)
    if not segments:
        return 0.0
    content, bare = _content(name)
    fits = any(len(words) > 1 and _fits_segments(segments, words) for words in (content, bare))
    return CUT_BY_CAPITALS if fits else 0.0


def segment_initials(acronym: Name) -> str:
    """The first letters of an acronym's segments, by which names it may be cut from are found; "" when all capitals."""
    return "".join(piece[0] for piece in _segments(acronym.text))


def content_initials(name: Name) -> tuple[str, str]:
    """Initials of the words that count, with and without eponyms."""
    content, bare = _content(name)
    return "".join(word[0] for word in content), "".join(word[0] for word in bare)


@lru_cache(maxsize=50_000)
def _content(name: Name) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words that count, and those of them that belong to no eponym."""
    eponyms = {plain(word) for part in name.of(Role.EPONYM) for word in part.text.split()}
    content = tuple(word for word in name.words if not is_small(word))
    return content, tuple(word for word in content if word not in eponyms)


@lru_cache(maxsize=100_000)
def _segments(text: str) -> tuple[str, ...]:
    """The acronym cut before each capital: "KazNRTU" is Kaz, N, R, T, U; empty when it is all capitals."""
    found = tuple(filter(None, (plain(piece) for piece in _SEGMENT.findall(text))))
    return found if any(len(piece) > 1 for piece in found) else ()


def _products(choices: list[tuple[str, ...]]) -> list[str]:
    """All ways to join one choice of each, at most a few hundred."""
    forms = [""]
    for choice in choices:
        forms = [form + piece for form in forms for piece in choice][:300]
    return forms


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
