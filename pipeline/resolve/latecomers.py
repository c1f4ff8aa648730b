"""Acronyms join a cluster of full names only when exactly one fits: two that fit equally well mean "unsure"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.resolve.acronyms import (
    BEGINNINGS,
    acronym_forms,
    content_initials,
    segment_initials,
    segment_strength,
)
from pipeline.resolve.letters import reading, reading_keys, waiting_key
from pipeline.resolve.names import Name

_SHORTEST = 3
_SHORTEST_LOOSE = 4
_MARGIN = 0.12
"""How much better than the second an acronym read freely must fit."""
_FREELY = 0.8
"""What a free reading counts, beside the forms that custom makes."""
_CROWDED = 8
"""Acronyms under one key beyond which a free reading would fit several of them, and is not tried."""
_MOST_BY_INITIALS = 400
"""Full names with the initials of an acronym that are tried; initials that more of them have say nothing."""


@dataclass(slots=True)
class _Waiting:
    """The acronyms that have no full name yet, and what could be theirs: cluster numbers with strengths."""

    by_form: dict[str, dict[int, float]] = field(default_factory=dict)
    by_initials: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    by_key: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def attach_acronyms(names: Sequence[Name], clusters: list[list[int]]) -> list[list[int]]:
    """Put each cluster of acronyms to the one cluster of full names that fits best, when it is one alone."""
    lone = [number for number, group in enumerate(clusters) if all(names[at].acronym for at in group)]
    if not lone:
        return clusters
    waiting = _waiting([names[clusters[number][0]] for number in lone])
    for number, group in enumerate(clusters):
        for at in group:
            if not names[at].acronym:
                _index(names[at], at, number, waiting)
    joins: dict[int, int] = {}
    for number in lone:
        acronym = names[clusters[number][0]]
        fitting = dict(waiting.by_form[acronym.acronym])
        by_initials = waiting.by_initials.get(segment_initials(acronym), {})
        crowded = sum(map(len, by_initials.values())) > _MOST_BY_INITIALS
        for other, members in () if crowded else by_initials.items():
            strength = max(segment_strength(acronym, names[at]) for at in members)
            fitting[other] = max(strength, fitting.get(other, 0.0))
        target = _only_best(acronym, fitting)
        if target is not None:
            joins[number] = target
    return _joined(clusters, joins)


def _waiting(acronyms: Sequence[Name]) -> _Waiting:
    found = _Waiting()
    for name in acronyms:
        found.by_form[name.acronym] = {}
        if segment_initials(name):
            found.by_initials[segment_initials(name)] = {}
    for letters in sorted(found.by_form):
        if len(letters) >= _SHORTEST:
            found.by_key[waiting_key(letters)].append(letters)
    return found


def _index(name: Name, at: int, number: int, waiting: _Waiting) -> None:
    """Note which of the acronyms that wait a full name could have."""
    for form, strength in (*acronym_forms(name).items(), *_free_readings(name, waiting)):
        fitting = waiting.by_form.get(form)
        if fitting is not None:
            fitting[number] = max(strength, fitting.get(number, 0.0))
    for initials in set(content_initials(name)):
        if initials in waiting.by_initials:
            waiting.by_initials[initials].setdefault(number, []).append(at)


def _free_readings(name: Name, waiting: _Waiting) -> Iterator[tuple[str, float]]:
    for key in sorted(reading_keys(name) & waiting.by_key.keys()):
        acronyms = waiting.by_key[key]
        if len(acronyms) <= _CROWDED:
            for letters in acronyms:
                strength = reading(letters, name)
                if strength:
                    yield letters, _FREELY * strength


def _only_best(acronym: Name, fitting: dict[int, float]) -> int | None:
    """The one cluster an acronym stands for, None when there is none or more than one."""
    ranked = sorted(fitting.items(), key=lambda item: (-item[1], item[0]))
    letters = len(acronym.acronym)
    if not ranked or letters < _SHORTEST or (ranked[0][1] <= BEGINNINGS and letters < _SHORTEST_LOOSE):
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < (_MARGIN if ranked[0][1] < 0.85 else 1e-9):
        return None
    return ranked[0][0]


def _joined(clusters: list[list[int]], joins: dict[int, int]) -> list[list[int]]:
    grown = {number: list(group) for number, group in enumerate(clusters)}
    for number, target in sorted(joins.items()):
        grown[target].extend(grown.pop(number))
    return sorted(sorted(group) for group in grown.values())
