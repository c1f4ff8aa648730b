"""Names that shorten a run of their words to an acronym and keep the rest: "NUST Pakistan", "GC University", "UPR Ponce".

Such a name joins the one cluster that holds a full name from which the letters can be written out and with which it then
agrees. As with acronyms alone, two that fit equally well mean "unsure".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.resolve.acronyms import is_small
from pipeline.resolve.institutions import acronym_key, is_acronym
from pipeline.resolve.names import Name, Part, Role
from pipeline.resolve.scoring import compare
from pipeline.resolve.scripts import plain

_LONGEST = 8
_MARGIN = 0.4
"""How much better (log-odds) than the second the best cluster must fit."""
_MOST = 200
"""Full names tried for one shortened name; letters that fit more say nothing."""


def letters_of(name: Name) -> str:
    """The letters that stand for words in a name that has other words as well, "" when there are none."""
    if len(name.parts) < 2 or name.acronym or name.text.isupper():
        return ""
    short = next((part for part in name.parts if _is_short(part)), None)
    return acronym_key(short.text) if short is not None else ""


def _is_short(part: Part) -> bool:
    return part.role in (Role.PROPER, Role.EPONYM) and len(part.text) <= _LONGEST and is_acronym(part.text)


def runs(name: Name) -> Iterator[tuple[str, int, int]]:
    """The initials of each run of two words or more, with the parts from and to which it goes."""
    heads = [_initials(part) for part in name.parts]
    for start in range(len(heads)):
        letters = ""
        for end in range(start, min(len(heads), start + _LONGEST)):
            letters += heads[end]
            if len(letters) > 1:
                yield letters, start, end + 1


def _initials(part: Part) -> str:
    words = plain(part.text).split()
    return "".join(word[0] for word in words if len(words) == 1 or not is_small(word))


def written_out(name: Name, full: Name) -> Iterator[Name]:
    """The ways to write out the letters in a name with words of a full one."""
    letters = letters_of(name)
    at = next((at for at, part in enumerate(name.parts) if _is_short(part)), None)
    if letters and at is not None:
        for found, start, end in runs(full):
            if found == letters:
                yield replace(name, parts=(*name.parts[:at], *full.parts[start:end], *name.parts[at + 1 :]))


def attach_shortened(names: Sequence[Name], clusters: list[list[int]]) -> list[list[int]]:
    """Put each cluster of shortened names to the one cluster of full names that fits best, when it is one alone."""
    letters = {number: found for number, group in enumerate(clusters) if (found := _common_letters(names, group))}
    wanted = set(letters.values())
    fitting: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, group in enumerate(clusters):
        if number in letters or not wanted:
            continue
        for at in group:
            for found in {run for run, _, _ in runs(names[at])} & wanted:
                fitting[found][number].append(at)
    joins: dict[int, int] = {}
    for number, found in sorted(letters.items()):
        target = _best(names, clusters[number], fitting.get(found, {}))
        if target is not None:
            joins[number] = target
    grown = {number: list(group) for number, group in enumerate(clusters)}
    for number, target in sorted(joins.items()):
        grown[target].extend(grown.pop(number))
    return sorted(sorted(group) for group in grown.values())


def _common_letters(names: Sequence[Name], group: Sequence[int]) -> str:
    """The letters of a cluster in which every name is shortened, those of its first name."""
    found = [letters_of(names[at]) for at in group]
    return found[0] if all(found) else ""


def _best(names: Sequence[Name], group: Sequence[int], fitting: dict[int, list[int]]) -> int | None:
    if sum(len(members) for members in fitting.values()) > _MOST:
        return None
    scored = []
    for number, members in sorted(fitting.items()):
        scores = [
            comparison.score
            for short in group
            for at in members
            for spelt in written_out(names[short], names[at])
            if not (comparison := compare(spelt, names[at])).vetoed
        ]
        if scores and max(scores) > 0:
            scored.append((max(scores), number))
    scored.sort(key=lambda one: (-one[0], one[1]))
    if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < _MARGIN):
        return None
    return scored[0][1]
