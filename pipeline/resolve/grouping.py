"""One kind in one round: units become candidates, candidates are compared with names and context, and clustered."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from pipeline.records import Clue, Kind, Link, Verdict
from pipeline.resolve.abbreviations import abbreviated
from pipeline.resolve.articles import ArticleView
from pipeline.resolve.blocking import candidate_pairs
from pipeline.resolve.clustering import cluster
from pipeline.resolve.context import Context, Profile, Scene, context, softening
from pipeline.resolve.gazetteer import countries_in, fold
from pipeline.resolve.likeness import same_words
from pipeline.resolve.names import folded, parse_name
from pipeline.resolve.scoring import Comparison, compare
from pipeline.resolve.shortforms import is_acronym, is_part, words
from pipeline.resolve.units import Key, Unit

# More candidates than this that share a rare clue (an office-holder) show that the clue is not rare.
_LARGEST_CONTEXT_BLOCK = 12
# Names of one candidate that are compared with those of another.
_MOST_NAMES = 6
# Pairs of context groups of two names that are all compared.
_MOST_GROUPS = 100
# Log-odds of two names that differ by an acronym for some words of one; of one single name of a person in two articles.
_ABBREVIATED = 2.0
_SINGLE_NAME = -1.0
_PART = -8.0
# How near (token_sort_ratio of the folded words) the names of two holders of one office must be; a deputy is one of several.
_NEAR_ENOUGH = {"same_office": 78.0, "same_role": 82.0}
_FEMININE = re.compile(r"gender: hard: \w*(?:ov|ev|in|iy|sky|ski) ?/|(?:ova|eva|ina|aya|ska) ?/")
# A clue between names at or below this makes them doubtful: two such full names in one article are two things, as a
# rule.
_DOUBTFUL = -0.5


@dataclass
class Candidate:
    """Units that the text, or a person, has already made one."""

    number: int
    units: list[Unit]
    profile: Profile = field(default_factory=Profile)

    @property
    def name(self) -> str:
        """The name it is spoken of by in links."""
        return min((unit for unit in self.units), key=lambda u: (-len(u.locals), u.key)).name

    @property
    def lone(self) -> bool:
        """Nothing but short forms."""
        return all(unit.lone for unit in self.units)


@dataclass
class Grouping:
    """The outcome: clusters of candidates, and why."""

    candidates: list[Candidate]
    clusters: list[list[int]]
    links: list[Link]
    cannot: set[tuple[int, int]]


@dataclass(frozen=True)
class Bounds:
    """Pairs of local entities by what they must (not) be, in local keys."""

    apart: Sequence[tuple[Key, Key]]
    beside: Sequence[tuple[Key, Key]]
    different: Sequence[tuple[int, int]]
    same: Sequence[tuple[int, int]]
    same_from: float
    unsure_from: float


def group(
    kind: Kind,
    units: Sequence[Unit],
    units_of: Mapping[Key, Sequence[int]],
    scene: Scene,
    bounds: Bounds,
) -> Grouping:
    """Cluster the units of a kind. ``bounds.same`` and ``bounds.different`` are unit numbers."""
    candidates, candidate_of = _candidates(units, units_of, bounds.same)
    for candidate in candidates:
        candidate.profile = _profile(candidate, scene)
    cannot = {_pair(candidate_of[a], candidate_of[b]) for a, b in _unit_pairs(bounds.apart, units_of, bounds.different)}
    beside = {_pair(candidate_of[a], candidate_of[b]) for a, b in _unit_pairs(bounds.beside, units_of, ())}
    judged = [
        judgement
        for a, b in _pairs(kind, candidates, candidate_of, units)
        if (judgement := _judge(kind, candidates[a], candidates[b], scene, beside=(a, b) in beside)) is not None
    ]
    scores: dict[tuple[int, int], float] = {}
    threshold = _logit(bounds.same_from)
    for judgement in judged:
        if judgement.vetoed:
            cannot.add(judgement.pair)
        else:
            scores[judgement.pair] = judgement.score - threshold
    linked = {n for pair, score in scores.items() if score > 0 for n in pair}
    cannot |= _namesakes(units, candidate_of, linked)
    clusters = cluster(len(candidates), [(a, b, score) for (a, b), score in sorted(scores.items())], sorted(cannot))
    links = list(_links(kind, candidates, clusters, judged, cannot, bounds))
    return Grouping(candidates, clusters, links, cannot)


def _candidates(
    units: Sequence[Unit], units_of: Mapping[Key, Sequence[int]], same: Iterable[tuple[int, int]]
) -> tuple[list[Candidate], list[int]]:
    parent = list(range(len(units)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    joined = [(numbers[0], other) for _, numbers in sorted(units_of.items()) for other in numbers[1:]]
    for a, b in [*joined, *same]:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    roots = sorted({root(n) for n in range(len(units))})
    number = {n: at for at, n in enumerate(roots)}
    candidate_of = [number[root(n)] for n in range(len(units))]
    candidates = [Candidate(at, []) for at in range(len(roots))]
    for unit, at in zip(units, candidate_of, strict=True):
        candidates[at].units.append(unit)
    return candidates, candidate_of


def _profile(candidate: Candidate, scene: Scene) -> Profile:
    profile = scene.profile(local.key for unit in candidate.units for local in unit.locals)
    for unit in candidate.units:
        named = countries_in(unit.name) if unit.kind is Kind.INSTITUTION else ()
        profile.countries |= set(named[:1]) if len(named) == 1 else set(unit.stated)
        if unit.kind is Kind.PLACE and unit.bucket:
            profile.countries.add(unit.bucket)
        profile.homes |= set(unit.homes)
        if unit.generic and len(unit.bucket) == 2:
            profile.homes = {unit.bucket}
        profile.acronyms |= unit.acronyms
    return profile


def _pair(a: int, b: int) -> tuple[int, int]:
    return min(a, b), max(a, b)


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


def _pairs(
    kind: Kind, candidates: Sequence[Candidate], candidate_of: Sequence[int], units: Sequence[Unit]
) -> list[tuple[int, int]]:
    """Pairs worth comparing: by the blocking keys of names, and by rare clues of context."""
    full = [unit for unit in units if not unit.lone]
    texts = sorted({unit.compared_name for unit in full})
    bearers: dict[str, list[Unit]] = defaultdict(list)
    for unit in full:
        bearers[unit.compared_name].append(unit)
    found: set[tuple[int, int]] = set()
    alike = [(texts[i], texts[j]) for i, j in candidate_pairs([parse_name(kind, text) for text in texts])]
    for left, right in [*alike, *_more_alike(kind, texts), *((text, text) for text in texts)]:
        found |= {
            _pair(candidate_of[a.number], candidate_of[b.number]) for a, b in _meeting(bearers[left], bearers[right])
        }
    found = {(a, b) for a, b in found if a != b}
    blocks: dict[object, set[int]] = defaultdict(set)
    for candidate in candidates:
        if candidate.lone:
            if kind is Kind.PERSON:
                blocks["single", candidate.units[0].key[0]].add(candidate.number)
            continue
        profile = candidate.profile
        for label, clues in (("head", profile.heads), ("office", profile.offices), ("slot", profile.slots)):
            for clue in clues:
                blocks[label, clue].add(candidate.number)
        for acronym in profile.acronyms:
            blocks["acronym", acronym].add(candidate.number)
    for block in blocks.values():
        if len(block) <= _LARGEST_CONTEXT_BLOCK:
            found |= {(a, b) for a in block for b in block if a < b}
    return sorted(found)


def _more_alike(kind: Kind, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names that blocking by words misses: the same letters spaced otherwise, and an acronym for some words of a name."""
    spaced: dict[str, list[str]] = defaultdict(list)
    by_word: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        spaced["".join(words(text))].append(text)
        if kind is Kind.INSTITUTION and any(is_acronym(token) for token in text.split()):
            by_word[max(words(text), key=len, default="")].append(text)
    for same in spaced.values():
        yield from ((a, b) for a in same for b in same if a < b)
    for text in texts if by_word else ():
        for word in words(text):
            yield from ((short, text) for short in by_word.get(word, ()) if abbreviated(short, text))


