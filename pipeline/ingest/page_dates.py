"""Dates that a page states of itself: day, month and year, in figures or words."""

from __future__ import annotations

import datetime
import re
import tomllib
from functools import cache
from importlib import resources

_NUMERIC = re.compile(
    r"(?<![\d./-])(?:(?P<y>(?:19|20)\d\d)(?P<s>[-./年])(?P<m>\d{1,2})(?:(?P=s)|月)(?P<d>\d{1,2})日?"
    r"|(?P<d2>\d{1,2})(?P<s2>[-./])(?P<m2>\d{1,2})(?P=s2)(?P<y2>(?:19|20)\d\d))(?![\d/-]|\.\d)"
)
_DIGIT = re.compile(r"\d")
_NUMERIC_SIGN = re.compile(r"\d[-./年]\d")
_FIGURE = re.compile(r"\d+")
# The longest name of a month, and what may stand between it and its day.
_MONTH_BEFORE, _MONTH_AFTER = 20, 24
_LETTERS = re.compile(r"[^\W\d_]+")
# A search without regard to case takes the four letters i for one another.
_ONE_I = {ord("ı"): "i", ord("\u0307"): None}


@cache
def _months() -> dict[str, int]:
    text = (resources.files("pipeline") / "resources" / "page_dates.toml").read_text(encoding="utf-8")
    table: dict[str, list[list[str]]] = tomllib.loads(text)["months"]
    return {
        _month_key(name): number for names in table.values() for number, month in enumerate(names, 1) for name in month
    }


def _month_key(name: str) -> str:
    folded = name.casefold()
    return folded if folded.isascii() else folded.translate(_ONE_I)


@cache
def _all_months() -> frozenset[str]:
    return frozenset(_months()) | frozenset(_solar_hijri_months())


def _names_a_month(text: str) -> bool:
    """Whether a word beside a number is a month's name: without one no search for a day in words is worth its time."""
    beside = " ".join(
        text[max(0, match.start() - _MONTH_BEFORE) : match.end() + _MONTH_AFTER] for match in _FIGURE.finditer(text)
    )
    return not _all_months().isdisjoint(_LETTERS.findall(_month_key(beside)))


@cache
def date_labels() -> frozenset[str]:
    """Words that may stand beside a date in a line that only says when the page was published."""
    text = (resources.files("pipeline") / "resources" / "page_dates.toml").read_text(encoding="utf-8")
    labels: list[str] = tomllib.loads(text)["labels"]
    return frozenset(labels)


@cache
def _in_words() -> re.Pattern[str]:
    month = "|".join(sorted(_months(), key=lambda name: (-len(name), name)))
    return re.compile(
        rf"(?<!\w)(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?[ -]?(?:of |de |- ?)?(?P<m>{month})(?!\w)\.?,?"
        rf"|(?P<m2>{month})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d),?)(?:[ -](?:de )?(?P<y>(?:19|20)\d\d))?(?!\w)",
        re.IGNORECASE,
    )


@cache
def _year_first() -> re.Pattern[str]:
    month = "|".join(sorted(_months(), key=lambda name: (-len(name), name)))
    return re.compile(
        rf"(?<!\w)(?P<y>(?:19|20)\d\d)[- ]?(?:yil|йил|ж\.|жыл)?[ ,-]*(?P<d>\d{{1,2}})[- ](?P<m>{month})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _solar_hijri_months() -> dict[str, int]:
    text = (resources.files("pipeline") / "resources" / "page_dates.toml").read_text(encoding="utf-8")
    months: list[list[str]] = tomllib.loads(text)["solar_hijri"]["months"]
    return {_month_key(name): number for number, names in enumerate(months, 1) for name in names}


@cache
def _solar_hijri() -> re.Pattern[str]:
    month = "|".join(sorted(_solar_hijri_months(), key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<!\w)(?P<d>\d{{1,2}}) (?P<m>{month}),? (?P<y>1[34]\d\d)(?!\w)", re.IGNORECASE)


def _from_solar_hijri(year: int, month_name: str, day: int) -> str:
    """The day in the Gregorian calendar; leap years by the 33-year cycle, exact for the years 1343 to 1472."""
    month = _solar_hijri_months()[_month_key(month_name)]
    longest = 31 if month <= 6 else 30
    if not 1 <= day <= longest:
        return ""
    leap_days = sum((25 * earlier + 11) % 33 < 8 for earlier in range(1343, year))
    new_year = datetime.date(1964, 3, 21).toordinal() + 365 * (year - 1343) + leap_days
    return (
        datetime.date.fromordinal(new_year + (month - 1) * 31 - max(0, month - 7) + day - 1).isoformat()
        if year >= 1343
        else ""
    )


def full_dates(text: str) -> list[str]:
    """All dates with day, month and year, ISO 8601, in text order.

    Figures with the year last are read day first, as all countries of the region write them; where that is no date
    (``09/30/2025``), month first.
    """
    return [day for _, _, day in placed_dates(text)]


def placed_dates(text: str) -> list[tuple[int, int, str]]:
    """The dates of :func:`full_dates` with the offsets at which they begin and end."""
    if not _DIGIT.search(text):
        return []
    found: list[tuple[int, int, str]] = []
    for match in _NUMERIC.finditer(text) if _NUMERIC_SIGN.search(text) else ():
        if match["y"]:
            iso = _iso(match["y"], match["m"], match["d"])
        else:
            iso = _iso(match["y2"], match["m2"], match["d2"]) or _iso(match["y2"], match["d2"], match["m2"])
        found.append((*match.span(), iso))
    if _names_a_month(text):
        for match in _in_words().finditer(text):
            if match["y"]:
                month = _months()[_month_key(match["m"] or match["m2"])]
                found.append((*match.span(), _iso(match["y"], month, match["d"] or match["d2"])))
        for match in _year_first().finditer(text):
            found.append((*match.span(), _iso(match["y"], _months()[_month_key(match["m"])], match["d"])))
        for match in _solar_hijri().finditer(text):
            found.append((*match.span(), _from_solar_hijri(int(match["y"]), match["m"], int(match["d"]))))
    return [one for one in sorted(found, key=lambda one: (one[0], one[2])) if one[2]]


def has_date(text: str) -> bool:
    """Whether a day of the calendar is named, with or without its year."""
    if not _DIGIT.search(text):
        return False
    if _NUMERIC_SIGN.search(text) and _NUMERIC.search(text):
        return True
    return _names_a_month(text) and bool(_in_words().search(text) or _solar_hijri().search(text))


def without_dates(text: str) -> str:
    """The text with its dates taken out."""
    for pattern in (_NUMERIC, _year_first(), _in_words(), _solar_hijri()):
        text = pattern.sub(" ", text)
    return text


def _iso(year: str, month: str | int, day: str) -> str:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
