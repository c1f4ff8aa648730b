"""How words and acronyms are compared letter by letter, within one article."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from pipeline.extract.acronyms import is_acronym
from pipeline.extract.name_words import MINOR

ONE_OTHER = 5
"""Letters of a word that may be spelt otherwise in one of them."""
_TWO_OTHERS = 8


def capitals_of(word: str) -> str:
    """The letters of a word in capitals, casefolded; of a mixed one ("UoG", "KhTU") its capitals. "" where it is no acronym."""
    word = word.replace(".", "")
    if word.isupper():
        return word.casefold()
    return (
        "".join(filter(str.isupper, word)).casefold()
        if is_acronym(word) and word.isalpha() and word[0].isupper()
        else ""
    )


def initials_of(words: tuple[str, ...]) -> set[str]:
    """The initials of a name, with those of minor words and without, of words with hyphens once and of each of their parts."""
    pieces = tuple(piece for word in words for piece in word.split("-"))
    return {
        "".join(word[0] for word in some if minor or word not in MINOR)
        for some in (words, pieces)
        for minor in (True, False)
    }


def spelt_alike(one: str, other: str) -> bool:
    """Whether two words may be spellings of one: another letter, one more, or two that have changed places.

    The last letter has to be the same: it tells "Ivanov" from "Ivanova", and "Maria" from "Mario".
    """
    if not (one.isalpha() and other.isalpha()) or one[-1] != other[-1]:
        return False
    return OSA.distance(one, other) <= (2 if min(len(one), len(other)) >= _TWO_OTHERS else 1)


def holds(words: tuple[str, ...], acronym: str) -> bool:
    """Whether the letters of an acronym are initials of the words, in their order."""
    initials = (piece[0] for word in words for piece in word.split("-"))
    return all(letter in initials for letter in acronym)


def begins_twice(words: tuple[str, ...], acronym: str) -> bool:
    """Whether an acronym has two letters of the first word, and the initials of all others: "SDU" of "Sardoba University"."""
    first, *others = words
    rests = {"".join(word[0] for word in others), "".join(word[0] for word in others if word not in MINOR)}
    return acronym[0] == first[0] and acronym[1] in first[1:] and acronym[2:] in rests - {""}
