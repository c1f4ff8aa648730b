"""Feasts by which the working year is counted, as days of the (Gregorian) calendar."""

from __future__ import annotations

import datetime

_FIXED = {"christmas": (12, 25), "epiphany": (1, 6), "halloween": (10, 31)}


def feast(name: str, year: int) -> datetime.date:
    """The day of a feast in a year.

    Args:
        name: christmas, epiphany, halloween, thanksgiving or easter.
    """
    if name == "easter":
        return easter(year)
    if name == "thanksgiving":
        return _fourth_thursday(year, 11)
    return datetime.date(year, *_FIXED[name])


def easter(year: int) -> datetime.date:
    """Easter Sunday of the western churches (the rule of Butcher and Meeus)."""
    century, of_century = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)


def _fourth_thursday(year: int, month: int) -> datetime.date:
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(3 - first.weekday()) % 7 + 21)
