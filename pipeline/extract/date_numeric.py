"""Dates in figures: "29.09.2025", "2025-09-29", "29/09/2025", "12-14.10.2024", "2024年10月15日".

Day before month unless that is impossible or the same text shows the American order: another figure date that can
only be read month first, or one whose month-first reading (and only that) is a day the text or page states elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.date_points import Point

_D = r"(?:0?[1-9]|[12]\d|3[01])"
_Y = r"(?:1[5-9]|20|21)\d\d"
# A span may be written without spaces: "1.9.2024-31.8.2027", "2024-09-01/2027-08-31".
_EDGE = r"(?<![\w$€£№#])(?<!\d[.,:+])(?:(?<=[./]\d{4}-)|(?<!\d-))(?:(?<=-\d\d/)|(?<!\d/))"
_END = r"(?![\d%])(?![./]\d)(?!-\d(?!\d?[./]\d\d?[./]\d{4}))"
_RANGE = r"\s?[-–—]\s?"
# All begin with a figure: most of the text is passed over at its first look.
_FIGURES = re.compile(
    r"(?=\d)(?:"
    + "|".join(
        (
            # year first; a time may follow after T
            rf"{_EDGE}(?P<y1>{_Y})(?P<s1>[-./])(?P<m1>{_D})(?P=s1)(?P<d1>{_D})(?![\d%])(?![.-]\d)(?!/\d(?!\d{{3}}-))",
            rf"{_EDGE}(?P<y2>{_Y})\.\s(?P<m2>{_D})\.\s(?P<d2>{_D})(?:\.|\b)(?!\d)",
            r"(?P<y3>(?:1[5-9]|20)\d\d)\s?[年년]\s?(?P<m3>\d{1,2})\s?[月월](?:\s?(?P<d3>\d{1,2})\s?[日일])?",
            # spans of days in one month, then in two months of one year
            rf"{_EDGE}(?P<d4>{_D})\.?{_RANGE}(?P<e4>{_D})\.(?P<m4>{_D})\.(?P<y4>{_Y}){_END}",
            rf"{_EDGE}(?P<d5>{_D})\.(?P<m5>{_D})\.?{_RANGE}(?P<e5>{_D})\.(?P<n5>{_D})\.(?P<y5>{_Y}){_END}",
            # two figures, then the year, in four digits or (never after a dash) in two
            rf"{_EDGE}(?P<a6>{_D})(?P<s6>[-./])(?P<b6>{_D})(?P=s6)(?P<y6>{_Y}){_END}",
            rf"{_EDGE}(?P<a7>\d\d)(?P<s7>[./])(?P<b7>\d\d)(?P=s7)(?P<y7>\d\d)(?!\w)(?![.,/:-]\d)",
            rf"{_EDGE}(?P<a8>{_D})\.\s(?P<b8>{_D})\.\s(?P<y8>{_Y}){_END}",
            # in brackets without a year, as after a weekday: "Tuesday (29/10)"
            rf"(?<=\()(?P<a9>{_D})/(?P<b9>{_D})(?=\))",
        )
    )
    + ")"
)


@dataclass(frozen=True, slots=True)
class FigureDate:
    """A date in figures: characters, first and last day (or month); ``order_open`` where both orders make a day."""

    start_char: int
    end_char: int
    start: Point
    end: Point
    order_open: bool = False


def match_figures(text: str) -> list[re.Match[str]]:
    """Where the text has dates in figures, in text order; not yet read."""
    return list(_FIGURES.finditer(text))


def read_figures(matches: list[re.Match[str]], stated: frozenset[Point]) -> list[FigureDate]:
    """The dates that the matches hold; a match that is no day of the calendar is left out.

    Args:
        stated: days that the text states in words and the day of the page, as evidence for the order.
    """
    month_first = _is_month_first(matches, stated)
    dates = (_read(match, month_first) for match in matches)
    return [date for date in dates if date is not None and date.start.valid() and date.end.valid()]


def _two_first(match: re.Match[str]) -> tuple[int, int, int] | None:
    """The two first figures and the year of "a/b/year" with an open order."""
    for key in ("6", "7"):
        if match[f"y{key}"] and match[f"s{key}"] != ".":
            return int(match[f"a{key}"]), int(match[f"b{key}"]), _year(match[f"y{key}"])
    return None


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 70 else 1900)


def _is_month_first(matches: list[re.Match[str]], stated: frozenset[Point]) -> bool:
    for_it = against = 0
    for match in matches:
        figures = _two_first(match)
        if figures is None:
            continue
        first, second, year = figures
        if second > 12 >= first:
            return True
        against += first > 12
        if first != second and first <= 12 and second <= 12:
            for_it += Point(year, first, second) in stated
            against += Point(year, second, first) in stated
    return for_it > against


def _read(match: re.Match[str], month_first: bool) -> FigureDate | None:
    low, high = match.span()

    def span(start: Point, end: Point | None = None, order_open: bool = False) -> FigureDate:
        return FigureDate(low, high, start, end or start, order_open)

    for key in "123":
        if match[f"y{key}"]:
            day = match[f"d{key}"]
            return span(Point(int(match[f"y{key}"]), int(match[f"m{key}"]), int(day) if day else None))
    if match["y4"]:
        year, month = int(match["y4"]), int(match["m4"])
        return _rising(span(Point(year, month, int(match["d4"])), Point(year, month, int(match["e4"]))))
    if match["y5"]:
        year = int(match["y5"])
        start, end = Point(year, int(match["m5"]), int(match["d5"])), Point(year, int(match["n5"]), int(match["e5"]))
        if (start.month or 0) > (end.month or 0):
            start = start._replace(year=year - 1)
        return _rising(span(start, end))
    if match["y8"]:
        return span(Point(int(match["y8"]), int(match["b8"]), int(match["a8"])))
    if match["a9"]:
        first, second = int(match["a9"]), int(match["b9"])
        if second > 12 or (month_first and first <= 12):
            first, second = second, first
        return span(Point(None, second, first))
    figures = _two_first(match)
    if figures is not None:
        first, second, year = figures
        if second > 12 or (month_first and first <= 12):
            first, second = second, first
        return span(Point(year, second, first), order_open=first <= 12 and first != second)
    key = "6" if match["y6"] else "7"
    return span(Point(_year(match[f"y{key}"]), int(match[f"b{key}"]), int(match[f"a{key}"])))


def _rising(date: FigureDate) -> FigureDate | None:
    return date if date.start < date.end else None
