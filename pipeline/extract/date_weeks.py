"""Weekdays of a week that the text has named: "from 2 to 6 June … On Thursday"."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from pipeline.extract.date_points import Expression, point_of

_WEEK = 7


def is_week(one: Expression) -> bool:
    """Whether an expression names a span of two to seven days."""
    start, end = one.start.date(), one.end.date()
    if one.start.day is None or one.end.day is None or start is None or end is None:
        return False
    return 0 < (end - start).days < _WEEK


def place_in_week(one: Expression, weeks: Sequence[Expression]) -> None:
    """Moves a weekday to its day of the last week that was named, where that has it."""
    day = one.start.date()
    for week in weeks:
        start, end = week.start.date(), week.end.date()
        if day is not None and start is not None and end is not None:
            moved = start + datetime.timedelta(days=(day.weekday() - start.weekday()) % _WEEK)
            if moved <= end:
                one.start = one.end = point_of(moved)
