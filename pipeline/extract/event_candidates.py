"""Words that may name an event: the tagger's spans, nouns of the lexicon wherever they stand, and what verbs tell of.

What the tagger half believes counts too: every candidate has the probability that its words name an event, and the model of
:mod:`pipeline.extract.event_features` decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.extract.event_bounds import event_bounds
from pipeline.extract.event_kinds import head_of, heads
from pipeline.extract.lexicon import alternatives
from pipeline.extract.reading import Label, Reading, Span

# Words beside a noun that name the event with it have at least this probability.
_BESIDE = 0.4
# Words without a listed noun are a candidate from this probability on.
_RUN = 0.3
_LONGEST_RUN = 8


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """Words that may name an event.

    Attributes:
        source: "tagger", "noun" (of the lexicon) or "run" (words that the tagger half believes).
        chance: the highest probability of a word of it, by the tagger.
        score: of the tagger's span, else 0.
    """

    start: int
    end: int
    source: str
    chance: float = 0.0
    score: float = 0.0


class EventChances:
    """The tagger's probabilities that words name an event, by place."""

    def __init__(self, reading: Reading) -> None:
        states = reading.states
        self.known = states is not None and len(states.events) == len(states.words)
        words = states.words if states is not None and self.known else np.zeros((0, 2), np.int64)
        self._chances: npt.NDArray[np.float32] = states.events if states is not None else np.zeros(0, np.float32)
        self._starts: list[int] = words[:, 0].tolist()
        self._ends: list[int] = words[:, 1].tolist()

    def best(self, start: int, end: int) -> float:
        """The highest probability of a word that shares characters with a stretch; 0 where there is none."""
        low, high = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return float(self._chances[low:high].max()) if low < high else 0.0

    def widened(self, start: int, end: int, low: int, high: int) -> tuple[int, int]:
        """A stretch with the words right beside it, inside ``[low, high)``, that likely name the event with it."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        while first > 0 and self._starts[first - 1] >= low and self._chances[first - 1] >= _BESIDE:
            first -= 1
            start = min(start, self._starts[first])
        while last < len(self._starts) and self._ends[last] <= high and self._chances[last] >= _BESIDE:
            end = max(end, self._ends[last])
            last += 1
        return start, end

    def runs(self) -> list[tuple[int, int]]:
        """Stretches of words that the tagger half believes to name an event."""
        found: list[tuple[int, int]] = []
        last = -2
        for index in np.flatnonzero(self._chances >= _RUN).tolist():
            start, end = self._starts[index], self._ends[index]
            if index == last + 1 and found:
                start = found.pop()[0]
            found.append((start, end))
            last = index
        return found


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives(heads())})(?![\w]|[-‐‑][^\W\d_])", re.IGNORECASE)


def event_candidates(reading: Reading, chances: EventChances) -> list[Candidate]:
    """All candidates of a reading, in text order, not overlapping."""
    tagged = _tagged(reading, chances)
    return sorted([*tagged, *_further(reading, chances, tagged)])


def _tagged(reading: Reading, chances: EventChances) -> list[Candidate]:
    """The tagger's spans in the bounds that the text around them shows."""
    found: list[Candidate] = []
    for span in reading.of(Label.EVENT):
        bounds = event_bounds(reading, span)
        if bounds is None or (found and bounds[0] < found[-1].end):
            continue
        score = span.score
        if found and reading.text[found[-1].end : bounds[0]] == " ":
            # "signing" + "ceremony"
            before = found.pop()
            bounds, score = (before.start, bounds[1]), max(score, before.score)
        chance = max(score, chances.best(*bounds))
        found.append(Candidate(*bounds, source="tagger", chance=chance, score=score))
    return found


def _further(reading: Reading, chances: EventChances, taken: list[Candidate]) -> list[Candidate]:
    """Nouns of the lexicon outside other names, and runs of words that the tagger half believes, where nothing is taken."""
    others = [span for span in reading.spans if span.label not in {Label.EVENT, Label.ROLE}]
    places = sorted([(one.start, one.end) for one in taken] + [(span.start, span.end) for span in others])
    found: list[Candidate] = []
    for sentence in reading.sentences:
        for match in _nouns().finditer(reading.text, sentence.start, sentence.end):
            gap = _free(places, *match.span())
            if gap is None:
                continue
            start, end = chances.widened(*match.span(), max(gap[0], sentence.start), min(gap[1], sentence.end))
            if found and start < found[-1].end:
                if match.start() < found[-1].end:
                    continue
                start = found.pop().start
            found.append(Candidate(start, end, source="noun", chance=chances.best(start, end)))
    places = sorted(places + [(one.start, one.end) for one in found])
    for start, end in chances.runs():
        words = reading.text[start:end].split()
        sentence = reading.sentences[reading.sentence_at(start)]
        if _free(places, start, end) is not None and len(words) <= _LONGEST_RUN and end <= sentence.end:
            span = Span(start, end, Label.EVENT)
            bounds = event_bounds(reading, span)
            if bounds is not None and _free(places, *bounds) is not None:
                found.append(Candidate(*bounds, source="run", chance=chances.best(start, end)))
    return sorted(found)


def _free(places: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The gap between taken places in which a stretch lies, or None where it meets one of them."""
    at = bisect_left(places, (start, start))
    before = max((high for _, high in places[max(0, at - 3) : at]), default=0)
    after = places[at][0] if at < len(places) else 10**9
    return (before, after) if before <= start and end <= after else None


def head_word(text: str, candidate: Candidate) -> str:
    """The head noun of a candidate, "" for one without."""
    return head_of(text[candidate.start : candidate.end])
