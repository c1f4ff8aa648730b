"""Acronyms join a cluster of full names only when exactly one fits: two that fit equally well mean "unsure"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.resolve.acronyms import BEGINNINGS, acronym_strength, is_small
from pipeline.resolve.names import Name

_SHORTEST = 3
_SHORTEST_LOOSE = 4


def attach_acronyms(names: Sequence[Name], clusters: list[list[int]]) -> list[list[int]]:
    """Put each cluster of acronyms to the one cluster of full names that fits best, when it is one alone."""
    by_head: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(clusters):
        for head in sorted({head for at in group for head in _heads(names[at])}):
            by_head[head].append(number)
    joins: dict[int, int] = {}
    for number, group in enumerate(clusters):
        if all(names[at].acronym for at in group):
            target = _target(
                names, clusters, group, [other for other in by_head[names[group[0]].acronym[:1]] if other != number]
            )
            if target is not None:
                joins[number] = target
    return _joined(clusters, joins)


def _heads(name: Name) -> list[str]:
    content = [word for word in name.words if not is_small(word)]
    heads = [word[:1] for word in (*name.words[:1], *content[:1])]
    if content and name.parts and name.parts[0].light:
        heads.extend(word[:1] for word in content[1:4])
    return heads + [stated[:1] for stated in name.stated_acronyms]


def _target(names: Sequence[Name], clusters: list[list[int]], group: list[int], others: list[int]) -> int | None:
    """The one cluster that the acronyms of a group stand for, None when there is none or more than one."""
    acronym = names[group[0]]
    if len(acronym.acronym) < _SHORTEST:
        return None
    scored = [
        (max(acronym_strength(acronym, names[at]) for at in clusters[other] if not names[at].acronym), other)
        for other in others
        if any(not names[at].acronym for at in clusters[other])
    ]
    best = max((score for score, _ in scored), default=0.0)
    fitting = [other for score, other in scored if score == best]
    if best <= 0 or len(fitting) != 1 or (best <= BEGINNINGS and len(acronym.acronym) < _SHORTEST_LOOSE):
        return None
    return fitting[0]


def _joined(clusters: list[list[int]], joins: dict[int, int]) -> list[list[int]]:
    grown = {number: list(group) for number, group in enumerate(clusters)}
    for number, target in sorted(joins.items()):
        grown[target].extend(grown.pop(number))
    return sorted(sorted(group) for group in grown.values())
