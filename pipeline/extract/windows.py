"""The words around a span of the text, prepared for a small encoder: which words are read, and what is known of each of them.

A word is known to be part of the span itself or of a name of some kind, to be the publisher's name, to stand so far away, in such a kind
of line (markers in the input, as of Zhong & Chen 2021, "A Frustratingly Easy Approach for Entity and Relation Extraction").
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from pipeline.extract.name_clusters import NameClusters
from pipeline.extract.reading import HEADINGS, Label, Reading, Reference, Span
from pipeline.records import BlockKind

IntArray = npt.NDArray[np.int64]
Item = TypeVar("Item")

MAX_WORDS = 160
"""Words of the sentences of a window."""
_FAR_NAMES = 4
_FAR_WORDS = 40
"""Names of a window that stand elsewhere, and all their words."""

# What a word may be part of; each has an id for its first word and the next for the others.
_MARKS = {"this": 1, "other": 3, "institution": 5, "place": 7, "person": 9, "role": 11, "date": 13, "reference": 15}
N_MARKS = 17
PUBLISHER, MOST_NAMED, IN_FOCUS = 1, 2, 4
"""The standing of an entity is the sum of those that hold."""
N_STANDINGS = 8
_STEPS = np.array([1, 2, 3, 5, 9, 17, 33, 65])
N_DISTANCES = 2 * len(_STEPS) + 1
LONGEST = MAX_WORDS + _FAR_WORDS
"""Words of a window."""
_AWAY = np.arange(-LONGEST, LONGEST + 1)
_DISTANCES = len(_STEPS) + np.sign(_AWAY) * np.searchsorted(_STEPS, np.abs(_AWAY), side="right")
"""Of the words from as many before the anchor as a window can have to as many after it."""
_LINES = 4
N_LINES = 3 * (2 * _LINES + 1)
_OPENING = 4
_LABELS = {
    Label.INSTITUTION: "institution",
    Label.PLACE: "place",
    Label.PERSON: "person",
    Label.ROLE: "role",
    Label.DATE: "date",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """An article as its windows show it.

    Attributes:
        clusters: of the reading's names; their numbers tell the entities apart.
        standings: of the entities that have one.
        leading: mentions of each of the article's leading institutions, of the most important one first.
        others: spans that are marked in the windows of others of their sort, in text order.
        starts: offsets of the words that the tagger's encoder has read, in text order.
    """

    reading: Reading
    clusters: NameClusters
    standings: Mapping[int, int]
    leading: Sequence[Sequence[Span]] = ()
    others: Sequence[Span] = ()
    starts: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The words around a span, the anchor, and the names of leading institutions that are not among them.

    Attributes:
        rows: indices into the words of the article's states, in text order [n].
        features: ids of mark, standing, distance and line of every word [4, n].
        anchor: position of the anchor's first word among ``rows``.
        mentions: for every entity the positions of the first words of its mentions and references.
        dates: the position of the first word of every date, by the offset at which it begins.
        others: the same of the scene's others.
    """

    rows: IntArray
    features: IntArray
    anchor: int
    mentions: dict[int, tuple[int, ...]]
    dates: dict[int, int]
    others: dict[int, int]

    @property
    def places(self) -> list[int]:
        """The positions for which the encoder is asked, the anchor's among them, in text order."""
        named = (at for where in self.mentions.values() for at in where)
        return sorted({self.anchor, *named, *self.dates.values(), *self.others.values()})


