"""Events that an article reports as held or to be held: kind, name, dates, place, organisers and participants.

Fitted models decide which words name an event that is held, which mentions tell of the same one ("the forum" after "Forum of Young
Engineers"), and which date is that of the event. The kind comes from the head noun; place and people from the sentences in which the
event stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.event_dates import EventDates
from pipeline.extract.event_details import EventDetails
from pipeline.extract.event_groups import EventGroup, group_events, is_general
from pipeline.extract.event_kinds import kind_of
from pipeline.extract.event_mentions import event_mentions
from pipeline.extract.reading import Reading, Span
from pipeline.records import EventKind

# Share of records right on annotated articles that the tagger was not trained on, where no model judged the mentions.
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
    groups = group_events(reading, event_mentions(reading))
    details, dates = EventDetails(reading), EventDates(reading, groups)
    found = []
    for group in groups:
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
                confidence=_confidence(group),
            )
        )
    return found


def _confidence(group: EventGroup) -> float:
    """How likely an event is held: as the likeliest mention that a model has judged."""
    judged = [mention.chance for mention in group.mentions if mention.chance < 1]
    if judged:
        return round(max(judged), 4)
    return _CONFIDENCE_NAMED if group.named else _CONFIDENCE_NOUN
