"""The words of a name, in the form in which names are compared within an article."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[.'’ʼ`ʻ‘-][^\W_]+)*")
_APOSTROPHE = re.compile(r"['’ʼ`ʻ‘.]")
MINOR = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "at",
        "de",
        "du",
        "des",
        "la",
        "del",
        "do",
        "da",
        "e",
        "y",
        "et",
        "und",
        "für",
        "der",
        "named",
        "after",
    }
)
"""Words that an acronym may pass over, and that make no name by themselves."""


def words_of(name: str) -> list[str]:
    """The words of a name, casefolded and without accents or apostrophes."""
    return list(name_form(name))


# The same names come again and again, in every step that compares them.
@lru_cache(maxsize=20_000)
def name_form(name: str) -> tuple[str, ...]:
    """The words of :func:`words_of`, to look a name up by."""
    if not name.isascii():
        name = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return tuple(_APOSTROPHE.sub("", word).casefold() for word in _WORD.findall(name))
