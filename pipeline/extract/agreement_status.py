"""How far an agreement has come, and when it was signed: from the words of its sentence."""

from __future__ import annotations

import re

from pipeline.extract.agreement_triggers import pattern
from pipeline.extract.dates import DateSpan
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.skeleton import MARKER, Skeleton
from pipeline.records import AgreementStatus, DatePrecision

_ORDER = (
    ("extended", AgreementStatus.EXTENDED),
    ("proposed", AgreementStatus.PROPOSED),
    ("planned", AgreementStatus.PLANNED),
    ("in_force", AgreementStatus.IN_FORCE),
)


def status_of(skeleton: Skeleton, at: int) -> AgreementStatus:
    """The status that the clause around the trigger (offset ``at`` into the skeleton's text) states."""
    low, high = clause(skeleton.text, at)
    words = MARKER.sub(" ", skeleton.text[low:high])
    signed = pattern("status", "signed").search(words)
    for name, status in _ORDER:
        if pattern("status", name).search(words):
            if signed and name in {"in_force", "proposed"}:
                continue
            return status
    return AgreementStatus.SIGNED if signed else AgreementStatus.IN_FORCE


_CLAUSE = re.compile(r"[;:]| which | who | whereby | under which | while | that ")


def clause(text: str, at: int) -> tuple[int, int]:
    """The stretch of a sentence between the borders of clauses around an offset."""
    low, high = 0, len(text)
    for match in _CLAUSE.finditer(text):
        if match.end() <= at:
            low = match.end()
        elif match.start() >= at:
            high = match.start()
            break
    return low, high


_OPEN = re.compile(
    r"\b(?:until|till|since|for|from|through|by|of|between|by the end of|valid)\s+(?:the\s+)?\Z", re.IGNORECASE
)


def date_of(reading: Reading, start: int, end: int, at: int) -> str:
    """The date of signing in the stretch ``[start, end)``: the day or month nearest to ``at`` that is no span or term; "" if none."""
    best: tuple[int, int] | None = None
    value = ""
    for span in reading.of(Label.DATE):
        if not (start <= span.start and span.end <= end):
            continue
        stated = span.value
        if not isinstance(stated, DateSpan) or not stated.start_date or not stated.end_date:
            continue
        if stated.start_date != stated.end_date and stated.precision is not DatePrecision.MONTH:
            continue
        if _OPEN.search(reading.text, max(0, span.start - 20), span.start):
            continue
        rank = (_rank(stated.precision), abs(span.start - at))
        if best is None or rank < best:
            best, value = (
                rank,
                stated.start_date if stated.start_date == stated.end_date else f"{stated.start_date}/{stated.end_date}",
            )
    return value


def _rank(precision: DatePrecision) -> int:
    return {DatePrecision.DAY: 0, DatePrecision.MONTH: 1}.get(precision, 2)


def lead_day(reading: Reading) -> Span | None:
    """The first full day of the text."""
    for span in reading.of(Label.DATE):
        if (
            isinstance(span.value, DateSpan)
            and span.value.precision is DatePrecision.DAY
            and span.value.start_date == span.value.end_date
        ):
            return span
    return None
