"""What the entity tables say of an entity beyond its names: type, country, city, name parts, coordinates."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from pipeline.records import Kind
from pipeline.resolve.gazetteer import Sign, Spot, countries_in, fold, pointers, read_rows, spots
from pipeline.resolve.names import Role, parse_name
from pipeline.resolve.register_records import ROR, Match
from pipeline.resolve.shortforms import is_acronym
from pipeline.resolve.wordlists import word_kinds, word_list

# Types whose country the article around them does not tell.
_WORLDLY = ("international organisation",)
_REGION_WORDS = word_kinds("place_kinds")
_CONTINENTS = word_list("world_regions")


@dataclass(frozen=True)
class Portrait:
    """What is known of an entity when its attributes are worked out.

    Attributes:
        name: the canonical name; ``spellings``: all names with their number of mentions.
        stated: countries stated by articles, with counts; ``guessed``: the home countries of its articles.
        honorifics: of a person, with counts.
        parent: entity id of the institution it is part of.
        match: the entry of a register that it is linked to.
    """

    kind: Kind
    name: str
    spellings: Mapping[str, int]
    stated: Mapping[str, int]
    guessed: Mapping[str, int]
    honorifics: Mapping[str, int]
    parent: str = ""
    parent_country: str = ""
    generic: bool = False
    match: Match | None = None


@dataclass(frozen=True)
class Body:
    """A body of the world known by its acronym."""

    acronym: str
    name: str
    type: str
    country: str


def attributes(portrait: Portrait) -> dict[str, str]:
    """The further columns of the entity's table; an unknown value is ""."""
    if portrait.kind is Kind.INSTITUTION:
        return _institution(portrait)
    if portrait.kind is Kind.PERSON:
        return _person(portrait)
    if portrait.kind is Kind.PLACE:
        return _place(portrait)
    return {"acronym": _acronym(portrait)}


def _institution(portrait: Portrait) -> dict[str, str]:
    names = [portrait.name, *sorted(portrait.spellings, key=lambda n: (-portrait.spellings[n], n))]
    body = next((b for name in names if (b := world_body(name)) is not None), None)
    kind = body.type if body else next((t for name in names if (t := institution_type(name)) != "other"), "other")
    entry = portrait.match
    country = body.country if body else (institution_country(portrait, kind) or (entry.country if entry else ""))
    return {
        "type": kind,
        "acronym": _acronym(portrait) or (body.acronym if body else ""),
        "country": country,
        "city": _city(names, country) or (entry.city if entry and entry.country == country else ""),
        "parent_id": portrait.parent,
        **entry_cells(portrait.match),
    }


def entry_cells(match: Match | None) -> dict[str, str]:
    """The columns of a table that speak of an entry of a register."""
    if match is None:
        return {"ror_id": "", "register": "", "register_id": "", "register_probability": ""}
    return {
        "ror_id": match.id if match.register == ROR else "",
        "register": match.register,
        "register_id": match.id,
        "register_probability": str(match.probability),
    }


def institution_country(portrait: Portrait, kind: str) -> str:
    """By the name, else as stated, else the parent's, else, for what is no international body, the home country of
    its articles.
    """
    in_names = Counter[str]()
    for name, count in portrait.spellings.items():
        found = countries_in(name)
        by_city = all(p.sign is Sign.CITY for p in pointers(name))
        if by_city:
            found = _countries_of_cities(name, portrait.guessed) or found
        if len(found) == 1 or (found and kind == "embassy"):
            in_names[found[0]] += count * (1 if by_city else 3)
    for votes in (in_names, portrait.stated):
        if votes:
            return most(votes)
    if portrait.parent_country:
        return portrait.parent_country
    if kind in _WORLDLY or _is_worldly(portrait.name) or len(countries_in(portrait.name)) > 1:
        return ""
    return most(portrait.guessed) if portrait.generic or len(portrait.guessed) == 1 else ""


def _countries_of_cities(name: str, homes: Mapping[str, int]) -> tuple[str, ...]:
    """Of several cities of one name, those in a country that the articles are about."""
    codes = {spot.country for p in pointers(name) for spot in spots(p.words) if spot.country in homes}
    return (most({code: homes[code] for code in codes}),) if codes else ()


