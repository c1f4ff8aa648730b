"""Stretches of a text that speak of an event: the tagger's spans."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.reading import Label, Reading
from pipeline.records import EventKind


@dataclass(frozen=True, slots=True, order=True)
class EventMention:
    """Words that speak of an event; ``kind`` is set where they are a verb ("visited"), not a noun."""

    start: int
    end: int
    kind: EventKind | None = None


def event_mentions(reading: Reading) -> list[EventMention]:
    """The mentions of events, in text order, not overlapping."""
    return [EventMention(span.start, span.end) for span in reading.of(Label.EVENT)]
