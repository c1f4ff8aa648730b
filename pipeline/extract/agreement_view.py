"""An article prepared for reading its agreements: sentences as skeletons with groups, names by cluster, persons with institutions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.extract.affiliations import affiliations_of
from pipeline.extract.agreement_groups import Group, dateline_end, groups_of
from pipeline.extract.agreement_triggers import Trigger, family
from pipeline.extract.dates import DateSpan
from pipeline.extract.decree_days import is_decreed
from pipeline.extract.name_clusters import clusters_of
from pipeline.extract.reading import HEADINGS, Label, Reading, Reference, Span
from pipeline.extract.references import publisher_span
from pipeline.extract.skeleton import MARKER, Skeleton, skeleton
from pipeline.extract.windows import Scene, in_focus
from pipeline.records import BlockKind

_LONGEST = 3000
NEAR = 100
"""Triggers before and after one that may speak of the same agreement; ordinary articles have fewer altogether."""
_CELLS = 2
_CLOSE = 140


@dataclass(frozen=True, slots=True)
class Naming:
    """An entity named in a sentence: by its name, a reference, or a person who stands for it."""

    key: int
    span: Span
    at: int
    end: int
    part: str
    by_person: bool
    by_reference: bool
    size: int


def _stated_day(reading: Reading) -> str:
    """About when an article without a date of its own was written: the first full day that it states, "" without one.

    In a list each item has a day of its own; the day of a decree is older.
    """
    for span in reading.of(Label.DATE):
        value = span.value
        if isinstance(value, DateSpan) and len(value.start_date) == len("2024-01-31"):
            if is_decreed(reading.text, span):
                continue
            listed = reading.sentences[reading.sentence_at(span.start)].kind is BlockKind.LIST_ITEM
            return "" if listed else value.start_date
    return ""


@dataclass(frozen=True, slots=True)
class Scores:
    """What :mod:`pipeline.extract.agreement_encoder` says of a trigger, as log-odds.

    Attributes:
        parties: whether an entity is a party, by its cluster: of its mentions in the window together (log-sum-exp).
        dates: whether a date is that of the signing, by the offset at which it begins.
        others: whether another trigger speaks of the same agreement, by the offset at which it begins.
        stages: the status of the agreement, or that there is none: logarithms of their shares.
        hosts: whether an entity is a party of all agreements that are meant, should there be several.
        several: whether several agreements are meant.
    """

    parties: dict[int, float]
    dates: dict[int, float]
    others: dict[int, float]
    stages: dict[str, float]
    hosts: dict[int, float]
    several: float


class ArticleView:
    """What the features of agreements are read from; everything is computed once, in text order."""

    def __init__(self, reading: Reading, triggers: list[Trigger]) -> None:
        own = [trigger.span for trigger in triggers if trigger.own]
        self.reading = replace(reading, spans=sorted([*reading.spans, *own], key=lambda span: (span.start, -span.end)))
        self.triggers = triggers
        # Triggers do not overlap, so that their starts tell them apart.
        self._order = {trigger.span.start: number for number, trigger in enumerate(triggers)}
        self._sentences = [reading.sentence_at(trigger.span.start) for trigger in triggers]
        self.families = [family(trigger.kind) for trigger in triggers]
        self._places: dict[int, tuple[int, int]] = {}
        self._closed: dict[int, set[int]] = {}
        # Filled by :func:`pipeline.extract.agreement_frames.share_elsewhere`.
        self.elsewhere: dict[int, tuple[int, Counter[int]]] = {}
        self.today = reading.published or _stated_day(reading)
        # Filled by :func:`pipeline.extract.agreement_dates.lead_day`.
        self.lead_days: list[Span] | None = None
        self._items: dict[int, list[int]] = {}
        for index, sentence in enumerate(reading.sentences):
            if sentence.lead >= 0:
                self._items.setdefault(sentence.lead, []).append(index)
        # Filled by :func:`pipeline.extract.agreement_encoder.scores_of`.
        self.scores: dict[int, Scores | None] = {}
        # Filled by :func:`pipeline.extract.agreement_status.stage_features`.
        self.stages: dict[int, set[str]] = {}
        # Filled by :func:`pipeline.extract.agreement_encoder.window_of`.
        self.scene: Scene | None = None
        # Filled by :func:`pipeline.extract.agreement_frames.frame`.
        self.frames: dict[int, tuple[str, set[int]]] = {}
        self.clusters = clusters_of(self.reading)
        publisher = publisher_span(self.reading)
        self.publisher = self.clusters.key(publisher) if publisher is not None else -1
        self.skeletons = [self._skeleton(number) for number in range(len(reading.sentences))]
        self.groups: list[list[Group]] = [groups_of(shape) for shape in self.skeletons]
        self.first: dict[int, Span] = {}
        self.counts: Counter[int] = Counter()
        for span in self.reading.of(Label.INSTITUTION, Label.PLACE):
            key = self.clusters.key(span)
            self.first.setdefault(key, span)
            self.counts[key] += span.label is Label.INSTITUTION
        self.focus = in_focus(self.reading, self.clusters)
        institutions = [key for key, count in self.counts.items() if count]
        self.ranked = sorted(institutions, key=lambda key: (-self.counts[key], self.first[key].start))
        self.ranks = {key: rank for rank, key in enumerate(self.ranked)}
        self.employers = dict(self._employers())
        self.namings = [list(self._namings(number)) for number in range(len(self.skeletons))]
        # Who reports: an agency in front of the report. In the annotated corpus 8 of 165 of these are a party of an agreement.
        self.reporters = {naming.key for naming in self._opening()} - {self.publisher}

    def _opening(self) -> Iterator[Naming]:
        for shape, namings in zip(self.skeletons, self.namings, strict=True):
            opened = dateline_end(shape.text)
            yield from (n for n in namings if n.end <= opened and n.span.label is Label.INSTITUTION)

    def _skeleton(self, number: int) -> Skeleton:
        sentence = self.reading.sentences[number]
        return skeleton(self.reading, sentence.start, min(sentence.end, sentence.start + _LONGEST))

    def _employers(self) -> Iterator[tuple[int, Span]]:
        """Persons with the institution beside them; the first one in the text counts."""
        seen: set[int] = set()
        for found in affiliations_of(self.reading):
            if found.institution is not None and self.clusters.key(found.person) not in seen:
                seen.add(self.clusters.key(found.person))
                yield self.clusters.key(found.person), found.institution
        for shape, groups in zip(self.skeletons, self.groups, strict=True):
            for group in groups:
                for person, institution in group.holders:
                    if institution < 0:
                        continue
                    for span in shape.spans(person):
                        key = self.clusters.key(span)
                        if key not in seen:
                            seen.add(key)
                            yield key, shape.spans(institution)[0]

    def _namings(self, number: int) -> Iterator[Naming]:
        shape = self.skeletons[number]
        places = {int(match.group(2)): match.span() for match in MARKER.finditer(shape.text)}
        for group in self.groups[number]:
            for item in group.members:
                at, end = places[item]
                reference = isinstance(shape.items[item], Reference)
                for span in shape.spans(item):
                    yield Naming(
                        self.clusters.key(span), span, at, end, group.part, False, reference, len(group.members)
                    )
            for person, institution in group.holders:
                if institution >= 0:
                    continue
                for span in shape.spans(person):
                    employer = self.employers.get(self.clusters.key(span))
                    if employer is not None:
                        at, end = places[person]
                        key = self.clusters.key(employer)
                        yield Naming(key, employer, at, end, group.part, True, False, max(1, len(group.holders)))

    def signers(self, number: int, parts: Iterable[str]) -> list[tuple[Span, int]]:
        """Persons in the groups of a sentence that play one of some parts, with the cluster of their institution or -1."""
        shape = self.skeletons[number]
        wanted = set(parts)
        found = []
        for group in self.groups[number]:
            if group.part not in wanted:
                continue
            for person, institution in group.holders:
                for span in shape.spans(person):
                    employer = (
                        shape.spans(institution)[0] if institution >= 0 else self.employers.get(self.clusters.key(span))
                    )
                    found.append((span, self.clusters.key(employer) if employer is not None else -1))
        return found

    def sentence_of(self, trigger: Trigger) -> int:
        """Index of the sentence that holds a trigger."""
        return self._sentences[self._order[trigger.span.start]]

    def number_of(self, trigger: Trigger) -> int:
        """The place of a trigger among all of the article."""
        return self._order[trigger.span.start]

    def near(self, number: int) -> range:
        """The numbers of the triggers that are compared with one: :data:`NEAR` before it and as many after it."""
        return range(max(0, number - NEAR), min(len(self.triggers), number + NEAR + 1))

    def place_of(self, trigger: Trigger) -> tuple[int, int]:
        """Where a trigger's marker stands in the skeleton of its sentence."""
        start = trigger.span.start
        if start not in self._places:
            self._places[start] = self._find_place(trigger)
        return self._places[start]

    def _find_place(self, trigger: Trigger) -> tuple[int, int]:
        shape = self.skeletons[self.sentence_of(trigger)]
        for match in MARKER.finditer(shape.text):
            item = shape.items[int(match.group(2))]
            if item.start <= trigger.span.start and trigger.span.end <= item.end:
                return match.span()
        return 0, 0

    def is_heading(self, number: int) -> bool:
        """Whether a sentence is a title or heading."""
        return self.reading.sentences[number].kind in HEADINGS

    def is_row(self, number: int) -> bool:
        """Whether a sentence is one of several alike: a list item, or a row of a table turned to text."""
        sentence = self.reading.sentences[number]
        return sentence.kind is BlockKind.LIST_ITEM or self.skeletons[number].text.count("|") >= _CELLS

    def closed(self, trigger: Trigger) -> set[int]:
        """The members of "between A and B" where that follows (or closely leads to) the trigger; empty where there is no such phrase."""
        start = trigger.span.start
        if start not in self._closed:
            self._closed[start] = self._find_closed(trigger)
        return self._closed[start]

    def _find_closed(self, trigger: Trigger) -> set[int]:
        number = self.sentence_of(trigger)
        at, end = self.place_of(trigger)
        text = self.skeletons[number].text
        found: dict[tuple[int, str], set[int]] = {}
        for group in self.groups[number]:
            if group.part != "between":
                continue
            inside = {n.key for n in self.namings[number] if group.start <= n.at < group.end}
            gap = text[end : group.start] if group.start >= end else text[group.end : at]
            if len(inside) > 1 and not re.search(r"[;:]|‹a", gap) and len(gap) < _CLOSE:
                found.setdefault((len(gap), gap), inside)
        return found[min(found)] if found else set()

    def items_under(self, number: int) -> list[int]:
        """The list items that a sentence introduces."""
        return self._items.get(number, [])
