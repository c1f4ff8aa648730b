"""Months, seasons, quarters and years that only the article's own date resolves: "last April", "by autumn", "the third quarter"."""

from __future__ import annotations

import datetime

from pipeline.extract.date_points import Expression, Point, point_of
from pipeline.extract.date_tense import tense
from pipeline.extract.date_tokens import Tokens
from pipeline.extract.lexicon import load_table
from pipeline.records import DatePrecision


def month_of(first: int, last: int, month: int, shift: int, published: datetime.date) -> Expression:
    """ "last April": the latest before the article's month; "next April": the first after it."""
    year = published.year
    if shift < 0 and month >= published.month:
        year -= 1
    elif shift > 0 and month <= published.month:
        year += 1
    return Expression(first, last, Point(year, month), Point(year, month), DatePrecision.MONTH, confidence=0.85)


def season_of(first: int, last: int, name: str, shift: int, published: datetime.date) -> Expression:
    """The season of that name that has ended last, that begins next, or, with no shift, that of the article's year."""
    low, high = load_table("dates")["seasons"][name]
    now = published.year * 12 + published.month
    spans = [
        (year, year * 12 + low, (year + (high < low)) * 12 + high)
        for year in range(published.year - 2, published.year + 3)
    ]
    if shift < 0:
        year = max(year for year, _, end in spans if end < now)
    elif shift > 0:
        year = min(year for year, start, _ in spans if start > now)
    else:
        year = min(year for year, _, end in spans if end >= now and year * 12 + low > now - 12)
        year = published.year if year > published.year else year
    end = Point(year + (high < low), high)
    return Expression(first, last, Point(year, low), end, DatePrecision.SEASON, confidence=0.75)


def unit_of(
    tokens: Tokens, first: int, last: int, unit: str, shift: int, published: datetime.date
) -> Expression | None:
    """The article's own year, month, week or quarter, or one so many before or after it."""
    if unit == "year" and tokens.words[first + (tokens.words[first] == "the")] in ("end", "close"):
        point = Point(published.year + shift, 12)
        return Expression(first, last, point, point, DatePrecision.MONTH, confidence=0.85)
    if unit == "year":
        point = Point(published.year + shift)
        return Expression(first, last, point, point, DatePrecision.YEAR, confidence=0.85)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + shift
        point = Point(months // 12, months % 12 + 1)
        return Expression(first, last, point, point, DatePrecision.MONTH, confidence=0.85)
    if unit == "week":
        monday = published + datetime.timedelta(days=7 * shift - published.weekday())
        end = point_of(monday + datetime.timedelta(days=6))
        return Expression(first, last, point_of(monday), end, DatePrecision.DAY, confidence=0.8)
    quarters = published.year * 4 + (published.month - 1) // 3 + shift
    year, low = quarters // 4, quarters % 4 * 3 + 1
    return Expression(first, last, Point(year, low), Point(year, low + 2), DatePrecision.QUARTER, confidence=0.8)


def read_quarter(tokens: Tokens, first: int, last: int, published: datetime.date) -> Expression | None:
    """ "the third quarter" of the article's year, or of the year before where it would lie ahead."""
    number = tokens.number(last - 2)
    if tokens.words[last - 1] != "quarter" or number > 4 or tokens.word(last).startswith("final"):
        return None
    ahead = number > (published.month - 1) // 3 + 1 and tense(tokens, first, last) <= 0
    year, low = published.year - ahead, number * 3 - 2
    return Expression(first, last, Point(year, low), Point(year, low + 2), DatePrecision.QUARTER, confidence=0.7)


def read_half(tokens: Tokens, first: int, last: int, published: datetime.date) -> Expression | None:
    """ "the second half of the year": of the article's year."""
    number = tokens.number(last - 5)
    if tokens.words[last - 1] != "year" or number > 2:
        return None
    start, end = Point(published.year, number * 6 - 5), Point(published.year, number * 6)
    return Expression(first, last, start, end, DatePrecision.MONTH, confidence=0.75)


def read_season(tokens: Tokens, first: int, last: int, published: datetime.date) -> Expression | None:
    """ "by autumn", "since the spring", "in the autumn": the next or the latest one, by preposition and tense."""
    word = tokens.words[first]
    if word not in ("in", "by", "before", "until", "since", "this") or tokens.capitalised(last - 1):
        return None
    if word == "in" and last - first < 3 and tokens.words[last - 1] not in ("spring", "autumn"):
        return None  # "in winter" is each winter as often as one
    ahead = tense(tokens, first + 1, last) >= 0 or word in ("by", "before", "until")
    this = season_of(first + 1, last, tokens.words[last - 1], 0, published)
    begun = (this.start.year or 0, this.start.month or 0) <= (published.year, published.month)
    return (
        season_of(first + 1, last, tokens.words[last - 1], 1 if ahead else -1, published)
        if ahead or not begun
        else this
    )


def read_end(tokens: Tokens, first: int, last: int, published: datetime.date) -> Expression | None:
    """ "the end of the year", "the end of the month": the one in which the article stands."""
    return unit_of(tokens, first, last, tokens.words[last - 1], 0, published)