def _is_worldly(name: str) -> bool:
    first = fold(name).split()[:3]
    return bool(word_list("worldly") & set(first)) or "nations" in first or "union" in first


def most(votes: Mapping[str, int]) -> str:
    """The value with most votes, the first in the alphabet among equals; "" without votes."""
    return min(votes, key=lambda value: (-votes[value], value)) if votes else ""


def _acronym(portrait: Portrait) -> str:
    found = {name: count for name, count in portrait.spellings.items() if is_acronym(name)}
    return most(found)


def _city(names: Sequence[str], country: str) -> str:
    for name in names:
        for pointer in pointers(name):
            known = [s for s in spots(pointer.words) if s.kind == "city" and s.country in (country, "")]
            if pointer.sign is Sign.CITY and known:
                return known[0].name
    return ""


def _person(portrait: Portrait) -> dict[str, str]:
    parsed = parse_name(Kind.PERSON, portrait.name)
    family = [part.text for part in parsed.of(Role.FAMILY)]
    given = [part.text for part in parsed.of(Role.GIVEN, Role.INITIAL, Role.PATRONYMIC)]
    if not family:
        words = portrait.name.split()
        family, given = words[-1:], words[:-1]
    return {
        "given_names": " ".join(given),
        "family_name": " ".join(family),
        "honorific": most(portrait.honorifics),
    }


def _place(portrait: Portrait) -> dict[str, str]:
    names = [portrait.name, *sorted(portrait.spellings, key=lambda n: (-portrait.spellings[n], n))]
    country = most(portrait.stated)
    spot = next((s for name in names if (s := _spot(name, country)) is not None), None)
    word = next((_REGION_WORDS[w] for w in reversed(fold(portrait.name).split()) if w in _REGION_WORDS), "")
    is_continent = fold(portrait.name).split()[-1:] != [] and fold(portrait.name).split()[-1] in _CONTINENTS
    if spot is None or (is_continent and spot.kind != "country"):
        kind = "world region" if is_continent else word
        return {"type": kind or "other", "country": country, "latitude": "", "longitude": ""}
    kind = word if word and spot.kind != "country" else spot.kind
    return {"type": kind, "country": spot.country, "latitude": spot.latitude, "longitude": spot.longitude}


def _spot(name: str, country: str) -> Spot | None:
    known = spots(name)
    if not known:
        bare = " ".join(word for word in name.split() if fold(word) not in _REGION_WORDS)
        known = spots(bare) if bare else ()
    inside = [spot for spot in known if spot.country == country]
    return inside[0] if inside else (known[0] if known and not country else None)


@lru_cache(maxsize=1)
def _type_words() -> tuple[dict[tuple[str, ...], str], frozenset[str], int]:
    text = (resources.files("pipeline.resources") / "institution_types.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    phrases = {tuple(fold(phrase).split()): kind for kind, found in table["types"].items() for phrase in found}
    return phrases, frozenset(table["head_ends"]), max(len(phrase) for phrase in phrases)


@lru_cache(maxsize=50_000)
def institution_type(name: str) -> str:
    """The type that the head of a name speaks of, ``other`` when it speaks of none."""
    phrases, ends, longest = _type_words()
    words = fold(name).split()
    head = next((n for n, word in enumerate(words) if n and word in ends), len(words))
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(words):
        size = next((s for s in range(min(longest, len(words) - at), 0, -1) if tuple(words[at : at + s]) in phrases), 0)
        if size:
            found.append((at, size, phrases[tuple(words[at : at + size])]))
        at += size or 1
    inside = [kind for start, _, kind in found if start < head]
    return inside[-1] if inside else (found[0][2] if found else "other")


@lru_cache(maxsize=1)
def _bodies() -> dict[str, Body]:
    """By acronym as written, and by folded name."""
    table: dict[str, Body] = {}
    for acronym, names, kind, country in read_rows("world_bodies.csv"):
        body = Body(acronym, names.split("|")[0], kind, country)
        table[acronym] = body
        table.update((fold(name), body) for name in names.split("|"))
    return table


def world_body(name: str) -> Body | None:
    """The body that a bare acronym or full name stands for, by a short list of bodies that texts do not spell out."""
    return _bodies().get(name) or _bodies().get(fold(name))
