"""Weekdays of a week that the text has named: "from 2 to 6 June … On Thursday"."""

from __future__ import annotations

import datetime

from pipeline.extract.date_points import Expression, point_of

_WEEK = 7


def is_week(one: Expression) -> bool:
    """Whether an expression names a span of two to seven days."""
    start, end = one.start.date(), one.end.date()
    if one.start.day is None or one.end.day is None or start is None or end is None:
        return False
    return 0 < (end - start).days < _WEEK


def place_in_week(one: Expression, week: Expression | None) -> None:
    """Moves a weekday to its day of a week, where that has it."""
    day = one.start.date()
    start, end = (week.start.date(), week.end.date()) if week is not None else (None, None)
    if day is None or start is None or end is None:
        return
    moved = start + datetime.timedelta(days=(day.weekday() - start.weekday()) % _WEEK)
    if moved <= end:
        one.start = one.end = point_of(moved)
