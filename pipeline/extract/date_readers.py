"""What each pattern of the date grammar means: tokens ``first`` to ``last`` (exclusive) read as calendar expressions.

A reader gives no expression where the tokens only look like a date.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.extract.date_points import Expression, Point
from pipeline.extract.date_tokens import Tokens, vocabulary
from pipeline.extract.lexicon import load_table
from pipeline.records import DatePrecision


def read_days(tokens: Tokens, first: int, last: int) -> list[Expression]:
    """Day, month and perhaps year in any order; several days give a span or, where not consecutive, single days."""
    symbols, values = tokens.symbols, vocabulary()
    month = year = weekday = shift = None
    days: list[int] = []
    for index in range(first, last):
        symbol = symbols[index]
        if symbol in "Mml" and month is None:
            month = values.months[tokens.words[index]]
        elif symbol in "Ww" and weekday is None:
            weekday = values.weekdays[tokens.words[index]]
        elif symbol == "y":
            year = tokens.number(index)
        elif symbol == "R":
            shift = _shift(tokens.words[index])
        elif symbol in "dof":
            days.append(index)
    if month is None or (shift is None and "R" in symbols[first:last]) or not days:
        return []
    return _day_spans(tokens, first, last, days, month, year, weekday, shift)


def read_short_year(tokens: Tokens, first: int, last: int) -> list[Expression]:
    """ "14-Apr-17"; with spaces around the dashes it is a day and month before another number."""
    if not all(tokens.glued(index) for index in range(first + 1, last)) or len(tokens.words[last - 1]) != 2:
        return read_days(tokens, first, last - 2)
    short = int(tokens.words[last - 1])
    month = vocabulary().months[tokens.words[first + 2]]
    day = Point(short + (2000 if short < 70 else 1900), month, tokens.number(first))
    return [Expression(first, last, day, day, DatePrecision.DAY)]


def _day_spans(
    tokens: Tokens,
    first: int,
    last: int,
    days: list[int],
    month: int,
    year: int | None,
    weekday: int | None,
    shift: int | None,
) -> list[Expression]:
    days = _ascending(tokens, days)
    if days[0] != first and tokens.symbols[first] in "dof":
        first = days[0]
    if not _clean_edges(tokens, first, last, days):
        return []

    def expression(low: int, high: int, start: int, end: int) -> Expression:
        one = Expression(
            low,
            high,
            Point(year, month, tokens.number(start)),
            Point(year, month, tokens.number(end)),
            DatePrecision.DAY,
            weekday=weekday if start == end else None,
            shift=shift,
        )
        one.plain_range = start != end
        if one.plain_range and _between(tokens, low):
            one.start_char = tokens.starts[low - 1]
        return one

    numbers = [tokens.number(day) for day in days]
    between = tokens.symbols[days[0] : days[-1]]
    consecutive = all(b - a == 1 for a, b in pairwise(numbers))
    if (
        len(days) == 1
        or consecutive
        or (len(days) == 2 and ("-" in between or "t" in between))
        or _between(tokens, first)
    ):
        return [expression(first, last, days[0], days[-1])]
    # "5, 12 and 19 October": single days; the month goes with the nearest of them
    lows = [first, *days[1:]]
    highs = [*(day + 1 for day in days[:-1]), last]
    return [expression(low, high, day, day) for low, high, day in zip(lows, highs, days, strict=True)]


def _between(tokens: Tokens, first: int) -> bool:
    return tokens.word(first - 1) == "between"


def _ascending(tokens: Tokens, days: list[int]) -> list[int]:
    """The longest run of rising days that touches the month; a run of commas only is no list ("Room 4, 5 May")."""
    month_first = (
        tokens.symbols[days[0] - 1] in "Mm.T"
        and days[0] > 0
        and any(tokens.symbols[i] in "Mm" for i in range(max(0, days[0] - 3), days[0]))
    )
    kept = [days[0]] if month_first else [days[-1]]
    rest = days[1:] if month_first else list(reversed(days[:-1]))
    for day in rest:
        value, edge = tokens.number(day), tokens.number(kept[-1])
        if (value > edge) != month_first or value == edge:
            break
        kept.append(day)
    kept.sort()
    joined = tokens.symbols[kept[0] : kept[-1]]
    if len(kept) > 1 and not any(symbol in joined for symbol in "-t&/"):
        return [kept[0]] if month_first else [kept[-1]]
    return kept


def _clean_edges(tokens: Tokens, first: int, last: int, days: list[int]) -> bool:
    """No decimal number, time, count or street at the edges: "May 10.5", "May 10:30", "May 20 students"."""
    text, start, end = tokens.text, tokens.starts[first], tokens.ends[last - 1]
    numeric = text[start].isdigit()
    if numeric and start and text[start - 1] in ".,/:-+" and text[max(0, start - 2)].isdigit():
        return False
    if text[start - 1 : start].isalnum() or text[start - 1 : start] in ("$", "€", "£", "№", "#"):
        return False
    tail = text[end : end + 2]
    if tail[:1] in (".", ",", ":", "%") and tail[1:].isdigit() and days[-1] == last - 1:
        return False
    if tail[:1] == "%":
        return False
    follower = tokens.word(last)
    table = load_table("dates")
    if days[-1] == last - 1 and tokens.symbols[last - 1] == "d" and follower in table["years"]["units"]:
        return False
    return not (follower in table["relative"]["street"] and tokens.capitalised(last))


_SHIFTS = {"this": 0, "current": 0, "last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}


def _shift(word: str) -> int | None:
    return _SHIFTS.get(word)


def read_month(tokens: Tokens, first: int, last: int) -> list[Expression]:
    """A month with a year ("May 2025"), with "this year", or alone after "early", "end of"."""
    values = vocabulary()
    month = year = shift = None
    for index in range(first, last):
        symbol = tokens.symbols[index]
        if symbol in "Mm":
            month = values.months[tokens.words[index]]
        elif symbol == "y":
            year = tokens.number(index)
        elif symbol == "R":
            shift = _shift(tokens.words[index])
    if month is None or ("R" in tokens.symbols[first:last] and tokens.word(last - 1) != "year"):
        return []
    point = Point(year, month)
    return [Expression(first, last, point, point, DatePrecision.MONTH, shift=shift)]


def read_bare_month(tokens: Tokens, first: int, last: int) -> list[Expression]:
    """A month alone: a date only where its context says so."""
    found = read_month(tokens, first, last)
    for one in found:
        one.weak = True
    return found


def read_season(tokens: Tokens, first: int, last: int) -> list[Expression]:
    """ "spring of 2023", "winter semester 2023/24"; winter lies over the turn of the year."""
    table = load_table("dates")
    season = next(tokens.words[i] for i in range(first, last) if tokens.symbols[i] == "S")
    term = "s" in tokens.symbols[first:last] and tokens.word(last) != "school"
    low, high = table["semesters" if term else "seasons"][season]
    years = [tokens.number(i) for i in range(first, last) if tokens.symbols[i] == "y"]
    shift = next((_shift(tokens.words[i]) for i in range(first, last) if tokens.symbols[i] == "R"), None)
    if (not years and shift is None) or (tokens.symbols[last - 1] == "u" and tokens.words[last - 1] != "year"):
        return []
    year = years[0] if years else None
    end_year = year + (high < low) if year is not None else None
    one = Expression(first, last, Point(year, low), Point(end_year, high), DatePrecision.SEASON, shift=shift)
    one.confidence = 0.85
    return [one]


def read_part(tokens: Tokens, first: int, last: int, months: int) -> list[Expression]:
    """The n-th part of a year, of so many months."""
    numbers = [i for i in range(first, last) if tokens.symbols[i] in "dof"]
    years = [tokens.number(i) for i in range(first, last) if tokens.symbols[i] == "y"]
    shift = next((_shift(tokens.words[i]) for i in range(first, last) if tokens.symbols[i] == "R"), None)
    part = tokens.number(numbers[0])
    if part > 12 // months or (not years and shift is None):
        return []
    year = years[0] if years else None
    high = part * months
    precision = DatePrecision.QUARTER if months == 3 else DatePrecision.MONTH
    return [Expression(first, last, Point(year, high - months + 1), Point(year, high), precision, shift=shift)]


def read_quarter(tokens: Tokens, first: int, last: int) -> list[Expression]:
    """ "first quarter of 2026", "Q3 2024"."""
    return read_part(tokens, first, last, 3)


def read_half(tokens: Tokens, first: int, last: int) -> list[Expression]:
    """ "first half of 2025", "H1 2025"."""
    return read_part(tokens, first, last, 6)


def _year_at(tokens: Tokens, first: int, last: int) -> int:
    return next(tokens.number(i) for i in range(first, last) if tokens.symbols[i] == "y")


def read_decade(tokens: Tokens, first: int, last: int) -> list[Expression]:
    """ "the 1990s"; "2023's" is the year."""
    year = _year_at(tokens, first, last)
    if year % 10 or ("'" in tokens.symbols[first:last] and "T" not in tokens.symbols[first:last]):
        return read_year(tokens, first, last - 2) if "'" in tokens.symbols[first:last] else []
    return [Expression(first, last, Point(year), Point(year + 9), DatePrecision.YEAR)]


def read_short_range(tokens: Tokens, first: int, last: int) -> list[Expression]:
    """ "2026-30", "2023/24", "2011-12"; "2025-01" is a month."""
    year, digits = tokens.number(first), tokens.words[last - 1]
    glued = tokens.glued(first + 1) and tokens.glued(last - 1)
    if not glued or len(digits) != 2 or tokens.text[tokens.ends[last - 1] : tokens.ends[last - 1] + 1].isalnum():
        return []
    end = year - year % 100 + int(digits)
    if int(digits) == (year + 1) % 100:
        end = year + 1
    if end > year and end - year <= 40:
        one = Expression(first, last, Point(year), Point(end), DatePrecision.YEAR, plain_range=True, weak=True)
        return [one]
    if tokens.symbols[first + 1] == "-" and digits[0] in "01" and 1 <= int(digits) <= 12:
        return [Expression(first, last, Point(year, int(digits)), Point(year, int(digits)), DatePrecision.MONTH)]
    return []


def read_year(tokens: Tokens, first: int, last: int) -> list[Expression]:
    """A year; weak without "early", "end of" or the like."""
    point = Point(_year_at(tokens, first, last))
    weak = tokens.symbols[first] == "y"
    return [Expression(first, last, point, point, DatePrecision.YEAR, weak=weak)]
