"""Two names compared part by part: what agrees, what is silent, what contradicts, and what that makes together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from pipeline.records import Clue, Kind, Verdict
from pipeline.resolve.calibration import calibrated, verdict
from pipeline.resolve.clues import Evidence, Sum, Vetoed
from pipeline.resolve.institution_clues import compare_institutions
from pipeline.resolve.names import Name
from pipeline.resolve.people_clues import compare_people
from pipeline.resolve.place_clues import compare_places
from pipeline.resolve.weights import weights

VETOED_PROBABILITY = 0.01


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two names say about being one thing.

    Attributes:
        clues: evidence for (weight > 0) and against (weight < 0), as log-odds, with words.
        vetoed: a part contradicts so hard that no context may overrule it (another field, another number, -ov/-ova).
        score: log-odds that both are one, prior included.
        contradictions: which parts contradict, as ``part: strength: words``; strength is ``hard`` or ``soft``.
            ``soft`` ones (a place spelt beyond recognition, a type of a compatible level) context may overrule.
    """

    clues: tuple[Clue, ...]
    vetoed: bool
    score: float
    contradictions: tuple[str, ...]
    kind: Kind = Kind.INSTITUTION

    @property
    def probability(self) -> float:
        """Calibrated probability that both names are one thing, from the names alone."""
        return VETOED_PROBABILITY if self.vetoed else calibrated(self.kind, self.score)

    @property
    def verdict(self) -> Verdict:
        """Same, unsure or different, by the bounds of :mod:`~pipeline.resolve.calibration`."""
        return verdict(self.probability)

    def relaxed_probability(self, extra: float) -> float:
        """Probability after context adds ``extra`` log-odds; a hard veto stays a veto."""
        if self.vetoed:
            return VETOED_PROBABILITY
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.score + extra))))


@lru_cache(maxsize=200_000)
def compare(left: Name, right: Name) -> Comparison:
    """Compare two names of one kind. Symmetric: ``compare(a, b)`` and ``compare(b, a)`` have the same score."""
    evidence = Evidence()
    _gather(left, right, evidence)
    return _weigh(left.kind, evidence)


def score(left: Name, right: Name) -> float | None:
    """The score that :func:`compare` gives, ``None`` where it vetoes: found sooner, since no reason is kept."""
    evidence = Sum()
    try:
        _gather(left, right, evidence)
    except Vetoed:
        return None
    return weights(left.kind)["prior"] + evidence.total


def _gather(left: Name, right: Name, evidence: Evidence) -> None:
    if right.text < left.text:
        left, right = right, left
    if left.kind is Kind.PERSON:
        compare_people(left, right, evidence)
    elif left.kind is Kind.PLACE:
        compare_places(left, right, evidence)
    else:
        compare_institutions(left, right, evidence)


def _weigh(kind: Kind, evidence: Evidence) -> Comparison:
    prior = weights(kind)["prior"]
    score = prior + sum(clue.weight for clue in evidence.clues)
    hard = tuple(f"{part}: hard: {words}" for part, words in evidence.hard)
    soft = tuple(f"{part}: soft: {words}" for part, words in evidence.soft)
    return Comparison(tuple(evidence.clues), bool(hard), score, hard + soft, kind)
