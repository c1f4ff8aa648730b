"""Points of the calendar whose parts may be unknown, and calendar expressions that are not resolved yet."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.records import DatePrecision


class Point(NamedTuple):
    """Year, month, day; None where not stated."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def iso(self) -> str:
        """ISO 8601 at the stated precision; a missing year is written ``-`` (``--11-29``, ``--11``)."""
        parts = [f"{self.year:04d}" if self.year is not None else "-"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def valid(self) -> bool:
        """The day exists, in a leap year where the year is unknown."""
        if self.month is None:
            return self.day is None
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= calendar.monthrange(self.year or 2000, self.month)[1]

    def date(self) -> datetime.date | None:
        """The day itself, or the first day of the month or year; None without a year."""
        return datetime.date(self.year, self.month or 1, self.day or 1) if self.year is not None else None


def point_of(day: datetime.date) -> Point:
    """A day of the calendar as a point."""
    return Point(day.year, day.month, day.day)


@dataclass(slots=True)
class Expression:
    """A calendar expression in tokens ``first`` to ``last`` (exclusive), before its year is resolved.

    Attributes:
        weak: counts only in a context that makes it a date (a bare year, month or season).
        relative: its value hangs on the article's own date.
        weekday: 0 for Monday, where one is stated.
        shift: years from the article's own ("last year" -1) for a date that leaves its year to that phrase.
        plain_range: joined from two expressions, so that "from" before it opens nothing.
        opened: "until" (no start), "since" (no end) or "".
        start_char: set where an opening phrase extends the span to the left, else -1.
        end_char: set where "onwards" extends the span to the right, else -1.
    """

    first: int
    last: int
    start: Point
    end: Point
    precision: DatePrecision
    weak: bool = False
    relative: bool = False
    weekday: int | None = None
    shift: int | None = None
    plain_range: bool = False
    opened: str = ""
    start_char: int = -1
    end_char: int = -1
    confidence: float = 0.98
