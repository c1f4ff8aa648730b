"""Acronyms: which letters a name can be shortened to, and how strictly."""

from __future__ import annotations

from functools import lru_cache

from pipeline.resolve.lexicon import word_concept
from pipeline.resolve.names import Name


def near_double(left: str, right: str) -> bool:
    """Do two acronyms of five letters or more differ by one letter that stands twice ("IPCCCA", "IPCCA")?"""
    short, long = sorted((left, right), key=lambda text: (len(text), text))
    if len(long) != len(short) + 1 or len(short) < 4:
        return False
    return any(long[at] == long[at - 1] and long[:at] + long[at + 1 :] == short for at in range(1, len(long)))


def acronym_strength(acronym: str, name: Name) -> float:
    """How well an acronym stands for a name: 1 initials of all words that count, less for looser ways, 0 not at all."""
    if acronym in name.stated_acronyms:
        return 1.5
    words = tuple(name.words)
    if len(words) < 2 or len(acronym) < 2:
        return 0.0
    return _strength(acronym, words)


@lru_cache(maxsize=400_000)
def _strength(acronym: str, words: tuple[str, ...]) -> float:
    content = tuple(word for word in words if not _is_filler(word))
    if acronym == "".join(word[0] for word in content) or acronym == "".join(word[0] for word in words):
        return 1.0
    if len(content) > 1 and acronym[0] == content[0][0] and _spans(acronym, content, 0, 0):
        return 0.5
    return 0.0


def _is_filler(word: str) -> bool:
    concept = word_concept(word)
    return concept is not None and concept.role == "filler" and concept.key != "filler.naming"


def _spans(acronym: str, words: tuple[str, ...], at: int, word: int) -> bool:
    """Can the rest of an acronym be cut into beginnings (one to four letters) of the rest of the words, in order?"""
    if at == len(acronym):
        return word == len(words)
    if word == len(words):
        return False
    return any(
        acronym[at : at + size] == words[word][:size] and _spans(acronym, words, at + size, word + 1)
        for size in range(min(4, len(acronym) - at), 0, -1)
    )
