"""Rows of one cluster of names told apart by their contexts: homonyms in a list.

Each pair of rows gets log-odds: how telling its names are, plus what the contexts say for and against
(``resources/circumstances.toml``). A row whose context says nothing goes with the one group that has its name; where
none has, or several have, it stays apart, together with others that say nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.records import Kind
from pipeline.resolve.circumstances import Circumstances, fuller_name, place_countries, read_circumstances, table
from pipeline.resolve.clustering import cluster
from pipeline.resolve.distinctive_clues import country_of
from pipeline.resolve.entities import institution_type
from pipeline.resolve.names import Role, parse_name
from pipeline.resolve.namesakes import is_common
from pipeline.resolve.scoring import compare
from pipeline.resolve.scripts import script_of
from pipeline.resolve.units import GENERIC_TYPES, is_generic

Row = tuple[str, str]
"""Name and context."""
_MOST_SITUATIONS = 400


def split(kind: Kind, rows: Sequence[Row]) -> list[list[int]]:
    """Groups of row numbers, sorted inside and by first member; one group where no context contradicts another.

    The order of rows changes the numbers only.
    """
    if sum(bool(context.strip()) for _, context in rows) < 2:
        return [list(range(len(rows)))]
    bearers: dict[tuple[str, Circumstances], list[int]] = defaultdict(list)
    for number, (name, context) in enumerate(rows):
        bearers[name, _situation(kind, name, context)].append(number)
    keys = sorted(bearers, key=lambda key: (key[0], _sort_key(key[1])))
    telling = [key for key in keys if not key[1].silent]
    if len(telling) < 2 or len(telling) > _MOST_SITUATIONS:
        return [list(range(len(rows)))]
    links = [
        (i, j, _odds(kind, *telling[i], *telling[j])) for i in range(len(telling)) for j in range(i + 1, len(telling))
    ]
    found = cluster(len(telling), links, [(i, j) for i, j, odds in links if odds < 0])
    if len(found) == 1:
        return [list(range(len(rows)))]
    groups = [[n for at in group for n in bearers[telling[at]]] for group in found]
    homes: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(found):
        for at in group:
            homes[telling[at][0]].add(number)
    rest: list[int] = []
    for key in keys:
        if key[1].silent:
            (groups[min(homes[key[0]])] if len(homes[key[0]]) == 1 else rest).extend(bearers[key])
    return sorted(sorted(group) for group in [*groups, rest] if group)


def _sort_key(one: Circumstances) -> tuple[object, ...]:
    places = (sorted(one.countries), sorted(one.towns), sorted(one.told))
    return (*places, one.bodies, sorted(one.offices), one.words, one.state, one.namesake)


def _situation(kind: Kind, name: str, context: str) -> Circumstances:
    """What the context says; a place in a sentence is set aside where the name itself says otherwise."""
    said = read_circumstances(context)
    known = place_countries(name) if kind is Kind.PLACE else _own_countries(kind, name)
    return replace(said, told=frozenset()) if known and not said.told & known else said


def _own_countries(kind: Kind, name: str) -> frozenset[str]:
    if kind is Kind.PERSON:
        return frozenset()
    parts = parse_name(kind, name).of(Role.PLACE)
    return frozenset(country_of(part, place) for part in parts for place in part.places) - {"", "XX"}


@cache
def _weights(section: str, kind: str = "") -> Mapping[str, float]:
    found = table()[section]
    chosen = found[kind] if kind else found
    return {key: float(str(value)) for key, value in chosen.items()} if isinstance(chosen, dict) else {}


def _base(kind: Kind, name: str) -> str:
    """Which class of telling a name is of."""
    parsed = parse_name(kind, name)
    if kind is Kind.PLACE:
        countries = place_countries(name)
        return "unknown" if not countries else ("known" if len(countries) == 1 else "several")
    if kind is Kind.PERSON:
        whole = parsed.of(Role.GIVEN, Role.FAMILY, Role.PATRONYMIC)
        if parsed.of(Role.INITIAL) or len(whole) < 2:
            return "initials"
        return "long" if len(whole) > 2 else ("common" if is_common(name) else "two_words")
    if parsed.acronym:
        return "acronym"
    if is_generic(name):
        return "ministry" if institution_type(name) in GENERIC_TYPES else "general"
    return "placed" if parsed.of(Role.PLACE) else "bare"


def _odds(kind: Kind, name: str, said: Circumstances, other_name: str, other: Circumstances) -> float:
    base = _weights("base", kind.value)
    clue = _weights("clues")
    start = min(base[_base(kind, name)], base[_base(kind, other_name)])
    return start + sum(clue[key] for key in _clues(kind, name, said, other_name, other))


def _clues(kind: Kind, name: str, said: Circumstances, other_name: str, other: Circumstances) -> list[str]:
    found = _of_places(said, other)
    if kind is Kind.PERSON:
        found += _of_people(name, said, other_name, other)
    if said.namesake != other.namesake:
        found.append("namesake")
    if any(_agree(a, b) for a in said.bodies for b in other.bodies):
        found.append("same_body")
    elif said.bodies and other.bodies and kind is Kind.PERSON:
        found.append("other_body")
    return found


def _of_places(said: Circumstances, other: Circumstances) -> list[str]:
    ours, theirs = said.countries | said.told, other.countries | other.told
    if not ours or not theirs:
        return []
    if not ours & theirs:
        return ["other_country" if said.countries and other.countries else "told_elsewhere"]
    if said.towns & other.towns:
        return ["same_country", "same_town"]
    towns = [{one for one in circumstances.towns if one.startswith("g:")} for circumstances in (said, other)]
    return ["same_country", "other_town"] if all(towns) else ["same_country"]


def _of_people(name: str, said: Circumstances, other_name: str, other: Circumstances) -> list[str]:
    found: list[str] = []
    if said.offices and other.offices:
        differ = "other_office" if said.state == other.state else "other_calling"
        found.append("same_office" if said.offices & other.offices else differ)
    ours, theirs = fuller_name(name, said.words), fuller_name(other_name, other.words)
    if ours and theirs:
        found.append("fuller_same" if _same_fuller(ours, theirs) else "fuller_other")
    return found


def _same_fuller(left: str, right: str) -> bool:
    """Chinese names of one sound in other characters are two."""
    if script_of(left) == script_of(right) == "han":
        return left == right
    comparison = compare(parse_name(Kind.PERSON, left), parse_name(Kind.PERSON, right))
    return not comparison.vetoed and comparison.score > 0


def _agree(left: str, right: str) -> bool:
    return compare(parse_name(Kind.INSTITUTION, left), parse_name(Kind.INSTITUTION, right)).score > 0
