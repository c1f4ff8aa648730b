"""Which four-digit numbers are years: those whose neighbours say so, never counts, rooms, laws or standards."""

from __future__ import annotations

from functools import cache

from pipeline.extract.date_points import Expression
from pipeline.extract.date_tokens import Tokens
from pipeline.extract.lexicon import load_table


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_table("dates")["years"][name])


@cache
def _currency_words() -> frozenset[str]:
    currencies = load_table("currencies")["currency"]
    nouns = {noun.lower().split()[-1] for one in currencies for noun in one["nouns"]}
    return (
        frozenset(nouns)
        | {noun + "s" for noun in nouns}
        | {one["code"].lower() for one in currencies} - {"all", "try", "top"}
    )


def is_year(tokens: Tokens, one: Expression, accepted_before: Expression | None) -> bool:
    """Whether a bare year is one by its neighbours.

    Args:
        accepted_before: the accepted expression before it, for lists ("in 2012, 2014 and 2016").
    """
    if _is_amount(tokens, one) or _is_glued(tokens, one):
        return False
    return (
        _after_word(tokens, one)
        or _in_list(tokens, one, accepted_before)
        or _in_brackets(tokens, one)
        or _before_name(tokens, one)
        or _after_name(tokens, one)
        or _alone(tokens, one)
    )


def is_year_range(tokens: Tokens, one: Expression) -> bool:
    """Whether "2026-2030" is a span of years: rising, no amount, no place in a ranking, no telephone number."""
    start, end = one.start.year or 0, one.end.year or 0
    if not 0 < end - start <= 150 or _is_amount(tokens, one):
        return False
    before = tokens.text[tokens.starts[one.first] - 1 : tokens.starts[one.first]]
    at = one.first - 2 if tokens.word(one.first - 1) in (".", ":") else one.first - 1
    if before in ("-", "+", "/", "*") or tokens.word(at) in _words("not_number_after"):
        return False
    return not (tokens.symbol(one.first - 1) in "dn" and tokens.symbol(one.first - 2) != "N")


def _is_amount(tokens: Tokens, one: Expression) -> bool:
    """A counted noun, unit or currency follows; in "since 2019 students ..." the word before has settled it."""
    follower = tokens.word(one.last)
    if tokens.symbol(one.last) in "t-" and tokens.symbol(one.last + 1) == "n":
        return True  # "from 2000 to 2500"
    if follower in _currency_words():
        return True
    if follower in _words("units") and not tokens.capitalised(one.last):
        return tokens.word(one.first - 1) not in ("in", "since", "until", "during", "before", "after", "throughout")
    return tokens.word(one.first - 1) in _words("not_number_after")


def _is_glued(tokens: Tokens, one: Expression) -> bool:
    """A dash or stroke ties the number to something else: "Uzbekistan-2030", "2024-3-1", "12/2024"."""
    text, start, end = tokens.text, tokens.starts[one.first], tokens.ends[one.last - 1]
    if text[start - 1 : start] in ("-", "/", "–", ":", ".") and start:
        return text[start - 2 : start - 1].isalnum()
    return (
        text[end : end + 1] in ("-", "/", "–")
        and text[end + 1 : end + 2].isalnum()
        and tokens.symbol(one.last + 1) != "Z"
    )


def _after_word(tokens: Tokens, one: Expression) -> bool:
    at = one.first - 1
    word, before = tokens.word(at), tokens.word(at - 1)
    if word == "the" and tokens.symbol(one.last) == "Z":
        return True
    if word == "as" and before in ("early", "late", "recently", "back"):
        return True
    if word == "." and before in ("est", "c", "ca", "b", "г"):
        return True
    if word in _words("compare_link"):
        near = {tokens.word(index) for index in range(at - 3, at)}
        return bool(near & _words("compare")) or (word == "to" and before in load_table("dates")["opening"]["to_after"])
    if word == "of" and (
        before in _words("not_after_of")
        or (tokens.symbol(at - 1) in "dny" and tokens.word(at - 2) not in ("no", "nos", ".", "№"))
    ):
        return False
    if word == "to":
        return not tokens.capitalised(one.last) and not {before, tokens.word(at - 2)} & _words("not_after_by")
    if word == "by" and before in _words("not_after_by"):
        return False
    if word in ("in", "since", "until", "by", "during") or word in _words("before"):
        return not _is_name_of_programme(tokens, one)
    return False


def _is_name_of_programme(tokens: Tokens, one: Expression) -> bool:
    return tokens.word(one.last) in _words("not_before") and tokens.capitalised(one.last)


def _in_list(tokens: Tokens, one: Expression, before: Expression | None) -> bool:
    if before is None or before.start.day is not None or not 0 < one.first - before.last <= 2:
        return False
    gap = tokens.symbols[before.last : one.first]
    return gap in (",", "&", ",&", "/", ";") or tokens.words[before.last : one.first] in (["or"], [",", "or"])


def _in_brackets(tokens: Tokens, one: Expression) -> bool:
    left, right = tokens.symbol(one.first - 1), tokens.symbol(one.last)
    if left == "(":
        return right in "),;"
    return left in ",;" and right == ")" and "(" in tokens.symbols[max(0, one.first - 12) : one.first]


def _before_name(tokens: Tokens, one: Expression) -> bool:
    """ "the 2025 QS China Summit", "the 2024 edition", "2024 academic year", "2024-yil"."""
    if _is_name_of_programme(tokens, one):
        return False
    follower, symbol = tokens.word(one.last), tokens.symbol(one.last)
    if symbol == "Z" or (symbol == "-" and tokens.symbol(one.last + 1) == "Z") or symbol == "A":
        return True
    if symbol == "'" and tokens.word(one.last + 1) == "s":
        return True
    if tokens.word(one.first - 1) in _words("determiner"):
        return symbol != "N" and follower.isalpha()
    return tokens.word(one.first - 1) == "at" and (tokens.capitalised(one.last) or follower in _words("yearly_noun"))


def _after_name(tokens: Tokens, one: Expression) -> bool:
    """ "Rectors' Forum 2024", "EXPO-2025" with spaces, "founded 1998"."""
    at = one.first - 1
    if tokens.symbol(at) == "-":
        at -= 1
    return tokens.word(at) in _words("yearly_name") and tokens.capitalised(at)


def _alone(tokens: Tokens, one: Expression) -> bool:
    """At the start of a line before a dash or colon (a timeline), or of a sentence before a verb ("2024 was ...")."""
    left = "N" if tokens.begins_line(one.first) else tokens.symbol(one.first - 1)
    right = tokens.symbol(one.last)
    if left == "N" and right in "-:" and tokens.symbol(one.last + 1) not in "Ndny":
        return True
    if left == "N" and right == "." and tokens.word(one.last + 1) == "*":
        return True
    if left == "," and right in "N.,;:)" and tokens.symbol(one.first - 2) not in "dnyN":
        return True
    if left == "|" and right in "|N":
        return True
    return left in "N." and tokens.word(one.last) in _words("verb_after")
