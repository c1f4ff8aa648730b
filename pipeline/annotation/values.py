"""The values that marks and records carry: dates, sums of money, lists of ids.

Every ``check_`` function returns what is wrong, in words that say how to mend it, or ``""``.
"""

import re
from datetime import date

from pipeline.annotation.model import split_span

_DATE = re.compile(r"(?P<year>[0-9]{4}|-)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?", re.ASCII)
_SUM = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)? [A-Z]{3}", re.ASCII)
_ID = re.compile(r"[iplgea][1-9][0-9]*", re.ASCII)


def check_date(value: str) -> str:
    """Check one date, ``2025``, ``2025-03``, ``2025-03-12``, ``--03`` or ``--03-12``."""
    match = _DATE.fullmatch(value)
    if match is None or value == "-":
        return f"'{value}' is no date: write 2025, 2025-03, 2025-03-12 or, without the year, --03-12"
    year, month, day = match.group("year", "month", "day")
    try:
        # 2000 was a leap year, so --02-29 is accepted.
        date(2000 if year == "-" else int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        return f"'{value}' is not in the calendar: {error}"
    return ""


def check_span(value: str) -> str:
    """Check a date or ``START/END``, of which one side may be empty."""
    start, end = split_span(value)
    if not start and not end:
        return "the date is empty: write d=2025-03-12, d=2024-10/2024-12, d=2019/ or d=/2030"
    for side in dict.fromkeys((start, end)):
        if side and (wrong := check_date(side)):
            return wrong
    return _check_order(start, end) if "/" in value and start and end else ""


def check_money(value: str) -> str:
    """Check ``AMOUNT CUR``: a plain number, one blank, three capital letters."""
    if _SUM.fullmatch(value):
        return ""
    return f"'{value}' is no sum: write a plain number and the currency's three letters, m=1200000 USD"


def check_ids(ids: tuple[str, ...], letters: str) -> str:
    """Check that all ids are well formed, begin with one of ``letters``, and differ."""
    for one in ids:
        if not _ID.fullmatch(one) or one[0] not in letters:
            wanted = " or ".join(f"{letter}1" for letter in letters)
            return f"'{one}' cannot stand here: an id like {wanted} is wanted"
    if len(set(ids)) < len(ids):
        return f"an id stands twice in '{', '.join(ids)}': write it once"
    return ""


def split_ids(text: str) -> tuple[str, ...]:
    """Split ``i1, i2``; the empty text has no ids."""
    return tuple(part.strip() for part in text.split(",")) if text.strip() else ()


def _check_order(start: str, end: str) -> str:
    """Check that two sound dates make a span, compared at the coarser precision of the two."""
    if start == end:
        return f"start and end of '{start}/{end}' are the same: write {start} once"
    if start.startswith("--") != end.startswith("--"):
        return f"'{start}/{end}' has a year on one side only: write it on both or on neither"
    common = min(len(start), len(end))
    if not start.startswith("--") and start[:common] > end[:common]:
        return f"'{start}/{end}' ends before it starts: swap the two"
    return ""
