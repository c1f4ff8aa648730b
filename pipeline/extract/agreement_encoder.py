"""A small encoder that reads the words around one trigger: which names are parties of its agreement, which date is that of its signing,
and which other triggers speak of the same agreement.

It goes on from the states of the tagger's encoder, so that no word is encoded twice: to each word's state it adds what is known of
the word (this trigger, a name of what kind, the publisher's, how far away, in which kind of line), runs two more transformer layers
over all of them together (markers in the input, as of Zhong & Chen 2021, "A Frustratingly Easy Approach for Entity and Relation
Extraction"), and scores every word against the trigger. ``python -m pipeline.training.agreement_encoder`` trains it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from pipeline.extract.agreement_triggers import Trigger
from pipeline.extract.agreement_view import ArticleView, Scores
from pipeline.extract.graphs import load_graph
from pipeline.extract.reading import Label, Sentence, Span
from pipeline.records import BlockKind

IntArray = npt.NDArray[np.int64]
Item = TypeVar("Item")

MAX_WORDS = 160
"""Words around a trigger that are read with it."""

# What a word may be part of; each has an id for its first word and the next for the others.
_MARKS = {"this": 1, "other": 3, "institution": 5, "place": 7, "person": 9, "role": 11, "date": 13, "reference": 15}
N_MARKS = 17
# Sums of: the publisher, the institution named most, the one in focus.
N_STANDINGS = 8
_STEPS = np.array([1, 2, 3, 5, 9, 17, 33, 65])
N_DISTANCES = 2 * len(_STEPS) + 1
_LINES = 4
N_LINES = 3 * (2 * _LINES + 1)
_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_LABELS = {
    Label.INSTITUTION: "institution",
    Label.PLACE: "place",
    Label.PERSON: "person",
    Label.ROLE: "role",
    Label.DATE: "date",
}


@dataclass(frozen=True, slots=True)
class TriggerWindow:
    """The words around a trigger.

    Attributes:
        rows: indices into the words of the article's states, in text order [n].
        features: ids of mark, standing, distance and line of every word [4, n].
        trigger: position of the trigger's first word among ``rows``.
        mentions: for every entity the positions of the first words of its mentions and references.
        dates: the position of the first word of every date, by the offset at which it begins.
        others: the same of the other triggers.
    """

    rows: IntArray
    features: IntArray
    trigger: int
    mentions: dict[int, tuple[int, ...]]
    dates: dict[int, int]
    others: dict[int, int]


_ODDS = (-6.0, -5.0, -4.0, -3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0)
_UNLIKELY = -1.0
OUTPUTS = ("party", "date", "same")
"""What each word is scored for."""


def window_of(view: ArticleView, trigger: Trigger) -> TriggerWindow | None:
    """The window of a trigger; None where the tagger's encoder has not read the trigger's words."""
    states = view.reading.states
    if states is None:
        return None
    here = view.sentence_of(trigger)
    starts = states.words[:, 0]
    ranges = _ranges(view, here, starts, int(np.searchsorted(starts, trigger.span.start)))
    rows = np.concatenate([np.arange(low, high) for low, high in ranges.values()])
    at = int(np.searchsorted(starts[rows], trigger.span.start))
    if at == len(rows) or starts[rows[at]] >= trigger.span.end:
        return None
    lines = np.concatenate([np.full(high - low, _line(view, number, here)) for number, (low, high) in ranges.items()])
    features = np.zeros((4, len(rows)), dtype=np.int64)
    features[2] = _distances(len(rows), at)
    features[3] = lines
    sentences = [view.reading.sentences[number] for number in ranges]
    return TriggerWindow(rows, features, at, *_paint(view, trigger, sentences, starts[rows], features))


def _ranges(view: ArticleView, here: int, starts: IntArray, trigger: int) -> dict[int, tuple[int, int]]:
    """The sentences of a window, each with its words (first, end), in text order.

    The trigger's sentence, the one that leads its list, the title, and then the neighbours on both sides while there is room. Of a
    sentence that is too long by itself the words around the trigger.
    """
    sentences = view.reading.sentences

    def words(number: int) -> tuple[int, int]:
        low, high = np.searchsorted(starts, (sentences[number].start, sentences[number].end))
        return int(low), int(high)

    low, high = words(here)
    low = max(low, min(trigger - MAX_WORDS // 2, high - MAX_WORDS))
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
    return dict(sorted(chosen.items()))


def _line(view: ArticleView, number: int, here: int) -> int:
    kind = view.reading.sentences[number].kind
    sort = 0 if kind in _HEADINGS else 1 if kind is BlockKind.LIST_ITEM else 2
    return sort * (2 * _LINES + 1) + max(-_LINES, min(_LINES, number - here)) + _LINES


def _distances(length: int, at: int) -> IntArray:
    away = np.arange(length) - at
    return np.asarray(len(_STEPS) + np.sign(away) * np.searchsorted(_STEPS, np.abs(away), side="right"), dtype=np.int64)


def _paint(
    view: ArticleView, trigger: Trigger, sentences: Sequence[Sentence], starts: IntArray, features: IntArray
) -> tuple[dict[int, tuple[int, ...]], dict[int, int], dict[int, int]]:
    marks, standings = features[0], features[1]
    mentions: defaultdict[int, list[int]] = defaultdict(list)
    dates: dict[int, int] = {}

    def paint(start: int, end: int, what: str) -> tuple[int, int] | None:
        low, high = np.searchsorted(starts, (start, end))
        if low == high:
            return None
        marks[low:high] = _MARKS[what] + 1
        marks[low] = _MARKS[what]
        return int(low), int(high)

    def name(where: tuple[int, int] | None, keys: Iterable[int]) -> None:
        if where is None:
            return
        for key in keys:
            mentions[key].append(where[0])
            standings[slice(*where)] |= (
                (key == view.publisher) + 2 * (view.ranks.get(key, -1) == 0) + 4 * (key == view.focus)
            )

    # Later ones lie over earlier ones, where both have a word.
    for wanted in (Label.ROLE, Label.DATE, Label.PERSON, Label.PLACE, Label.INSTITUTION):
        for span in (one for s in sentences for one in view.reading.starting_in(s.start, s.end, wanted)):
            where = paint(span.start, span.end, _LABELS[wanted])
            if wanted in {Label.PLACE, Label.INSTITUTION}:
                name(where, [view.clusters.key(span)])
            elif wanted is Label.DATE and where is not None:
                dates[span.start] = where[0]
    for reference in _within(view.reading.references, sentences, lambda one: one.start):
        if all(target.label is Label.INSTITUTION for target in reference.targets):
            keys = dict.fromkeys(view.clusters.key(target) for target in reference.targets)
            name(paint(reference.start, reference.end, "reference"), keys)
    others = {}
    for other in _within(view.triggers, sentences, lambda one: one.span.start):
        where = paint(other.span.start, other.span.end, "this" if other is trigger else "other")
        if where is not None and other is not trigger:
            others[other.span.start] = where[0]
    return {key: tuple(dict.fromkeys(places)) for key, places in sorted(mentions.items())}, dates, others


def _within(items: Sequence[Item], sentences: Iterable[Sentence], start: Callable[[Item], int]) -> Iterator[Item]:
    """The items, given in text order, that begin in some sentences."""
    for sentence in sentences:
        low = bisect_left(items, sentence.start, key=start)
        yield from items[low : bisect_left(items, sentence.end, lo=low, key=start)]


def scores_of(view: ArticleView, trigger: Trigger) -> Scores | None:
    """The scores of a trigger; None where the tagger's encoder has not read its words. Computed once."""
    start = trigger.span.start
    if start not in view.scores:
        view.scores[start] = _read(view, trigger)
    return view.scores[start]