def scene_of(reading: Reading, clusters: NameClusters, publisher: int, others: Sequence[Span] = ()) -> Scene:
    """An article as its windows show it; ``publisher`` is the cluster of its publisher, -1 for none."""
    counts = Counter(clusters.key(span) for span in reading.of(Label.INSTITUTION))
    standings: Counter[int] = Counter({publisher: PUBLISHER})
    # Of equals the one that is named first.
    standings[max(counts, key=lambda key: counts[key], default=-1)] += MOST_NAMED
    standings[in_focus(reading, clusters)] += IN_FOCUS
    starts = [] if reading.states is None else reading.states.words[:, 0].tolist()
    named: dict[int, list[Span]] = {}
    for span in reading.of(Label.INSTITUTION):
        named.setdefault(clusters.key(span), []).append(span)
    # Of equals the one that is named first.
    ranked = sorted(named, key=lambda key: (-standings.get(key, 0), -counts[key]))
    return Scene(reading, clusters, standings, [named[key] for key in ranked[:_FAR_NAMES]], others, starts)


def in_focus(reading: Reading, clusters: NameClusters) -> int:
    """The institution of which a text speaks most, by name or as "the Institute", headings twice; -1 where it names none."""
    said: Counter[int] = Counter()
    named = reading.of(Label.INSTITUTION)
    headings = [
        (sentence.start, sentence.end)
        for number, sentence in enumerate(reading.sentences[:_OPENING])
        if number == 0 or sentence.kind in HEADINGS
    ]
    for span in named:
        said[clusters.key(span)] += 1 + sum(start <= span.start < end for start, end in headings)
    for reference in reading.references:
        if len(reference.targets) == 1 and reference.targets[0].label is Label.INSTITUTION:
            said[clusters.key(reference.targets[0])] += 1
    return max(said, key=lambda key: said[key], default=-1)


def window_around(scene: Scene, anchor: Span | Reference) -> Window | None:
    """The window of a span; None where the tagger's encoder has not read the span's words."""
    reading = scene.reading
    if reading.states is None:
        return None
    here = reading.sentence_at(anchor.start)
    parts = list(_sentences(reading, here, scene.starts, bisect_left(scene.starts, anchor.start)))
    parts = sorted([*parts, *_far_names(scene, parts, anchor.start)], key=lambda part: part.low)
    starts = [start for part in parts for start in scene.starts[part.low : part.high]]
    at = bisect_left(starts, anchor.start)
    if at == len(starts) or starts[at] >= anchor.end:
        return None
    rows = np.concatenate([np.arange(part.low, part.high) for part in parts])
    features = np.zeros((4, len(rows)), dtype=np.int64)
    features[2] = _DISTANCES[LONGEST - at : LONGEST - at + len(rows)]
    lines = [_line(reading, part.sentence, here) for part in parts]
    features[3] = np.repeat(lines, [part.high - part.low for part in parts])
    return Window(rows, features, at, *_paint(scene, anchor, parts, starts, features))


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of a window that follow each other, ``low`` to ``high`` of the article's, with their sentence and their place in the text."""

    low: int
    high: int
    sentence: int
    start: int
    end: int


def _far_names(scene: Scene, near: Sequence[_Part], anchor: int) -> Iterator[_Part]:
    """The leading institutions that no sentence of a window names: of each the last mention before the anchor, or else the first."""
    taken = [(part.low, part.high) for part in near]
    room = _FAR_WORDS
    for mentions in scene.leading:
        before = bisect_left(mentions, anchor, key=lambda span: span.start)
        span = mentions[max(0, before - 1)]
        low = bisect_left(scene.starts, span.start)
        high = bisect_left(scene.starts, span.end, lo=low)
        named = any(True for _ in _within(mentions, near, lambda one: one.start))
        if named or not 0 < high - low <= room or any(low < end and start < high for start, end in taken):
            continue
        room -= high - low
        taken.append((low, high))
        yield _Part(low, high, scene.reading.sentence_at(span.start), span.start, span.end)


