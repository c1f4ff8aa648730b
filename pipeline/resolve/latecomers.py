"""Names that say little by themselves and join a cluster only when exactly one fits: acronyms, initials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.resolve.acronyms import acronym_strength
from pipeline.resolve.names import Name, Role
from pipeline.resolve.scripts import skeleton

_ENOUGH = 0.3


def attach_acronyms(names: Sequence[Name], clusters: list[list[int]]) -> list[list[int]]:
    """Put each cluster of acronyms to the one cluster of full names that it fits best, when it is one alone."""
    by_head: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(clusters):
        heads = {names[at].words[0][:1] for at in group if names[at].words}
        heads |= {stated[:1] for at in group for stated in names[at].stated_acronyms}
        for head in sorted(heads):
            by_head[head].append(number)
    joins: dict[int, int] = {}
    for number, group in enumerate(clusters):
        if not all(names[at].acronym for at in group):
            continue
        acronym = names[group[0]].acronym
        scored = [
            (max(acronym_strength(acronym, names[at]) for at in clusters[other]), other)
            for other in by_head[acronym[:1]]
            if other != number
        ]
        best = max((score for score, _ in scored), default=0.0)
        fitting = [other for score, other in scored if score == best]
        if best > _ENOUGH and len(fitting) == 1 and len(acronym) > 2:
            joins[number] = fitting[0]
    return _joined(clusters, joins)


def attach_initials(names: Sequence[Name], clusters: list[list[int]]) -> list[list[int]]:
    """Put "A. Shernayev" to the one cluster of fuller names that it fits; already linked ones stay where they are."""
    return clusters


def _joined(clusters: list[list[int]], joins: dict[int, int]) -> list[list[int]]:
    grown = {number: list(group) for number, group in enumerate(clusters)}
    for number, target in sorted(joins.items()):
        grown[target].extend(grown.pop(number))
    return sorted(sorted(group) for group in grown.values())
