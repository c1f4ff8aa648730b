"""What stands around calendar expressions: spans made of two, lists, "until" and "since", months that are months."""

from __future__ import annotations

from functools import cache

from pipeline.extract.date_points import Expression, Point
from pipeline.extract.date_tokens import Tokens
from pipeline.extract.date_years import is_year, is_year_range
from pipeline.extract.lexicon import load_table
from pipeline.records import DatePrecision

_LIST_GAPS = (",", "&", ",&", "/")
_RANGE_GAPS = ("-", "t", "tT", "-T", "&", "&T", ",-")


def join_spans(tokens: Tokens, expressions: list[Expression]) -> list[Expression]:
    """Expressions with "A - B", "A to B" and "between A and B" made one; the last year of a list goes to the others."""
    joined: list[Expression] = []
    for one in expressions:
        previous = joined[-1] if joined else None
        span = _span(tokens, previous, one) if previous is not None else None
        if span is not None:
            joined[-1] = span
        else:
            joined.append(one)
    for left, right in zip(reversed(joined[:-1]), reversed(joined[1:]), strict=True):
        _inherit_year(tokens, left, right)
    return joined


def _span(tokens: Tokens, left: Expression, right: Expression) -> Expression | None:
    gap = tokens.symbols[left.last : right.first]
    if gap not in _RANGE_GAPS and not (gap == "/" and left.start.year is not None):
        return None
    if left.start != left.end or left.plain_range or (left.weak and tokens.word(left.last) == "until"):
        return None
    neighbours = left.weak and left.start.year is None and _next_month(left.end, right.start)
    if gap[0] == "&" and not _between(tokens, left) and not neighbours:
        return None
    if left.precision is not right.precision and (gap == "-" or left.weak or right.weak):
        return None
    start, end = _complete(left.start, right.end, left.shift if left.shift is not None else right.shift)
    if start is None or end is None or not _rising(start, end):
        return None
    if gap == "/" and right.precision is DatePrecision.YEAR and (end.year or 0) - (start.year or 0) != 1:
        return None
    weak = (left.weak and right.weak) or (right.weak and left.precision is DatePrecision.YEAR)
    one = Expression(left.first, right.last, start, end, right.precision, weak=weak, plain_range=True)
    one.shift = left.shift if left.shift is not None else right.shift
    if _between(tokens, left):
        one.start_char = tokens.starts[left.first - 1]
    return one


def _between(tokens: Tokens, left: Expression) -> bool:
    return tokens.word(left.first - 1) == "between"


def _next_month(left: Point, right: Point) -> bool:
    return (
        left.month is not None and right.month is not None and right.day is None and left.month % 12 + 1 == right.month
    )


def _complete(start: Point, end: Point, shift: int | None) -> tuple[Point | None, Point | None]:
    """Both ends with the year of either; a span over the turn of the year gets two years."""
    if (start.year is None) == (end.year is None) or shift is not None:
        return start, end
    turns = _calendar_order(start) > _calendar_order(end)
    if start.year is None and end.year is not None and start.month is not None:
        return start._replace(year=end.year - turns), end
    if end.year is None and start.year is not None and end.month is not None:
        return start, end._replace(year=start.year + turns)
    return None, None


def _calendar_order(point: Point) -> tuple[int, int]:
    return point.month or 0, point.day or 0


def _rising(start: Point, end: Point) -> bool:
    if start.year is None or end.year is None:
        return _calendar_order(start) != _calendar_order(end)
    low, high = (start.year, *_calendar_order(start)), (end.year, *_calendar_order(end))
    return low < high or (start.year < end.year)


def _inherit_year(tokens: Tokens, left: Expression, right: Expression) -> None:
    """ "5 May, 6 June and 7 July 2024": the last year is the year of all; a month beside a full one is a month."""
    if left.start.month is None or right.start.month is None or left.start.year is not None:
        return
    if tokens.symbols[left.last : right.first] not in _LIST_GAPS:
        return
    if left.weak and left.precision is not right.precision:
        return
    if left.weak and not right.weak:
        left.weak = False
    left.start, left.end = left.start._replace(year=right.start.year), left.end._replace(year=right.start.year)
    left.shift = right.shift


def keep_dates(tokens: Tokens, expressions: list[Expression]) -> list[Expression]:
    """The expressions without the weak ones whose context does not make them dates."""
    kept: list[Expression] = []
    for one in expressions:
        if one.weak and not _is_date(tokens, one, kept[-1] if kept else None):
            continue
        if one.weak:
            one.confidence = 0.9
        kept.append(one)
    return kept


def _is_date(tokens: Tokens, one: Expression, before: Expression | None) -> bool:
    if one.precision is DatePrecision.YEAR:
        return is_year_range(tokens, one) if one.plain_range else is_year(tokens, one, before)
    return _is_month(tokens, one)


