"""The date of an event: the nearest in its sentence, else that of the line, heading or sentence before, else the dateline.

Which of these hold was measured on the annotated articles; an open date ("until Friday") is taken only inside the sentence and
for events that last (exhibitions, competitions).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from pipeline.extract.dates import DateSpan
from pipeline.extract.event_groups import EventGroup
from pipeline.extract.event_mentions import EventMention
from pipeline.extract.reading import Label, Reading, Span
from pipeline.records import BlockKind, DatePrecision, EventKind

_SCHEDULE = 12
_BACK = 2
_DATELINE_SENTENCES = 4
_TITLE_SENTENCES = 2
_AHEAD = 4
_OF_THE_DAY = frozenset({EventKind.MEETING, EventKind.VISIT, EventKind.AWARD})
_DEFINITE = re.compile(r"\b(?:the|this|its)\s(?:\w+\s)?\Z", re.IGNORECASE)
_LASTING = frozenset({EventKind.EXHIBITION, EventKind.COMPETITION, EventKind.TRAINING})
_WHEN = re.compile(r"\W*(?:when|date|dates|date and time|day and time)\s?:", re.IGNORECASE)
_CLOCK = re.compile(r"\W*\d{1,2}[.:h]\d{2}\b")
_AWAY = re.compile(
    r"\b(?:since|until|till|by|for|of|from|dated|signed (?:on|in)|founded|established|deadline|before|after)\s(?:the\s)?\Z",
    re.IGNORECASE,
)


class EventDates:
    """Dates for the events of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        dates = [span for span in reading.of(Label.DATE) if isinstance(span.value, DateSpan)]
        self._dates = sorted(dates, key=lambda span: span.start)
        self._starts = [span.start for span in self._dates]

    def of(self, group: EventGroup, kind: EventKind) -> tuple[str, str]:
        """Start and end of an event, "" where the text does not say."""
        for mention in group.mentions:
            found = self._in_sentence(mention, kind)
            if found is not None:
                return _value(found)
        found = self._near(group.mentions[0], kind)
        return _value(found) if found is not None else ("", "")

    def _inside(self, index: int) -> list[Span]:
        sentence = self._reading.sentences[index]
        first, last = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        return self._dates[first:last]

    def _in_sentence(self, mention: EventMention, kind: EventKind) -> Span | None:
        near = []
        for span in self._inside(self._reading.sentence_at(mention.start)):
            if mention.start <= span.start < mention.end:
                continue
            start, end = _value(span)
            if (not start or not end) and kind not in _LASTING:
                continue
            low, high = sorted((mention.start, span.start))
            between = self._reading.text[min(mention.end, span.end) : high]
            distance = high - low + 60 * between.count(";") + 25 * (span.start < mention.start)
            if _AWAY.search(self._reading.text, max(0, span.start - 20), span.start):
                distance += 60
            near.append((distance, span.start, span))
        return min(near)[2] if near else None

    def _near(self, mention: EventMention, kind: EventKind) -> Span | None:
        """A day from the sentences around, as far as the kind of event and its article let one expect it."""
        index = self._reading.sentence_at(mention.start)
        here = self._reading.sentences[index]
        definite = bool(_DEFINITE.search(self._reading.text, max(0, mention.start - 30), mention.start))
        of_the_day = kind is EventKind.CEREMONY or (definite and kind in _OF_THE_DAY)
        # A date that is a sentence of its own, or opens the block: "March 26. Congress of Quality Managers".
        for back in range(1, 1 + (_BACK if of_the_day else 1)):
            if found := self._days(index - back):
                return found[-1]
        if here.kind is BlockKind.LIST_ITEM or _CLOCK.match(self._reading.text, here.start):
            for back in range(1, _SCHEDULE):
                found = self._days(index - back)
                if found and not _CLOCK.match(self._reading.text, self._reading.sentences[index - back].start):
                    return found[0]
        if of_the_day:
            head = [span for number in range(min(_DATELINE_SENTENCES, index)) for span in self._days(number)]
            if head:
                return head[-1]
        if self._announced:
            return self._announced
        if index < _TITLE_SENTENCES:
            for ahead in range(index + 1, min(index + _AHEAD, len(self._reading.sentences))):
                if found := self._days(ahead):
                    return found[0]
        return None

    @cached_property
    def _announced(self) -> Span | None:
        """The day of "WHEN: Thursday, August 27" in an announcement, which is the day of what it announces."""
        for number, sentence in enumerate(self._reading.sentences):
            if _WHEN.match(self._reading.text, sentence.start, sentence.end) and (found := self._days(number)):
                return found[0]
        return None

    def _days(self, index: int) -> list[Span]:
        """The days and closed spans of days of a sentence."""
        return [span for span in self._inside(index) if _is_day(span)] if index >= 0 else []


def _is_day(span: Span) -> bool:
    start, end = _value(span)
    return isinstance(span.value, DateSpan) and span.value.precision is DatePrecision.DAY and bool(start and end)


def _value(span: Span) -> tuple[str, str]:
    assert isinstance(span.value, DateSpan)
    return span.value.start_date, span.value.end_date
