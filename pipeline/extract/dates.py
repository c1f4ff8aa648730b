"""Dates of a text: every expression that names a point or span of the calendar, at the precision it states.

Nothing is filled in: "March 2021" has no day, "June 8" has no year unless the article's own date or the text gives it.
The rules for a missing year, in this order:

1. The year stated for the other end of a span or the end of a list ("30 September - 2 October 2023").
2. With the article's date: the year that brings the day nearest to it, where a stated weekday must agree, and where
   days ahead count fivefold beside a verb of the past, days gone by beside a sign of the future.
3. Without it: the year of the text's other days and months, where they all share one (not before 1990); a single one of
   these gives its year only to what follows it.
4. Else it stays open: ``--06-08``. "This year" without an article's date is read off an academic year that the text
   names as its only year, where the month lies in that year's autumn.
"""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.extract.date_context import join_spans, keep_dates, open_spans
from pipeline.extract.date_grammar import find_expressions
from pipeline.extract.date_numeric import FigureDate, match_figures, read_figures
from pipeline.extract.date_points import Expression, Point, point_of
from pipeline.extract.date_relative import find_relative
from pipeline.extract.date_tense import tense
from pipeline.extract.date_tokens import MAX_YEAR, MIN_YEAR, Tokens, tokenise
from pipeline.records import DatePrecision

_EARLIEST_SHARED_YEAR = 1990
_AGAINST_TENSE = 5


@dataclass(frozen=True, slots=True)
class DateSpan:
    """One calendar expression.

    Attributes:
        start_char: first character, offsets into the text that was read.
        end_char: one past the last character.
        start_date: ISO 8601 at the stated precision, ``--06-08`` where the year is unknown, "" for "until ...".
        end_date: likewise, "" for "since ...".
        precision: the finest part of the calendar that is stated.
        relative: the value hangs on the article's own date.
        confidence: estimated probability that this is a date with this value.
    """

    start_char: int
    end_char: int
    start_date: str
    end_date: str
    precision: DatePrecision
    relative: bool
    confidence: float


def find_dates(text: str, published: str = "") -> list[DateSpan]:
    """The dates of a text, sorted and not overlapping; time is linear in the text's length.

    Args:
        published: the article's own date, an ISO day; "" when unknown. A value that is no ISO day counts as unknown.
    """
    tokens = tokenise(text)
    day = _day(published)
    figures = match_figures(text)
    masked = replace(tokens, symbols=_mask(tokens, [match.span() for match in figures]))
    words = find_expressions(masked)
    stated = {one.start for one in words if one.precision is DatePrecision.DAY} | ({point_of(day)} if day else set())
    found = words + _as_expressions(tokens, read_figures(figures, frozenset(stated)))
    found.sort(key=lambda one: one.first)
    dates = keep_dates(tokens, join_spans(tokens, found))
    _resolve(tokens, dates, day)
    if day is not None:
        dates += find_relative(tokens, _taken(tokens, dates), day, dates)
        dates.sort(key=lambda one: one.first)
    open_spans(tokens, dates, day.year if day else 0)
    return _spans(tokens, dates)


