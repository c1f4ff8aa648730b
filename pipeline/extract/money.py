"""Sums of money in any usual notation: "RM6.18bil", "US$24 million", "EUR 1,5 million", "Rs. 300 crore".

A number is a sum only beside a currency. A range ("EUR 5-7 million") gives two sums over the same characters. A sign or
noun that many countries share ("$", "Rs", "kroner") goes by, in this order: a sum of the text that names one of the
candidates beyond doubt, the candidate whose country the text names most, the first candidate in ``currencies.toml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.extract.lexicon import load_table
from pipeline.extract.money_numbers import (
    FIGURES,
    ZERO,
    Number,
    is_year_like,
    read_number,
    scaled,
    spelled_value,
    upper_end,
)
from pipeline.extract.money_words import money_words

_TAIL = re.compile(r"/[-=]")
_DOMAIN = re.compile(r"(?<=[a-z0-9])\.([a-z]{2})(?=[/\s,;)]|$)")
_DATELINE_WEIGHT = 10
_LONGEST_SIGN = 8
_PLAIN_TOPIC = 3


@dataclass(frozen=True, slots=True)
class MoneySpan:
    """One sum: characters of the text, amount as a plain decimal number ("1500000", "9.5"), currency in ISO 4217."""

    start_char: int
    end_char: int
    amount: str
    currency: str


@dataclass(frozen=True, slots=True)
class _Sum:
    start: int
    end: int
    values: tuple[Decimal, ...]
    codes: tuple[str, ...]


def find_money(text: str, dollar: str = "USD") -> list[MoneySpan]:
    """The sums of a text in text order; two with the same characters for a range. Linear in the text's length.

    Args:
        dollar: what "$" and "dollars" mean where the text itself does not say.
    """
    sums = _without_overlaps([*_in_figures(text), *_in_words(text)])
    if not sums:
        return []
    certain = {one.codes[0] for one in sums if len(one.codes) == 1 and one.codes[0] != "$"}
    chosen = {codes: _choose(codes, certain, text, dollar) for codes in {one.codes for one in sums}}
    return [MoneySpan(one.start, one.end, _plain(value), chosen[one.codes]) for one in sums for value in one.values]


def _choose(codes: tuple[str, ...], certain: set[str], text: str, dollar: str) -> str:
    if codes == ("$",):
        dollars = certain.intersection(money_words().nouns["dollar"])
        return dollars.pop() if len(dollars) == 1 else _local_dollar(text) or dollar
    if len(codes) == 1:
        return codes[0]
    known = [code for code in codes if code in certain]
    if len(known) == 1:
        return known[0]
    counts = _countries(text)
    return max(codes, key=lambda code: (counts[code], -codes.index(code)))


def _local_dollar(text: str) -> str:
    """The dollar of the country that a text is plainly about, where people write their own with a bare "$"; else ""."""
    counts = _countries(text)
    # The first of those named equally often.
    local = max(load_table("currencies")["bare_dollars"], key=lambda code: counts[code])
    # Americans seldom name their country, so that one other named in passing says nothing.
    return local if counts[local] >= _PLAIN_TOPIC and counts[local] > _PLAIN_TOPIC * counts["USD"] else ""


def _countries(text: str) -> Counter[str]:
    """Currencies by how often the text names their places; a dateline in capitals or a web domain tells most."""
    words, counts = money_words(), Counter[str]()
    for match in words.place.finditer(text):
        counts[words.places[match.group().lower()]] += _DATELINE_WEIGHT if match.group().isupper() else 1
    domains = Counter(match.group(1) for match in _DOMAIN.finditer(text))
    for code in words.places.values():
        if code[:2].lower() in domains and counts[code] < 1000:
            counts[code] += 1000
    return counts


def _plain(value: Decimal) -> str:
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _without_overlaps(sums: list[_Sum]) -> list[_Sum]:
    kept: list[_Sum] = []
    for one in sorted(sums, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _in_figures(text: str) -> Iterator[_Sum]:
    done = 0
    for match in FIGURES.finditer(text):
        at = match.start()
        if at < done or (at > 1 and text[at - 1] in ".," and text[at - 2].isdigit()):
            continue
        one = _read_figures(text, match)
        if one is not None:
            done = one.end
            yield one


def _read_figures(text: str, match: re.Match[str]) -> _Sum | None:
    start, before, wary = _sign_before(text, match.start())
    first = read_number(text, match, bool(before))
    second = upper_end(text, first, bool(before))
    last = second or first
    if before and wary and (not last.large or is_year_like(text, last)):
        start, before = match.start(), ()
    after = _currency_after(text, last, bool(before))
    end, codes = last.end, before
    if after is not None and (not before or set(before) & set(after[1])):
        end, codes = after[0], after[1] if not before or len(after[1]) < len(before) else before
    if not codes:
        return None
    tail = _TAIL.match(text, end)
    values: tuple[Decimal, ...] = (scaled(first, first.power),)
    if second is not None:
        values = (scaled(first, first.power or second.power), scaled(second, second.power))
    return _Sum(start, tail.end() if tail else end, values, codes)


def _sign_before(text: str, at: int) -> tuple[int, tuple[str, ...], bool]:
    """Start of the currency before a number, what it may mean, and whether it needs a large number to count."""
    words = money_words()
    low = max(0, at - _LONGEST_SIGN)
    while 0 < low < at and text[low - 1].isalnum() and text[low].isalnum() and low > at - 2 * _LONGEST_SIGN:
        low -= 1
    match = words.left.search(text[low:at]) if low < at else None
    if match is None:
        return at, (), False
    sign = match["left"]
    if sign in words.glued_left and match["gap"]:
        return at, (), False
    codes = ("$",) if sign == "$" else words.signs[sign]
    return low + match.start("left"), codes, sign in words.wary_left


def _currency_after(text: str, number: Number, has_sign: bool) -> tuple[int, tuple[str, ...]] | None:
    words = money_words()
    match = words.right.match(text, number.end)
    if match is None:
        return None
    if match["sign"]:
        if match["sign"] == "$" and text[match.end() : match.end() + 1].isdigit():
            return None
        if text[match.end() : match.end() + 1].isdigit():
            return None
        return match.end(), ("$",) if match["sign"] == "$" else words.signs[match["sign"]]
    if match["code"]:
        code = match["code"]
        follows = text[match.end() : match.end() + 2].strip()[:1]
        if (code in words.wary_left and not number.large and not has_sign) or follows.isdigit():
            return None
        return match.end(), words.signs[code]
    noun, adjective = match["noun"].lower(), (match["adjective"] or "").lower()
    if adjective and (adjective, noun) in words.adjectives:
        return match.end(), (words.adjectives[adjective, noun],)
    if adjective or (noun in words.wary_nouns and not number.large and not has_sign):
        return None
    codes = words.nouns[noun]
    return match.end(), ("$",) if noun.startswith("dollar") else codes


def _in_words(text: str) -> Iterator[_Sum]:
    words = money_words()
    for match in words.spelled.finditer(text):
        value, large = spelled_value(match["words"])
        if value == ZERO:
            continue
        number = Number(match.start(), match.end(), value, 0, large)
        start, codes, wary = _sign_before(text, match.start())
        after = _currency_after(text, number, bool(codes))
        single = match["words"].lower() in ("a", "an")
        if after is not None and not single and (not codes or codes == after[1]):
            yield _Sum(start if codes else match.start(), after[0], (value,), codes or after[1])
        elif codes and large and not single and (not wary or large):
            yield _Sum(start, match.end(), (value,), codes)
