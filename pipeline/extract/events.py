"""Events that an article reports as held or to be held: kind, name, dates, place, organisers and participants.

The event spans of a reading are grouped: "the forum" after "Forum of Young Engineers" tells of the same one. The kind comes from
the head noun; date, place and people from the sentences in which the event stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.event_dates import EventDates
from pipeline.extract.event_details import EventDetails
from pipeline.extract.event_groups import group_events, is_general
from pipeline.extract.event_kinds import kind_of
from pipeline.extract.event_mentions import event_mentions
from pipeline.extract.reading import Reading, Span
from pipeline.records import EventKind

# Share of records right on annotated articles that the tagger was not trained on, by what tells of the event.
_CONFIDENCE_NAMED = 0.78
_CONFIDENCE_NOUN = 0.62


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """One event; ``start`` and ``end`` are the offsets of the mention that names it best; dates are ISO 8601 or ""."""

    kind: EventKind
    name: str
    start_date: str
    end_date: str
    place: Span | None
    organisers: tuple[Span, ...]
    participants: tuple[Span, ...]
    start: int
    end: int
    confidence: float


def find_events(reading: Reading) -> list[FoundEvent]:
    """The events of a reading, in the order in which the text first speaks of them."""
    details, dates = EventDetails(reading), EventDates(reading)
    found = []
    for group in group_events(reading, event_mentions(reading)):
        best = group.best
        kind = kind_of(reading.text, group)
        start_date, end_date = dates.of(group, kind)
        if not start_date and is_general(reading.text, group):
            continue
        found.append(
            FoundEvent(
                kind=kind,
                name=details.name(group),
                start_date=start_date,
                end_date=end_date,
                place=details.place(group),
                organisers=details.organisers(group),
                participants=details.participants(group),
                start=best.start,
                end=best.end,
                confidence=_CONFIDENCE_NAMED if group.named else _CONFIDENCE_NOUN,
            )
        )
    return found
