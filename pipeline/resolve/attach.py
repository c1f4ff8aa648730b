"""Short forms that their own article does not spell out join the one entity of the run that they can stand for, if
there is exactly one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.records import Clue, Kind, Link, Verdict
from pipeline.resolve.candidates import Candidate
from pipeline.resolve.entities import world_body
from pipeline.resolve.gazetteer import fold
from pipeline.resolve.grouping import Grouping
from pipeline.resolve.shortforms import abbreviates, is_acronym

_PROBABILITY = 0.9


def attach(kind: Kind, grouping: Grouping) -> Grouping:
    """The grouping with lone short forms joined to the clusters that they belong to."""
    clusters = [list(found) for found in grouping.clusters]
    cluster_of = {n: at for at, found in enumerate(clusters) for n in found}
    apart: dict[int, set[int]] = defaultdict(set)
    for a, b in grouping.cannot:
        apart[a].add(b)
        apart[b].add(a)
    finder = _Finder(kind, grouping.candidates, cluster_of)
    links = list(grouping.links)
    for candidate in grouping.candidates:
        if not candidate.lone:
            continue
        fitting = {
            at: why
            for at, why in finder.find(candidate).items()
            if at != cluster_of[candidate.number]
            and not any(m in apart[n] for n in clusters[cluster_of[candidate.number]] for m in clusters[at])
        }
        links += [
            _link(kind, candidate, grouping.candidates[_spokesman(grouping, clusters[at])], why, len(fitting))
            for at, why in sorted(fitting.items())
        ]
        if len(fitting) != 1:
            continue
        at, home = min(fitting), cluster_of[candidate.number]
        clusters[at] += clusters[home]
        for n in clusters[home]:
            cluster_of[n] = at
        clusters[home] = []
    joined = sorted(sorted(found) for found in clusters if found)
    return Grouping(grouping.candidates, joined, links, grouping.cannot)


def _spokesman(grouping: Grouping, cluster: Sequence[int]) -> int:
    """The first candidate of a cluster that has a full name."""
    return min(n for n in cluster if not grouping.candidates[n].lone)


def _link(kind: Kind, short: Candidate, full: Candidate, why: str, fitting: int) -> Link:
    """A short form and one of the entities, ``fitting`` in number, that it can stand for."""
    left, right = sorted((short, full), key=lambda one: (one.name, one.number))
    clues = [Clue(name="short form", weight=2.2, reason=why)]
    if fitting > 1:
        clues.append(Clue(name="several fit", weight=-2.2, reason=f"it fits {fitting} of them"))
    return Link(
        kind=kind,
        left=left.name,
        right=right.name,
        left_at=left.at,
        right_at=right.at,
        verdict=Verdict.SAME if fitting == 1 else Verdict.UNSURE,
        probability=round(_PROBABILITY / fitting, 4),
        clues=tuple(clues),
    )


class _Finder:
    """Looks up which clusters a lone short form can stand for."""

    def __init__(self, kind: Kind, candidates: Sequence[Candidate], cluster_of: Mapping[int, int]) -> None:
        self._kind = kind
        self._cluster_of = cluster_of
        self._definers: dict[str, list[Candidate]] = defaultdict(list)
        self._by_word: dict[str, list[Candidate]] = defaultdict(list)
        self._by_body: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            if candidate.lone:
                continue
            for acronym in sorted(candidate.profile.acronyms):
                self._definers[acronym].append(candidate)
            for unit in candidate.units:
                for key in self._index_keys(unit.name):
                    self._by_word[key].append(candidate)
                body = world_body(unit.name) if kind is Kind.INSTITUTION else None
                if body is not None:
                    self._by_body[body.acronym].append(candidate)

    def _index_keys(self, name: str) -> set[str]:
        parts = fold(name).split()
        return set(parts) if self._kind is Kind.PERSON else {part[0] for part in parts[:1]}

    def find(self, lone: Candidate) -> dict[int, str]:
        """Cluster to the reason why the short form can stand for it."""
        if self._kind is Kind.PERSON:
            return self._find_person(lone)
        text = lone.units[0].name
        if self._kind is Kind.INSTITUTION and (body := world_body(text)) is not None:
            return {self._cluster_of[c.number]: f"{text} is {body.name}" for c in self._by_body[body.acronym]}
        if not is_acronym(text):
            return {}
        key = fold(text)
        defined = {
            self._cluster_of[c.number]: f"another article defines {text} so"
            for c in self._definers[key]
            if _meet(lone, c)
        }
        if defined:
            return defined
        made = [c for c in self._by_word[key[0]] if _share_country(lone, c)]
        return {
            self._cluster_of[c.number]: f"{text} is made from its initials"
            for c in made
            if any(abbreviates(text, unit.name) == 0 for unit in c.units if not unit.lone)
        }

    def _find_person(self, lone: Candidate) -> dict[int, str]:
        """By a word of the name, at the same institution, or in the same office."""
        word = fold(lone.units[0].name)
        found = {}
        for other in self._by_word.get(word, ()):
            if lone.profile.works & other.profile.works:
                found[self._cluster_of[other.number]] = "the surname alone, at the same institution"
        return found


def _countries(candidate: Candidate) -> set[str]:
    return candidate.profile.countries or candidate.profile.homes


def _meet(left: Candidate, right: Candidate) -> bool:
    """Nothing is known of the country of one, or they have one in common, among all their articles are about."""
    ours = left.profile.countries | left.profile.homes
    theirs = right.profile.countries | right.profile.homes
    return not ours or not theirs or bool(ours & theirs) or bool(left.profile.company & right.profile.company)


def _share_country(left: Candidate, right: Candidate) -> bool:
    theirs = right.profile.countries | right.profile.homes
    return bool((left.profile.countries | left.profile.homes) & theirs) or bool(
        left.profile.company & right.profile.company
    )
