"""Whether the words beside a date speak of the past or of the future."""

from __future__ import annotations

from functools import cache

from pipeline.extract.date_tokens import Tokens
from pipeline.extract.lexicon import load_table


@cache
def relative_words(name: str) -> frozenset[str]:
    """A list of the section ``relative`` of ``dates.toml``."""
    return frozenset(load_table("dates")["relative"][name])


def tense(tokens: Tokens, first: int, last: int) -> int:
    """-1 where the words beside tokens first to last speak of the past, 1 of the future, 0 where they do not say.

    The nearest sign to the left within a dozen words of the sentence decides, else the nearest within eight to the right.
    """
    if tokens.word(first - 1) in ("until", "till", "by", "before", "for", "to"):
        return 1
    if tokens.word(first - 1) == "since":
        return -1
    for index in range(first - 1, max(-1, first - 13), -1):
        if tokens.symbols[index] in "N;" or _ends_sentence(tokens, index):
            break
        if (sign := _sign(tokens, index)) != 0:
            return sign
    for index in range(last, min(len(tokens.words), last + 8)):
        if tokens.symbols[index] in "N;" or _ends_sentence(tokens, index):
            break
        if (sign := _sign(tokens, index)) != 0:
            return sign
    return 0


def _sign(tokens: Tokens, index: int) -> int:
    word = tokens.words[index]
    if word == "next" and tokens.word(index + 1) in ("day", "morning", "evening"):
        return 0
    if word in relative_words("future"):
        return 1
    if word == "to" and (tokens.word(index - 1) in ("is", "are") or tokens.word(index + 1) == "sign"):
        return 1
    if word in relative_words("past") or (word.endswith("ed") and len(word) > 4):
        near = tokens.words[max(0, index - 3) : index]
        return (
            1
            if any(other in relative_words("before_participle") for other in near)
            and word not in ("was", "were", "has")
            else -1
        )
    return 0


def _ends_sentence(tokens: Tokens, index: int) -> bool:
    return tokens.words[index] in ".!?" and tokens.capitalised(index + 1) and not tokens.glued(index + 1)
