"""The types that names show and that common nouns ask for: "X Institute" is an institute, and so is "the Institute"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.extract.lexicon import load_table
from pipeline.extract.name_words import words_of

_OF = re.compile(r"\s+(?:of|for|named|im\.|at|in|under|after)\b|,|\(", re.IGNORECASE)


def singular(noun: str) -> str:
    """A plural noun of a reference in the singular: "universities" gives "university"."""
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")


@cache
def _types() -> dict[str, frozenset[str]]:
    """Type word of a name, casefolded, to the types that it may show."""
    words: dict[str, set[str]] = {}
    for name, table in load_table("references")["types"].items():
        for word in [*table["nouns"], *table.get("heads", ())]:
            for form in {word.casefold(), *words_of(word)}:
                words.setdefault(form, set()).add(name)
    return {word: frozenset(types) for word, types in words.items()}


@cache
def types_by_noun() -> dict[str, frozenset[str]]:
    """Noun of a reference, casefolded, to the types of the names for which it may stand."""
    table = load_table("references")
    nouns = {noun: frozenset({name}) for name, entry in table["types"].items() for noun in entry["nouns"]}
    nouns.update({noun: frozenset(types) for noun, types in table["generic"].items()})
    return nouns


# Asked of the same names in many sets and for many offices.
@lru_cache(maxsize=20_000)
def type_of(name: str) -> frozenset[str]:
    """The types that a name shows by its head: the last type word before "of", else the first one after."""
    head = _OF.split(name, maxsplit=1)[0]
    for words in (reversed(words_of(head)), iter(words_of(name))):
        for word in (piece for whole in words for piece in (whole, *reversed(whole.split("-")))):
            if types := _types().get(word):
                return types
    return frozenset()


def types_of_noun(noun: str) -> frozenset[str]:
    """The types of the names for which a common noun, casefolded, may stand: "agency" for an agency."""
    return types_by_noun().get(noun) or types_by_noun().get(singular(noun), frozenset())
