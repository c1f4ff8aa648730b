"""One kind in one round: units become candidates, candidates are judged in pairs, and clustered."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.records import Kind, Link, Verdict
from pipeline.resolve.candidates import Candidate, make_candidates, make_profile, ordered, pairs_to_compare
from pipeline.resolve.clustering import cluster
from pipeline.resolve.judging import Judgement, judge
from pipeline.resolve.scene import Scene
from pipeline.resolve.units import Key, Unit
from pipeline.resolve.views import ArticleView


@dataclass
class Grouping:
    """The outcome: clusters of candidates, and why."""

    candidates: list[Candidate]
    clusters: list[list[int]]
    links: list[Link]
    cannot: set[tuple[int, int]]


@dataclass(frozen=True)
class Bounds:
    """Pairs of local entities by what they must (not) be, in local keys; ``entries``: unit number to its register entry."""

    apart: Sequence[tuple[Key, Key]]
    beside: Sequence[tuple[Key, Key]]
    different: Sequence[tuple[int, int]]
    same: Sequence[tuple[int, int]]
    same_from: float
    unsure_from: float
    entries: Mapping[int, str] = field(default_factory=dict)


def group(
    kind: Kind,
    units: Sequence[Unit],
    units_of: Mapping[Key, Sequence[int]],
    scene: Scene,
    bounds: Bounds,
) -> Grouping:
    """Cluster the units of a kind. ``bounds.same`` and ``bounds.different`` are unit numbers."""
    candidates, candidate_of = make_candidates(units, units_of, bounds.same)
    for candidate in candidates:
        candidate.profile = make_profile(candidate, scene)
    cannot = {
        ordered(candidate_of[a], candidate_of[b]) for a, b in _unit_pairs(bounds.apart, units_of, bounds.different)
    }
    beside = {ordered(candidate_of[a], candidate_of[b]) for a, b in _unit_pairs(bounds.beside, units_of, ())}
    judged = [
        judgement
        for a, b in pairs_to_compare(kind, candidates, candidate_of, units)
        if (judgement := judge(kind, candidates[a], candidates[b], scene, beside=(a, b) in beside)) is not None
    ]
    cannot |= _other_entries(candidates, judged, bounds.entries)
    scores: dict[tuple[int, int], float] = {}
    threshold = _logit(bounds.same_from)
    for judgement in judged:
        if judgement.vetoed or judgement.pair in cannot:
            cannot.add(judgement.pair)
        else:
            scores[judgement.pair] = judgement.score - threshold
    linked = {n for pair, score in scores.items() if score > 0 for n in pair}
    cannot |= _namesakes(units, candidate_of, linked)
    clusters = cluster(len(candidates), [(a, b, score) for (a, b), score in sorted(scores.items())], sorted(cannot))
    links = list(_links(kind, candidates, clusters, judged, cannot, bounds))
    return Grouping(candidates, clusters, links, cannot)


def _other_entries(
    candidates: Sequence[Candidate], judged: Iterable[Judgement], entries: Mapping[int, str]
) -> set[tuple[int, int]]:
    """Candidates that a register knows as different: those compared with each other, or with one and the same."""
    known = {
        candidate.number: {entries[unit.number] for unit in candidate.units if unit.number in entries}
        for candidate in candidates
    }
    near: dict[int, set[int]] = defaultdict(set)
    for judgement in judged if entries else ():
        for one, other in (judgement.pair, judgement.pair[::-1]):
            near[one] |= {n for n in (one, other) if known[n]}
    pairs = {ordered(a, b) for found in near.values() for a in found for b in found if a < b}
    return {(a, b) for a, b in pairs if not known[a] & known[b]}


def _unit_pairs(
    locals_: Iterable[tuple[Key, Key]], units_of: Mapping[Key, Sequence[int]], more: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    for left, right in locals_:
        for a in units_of.get(left, ()):
            yield from ((a, b) for b in units_of.get(right, ()) if a != b)
    yield from more


def _namesakes(units: Sequence[Unit], candidate_of: Sequence[int], linked: set[int]) -> set[tuple[int, int]]:
    """Units of one name in different groups were split on purpose: no third name (only ``linked`` ones have any) may
    join them.
    """
    by_name: dict[str, set[int]] = defaultdict(set)
    for unit in units:
        if unit.bucket and candidate_of[unit.number] in linked and not (unit.lone and unit.kind is Kind.PERSON):
            by_name[unit.key[0]].add(candidate_of[unit.number])
    return {(a, b) for found in by_name.values() for a in found for b in found if a < b}


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def _links(
    kind: Kind,
    candidates: Sequence[Candidate],
    clusters: Sequence[Sequence[int]],
    judged: Iterable[Judgement],
    cannot: set[tuple[int, int]],
    bounds: Bounds,
) -> Iterator[Link]:
    """Every pair inside a cluster, and every near miss."""
    cluster_of = {n: at for at, found in enumerate(clusters) for n in found}
    for judgement in judged:
        a, b = judgement.pair
        together = cluster_of[a] == cluster_of[b]
        probability = judgement.comparison.relaxed_probability(judgement.score - judgement.comparison.score)
        if not together and probability < bounds.unsure_from and not (judgement.vetoed and judgement.score > -1):
            continue
        kept_apart = judgement.vetoed or judgement.pair in cannot
        verdict = Verdict.SAME if together else (Verdict.DIFFERENT if kept_apart else Verdict.UNSURE)
        left, right = sorted((candidates[a], candidates[b]), key=lambda one: (one.name, one.number))
        yield Link(
            kind=kind,
            left=left.name,
            right=right.name,
            left_at=left.at,
            right_at=right.at,
            verdict=verdict,
            probability=round(probability, 4),
            clues=judgement.clues(),
        )


def apart_pairs(views: Sequence[ArticleView], kind: Kind) -> list[tuple[Key, Key]]:
    """Local entities of a kind that their article keeps apart."""
    return [
        ((view.article, a), (view.article, b))
        for view in views
        for a, b in sorted(view.apart)
        if view.locals[a].kind is kind and view.locals[b].kind is kind
    ]


def beside_pairs(views: Sequence[ArticleView], kind: Kind) -> list[tuple[Key, Key]]:
    """Local entities of a kind with full names in one sentence."""
    return [
        ((view.article, a), (view.article, b))
        for view in views
        for a, b in sorted(view.side_by_side)
        if view.locals[a].kind is kind and view.locals[b].kind is kind
    ]
