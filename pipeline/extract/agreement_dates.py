"""When an agreement was or will be signed: candidates among the dates of the article, and their features."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.extract.agreement_encoder import date_steps
from pipeline.extract.agreement_triggers import Trigger, pattern
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.agreement_windows import clause, windows
from pipeline.extract.dates import DateSpan
from pipeline.extract.decree_days import is_decreed
from pipeline.extract.reading import Label, Span
from pipeline.extract.skeleton import MARKER
from pipeline.records import AgreementStatus, DatePrecision

_OPEN = re.compile(
    r"\b(until|till|since|for|from|through|by|of|between|valid|before|after|in|on|of|dated|as of)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_RECENT_DAYS = 45


def iso_of(span: Span) -> str:
    """A date's value as records hold it: one ISO date, or ``START/END``."""
    value = span.value
    if not isinstance(value, DateSpan):
        return ""
    if value.start_date == value.end_date:
        return value.start_date
    # "since 2019" is the time of signing where it is one: the start alone.
    return value.start_date if not value.end_date else f"{value.start_date}/{value.end_date}"


def age_of(span: Span, published: str) -> str:
    """How a date lies to the article's own day: ``old``, ``recent``, ``ahead``; ``unknown`` when one of the two is."""
    value = span.value
    if not isinstance(value, DateSpan):
        return "unknown"
    stated = value.start_date or value.end_date
    if not published or stated.startswith("--"):
        return "unknown"
    if stated[:10] > published:
        return "ahead"
    if len(stated) < len("2024-01"):
        return "recent" if stated[:4] == published[:4] else "old"
    try:
        first = datetime.date.fromisoformat(f"{stated}-28"[:10])
        days = (datetime.date.fromisoformat(published) - first).days
    except ValueError:
        return "unknown"
    return "recent" if days <= _RECENT_DAYS else "old"


def date_candidates(view: ArticleView, trigger: Trigger, status: AgreementStatus) -> Iterator[tuple[Span, set[str]]]:
    """The dates near a trigger with their features, and the article's leading day."""
    at, end = view.place_of(trigger)
    here = view.sentence_of(trigger)
    low, high = clause(view.skeletons[here].text, at)
    seen: set[Span] = set()
    found: list[tuple[Span, set[str]]] = []
    for where, number in windows(view, trigger):
        shape = view.skeletons[number]
        verb = _signing(shape.text)
        for match in MARKER.finditer(shape.text):
            item = shape.items[int(match.group(2))]
            if match.group(1) != "d" or not isinstance(item, Span) or item in seen:
                continue
            seen.add(item)
            features = set(_features(view, item, where))
            if where == "here":
                gap = at - match.end() if match.end() <= at else match.start() - end
                features |= {
                    f"gap{0 if gap < 12 else 1 if gap < 50 else 2}",
                    "inside" if low <= match.start() < high else "outside",
                }
                features.add("left" if match.end() <= at else "right")
                features.add(f"gap{0 if gap < 12 else 1 if gap < 50 else 2}-{'left' if match.end() <= at else 'right'}")
            if verb:
                near = min(abs(match.start() - verb[1]), abs(verb[0] - match.end()))
                features.add(f"{where}-verb{0 if near < 15 else 1 if near < 60 else 2}")
            if not match.start():
                features.add(f"{where}-opens")
            found.append((item, features))
    lead = lead_day(view)
    if lead is not None and lead not in seen:
        found.append((lead, set(_features(view, lead, "lead-day"))))
    elsewhere = len([1 for _, features in found if "at-here" in features])
    for item, features in found:
        features |= {f"{feature}&{status.value}" for feature in list(features)}
        features |= set(date_steps(view, trigger, item))
        features |= {f"here{min(elsewhere, 2)}&{feature}" for feature in list(features) if feature.startswith("at-")}
        yield item, features


# The sentences around one trigger are those around the next as well.
@lru_cache(maxsize=256)
def _signing(text: str) -> tuple[int, int] | None:
    """Where a sentence has its verb of signing."""
    verb = pattern("signing", "active").search(text) or pattern("signing", "passive").search(text)
    return verb.span() if verb else None


def _features(view: ArticleView, span: Span, where: str) -> Iterator[str]:
    value = span.value
    if not isinstance(value, DateSpan):
        return
    yield f"at-{where}"
    precision = value.precision.value
    shape = (
        "point"
        if value.start_date == value.end_date
        else "open"
        if not value.end_date
        else "until"
        if not value.start_date
        else "span"
    )
    age = age_of(span, view.today)
    before = _OPEN.search(view.reading.text, max(0, span.start - 16), span.start)
    word = before.group(1).casefold() if before else "none"
    yield from (f"shape-{shape}", f"precision-{precision}", f"age-{age}", f"word-{word}")
    yield from (f"{where}&{shape}-{precision}", f"{where}&{age}", f"{where}&{word}", f"{age}&{precision}")
    if view.reading.published and value.start_date == view.reading.published:
        yield f"published&{where}"
    if lead_day(view) == span:
        yield f"lead&{where}"


def lead_day(view: ArticleView) -> Span | None:
    """The first full day that the text tells; the article's own in figures, or the day of a decree, only where it tells no other."""
    if view.lead_days is None:
        days = [span for span in view.reading.of(Label.DATE) if _is_day(span)]
        told = (span for span in days if not _is_own_day(view, span) and not is_decreed(view.reading.text, span))
        view.lead_days = [next(told, None) or days[0]] if days else []
    return next(iter(view.lead_days), None)


def _is_own_day(view: ArticleView, span: Span) -> bool:
    """Whether a day stands for the article itself, as in a dateline, a credit line or a stamp of the page."""
    value, words = span.value, view.reading.text[span.start : span.end]
    return (
        isinstance(value, DateSpan)
        and value.start_date == view.reading.published
        and any(char.isdecimal() for char in words)
    )


def _is_day(span: Span) -> bool:
    value = span.value
    if not isinstance(value, DateSpan):
        return False
    return value.precision is DatePrecision.DAY and value.start_date == value.end_date
