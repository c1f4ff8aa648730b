"""Candidates for one entity, and the pairs of them that are worth comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.records import Kind, MentionRef
from pipeline.resolve.abbreviations import abbreviated
from pipeline.resolve.blocking import candidate_pairs
from pipeline.resolve.gazetteer import countries_in
from pipeline.resolve.names import parse_name
from pipeline.resolve.scene import Profile, Scene
from pipeline.resolve.shortforms import is_acronym, words
from pipeline.resolve.units import Key, Unit

# More candidates than this that share a rare clue (an office-holder) show that the clue is not rare.
_LARGEST_CONTEXT_BLOCK = 12
# Pairs of context groups of two names that are all compared.
_MOST_GROUPS = 100


@dataclass
class Candidate:
    """Units that the text, or a person, has already made one."""

    number: int
    units: list[Unit]
    profile: Profile = field(default_factory=Profile)

    @property
    def name(self) -> str:
        """The name it is spoken of by in links."""
        return self._speaker.name

    @property
    def at(self) -> MentionRef:
        """A mention of that name: the first one that reads so."""
        return self._speaker.first_mention

    @property
    def _speaker(self) -> Unit:
        return min(self.units, key=lambda u: (-len(u.locals), u.key))

    @property
    def lone(self) -> bool:
        """Nothing but short forms."""
        return all(unit.lone for unit in self.units)


def make_candidates(
    units: Sequence[Unit], units_of: Mapping[Key, Sequence[int]], same: Iterable[tuple[int, int]]
) -> tuple[list[Candidate], list[int]]:
    """Candidates, and for each unit its candidate; units of one local entity, and of ``same`` pairs, are one
    candidate.
    """
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


def make_profile(candidate: Candidate, scene: Scene) -> Profile:
    """What the articles say of a candidate."""
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


def ordered(a: int, b: int) -> tuple[int, int]:
    """A pair with the smaller number first."""
    return min(a, b), max(a, b)


def pairs_to_compare(
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
            ordered(candidate_of[a.number], candidate_of[b.number]) for a, b in _meeting(bearers[left], bearers[right])
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
    """Names that blocking by words misses: the same letters spaced otherwise, and an acronym for some words of a
    name.
    """
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
