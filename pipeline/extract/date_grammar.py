"""Calendar expressions in words: regular expressions over the symbols of :mod:`date_tokens`, and what each one means.

Every repetition is bounded or moves over one symbol at a time, so the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.extract import date_readers
from pipeline.extract.date_points import Expression
from pipeline.extract.date_tokens import Tokens

_D = r"[do](?:\.(?=-))?"
_WEEKDAY = r"(?:[Ww]\.?,?)?"
_DAYS = rf"[dof](?:\.(?=[-Mmt]))?(?:(?:-|t|/|,&|[,&])T?{_WEEKDAY}{_D}){{0,6}}"
_YEAR = r"(?:[-,./]?(?:OTu|OTZ|O|Z|Zd?)?y|,?O?Ru)"
_PART = r"(?:TE-?|E-?|eOT?|e-)"
_GRAMMAR = re.compile(
    "|".join(
        (
            r"(?P<ymd>y[-.,]?Z?[-,]?(?:[do](?:-[do])?\.?-?[Mml]|m-?\.?[do](?![dn])|M[do](?!,?y)))",
            r"(?P<short_year>d-[Mm]-[dn](?!-))",
            rf"(?P<dmy>{_WEEKDAY}T?{_DAYS}\.?[-/]?(?:k?O|OTe?)?(?:[Mm]\.?{_YEAR}?|l\.?,?O?y))",
            rf"(?P<mdy>{_WEEKDAY}[Mm]\.?T?(?:{_DAYS}){_YEAR}?)",
            rf"(?P<my>{_PART}?(?:[fo]HO)?[Mm](?:\.?[-,']?(?:O|OTu)?y|\.?,?(?:O)?Z?y|,?O?Ru)|{_PART}[Mm])",
            r"(?P<ym>yZm)",
            rf"(?P<season>{_PART}?(?:TS|S)(?:s)?,?(?:OTu|O)?(?:Ru|y(?:[-/](?:y|d|n)(?![-/]))?)|T?yS(?:s)?)",
            r"(?P<quarter>[fo]QO?T?(?:u|A u)?,?(?:y|Ru)|y[-,]?q[d]|qdO?,?y)",
            r"(?P<half>[fo]HO(?:Tu)?(?:y|Ru)|y[-,]?h[d]|hdO?,?y)",
            rf"(?P<decade>{_PART}?T?E?-?y'?z)",
            r"(?P<short>y[-/][dn])",
            rf"(?P<year>{_PART}?y)",
            r"(?P<month>[Mm])",
        )
    ).replace(" ", "")
)


def find_expressions(tokens: Tokens) -> list[Expression]:
    """All expressions of the grammar, weak ones too, in text order and not overlapping."""
    found: list[Expression] = []
    for match in _GRAMMAR.finditer(_sharpened(tokens)):
        name = match.lastgroup or ""
        last = match.end()
        while tokens.symbols[last - 1] in ".,-/":
            last -= 1
        found += [one for one in _READERS[name](tokens, match.start(), last) if _sound(one)]
    return found


def _sound(one: Expression) -> bool:
    return one.start.valid() and one.end.valid()


def _sharpened(tokens: Tokens) -> str:
    """Symbols with those that hang on neighbours: ``Q`` quarter, ``q``/``h`` of "Q3" and "H1", ``z`` of "1990s"."""
    symbols = list(tokens.symbols)
    for index, word in enumerate(tokens.words):
        if word == "quarter":
            symbols[index] = "Q"
        elif word in ("q", "h") and index + 1 < len(symbols) and tokens.glued(index + 1):
            symbols[index] = word if tokens.capitalised(index) else "x"
        elif word == "s" and symbols[index - 1] in "y'" and tokens.glued(index):
            symbols[index] = "z"
        elif symbols[index] == "y" and _glued_to_other(tokens, index):
            symbols[index] = "n"
    return "".join(symbols)


def _glued_to_other(tokens: Tokens, index: int) -> bool:
    """A year-like number that is part of something longer: "UZ2024", "2,019", "$2020", "ISO 9001:2015"."""
    text, start, end = tokens.text, tokens.starts[index], tokens.ends[index]
    before, after = text[start - 1 : start], text[end : end + 1]
    if tokens.word(index - 1) in ("fy", "ay") and tokens.glued(index):
        return False
    if before and (before.isalnum() or before in "$€£¥₹₦#№+_@&=:%\\~"):
        return True
    if (
        before in (".", ",")
        and before
        and text[start - 2 : start - 1].isdigit()
        and tokens.symbol(index - 2) not in "doy"
    ):
        return True
    if after in (".", ",", ":") and after and text[end + 1 : end + 2].isdigit():
        return True
    return bool(after) and (
        after in "%$€£+_@=" or (after.isalpha() and tokens.symbol(index + 1) != "Z" and after != "s")
    )


Reader = Callable[[Tokens, int, int], list[Expression]]

_READERS: dict[str, Reader] = {
    "ymd": date_readers.read_days,
    "short_year": date_readers.read_short_year,
    "dmy": date_readers.read_days,
    "mdy": date_readers.read_days,
    "my": date_readers.read_month,
    "ym": date_readers.read_month,
    "month": date_readers.read_bare_month,
    "season": date_readers.read_season,
    "quarter": date_readers.read_quarter,
    "half": date_readers.read_half,
    "decade": date_readers.read_decade,
    "short": date_readers.read_short_range,
    "year": date_readers.read_year,
}
