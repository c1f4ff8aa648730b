"""Acronyms join a cluster of full names only when exactly one fits: two that fit equally well mean "unsure"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.resolve.acronyms import (
    BEGINNINGS,
    acronym_forms,
    content_initials,
    segment_initials,
    segment_strength,
)
from pipeline.resolve.names import Name

_SHORTEST = 3
_SHORTEST_LOOSE = 4


def attach_acronyms(names: Sequence[Name], clusters: list[list[int]]) -> list[list[int]]:
    """Put each cluster of acronyms to the one cluster of full names that fits best, when it is one alone."""
    waiting = [number for number, group in enumerate(clusters) if all(names[at].acronym for at in group)]
    if not waiting:
        return clusters
    by_form: dict[str, dict[int, float]] = {names[clusters[number][0]].acronym: {} for number in waiting}
    by_initials: dict[str, dict[int, list[int]]] = {
        initials: {} for number in waiting if (initials := segment_initials(names[clusters[number][0]]))
    }
    for number, group in enumerate(clusters):
        for at in group:
            if not names[at].acronym:
                _index(names[at], at, number, by_form, by_initials)
    joins: dict[int, int] = {}
    for number in waiting:
        acronym = names[clusters[number][0]]
        fitting = dict(by_form[acronym.acronym])
        for other, members in by_initials.get(segment_initials(acronym), {}).items():
            strength = max(segment_strength(acronym, names[at]) for at in members)
            fitting[other] = max(strength, fitting.get(other, 0.0))
        target = _only_best(acronym, fitting)
        if target is not None:
            joins[number] = target
    return _joined(clusters, joins)


def _index(
    name: Name,
    at: int,
    number: int,
    by_form: dict[str, dict[int, float]],
    by_initials: dict[str, dict[int, list[int]]],
) -> None:
    """Note which of the acronyms that wait a full name could have."""
    for form, strength in acronym_forms(name).items():
        if form in by_form:
            by_form[form][number] = max(strength, by_form[form].get(number, 0.0))
    for initials in set(content_initials(name)):
        if initials in by_initials:
            by_initials[initials].setdefault(number, []).append(at)


def _only_best(acronym: Name, fitting: dict[int, float]) -> int | None:
    """The one cluster an acronym stands for, None when there is none or more than one."""
    best = max(fitting.values(), default=0.0)
    winners = [number for number, strength in fitting.items() if strength == best]
    letters = len(acronym.acronym)
    if best <= 0 or len(winners) != 1 or letters < _SHORTEST or (best <= BEGINNINGS and letters < _SHORTEST_LOOSE):
        return None
    return winners[0]


def _joined(clusters: list[list[int]], joins: dict[int, int]) -> list[list[int]]:
    grown = {number: list(group) for number, group in enumerate(clusters)}
    for number, target in sorted(joins.items()):
        grown[target].extend(grown.pop(number))
    return sorted(sorted(group) for group in grown.values())
