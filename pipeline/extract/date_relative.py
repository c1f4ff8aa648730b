"""Expressions that only the article's own date resolves: "yesterday", "on Thursday", "last April", "this week".

Without that date nothing is found here. A weekday alone is the nearest one up to the article's date, or, where its
sentence speaks of the future, the next one.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.extract.date_feasts import feast
from pipeline.extract.date_periods import month_of, read_end, read_half, read_quarter, read_season, season_of, unit_of
from pipeline.extract.date_points import Expression, Point, point_of
from pipeline.extract.date_tense import relative_words, tense
from pipeline.extract.date_tokens import Tokens, vocabulary
from pipeline.extract.date_weeks import is_week, place_in_week
from pipeline.extract.lexicon import load_table
from pipeline.records import DatePrecision

_RELATIVE = re.compile(
    r"(?P<this>(?:eOT?|E-?|TE)?T?R(?:Au|[uWS]|[Mm](?!\.?[doy])|(?<=R)x))|(?P<end>eOTu(?!R))|(?P<half>T?[fo]HOTu(?!R))|(?P<quarter>T?[fo]u)"
    r"|(?P<season>(?:x|t)T?S(?![s,]?O?[yR]))|(?P<ordinal>xTo)|(?P<ago>x[uxk]g)|(?P<day>D)|(?P<weekday>W)|(?P<feast>F)"
)
_AGAINST_TENSE = 3


def find_relative(
    tokens: Tokens, taken: bytearray, published: datetime.date, stated: Sequence[Expression] = ()
) -> list[Expression]:
    """Relative expressions outside the tokens already taken by other dates.

    Args:
        stated: the other dates, in text order: a weekday after a span of days lies in that span ("from 2 to 6 June … On Thursday").
    """
    found: list[Expression] = []
    weeks = [one for one in stated if is_week(one)]
    for match in _RELATIVE.finditer(tokens.symbols):
        first, last = match.span()
        if any(taken[first:last]):
            continue
        one = _READERS[match.lastgroup or ""](tokens, first, last, published)
        if one is not None and match.lastgroup == "weekday":
            place_in_week(one, _last_before(weeks, first))
        if one is not None:
            one.relative = True
            found.append(one)
    return found


def _last_before(weeks: Sequence[Expression], first: int) -> Expression | None:
    at = bisect_right(weeks, first, key=lambda week: week.last)
    return weeks[at - 1] if at else None


def _day(first: int, last: int, day: datetime.date, confidence: float = 0.9) -> Expression:
    return Expression(first, last, point_of(day), point_of(day), DatePrecision.DAY, confidence=confidence)


def _read_day(tokens: Tokens, first: int, last: int, published: datetime.date) -> Expression | None:
    word = tokens.words[first]
    before, after = tokens.word(first - 1), tokens.words[last : last + 2]
    if before in relative_words("not_today_after") or (after == ["'", "s"] and word != "yesterday"):
        return None
    if word in ("today", "tonight") and not _reports(tokens, first, last):
        return None
    shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if tokens.words[max(0, first - 2) : first] == ["day", "before"]:
        return _day(first - 2, last, published - datetime.timedelta(days=2))
    return _day(first, last, published + datetime.timedelta(days=shift), 0.7 if word == "today" else 0.9)


def _reports(tokens: Tokens, first: int, last: int) -> bool:
    """ "Today" is a day beside a report ("announced today", "Today, ..."), not in "the town today has 900 people"."""
    before, after = tokens.word(first - 1), tokens.word(last)
    if tokens.capitalised(first) and (after in ("in", "at") or tokens.symbol(first - 1) in "N."):
        return True
    if (
        tokens.symbol(last) in "(,"
        or (tokens.symbol(last) == "." and tokens.capitalised(first - 1))
        or before in ("here", "earlier", "held", "inked", "place", "met", "began")
    ):
        return True
    return any(word.endswith("ed") and len(word) > 4 for word in (before, tokens.word(first - 2), after))


def _read_ago(tokens: Tokens, first: int, last: int, published: datetime.date) -> Expression | None:
    count = load_table("dates")["relative"]["numbers"].get(tokens.words[first])
    unit = tokens.words[first + 1]
    if count is None or tokens.word(first - 1) in ("than", "over", "nearly", "almost", "about", "around"):
        return None
    if unit in ("day", "days"):
        return _day(first, last, published - datetime.timedelta(days=count), 0.8)
    if unit in ("year", "years") and count <= 3:
        point = Point(published.year - count)
        return Expression(first, last, point, point, DatePrecision.YEAR, confidence=0.6)
    return None


def _read_weekday(tokens: Tokens, first: int, last: int, published: datetime.date) -> Expression | None:
    before, after = tokens.symbol(first - 1), tokens.symbol(last)
    if tokens.word(first - 1) in relative_words("not_before_weekday") or (
        before in "-t" and tokens.symbol(first - 2) in "Ww"
    ):
        return None
    if after == "W" or (after in "-t&" and tokens.symbol(last + 1) in "Ww"):
        return None
    if tokens.capitalised(last) and tokens.word(first - 1) not in ("on", "until", "by", "till", "since"):
        return None  # "Sunday Okafor", "the Thursday Forum"
    back = (published.weekday() - vocabulary().weekdays[tokens.words[first]]) % 7
    ahead = -back % 7
    forward = ahead and tense(tokens, first, last) > 0
    return _day(first, last, published + datetime.timedelta(days=ahead if forward else -back), 0.85)


def _read_ordinal(tokens: Tokens, first: int, last: int, published: datetime.date) -> Expression | None:
    """ "on the 27th": the nearest such day; days ahead count more beside the past, days gone by beside the future."""
    follower = tokens.word(last)
    if tokens.words[first] not in ("on", "until", "till") or tokens.capitalised(last):
        return None
    if follower in relative_words("ordinal_nouns") or not (tokens.symbol(last) in ",.);:N" or follower.isalpha()):
        return None
    number, sign = tokens.number(last - 1), tense(tokens, first + 1, last)
    months = [published.year * 12 + published.month - 1 + shift for shift in (-1, 0, 1)]
    points = [Point(month // 12, month % 12 + 1, number) for month in months]

    def distance(point: Point) -> int:
        days = ((point.date() or published) - published).days
        return abs(days) * (1 if days * sign >= 0 else _AGAINST_TENSE)

    point = min((point for point in points if point.valid()), key=distance, default=None)
    return Expression(first + 1, last, point, point, DatePrecision.DAY, confidence=0.7) if point else None


def _read_feast(tokens: Tokens, first: int, last: int, published: datetime.date) -> Expression | None:
    """ "by Christmas", "after Easter": the next or the latest one, by preposition and tense."""
    if tokens.word(first - 1) not in relative_words("before_feast") or tokens.capitalised(last):
        return None
    if tokens.word(last) in relative_words("not_after_feast"):
        return None
    days = [feast(tokens.words[first], published.year + shift) for shift in (-1, 0, 1)]
    ahead = tense(tokens, first, last) >= 0
    day = min(day for day in days if day >= published) if ahead else max(day for day in days if day <= published)
    return _day(first, last, day, 0.75)


_SHIFT = {"this": 0, "current": 0, "last": -1, "previous": -1, "next": 1, "coming": 1, "past": None}


def _read_this(tokens: Tokens, first: int, last: int, published: datetime.date) -> Expression | None:
    at = next(index for index in range(first, last) if tokens.symbols[index] == "R")
    shift, head, symbol = _SHIFT[tokens.words[at]], tokens.words[last - 1], tokens.symbols[last - 1]
    if shift is None or (
        tokens.word(first - 1) in ("over", "within", "in") and tokens.symbols[first] == "T" and shift < 0
    ):
        return None
    if symbol == "x":
        parts = ("morning", "afternoon", "evening") if shift == 0 else ("night", "evening") if shift < 0 else ()
        return _day(first, last, published + datetime.timedelta(days=shift)) if head in parts else None
    if tokens.words[at] == "coming" and head == "year":
        return None  # "in the coming year" is the next twelve months as often as a calendar year
    if symbol == "W":
        back = (published.weekday() - vocabulary().weekdays[head]) % 7
        days = -(back or 7) if shift < 0 else (7 - back) if shift > 0 else _this_weekday(tokens, first, back)
        return _day(first, last, published + datetime.timedelta(days=days), 0.85)
    if symbol in "Mm":
        return month_of(first, last, vocabulary().months[head], shift, published)
    if symbol == "S":
        return season_of(first, last, head, shift, published)
    if tokens.symbols[last - 2] == "A":
        if tokens.words[last - 2] not in ("academic", "school", "study", "educational"):
            return unit_of(tokens, first, last, "year", shift, published)
        start = published.year - (published.month < 8) + shift
        return Expression(first, last, Point(start), Point(start + 1), DatePrecision.YEAR, confidence=0.7)
    return unit_of(tokens, first, last, head, shift, published) if symbol == "u" else None


def _this_weekday(tokens: Tokens, first: int, back: int) -> int:
    return -back % 7 if back and tense(tokens, first, first + 2) >= 0 else -back


_READERS = {
    "half": read_half,
    "quarter": read_quarter,
    "this": _read_this,
    "end": read_end,
    "ago": _read_ago,
    "day": _read_day,
    "weekday": _read_weekday,
    "season": read_season,
    "ordinal": _read_ordinal,
    "feast": _read_feast,
}