def _sentences(reading: Reading, here: int, starts: Sequence[int], anchor: int) -> Iterator[_Part]:
    """The sentences of a window, in text order.

    The anchor's sentence, the one that leads its list, the title, and then the neighbours on both sides while there is room. Of a
    sentence that is too long by itself the words around the anchor.
    """
    sentences = reading.sentences

    def words(number: int) -> tuple[int, int]:
        low = bisect_left(starts, sentences[number].start)
        return low, bisect_left(starts, sentences[number].end, lo=low)

    low, high = words(here)
    low = max(low, min(anchor - MAX_WORDS // 2, high - MAX_WORDS))
    chosen = {here: (low, min(high, low + MAX_WORDS))}
    room = MAX_WORDS - (chosen[here][1] - low)
    for number in (sentences[here].lead, 0):
        low, high = words(max(0, number))
        if number >= 0 and number not in chosen and high - low <= room:
            chosen[number] = low, high
            room -= high - low
    sides = {-1: here - 1, 1: here + 1}
    while sides:
        for step, number in list(sides.items()):
            low, high = words(number) if 0 <= number < len(sentences) else (0, MAX_WORDS + 1)
            if number not in chosen and high - low > room:
                del sides[step]
                continue
            if number not in chosen:
                chosen[number] = low, high
                room -= high - low
            sides[step] = number + step
    for number, (low, high) in sorted(chosen.items()):
        yield _Part(low, high, number, sentences[number].start, sentences[number].end)


def _line(reading: Reading, number: int, here: int) -> int:
    kind = reading.sentences[number].kind
    sort = 0 if kind in HEADINGS else 1 if kind is BlockKind.LIST_ITEM else 2
    return sort * (2 * _LINES + 1) + max(-_LINES, min(_LINES, number - here)) + _LINES


def _paint(
    scene: Scene, anchor: Span | Reference, parts: Sequence[_Part], starts: Sequence[int], features: IntArray
) -> tuple[dict[int, tuple[int, ...]], dict[int, int], dict[int, int]]:
    marks, standings = features[0], features[1]
    mentions: defaultdict[int, list[int]] = defaultdict(list)
    dates: dict[int, int] = {}

    def paint(start: int, end: int, what: str) -> tuple[int, int] | None:
        low = bisect_left(starts, start)
        high = bisect_left(starts, end, lo=low)
        if low == high:
            return None
        marks[low:high] = _MARKS[what] + 1
        marks[low] = _MARKS[what]
        return low, high

    def name(where: tuple[int, int] | None, keys: Iterable[int]) -> None:
        if where is None:
            return
        for key in keys:
            mentions[key].append(where[0])
            if standing := scene.standings.get(key, 0):
                standings[slice(*where)] |= standing

    inside = list(_within(scene.reading.spans, parts, lambda one: one.start))
    # Later ones lie over earlier ones, where both have a word.
    for wanted in (Label.ROLE, Label.DATE, Label.PERSON, Label.PLACE, Label.INSTITUTION):
        for span in (one for one in inside if one.label is wanted):
            where = paint(span.start, span.end, _LABELS[wanted])
            if wanted in {Label.PLACE, Label.INSTITUTION}:
                name(where, [scene.clusters.key(span)])
            elif wanted is Label.DATE and where is not None:
                dates[span.start] = where[0]
    for reference in _within(scene.reading.references, parts, lambda one: one.start):
        if all(target.label is Label.INSTITUTION for target in reference.targets):
            keys = dict.fromkeys(scene.clusters.key(target) for target in reference.targets)
            name(paint(reference.start, reference.end, "reference"), keys)
    others = {}
    for other in _within(scene.others, parts, lambda one: one.start):
        where = paint(other.start, other.end, "other")
        if where is not None and other is not anchor:
            others[other.start] = where[0]
    paint(anchor.start, anchor.end, "this")
    return {key: tuple(dict.fromkeys(places)) for key, places in sorted(mentions.items())}, dates, others


def _within(items: Sequence[Item], parts: Iterable[_Part], start: Callable[[Item], int]) -> Iterator[Item]:
    """The items, given in text order, that begin in some parts of the text."""
    for part in parts:
        low = bisect_left(items, part.start, key=start)
        yield from items[low : bisect_left(items, part.end, lo=low, key=start)]
