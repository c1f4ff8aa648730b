"""Compound words of German, Dutch, the Nordic languages, Finnish, Estonian and Hungarian cut before the type of institution.

"Musikhochschule" is music and a type: cut, both are looked up as in languages that write them apart.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.resolve.lexicon import word_concept
from pipeline.resolve.scripts import bare
from pipeline.resolve.wordlists import word_list

_SHORTEST_HEAD = 4
_LINKS = ("s", "es", "en", "n", "e", "i", "u", "a")
"""Letters between the halves of a compound, or endings that its first half lacks."""


@lru_cache(maxsize=200_000)
def split_compound(word: str) -> tuple[str, ...]:
    """A compound as two words when its end is a type and its beginning a word of the lexicon, else the word itself."""
    if len(word) < 9 or not word.isalpha():
        return (word,)
    letters = bare(word)
    if len(letters) != len(word):
        return (word,)
    concept = word_concept(letters)
    if concept is not None and concept.role == "type" and letters in _tails():
        return (word,)
    for cut in range(_SHORTEST_HEAD, len(letters) - 3):
        if letters[cut:] in _tails():
            head = _known_head(letters[:cut])
            if head:
                return (head, word[cut:])
    return (word,)


def _tails() -> frozenset[str]:
    return word_list("compound_tails")


def _known_head(head: str) -> str:
    """The first half as a word of the lexicon, without the letters that link it; "" when it is not known."""
    for link in ("", *_LINKS):
        stem = head.removesuffix(link) if link else head
        if len(stem) >= _SHORTEST_HEAD:
            concept = word_concept(stem)
            if concept is not None and concept.role in ("field", "attribute", "type"):
                return stem
    return ""
