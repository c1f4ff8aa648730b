"""Feasts by which the working year is counted, as days of the (Gregorian) calendar."""

from __future__ import annotations

import datetime

from dateutil.easter import easter

_FIXED = {"christmas": (12, 25), "epiphany": (1, 6), "halloween": (10, 31)}


def feast(name: str, year: int) -> datetime.date:
    """The day of a feast in a year.

    Args:
        name: christmas, epiphany, halloween, thanksgiving or easter (of the western churches).
    """
    if name == "easter":
        day: datetime.date = easter(year)
        return day
    if name == "thanksgiving":
        return _fourth_thursday(year, 11)
    return datetime.date(year, *_FIXED[name])


def _fourth_thursday(year: int, month: int) -> datetime.date:
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(3 - first.weekday()) % 7 + 21)