def _meeting(left: Sequence[Unit], right: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of units of two names. Groups of one name are not compared; of two names with many groups each only like
    ones.
    """
    many = len(left) * len(right) > _MOST_GROUPS
    for a in left:
        for b in right:
            split = a.key[0] == b.key[0] and a.bucket and b.bucket
            if a.number != b.number and not split and not (many and a.bucket and b.bucket and a.bucket != b.bucket):
                yield a, b


@dataclass(frozen=True)
class _Judgement:
    pair: tuple[int, int]
    comparison: Comparison
    context: Context
    vetoed: bool
    score: float
    softened: float

    def clues(self) -> tuple[Clue, ...]:
        soft = (Clue(name="softened", weight=round(self.softened, 3), reason="the articles outweigh the spelling"),)
        return (*self.comparison.clues, *self.context.clues, *(soft if self.softened else ()))


def _judge(kind: Kind, left: Candidate, right: Candidate, scene: Scene, *, beside: bool) -> _Judgement | None:
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
    return _Judgement(_pair(left.number, right.number), best, seen, best.vetoed and not overruled, score, softened)


def _names(kind: Kind, left: str, right: str) -> Comparison:
    """The comparison of two names; an acronym for some words of a name is looked through."""
    if kind is Kind.INSTITUTION and (abbreviated(left, right) or abbreviated(right, left)):
        clue = Clue(name="abbreviated", weight=_ABBREVIATED, reason=f"{left} / {right}: letters for words")
        return Comparison((clue,), vetoed=False, score=_ABBREVIATED, contradictions=())
    if kind is Kind.PERSON and fold(left) == fold(right) and len(fold(left).split()) == 1:
        clue = Clue(name="name", weight=_SINGLE_NAME, reason="the same single name")
        return Comparison((clue,), vetoed=False, score=_SINGLE_NAME, contradictions=())
    if kind is Kind.INSTITUTION and (is_part(left, right) or is_part(right, left)):
        clue = Clue(name="part", weight=_PART, reason=f"{left} / {right}: one is a part of the other")
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


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def _probability(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def _links(
    kind: Kind,
    candidates: Sequence[Candidate],
    clusters: Sequence[Sequence[int]],
    judged: Iterable[_Judgement],
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
        left, right = sorted((candidates[a].name, candidates[b].name))
        yield Link(
            kind=kind,
            left=left,
            right=right,
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
