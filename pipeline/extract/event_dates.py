"""The date of an event: a choice among the dates near its mentions and none, by a fitted model.

A date counts by where it stands to the mentions (in their sentence, before, behind, in the line that opens their block, in the
dateline), by its form (a day, a span, open) and the word before it ("on", "since"), by the kind of event, and by whether another
event stands nearer to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from pipeline.extract.dates import DateSpan
from pipeline.extract.event_groups import EventGroup
from pipeline.extract.event_mentions import EventMention
from pipeline.extract.linear_model import EVENTS
from pipeline.extract.reading import Label, Reading, Span
from pipeline.records import BlockKind, EventKind

_BACK = 12
_AHEAD = 4
_DATELINE_SENTENCES = 4
_TITLE_SENTENCES = 2
_MOST_MENTIONS = 6
_OPENING = 12
_DEFINITE = re.compile(r"\b(?:the|this)\s(?:\w+\s)?\Z", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\s(?:[\w-]+\s)?")
_LASTING = frozenset({EventKind.EXHIBITION, EventKind.COMPETITION, EventKind.TRAINING})
_WHEN = re.compile(r"\W*(?:when|date|dates|date and time|day and time)\s?:", re.IGNORECASE)
_CLOCK = re.compile(r"\W*\d{1,2}[.:h]\d{2}\b")
_LAST_WORD = re.compile(r"(\w+)\s+(?:the\s)?\Z", re.IGNORECASE)
_AHEAD_WORDS = re.compile(r"\b(?:will|next|upcoming|planned|plans|scheduled|to be held|is to|are to)\b", re.IGNORECASE)
_DAY = len("2025-03-14")
_STEPS = (15, 40, 80, 150)

Choice = tuple[Span | None, set[str]]


class EventDates:
    """Dates for the events of one reading."""

    def __init__(self, reading: Reading, groups: Sequence[EventGroup]) -> None:
        self._reading = reading
        dates = [span for span in reading.of(Label.DATE) if isinstance(span.value, DateSpan)]
        self._dates = sorted(dates, key=lambda span: span.start)
        self._starts = [span.start for span in self._dates]
        self._mentions = sorted(mention for group in groups for mention in group.mentions)
        self._mention_starts = [mention.start for mention in self._mentions]

    def of(self, group: EventGroup, kind: EventKind) -> tuple[str, str]:
        """Start and end of an event, "" where the text does not say."""
        for mention in group.mentions:
            if owner := self._owner(mention):
                return value_of(owner)
        choices = self.choices(group, kind)
        best = max(range(len(choices)), key=lambda number: (EVENTS.log_odds("date", choices[number][1]), -number))
        chosen = choices[best][0] or self._of_the_day(group.mentions[0], kind)
        return value_of(chosen) if chosen is not None else ("", "")

    def _owner(self, mention: EventMention) -> Span | None:
        """The date to which the words of a mention belong: "this year's festival", "Friday's meeting"."""
        at = bisect_left(self._starts, mention.start) - 1
        if at < 0 or not _POSSESSIVE.fullmatch(self._reading.text, self._dates[at].end, mention.start):
            return None
        return self._dates[at]

    def _of_the_day(self, mention: EventMention, kind: EventKind) -> Span | None:
        """The day in the first sentences for a ceremony or "the visit" without a likely date: reports are about them."""
        index = self._reading.sentence_at(mention.start)
        definite = _DEFINITE.search(self._reading.text, max(0, mention.start - 30), mention.start)
        if kind is not EventKind.CEREMONY and not (definite and kind is EventKind.VISIT):
            return None
        first = range(min(_DATELINE_SENTENCES, index))
        days = [span for number in first for span in self._inside(number) if _is_day(value_of(span)[0])]
        return next((span for span in reversed(days) if value_of(span)[1]), None)

    def choices(self, group: EventGroup, kind: EventKind, published: str | None = None) -> list[Choice]:
        """None and the dates near an event, one for each first day, with the features of each.

        Args:
            published: another day of publication than the article's ("" for none).
        """
        published = self._reading.published if published is None else published
        mentions = group.mentions[:_MOST_MENTIONS]
        found: dict[str, Choice] = {}
        for span in self._near(mentions):
            start, end = value_of(span)
            if (not start or not end) and kind not in _LASTING:
                continue
            if any(one.start <= span.start < one.end for one in mentions):
                continue
            features = self._features(span, mentions, kind, published)
            first, known = found.setdefault(start, (span, set()))
            found[start] = (first, known | features)
        inside = any("in sentence" in features for _, features in found.values())
        none = {"none", f"none, {kind.value}", "none, date in sentence" if inside else "none, no date in sentence"}
        none |= {"none, published" if published else "none, not published"}
        none.add("none, named" if group.named else "none, unnamed")
        return [(None, none), *found.values()]

    def _near(self, mentions: Sequence[EventMention]) -> list[Span]:
        wanted: set[int] = set(range(_DATELINE_SENTENCES))
        for mention in mentions:
            index = self._reading.sentence_at(mention.start)
            wanted |= set(range(index - _BACK, index + _AHEAD))
        found = [span for index in sorted(wanted) for span in self._inside(index)]
        above = self._told_above(self._reading.sentence_at(mentions[0].start))
        further = [*self._told[:1], *([above] if above else []), *([self._announced] if self._announced else [])]
        return [
            *found,
            *(span for span in dict.fromkeys(further) if self._reading.sentence_at(span.start) not in wanted),
        ]

    def _features(self, span: Span, mentions: Sequence[EventMention], kind: EventKind, published: str) -> set[str]:
        assert isinstance(span.value, DateSpan)
        found = {f"precision {span.value.precision.value}"}
        if not span.value.start_date or not span.value.end_date:
            found.add("open")
        elif span.value.start_date != span.value.end_date:
            found.add("span")
        before = _LAST_WORD.search(self._reading.text, max(0, span.start - 20), span.start)
        word = before.group(1).casefold() if before else "-"
        found.add(f"after {word}")
        if published and span.value.start_date:
            order = "later" if span.value.start_date > published else "earlier"
            found.add(f"than published: {'same' if span.value.start_date == published else order}")
            found.add(f"published, {_ago(span.value.start_date, published)}")
        found |= self._of_the_article(span, mentions, kind)
        if span is self._announced:
            found.add("announced")
        here = self._reading.sentence_at(span.start)
        relations = {self._relation(span, here, mention) for mention in mentions}
        found |= relations | {f"{relation}, {kind.value}" for relation in relations}
        found |= {f"{relation}, {span.value.precision.value}" for relation in relations}
        if self._relation(span, here, mentions[0]) != "in sentence":
            found.add(f"first: {self._relation(span, here, mentions[0])}")
        inside = [mention for mention in mentions if self._reading.sentence_at(mention.start) == here]
        if inside:
            found |= self._beside(span, here, inside, word)
        return found

    def _of_the_article(self, span: Span, mentions: Sequence[EventMention], kind: EventKind) -> set[str]:
        """Whether the date is the day of which the article tells: that of other events, the only one."""
        found = set()
        start = value_of(span)[0]
        if _is_day(start) and len(self._days) == 1:
            found |= {"only day", f"only day, {kind.value}"}
        elif start in self._days[:1]:
            found.add("first day")
        here = {self._reading.sentence_at(one.start) for one in mentions}
        if self._told_on.get(start, set()) - here:
            names = ["day of an event"]
            if value_of(self._told[0])[0] == start:
                names.append("day of the first event")
            above = self._told_above(self._reading.sentence_at(mentions[0].start))
            if above is not None and value_of(above)[0] == start:
                names.append("day of the event above")
            found |= {*names, *(f"{name}, {kind.value}" for name in names)}
        return found

    def _told_above(self, index: int) -> Span | None:
        """The last day of an event before a sentence."""
        at = bisect_left(self._told, self._reading.sentences[index].start, key=lambda span: span.start)
        return self._told[at - 1] if at else None

    @cached_property
    def _told_on(self) -> dict[str, set[int]]:
        """The sentences in which an event stands beside each day."""
        found: dict[str, set[int]] = {}
        for span in self._told:
            found.setdefault(value_of(span)[0], set()).add(self._reading.sentence_at(span.start))
        return found

    @cached_property
    def _told(self) -> list[Span]:
        """The days in whose sentences events stand, in text order."""
        days = [span for span in self._dates if _is_day(value_of(span)[0]) and value_of(span)[1]]
        indices = {self._reading.sentence_at(mention.start) for mention in self._mentions}
        return [span for span in days if self._reading.sentence_at(span.start) in indices]

    @cached_property
    def _days(self) -> list[str]:
        """The distinct days of the article, in text order."""
        starts = (value_of(span)[0] for span in self._dates if value_of(span)[1])
        return list(dict.fromkeys(start for start in starts if _is_day(start)))

    def _relation(self, span: Span, here: int, mention: EventMention) -> str:
        """Where a date stands to a mention, by sentences."""
        index = self._reading.sentence_at(mention.start)
        if index == here:
            return "in sentence"
        sentences = self._reading.sentences
        low, high = sentences[min(index, here)].end, sentences[max(index, here)].start
        clear = ", others between" if bisect_left(self._starts, low) < bisect_left(self._starts, high) else ""
        sentence = self._reading.sentences[index]
        if here > index:
            if index < _TITLE_SENTENCES:
                first = self._dates[0] is span or span.start - self._reading.sentences[here].start < 4
                return f"later than title{', first' if first else ''}{clear}"
            return f"{min(here - index, 2)} later{clear}"
        schedule = sentence.kind is BlockKind.LIST_ITEM or _CLOCK.match(self._reading.text, sentence.start)
        head = self._reading.sentences[here]
        alone = span.end - span.start > 0.5 * (head.end - head.start) or span.start - head.start < 4
        place = "line above" if alone else "sentence above"
        if schedule and not clear:
            return f"schedule, {place}"
        if index - here <= 2:
            return f"{index - here} {place}{clear}"
        return f"dateline{clear}" if here < _DATELINE_SENTENCES else "far above"

    def _beside(self, span: Span, here: int, mentions: Sequence[EventMention], word: str) -> set[str]:
        """What stands between a date and the mentions in its sentence."""
        text = self._reading.text
        mention = min(mentions, key=lambda one: abs(one.start - span.start))
        low, high = min(mention.end, span.end), max(mention.start, span.start)
        between = text[low:high]
        side = "behind" if span.start > mention.start else "before"
        found = {f"{side}", f"{side}, after {word}"}
        found |= {f"{side}, within {step}" for step in _STEPS if len(between) <= step}
        if ";" in between:
            found.add("mark between")
        inside = self._inside(here)
        if len(inside) == 1:
            found.add("only date of sentence")
        nearest = min(inside, key=lambda one: min(abs(one.start - mention.end), abs(mention.start - one.end)))
        found.add("nearest date" if nearest is span else "no nearest date")
        at = bisect_left(self._mention_starts, low)
        if any(one not in mentions for one in self._mentions[at : bisect_left(self._mention_starts, high)]):
            found.add(f"other event between, {side}")
        sentence = self._reading.sentences[here]
        first = bisect_left(self._mention_starts, sentence.start)
        last = bisect_left(self._mention_starts, sentence.end)
        others = [one for one in self._mentions[first:last] if one not in mentions]
        if others and min(abs(one.start - span.start) for one in others) < abs(mention.start - span.start):
            found.add("another event nearer")
        if span.start - sentence.start < _OPENING:
            found.add("opens sentence")
        if _AHEAD_WORDS.search(between):
            found.add("to come between")
        return found

    def _inside(self, index: int) -> list[Span]:
        if not 0 <= index < len(self._reading.sentences):
            return []
        sentence = self._reading.sentences[index]
        return self._dates[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)]

    @cached_property
    def _announced(self) -> Span | None:
        """The day of "WHEN: Thursday, August 27" in an announcement, which is the day of what it announces."""
        for number, sentence in enumerate(self._reading.sentences):
            found = self._inside(number)
            if found and _WHEN.match(self._reading.text, sentence.start, sentence.end):
                return found[0]
        return None


def _is_day(start: str) -> bool:
    """Whether an ISO date is a day, be it of an unknown year ("--05-03")."""
    return len(start) == _DAY or (start.startswith("--") and len(start) == len("--05-03"))


def _ago(start: str, published: str) -> str:
    """How long before the day of publication a date lies, in words."""
    if len(start) != _DAY or len(published) != _DAY or start.startswith("-"):
        return "no day"
    days = (date.fromisoformat(published) - date.fromisoformat(start)).days
    if days < 0:
        return "to come"
    return next((f"at most {most} days ago" for most in (0, 1, 3, 7, 14, 60) if days <= most), "long ago")


def value_of(span: Span) -> tuple[str, str]:
    """Start and end of a date's span, ISO 8601 or ""."""
    assert isinstance(span.value, DateSpan)
    return span.value.start_date, span.value.end_date