def _is_month(tokens: Tokens, one: Expression) -> bool:
    """A month without year: "in May", "since March", "between January and July"; never "by April Jones"."""
    if tokens.symbol(one.first) == "m":
        return False
    word = tokens.word(one.first - 1)
    if tokens.symbol(one.first - 1) == "'" or tokens.symbol(one.last) in "don":
        return False
    if word == "of" and tokens.word(one.first - 2) == "month":
        return True
    if tokens.symbol(one.last) == "-" and tokens.glued(one.last) and tokens.glued(one.last + 1):
        return False  # "Sept-Îles"
    spelled = len(tokens.words[one.last - 1]) > 3 or tokens.words[one.first] == "may"
    if (spelled and tokens.symbol(one.first - 1) == "(" and tokens.symbol(one.last) == ")") or _begins_line(
        tokens, one
    ):
        return True
    follows_name = tokens.capitalised(one.last)
    if one.plain_range:
        return word in _month_words() or "-" in tokens.symbols[one.first : one.last]
    if word in ("in", "since", "until", "during", "late", "early", "mid"):
        return not (
            follows_name
            and word == "in"
            and tokens.symbol(one.last) == "x"
            and tokens.words[one.first] in ("april", "may", "june", "august")
        )
    return (word in _month_words() and not follows_name) or _stands_alone(tokens, one)


def _stands_alone(tokens: Tokens, one: Expression) -> bool:
    """ "the elections of October", "postponed to November", "the next meeting: March, Brno"; no name, no habit."""
    name, word = tokens.words[one.first], tokens.word(one.first - 1)
    if len(name) <= 3 and name != "may":
        return False
    if (
        tokens.symbol(one.first - 1) == "R"
        or word in ("every", "each")
        or (word == "the" and tokens.symbol(one.last) == "x")
    ):
        return False
    if tokens.capitalised(one.last) or (tokens.capitalised(one.first - 1) and word != "of"):
        return False
    if name not in _words("months_or_names"):
        return True
    edges = tokens.symbol(one.first - 1) in "N(,:-|/" and tokens.symbol(one.last) in "N),.;:-|/"
    return edges or word in _words("month_after")


def _begins_line(tokens: Tokens, one: Expression) -> bool:
    """ "- November: 212 visitors", "**March.** A flood.": a timeline."""
    return tokens.begins_line(one.first) and tokens.symbol(tokens.after_marks(one.last)) in ":."


def _month_words() -> frozenset[str]:
    return _words("month_before")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_table("dates")["relative"][name])


@cache
def _phrases() -> tuple[tuple[tuple[str, ...], str], ...]:
    opening = load_table("dates")["opening"]
    both = [
        (tuple(phrase.replace("'", " ' ").split()), kind) for kind in ("until", "since") for phrase in opening[kind]
    ]
    return tuple(sorted(both, key=lambda item: (-len(item[0]), item)))


def open_spans(tokens: Tokens, expressions: list[Expression], this_year: int) -> None:
    """Sets what "until", "by", "since", "from" and their like open, and extends the span over the words.

    Args:
        this_year: the year of the article, 0 when unknown: "a map from 1974" opens nothing.
    """
    opening = load_table("dates")["opening"]
    for one in expressions:
        at = _phrase_end(tokens, one)
        if tokens.word(one.last) in opening["onward"]:
            one.opened, one.end_char = "since", tokens.ends[one.last]
        if tokens.word(at - 1) == "to" and not one.plain_range and _runs_to(tokens, at - 1):
            low = at - 2 if tokens.word(at - 2) == "up" else at - 1
            one.opened, one.start_char = "until", tokens.starts[low]
            continue
        for words, kind in _phrases():
            if at >= len(words) and tuple(tokens.words[at - len(words) : at]) == words:
                if _opens(tokens, one, at - len(words), words, kind, this_year):
                    one.opened, one.start_char = kind, tokens.starts[at - len(words)]
                    if words == ("before",) and one.precision is DatePrecision.SEASON:
                        one.end = one.start  # "before summer" is over when the summer begins
                break


def _runs_to(tokens: Tokens, at: int) -> bool:
    """Whether the "to" at an index ends a term: "valid to", "prolonged the agreement with the dock to"."""
    opening = load_table("dates")["opening"]
    if tokens.word(at - 1) in opening["to_after"]:
        return True
    for index in range(at - 1, max(-1, at - 12), -1):
        if tokens.symbols[index] in "N;.y":
            return False
        if tokens.words[index] in opening["prolonging"]:
            return True
    return False


def _phrase_end(tokens: Tokens, one: Expression) -> int:
    """The token after the opening phrase: the expression's own, or that of "the", "the year", "summer" before it."""
    at = one.first
    while at > 0 and one.first - at < 4 and (tokens.symbols[at - 1] in "TuAs" or tokens.words[at - 1] == "summer"):
        at -= 1
    return at


def _opens(tokens: Tokens, one: Expression, at: int, words: tuple[str, ...], kind: str, this_year: int) -> bool:
    if one.plain_range and kind == "since":
        return False
    if words == ("from",):
        before = tokens.word(at - 1)
        if before in load_table("dates")["opening"]["from_after"]:
            return False
        past = one.precision is DatePrecision.YEAR and (one.start.year or 0) < this_year
        return not past or tokens.capitalised(at) or before.endswith(("ed", "ing"))
    if words == ("after",):
        return one.precision is DatePrecision.YEAR
    if words in (("с",), ("ab",), ("до",)):
        return one.start.year is not None
    if words == ("starting",):
        return not one.plain_range
    return True
