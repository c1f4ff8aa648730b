"""The numbers of sums of money: "6.18bil", "1,5 million", "300 crore", "half a million"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.extract.money_words import money_words

FIGURES = re.compile(r"(?<![\d])\d{1,3}(?:[\s'’]\d{3}){1,5}(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+){0,6}")
_LINK = re.compile(r"\s?[-–—]\s?|\s(?:to|and|or)\s")
_REST = re.compile(r"\s(?:and\s)?(?P<digits>\d{1,3})\s(?P<scale>million|thousand|lakh)s?\b", re.IGNORECASE)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text and its power of ten; ``large`` where a multiplier or a mark of thousands stands by it."""

    start: int
    end: int
    value: Decimal
    power: int
    large: bool


def scaled(number: Number, power: int) -> Decimal:
    """The value of a number at a power of ten."""
    return number.value * Decimal(10) ** power


def read_number(text: str, match: re.Match[str], beside_currency: bool) -> Number:
    """The number with the multipliers after it; a bare "m" or "b" needs a currency before it or no space."""
    digits, end, power = match.group(), match.end(), 0
    words = money_words()
    for _ in range(2):
        scale = words.multiplier.match(text, end)
        if scale is None:
            break
        word = scale["scale"].lower()
        if len(word) <= 2 and scale["gap"] and not beside_currency and word not in ("mn", "bn", "cr", "tn"):
            break
        if word in ("m", "k", "b") and scale["gap"] == "-":
            break
        power += words.powers[word]
        end = scale.end("scale")
    value, marked = _value(digits, power > 0)
    rest = _rest(text, end, power)
    if rest is not None:
        value, end = value + rest[0], rest[1]
    return Number(match.start(), end, value, power, power > 0 or marked)


def _rest(text: str, at: int, power: int) -> tuple[Decimal, int] | None:
    """What a smaller multiplier adds, in units of the larger, and its end: "3 million 200 thousand"."""
    match = _REST.match(text, at)
    smaller = money_words().powers.get(match["scale"].lower(), power) if match else power
    return (Decimal(match["digits"]).scaleb(smaller - power), match.end()) if match and smaller < power else None


def _value(digits: str, scaled: bool) -> tuple[Decimal, bool]:
    """The value of figures with separators, and whether they mark thousands.

    One separator with three figures after it marks thousands ("4.500 TL"), but a point before a multiplier is decimal
    ("1.125 million"). Of two kinds of separator the last is decimal.
    """
    compact = re.sub(r"[\s'’]", "", digits)
    spaced = compact != digits
    points, commas = compact.count("."), compact.count(",")
    if points and commas:
        decimal = max(compact.rfind("."), compact.rfind(","))
        whole = re.sub(r"[.,]", "", compact[:decimal])
        return Decimal(f"{whole}.{compact[decimal + 1 :]}"), True
    if points + commas > 1:
        return Decimal(re.sub(r"[.,]", "", compact)), True
    if points + commas == 1:
        mark = "." if points else ","
        whole, rest = compact.split(mark)
        thousands = len(rest) == 3 and whole not in ("", "0") and len(whole) <= 3 and not (scaled and mark == ".")
        if thousands and not spaced:
            return Decimal(whole + rest), True
        return Decimal(f"{whole}.{rest}"), spaced
    return Decimal(compact), spaced or len(compact) > 4


def is_year_like(text: str, number: Number) -> bool:
    """Whether a number may as well be a year: four figures that begin with 19 or 20."""
    return (
        number.power == 0 and number.end - number.start == 4 and text[number.start : number.start + 2] in ("19", "20")
    )


def upper_end(text: str, first: Number, beside_currency: bool) -> Number | None:
    """The upper end of a range right after the number ("5-7 million", "5 to 7 million")."""
    link = _LINK.match(text, first.end)
    if link is None:
        return None
    low = link.end()
    if "and" in link.group() and text[max(0, first.start - 24) : first.start].lower().find("between") < 0:
        return None
    match = FIGURES.match(text, low)
    if match is None:
        return None
    second = read_number(text, match, beside_currency)
    return second if scaled(first, first.power or second.power) < scaled(second, second.power) else None


def spelled_value(phrase: str) -> tuple[Decimal, bool]:
    """ "three billion", "half a million", "two and a half million", "one hundred and twenty thousand"."""
    words = money_words()
    total, part, large = ZERO, ZERO, False
    parts = [word for word in re.split(r"[\s-]+", phrase.lower()) if word != "and"]
    for index, word in enumerate(parts):
        following = parts[index + 1] if index + 1 < len(parts) else ""
        if word == "half":
            part += Decimal("0.5")
        elif word in ("a", "an"):
            part += 1 if part == 0 and following not in ("half",) else 0
        elif word in words.numbers:
            part += words.numbers[word]
        elif word == "hundred":
            part = (part or Decimal(1)) * 100
        else:
            scale = Decimal(10) ** words.powers[word]
            total, part, large = total + (part or Decimal(1)) * scale, ZERO, True
    return total + part, large or total + part >= 100
