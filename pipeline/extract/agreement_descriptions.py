"""Words of a skeleton that say what kind of thing the name after them is: "the Emirati developer ‹i5›", "with shipyard ‹i1›"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.extract.lexicon import load_table

_DESCRIPTION = 3


class Token(NamedTuple):
    """A word, mark or marker of a skeleton; ``letter`` and ``number`` are set for markers."""

    text: str
    start: int
    end: int
    letter: str = ""
    number: int = -1


@cache
def words_for(name: str) -> frozenset[str]:
    """The words of one list for the borders and joints of groups."""
    return frozenset(load_table("agreements")["groups"][name])


def describes(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word stands between an article and a name that it describes: "the Emirati developer ‹i5›"."""
    if not tokens[at].text[0].isalpha():
        return False
    low, high = at, at
    while (
        low
        and at - low < _DESCRIPTION
        and tokens[low - 1].text[0].isalpha()
        and tokens[low - 1].text.casefold() not in words_for("articles")
    ):
        low -= 1
    while high + 1 < len(tokens) and high - at < _DESCRIPTION and tokens[high + 1].text[0].isalpha():
        high += 1
    if not low or high + 1 >= len(tokens) or high - low >= _DESCRIPTION or tokens[high + 1].letter not in {"i", "p"}:
        return False
    words = [token.text.casefold() for token in tokens[low : high + 1]]
    led = tokens[low - 1].text.casefold() in words_for("articles")
    return led and not any(word in words_for("breaks") or word in words_for("governors") for word in words)


def says_kind(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is one of up to four between "with" and an institution that say what it is: "with auto-component major ‹i1›"."""
    if not _is_kind(tokens[at]):
        return False
    low, high = at, at + 1
    while low and at - low <= _DESCRIPTION and _is_kind(tokens[low]):
        low -= 1
    while high < len(tokens) and high - at <= _DESCRIPTION and _is_kind(tokens[high]):
        high += 1
    led = tokens[low].text.casefold() == "with" and high - low <= _DESCRIPTION + 2
    return (
        led and high < len(tokens) and tokens[high].letter == "i" and not tokens[high - 1].text.endswith(("ing", "ed"))
    )


def _is_kind(token: Token) -> bool:
    """Whether a word may be of those that say what a name stands for."""
    barred = token.text.casefold() in words_for("breaks") | words_for("governors") | words_for("pointers")
    return token.text[0].isalpha() and not token.letter and not barred
