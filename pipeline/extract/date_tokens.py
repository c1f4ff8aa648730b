"""Text as tokens with one grammar symbol each, so that date patterns are short regular expressions over symbols.

Symbols: ``d`` number 1-31, ``o`` ordinal number ("3rd"), ``y`` year-like number, ``n`` other number, ``M`` English
month, ``m`` month in another language, ``l`` lower-case "may" or "march", ``W`` weekday, ``w`` short weekday,
``S`` season, ``-`` any dash, ``N`` line break, ``x`` another word; the other letters are explained in ``dates.toml``,
and other punctuation stands for itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.lexicon import load_table

_TOKEN = re.compile(r"\n|\d+(?:(?:st|nd|rd|th|er|ST|ND|RD|TH)\b)?|[^\W\d_]+|[^\w\s]|_")
_DASHES = "-–—‑−‒―"
_QUOTES = "'’‘ʼ`´"
MIN_YEAR, MAX_YEAR = 1500, 2150


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words to symbols, and the numbers behind months, weekdays and ordinal words."""

    symbols: dict[str, str]
    months: dict[str, int]
    weekdays: dict[str, int]
    ordinals: dict[str, int]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of ``dates.toml``."""
    table = load_table("dates")
    symbols: dict[str, str] = {}
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for key, symbol, values in (("other_months", "m", months), ("english_months", "M", months)):
        for number, names in enumerate(table[key], start=1):
            for name in names:
                values[name] = number
                symbols[name] = symbol
                if symbol == "m":
                    inflected = {name + ending: number for ending in table["month_endings"]}
                    values |= inflected
                    symbols |= dict.fromkeys(inflected, symbol)
    for key, symbol in (("weekdays", "W"), ("short_weekdays", "w")):
        for number, names in enumerate(table[key]):
            for name in names:
                weekdays[name] = number
                symbols[name] = symbol
    symbols |= dict.fromkeys(table["seasons"], "S")
    for symbol, words in table["symbols"].items():
        symbols |= dict.fromkeys(words, symbol)
    ordinals = {word: number for number, word in enumerate(table["symbols"]["f"], start=1)}
    return Vocabulary(symbols, months, weekdays, ordinals)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists over the tokens of a text; ``symbols`` has one character a token."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    symbols: str

    def number(self, index: int) -> int:
        """The value of a number token, ordinal or ordinal word."""
        word = self.words[index]
        digits = word.rstrip("stndrhe")
        return int(digits) if digits.isdecimal() and len(digits) < 10 else vocabulary().ordinals.get(word, 0)

    def glued(self, index: int) -> bool:
        """No white space between this token and the one before."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def word(self, index: int) -> str:
        """The lower-case word at the index, "" outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def symbol(self, index: int) -> str:
        """The symbol at the index, "N" outside the text."""
        return self.symbols[index] if 0 <= index < len(self.words) else "N"

    def begins_line(self, index: int) -> bool:
        """Only bullets, dashes and marks of layout stand between the start of the line and the token."""
        left = index - 1
        while self.symbol(left) in "-x" and not self.word(left)[:1].isalnum():
            left -= 1
        return self.symbol(left) == "N"

    def after_marks(self, index: int) -> int:
        """The index of the first token from this one on that is no asterisk or underscore of layout."""
        while self.word(index) in ("*", "_"):
            index += 1
        return index

    def capitalised(self, index: int) -> bool:
        """The token at the index begins with a capital letter."""
        return 0 <= index < len(self.words) and self.text[self.starts[index]].isupper()


def tokenise(text: str) -> Tokens:
    """The tokens of a text, in one pass."""
    symbols_of = vocabulary().symbols
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    symbols: list[str] = []
    for match in _TOKEN.finditer(text):
        raw = match.group()
        word = raw.lower() if len(raw) <= 40 else "…"
        starts.append(match.start())
        ends.append(match.end())
        words.append(word)
        first = raw[0]
        if first.isdecimal():
            symbols.append(_number_symbol(raw))
        elif first.isalpha():
            symbols.append(_word_symbol(raw, word, symbols_of))
        elif raw == "\n":
            symbols.append("N")
        elif raw in _DASHES:
            symbols.append("-")
        else:
            symbols.append("'" if raw in _QUOTES else raw if raw in "&,./():;[]|№#" else "x")
    return Tokens(text, starts, ends, words, "".join(symbols))


def _number_symbol(raw: str) -> str:
    if not raw.isascii():
        return "x" if not raw.isdecimal() else "n"
    if not raw.isdecimal():
        return "o" if 1 <= int(raw[:-2][:9]) <= 31 else "x"
    if len(raw) <= 2:
        return "d" if 1 <= int(raw) <= 31 else "n"
    return "y" if len(raw) == 4 and MIN_YEAR <= int(raw) <= MAX_YEAR else "n"


def _word_symbol(raw: str, word: str, symbols_of: dict[str, str]) -> str:
    symbol = symbols_of.get(word, "x")
    if symbol == "M" and not raw[0].isupper() and len(word) <= 5 and word not in ("april", "june", "july"):
        return "l" if word in ("may", "march") else "m" if word in vocabulary().months and len(word) > 3 else "x"
    if symbol == "w" and not raw[0].isupper():
        return "x"
    return symbol
