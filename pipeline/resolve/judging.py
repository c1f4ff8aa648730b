"""One pair of candidates judged: the best comparison of their names, the clues of context, and what may overrule
what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.records import Clue, Kind
from pipeline.resolve.abbreviations import abbreviated
from pipeline.resolve.candidates import Candidate, ordered
from pipeline.resolve.context import Context, context, softening
from pipeline.resolve.gazetteer import fold
from pipeline.resolve.likeness import same_words
from pipeline.resolve.names import folded, parse_name
from pipeline.resolve.scene import Scene
from pipeline.resolve.scoring import Comparison, compare
from pipeline.resolve.shortforms import is_body_beside

# Names of one candidate that are compared with those of another.
_MOST_NAMES = 6
# Log-odds of two names that differ by an acronym for some words of one; of one single name of a person in two articles.
_ABBREVIATED = 2.0
_SINGLE_NAME = -1.0
_PART = -8.0
# How near (token_sort_ratio of the folded words) the names of two holders of one office must be; a deputy is one of
# several.
_NEAR_ENOUGH = {"same_office": 78.0, "same_role": 82.0}
_FEMININE = re.compile(r"gender: hard: \w*(?:ov|ev|in|iy|sky|ski) ?/|(?:ova|eva|ina|aya|ska) ?/")
# A clue between names at or below this makes them doubtful: two such full names in one article are two things, as a
# rule.
_DOUBTFUL = -0.5


@dataclass(frozen=True)
class Judgement:
    """What was found about a pair: ``score`` in log-odds, of which ``softened`` were given back on contradictions."""

    pair: tuple[int, int]
    comparison: Comparison
    context: Context
    vetoed: bool
    score: float
    softened: float

    def clues(self) -> tuple[Clue, ...]:
        """All clues, of names and of context."""
        soft = (Clue(name="softened", weight=round(self.softened, 3), reason="the articles outweigh the spelling"),)
        return (*self.comparison.clues, *self.context.clues, *(soft if self.softened else ()))


def judge(kind: Kind, left: Candidate, right: Candidate, scene: Scene, *, beside: bool) -> Judgement | None:
    """Judge a pair; ``None`` when one of them has nothing but short forms. ``beside``: named side by side in a
    sentence.
    """
    guessed = (
        left.profile.heads & right.profile.heads
    )  # then the country that was guessed for a general name is set aside
    pairs = [(a, b) for a in _compared(left, bare=bool(guessed)) for b in _compared(right, bare=bool(guessed))]
    if not pairs:
        return None
    best = max((_names(kind, a, b) for a, b in pairs), key=lambda c: (not c.vetoed, c.score))
    doubtful = bool(best.contradictions) or any(clue.weight <= _DOUBTFUL for clue in best.clues)
    doubtful = doubtful or (kind is Kind.INSTITUTION and not any(same_words(a, b) for a, b in pairs))
    seen = context(kind, left.profile, right.profile, scene, side_by_side=beside, doubtful=doubtful)
    softened = 0.0
    overruled = best.vetoed and (
        _near_names(pairs, best, seen.role) if kind is Kind.PERSON else seen.strong > 1 and _one_sided(best)
    )
    if seen.loud or overruled:
        soft = {part.split(":")[0] for part in best.contradictions if overruled or ": soft" in part}
        softened = -softening(kind) * sum(c.weight for c in best.clues if c.name in soft and c.weight < 0)
    score = best.score + seen.weight + softened
    return Judgement(ordered(left.number, right.number), best, seen, best.vetoed and not overruled, score, softened)


def _names(kind: Kind, left: str, right: str) -> Comparison:
    """The comparison of two names; an acronym for some words of a name is looked through."""
    if kind is Kind.INSTITUTION and (abbreviated(left, right) or abbreviated(right, left)):
        clue = Clue(name="abbreviated", weight=_ABBREVIATED, reason=f"{left} / {right}: letters for words")
        return Comparison((clue,), vetoed=False, score=_ABBREVIATED, contradictions=())
    if kind is Kind.PERSON and fold(left) == fold(right) and len(fold(left).split()) == 1:
        clue = Clue(name="name", weight=_SINGLE_NAME, reason="the same single name")
        return Comparison((clue,), vetoed=False, score=_SINGLE_NAME, contradictions=())
    if kind is Kind.INSTITUTION and (is_body_beside(left, right) or is_body_beside(right, left)):
        clue = Clue(name="part", weight=_PART, reason=f"{left} / {right}: one is a part of the other, or beside it")
        return Comparison((clue,), vetoed=True, score=_PART, contradictions=("part: hard: a part and its whole",))
    return compare(parse_name(kind, left), parse_name(kind, right))


def _near_names(pairs: Sequence[tuple[str, str]], comparison: Comparison, role: str) -> bool:
    """Whether two people in one office of one institution have names so near that the spelling is to blame.

    A masculine and a feminine family name (-ov, -ova) are two people all the same.
    """
    if role not in _NEAR_ENOUGH or any(_FEMININE.search(part) for part in comparison.contradictions):
        return False
    return any(fuzz.token_sort_ratio(_sound(a), _sound(b)) >= _NEAR_ENOUGH[role] for a, b in pairs)


def _sound(name: str) -> str:
    return " ".join(folded(word) for word in fold(name).split())


def _one_sided(comparison: Comparison) -> bool:
    """Every hard contradiction is a word that only one of the names has."""
    return all(": hard: - /" in part or part.endswith("/ -") for part in comparison.contradictions if ": hard" in part)


def _compared(candidate: Candidate, *, bare: bool) -> list[str]:
    units = [unit for unit in candidate.units if not unit.lone or unit.kind is Kind.PERSON]
    names = sorted({unit.name if bare and len(unit.bucket) == 2 else unit.compared_name for unit in units})
    return names[:_MOST_NAMES]