def _day(published: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(published[:10])
    except ValueError:
        return None
    return day if MIN_YEAR <= day.year <= MAX_YEAR else None


def _token_range(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    return bisect.bisect_right(tokens.starts, start) - 1, bisect.bisect_left(tokens.starts, end)


def _mask(tokens: Tokens, spans: Iterable[tuple[int, int]]) -> str:
    symbols = list(tokens.symbols)
    for start, end in spans:
        first, last = _token_range(tokens, start, end)
        symbols[first:last] = "_" * (last - first)
    return "".join(symbols)


def _as_expressions(tokens: Tokens, figures: list[FigureDate]) -> list[Expression]:
    found = []
    for figure in figures:
        first, last = _token_range(tokens, figure.start_char, figure.end_char)
        precision = DatePrecision.DAY if figure.start.day is not None else DatePrecision.MONTH
        if figure.start.month is None:
            precision = DatePrecision.YEAR
        confidence = 0.85 if figure.order_open else 0.98
        found.append(Expression(first, last, figure.start, figure.end, precision, confidence=confidence))
    return found


def _taken(tokens: Tokens, dates: list[Expression]) -> bytearray:
    """Which tokens dates cover; a weekday in front of a date in brackets or after it is covered too."""
    taken = bytearray(len(tokens.words))
    for one in dates:
        taken[one.first : one.last] = b"\x01" * (one.last - one.first)
        if one.precision is DatePrecision.DAY:
            for near in (one.first - 2, one.last + 1):
                if (
                    tokens.symbol(near) in "Ww"
                    and tokens.symbol(near + (near < one.first) - (near > one.first)) in "(,"
                ):
                    taken[near] = 1
    return taken


def _resolve(tokens: Tokens, dates: list[Expression], day: datetime.date | None) -> None:
    """Gives a year to what has none, by the rules of the module."""
    dated = [one for one in dates if one.start.month is not None and one.start.year is not None]
    shared = _shared_year(dated)
    for one in dates:
        if one.start.year is not None or one.start.month is None:
            continue
        year = None
        if one.shift is not None:
            year = day.year + one.shift if day else _this_year(dates, one)
        elif day is not None:
            year = _nearest_year(tokens, one, day)
        elif shared is not None and (len(dated) > 1 or dated[0].first < one.first) and _weekday_agrees(one, shared):
            year = shared
        if year is None:
            continue
        one.relative = True
        turns = (one.end.month or 0) < one.start.month
        start, end = one.start._replace(year=year), one.end._replace(year=year + turns)
        if start.valid() and end.valid():
            one.start, one.end = start, end


def _shared_year(dated: list[Expression]) -> int | None:
    """The one year of all days and months with a year."""
    years = {one.start.year for one in dated}
    year = years.pop() if len(years) == 1 else None
    return year if year is not None and year >= _EARLIEST_SHARED_YEAR else None


def _this_year(dates: list[Expression], one: Expression) -> int | None:
    """The year of "this year" from the only academic year that the text names, for a month of its autumn."""
    if one.shift != 0 or (one.start.month or 0) < 7:
        return None
    spans = {(other.start.year, other.end.year) for other in dates if other.start.year is not None}
    if len(spans) != 1:
        return None
    start, end = spans.pop()
    return start if start is not None and end == start + 1 else None


def _weekday_agrees(one: Expression, year: int) -> bool:
    day = one.start._replace(year=year)
    if not day.valid():
        return False
    date = day.date()
    return one.weekday is None or date is None or date.weekday() == one.weekday


def _nearest_year(tokens: Tokens, one: Expression, day: datetime.date) -> int | None:
    years = [year for year in (day.year - 1, day.year, day.year + 1) if one.start._replace(year=year).valid()]
    agreeing = [year for year in years if _weekday_agrees(one, year)] or years
    sign = tense(tokens, one.first, one.last)
    turns = (one.end.month or 0) < (one.start.month or 0)

    def distance(year: int) -> tuple[int, int]:
        ends = one.start._replace(year=year), one.end._replace(year=year + turns)
        return sum(
            _days_off(point, day) * (1 if (days := _days(point, day)) * sign >= 0 or abs(days) < 4 else _AGAINST_TENSE)
            for point in ends
        ), year

    return min(agreeing, key=distance) if agreeing else None


def _days(point: Point, day: datetime.date) -> int:
    """Days from the article's date to the point; a month counts from its middle, the article's own from that day."""
    if point.day is None:
        point = point._replace(day=day.day if point[:2] == (day.year, day.month) else 15)
    date = point.date() if point.valid() else None
    return (date - day).days if date is not None else 0


def _days_off(point: Point, day: datetime.date) -> int:
    return abs(_days(point, day))


def _spans(tokens: Tokens, dates: list[Expression]) -> list[DateSpan]:
    spans: list[DateSpan] = []
    for one in dates:
        first = one.first + (tokens.words[one.first] == "the")
        start_char = one.start_char if one.start_char >= 0 else tokens.starts[first]
        end_char = max(one.end_char, tokens.ends[one.last - 1])
        if spans and start_char < spans[-1].end_char:
            start_char = tokens.starts[first]
            if start_char < spans[-1].end_char:
                continue
        start = "" if one.opened == "until" else one.start.iso()
        end = "" if one.opened == "since" else one.end.iso()
        spans.append(DateSpan(start_char, end_char, start, end, one.precision, one.relative, one.confidence))
    return spans