def _steps(odds: float | None) -> Iterator[str]:
    """Log-odds as features of a linear model: the steps that they reach."""
    yield "encoder-none" if odds is None else "encoder-known"
    yield from (f"encoder>{step}" for step in _ODDS if odds is not None and odds > step)


def party_steps(view: ArticleView, trigger: Trigger, key: int) -> Iterator[str]:
    """Features of an entity: whether it is a party."""
    scores = scores_of(view, trigger)
    return _steps(scores.parties.get(key) if scores is not None else None)


def likely_parties(view: ArticleView, trigger: Trigger) -> list[int]:
    """The entities of the window that the encoder does not rule out."""
    scores = scores_of(view, trigger)
    return [] if scores is None else [key for key, odds in scores.parties.items() if odds > _UNLIKELY]


def date_steps(view: ArticleView, trigger: Trigger, date: Span) -> Iterator[str]:
    """Features of a date: whether it is that of the signing."""
    scores = scores_of(view, trigger)
    return _steps(scores.dates.get(date.start) if scores is not None else None)


def pair_steps(view: ArticleView, earlier: Trigger, later: Trigger) -> Iterator[str]:
    """Features of two triggers: whether they speak of one agreement, as each of them sees it."""
    views = [(scores_of(view, one), other.span.start) for one, other in ((earlier, later), (later, earlier))]
    odds = [scores.others[start] for scores, start in views if scores is not None and start in scores.others]
    return _steps(sum(odds) / len(odds) if odds else None)


def _read(view: ArticleView, trigger: Trigger) -> Scores | None:
    window = window_of(view, trigger)
    if window is None:
        return None
    assert view.reading.states is not None
    inputs = {
        "states": view.reading.states.vectors[window.rows].astype(np.float32)[None],
        "features": window.features[None],
        "trigger": np.array([window.trigger]),
    }
    party, date, same = load_graph("agreements").run(["scores"], inputs)[0][0].T
    return Scores(
        {key: float(np.logaddexp.reduce(party[list(places)])) for key, places in window.mentions.items()},
        {start: float(date[at]) for start, at in window.dates.items()},
        {start: float(same[at]) for start, at in window.others.items()},
    )
