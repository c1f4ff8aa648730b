"""Currencies and multipliers as compiled patterns, from ``currencies.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.lexicon import alternatives, load_table


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """Patterns and tables of the money grammar.

    Attributes:
        left: a currency before a number, matched at the end of a short stretch of text; group ``left``.
        right: a currency after a number; groups ``adjective`` and ``noun``, or ``code``, or ``sign``.
        multiplier: a power of ten after a number; group ``scale``.
        spelled: a number in words, scale words included.
        signs: what stands before a number, to the currencies it may mean.
        nouns: a noun in lower case, to the currencies it may mean.
        adjectives: (adjective, noun) in lower case, to the currency.
        powers: scale words to powers of ten.
        numbers: number words to values.
        places: place names to the currencies used there.
    """

    left: re.Pattern[str]
    right: re.Pattern[str]
    multiplier: re.Pattern[str]
    spelled: re.Pattern[str]
    place: re.Pattern[str]
    signs: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]
    adjectives: dict[tuple[str, str], str]
    powers: dict[str, int]
    numbers: dict[str, int]
    places: dict[str, str]
    wary_left: frozenset[str]
    wary_nouns: frozenset[str]
    glued_left: frozenset[str]


def _plurals(noun: str) -> tuple[str, ...]:
    return (noun,) if noun.endswith(("s", "ei")) or not noun.isascii() else (noun, noun + "s")


def _any(words: list[str]) -> str:
    return alternatives(words).replace(r"\ ", r"\s")


@cache
def money_words() -> MoneyWords:
    """The patterns, compiled once."""
    table = load_table("currencies")
    signs: dict[str, tuple[str, ...]] = {sign: tuple(codes) for sign, codes in table["shared"].items()}
    nouns: dict[str, tuple[str, ...]] = {}
    adjectives: dict[tuple[str, str], str] = {}
    places: dict[str, str] = {}
    names: list[str] = []
    for one in table["currency"]:
        code = one["code"]
        signs.setdefault(code, (code,))
        for sign in one["left"]:
            signs.setdefault(sign, (code,))
        for noun in one["nouns"]:
            for form in _plurals(noun.lower()):
                nouns[form] = (*nouns.get(form, ()), code)
                adjectives |= {(adjective.lower(), form): code for adjective in one["adjectives"]}
        names += one["adjectives"]
        places |= {place.lower(): code for place in (*one["places"], *one["adjectives"])}
    names_of_places = [
        form
        for one in table["currency"]
        for place in (*one["places"], *one["adjectives"])
        for form in (place, place.upper())
    ]
    codes = [one["code"] for one in table["currency"]]
    signs["$"] = ("USD",)
    after = [
        sign
        for sign in signs
        if not sign[0].isascii() or sign in ("Tk", "Kč", "zł", "TL", "Rs", "kr", "RM", "KM", "Ft", "NIS")
    ]
    scale = _any(list(table["multipliers"]))
    number = _any([*table["number_words"], "half", "hundred"])
    return MoneyWords(
        left=re.compile(rf"(?<!\w)(?P<left>{_any(list(signs))})(?P<gap>\.?[\s:]?)\Z"),
        right=re.compile(
            rf"\.?\s?(?:(?P<sign>[€£$₹₸₽₴₺₦₩₮₼₾֏]|(?:{_any(after)})(?!\w))|[\s-]?(?:(?:of|de)\s)?(?P<code>{_any(codes)}|FCFA|CFA)(?![\w-])"
            rf"|[\s-]?(?:(?:of|de)\s)?(?:(?P<adjective>(?i:{_any(names)}))\s)?(?P<noun>(?i:{_any(list(nouns))}))(?!\w))"
        ),
        multiplier=re.compile(rf"(?P<gap>[\s-]?)(?P<scale>(?i:{scale}))(?![^\W_])"),
        spelled=re.compile(
            rf"(?<![\w-])(?P<words>(?i:(?:{number})(?:[\s-](?:and\s)?(?:(?:{number}|{scale}))(?!\w)){{0,7}}))(?!\w)"
        ),
        place=re.compile(rf"(?<!\w)(?:{_any(names_of_places)})(?!\w)"),
        signs=signs,
        nouns=nouns,
        adjectives=adjectives,
        powers=dict(table["multipliers"]),
        numbers=dict(table["number_words"]),
        places=places,
        wary_left=frozenset(table["wary_left"]),
        wary_nouns=frozenset(table["wary_nouns"]),
        glued_left=frozenset(table["glued_left"]),
    )
