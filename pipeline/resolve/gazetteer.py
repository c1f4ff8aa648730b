"""Which country a text points to, and where a place lies: country names, demonyms and the cities of GeoNames.

Cities come from GeoNames (CC BY 4.0, :mod:`pipeline.resolve.city_index`), countries and demonyms from
``resources/countries.csv``.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from pipeline.resolve.city_index import city_index

_LONGEST_NAME = 6
_WORD = re.compile(r"\w[\w.’'ʻ`‘-]*")
_STATE_FORM = re.compile(
    r"^(?:the )?(?:\w+ )?(?:republic|kingdom|state|sultanate|federation|commonwealth|government|emirate) of (?:the )?",
    re.I,
)


class Sign(StrEnum):
    """What in a text points to a country."""

    COUNTRY = "country"
    DEMONYM = "demonym"
    CITY = "city"


@dataclass(frozen=True)
class Spot:
    """A known place: ``kind`` is "country", "region" or "city"; coordinates are degrees, "" when not known."""

    kind: str
    name: str
    country: str
    latitude: str = ""
    longitude: str = ""
    population: int = 0


class Pointer(NamedTuple):
    """``words`` of a text point to ``country``; ``position`` is the character at which they start."""

    country: str
    sign: Sign
    words: str
    position: int


@lru_cache(maxsize=400_000)
def fold(text: str) -> str:
    """Case, accents, apostrophes and punctuation taken off; single spaces between words."""
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = re.sub(r"[’'ʻʼ`‘´]", "", plain.casefold())
    return " ".join(re.findall(r"\w+", plain))


def read_rows(name: str) -> Iterator[list[str]]:
    """The rows of a CSV resource, without comments and header."""
    text = (resources.files("pipeline.resources") / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return iter(list(csv.reader(lines))[1:])


@lru_cache(maxsize=1)
def _countries() -> tuple[dict[str, Spot], dict[str, str], frozenset[str]]:
    """(folded name -> country, folded demonym -> code, names that must be written in capitals)."""
    names: dict[str, Spot] = {}
    demonyms: dict[str, str] = {}
    shouted: set[str] = set()
    for code, forms, peoples in read_rows("countries.csv"):
        usual = forms.split("|")[0]
        for form in forms.split("|"):
            names.setdefault(fold(form), Spot("country", usual, code))
            if len(form.replace(".", "")) <= 3:
                shouted.add(fold(form))
        for people in filter(None, peoples.split("|")):
            demonyms.setdefault(fold(people), code)
    for state in city_index().states:
        names.setdefault(fold(state), Spot("region", state, "US"))
    return names, demonyms, frozenset(shouted)


@lru_cache(maxsize=50_000)
def _cities(key: str) -> tuple[Spot, ...]:
    """The cities of a folded name, the most populous first."""
    found = city_index().cities_of(city_index().folded.get(key, ""))
    return tuple(Spot("city", one.name, one.country, one.latitude, one.longitude, one.population) for one in found)


# What a region counts for where cities are weighed by their population.
_POPULATION_OF_REGION = 1_000_000
# A name in capitals this short is rather an acronym or a word.
_SHORTEST_REGION = 4


@lru_cache(maxsize=1)
def _own_places() -> dict[str, tuple[Spot, ...]]:
    """The regions and cities of ``resources/places.csv`` by folded name.

    A city that GeoNames knows by one of its names stands under those that GeoNames lacks; of several the most populous.
    """
    found: dict[str, list[Spot]] = {}
    for name, kind, country, others in read_rows("places.csv"):
        if country == "XX" or kind == "country":
            continue
        forms = list(dict.fromkeys(fold(form) for form in (name, *others.split("|")) if form))
        known = [city for form in forms for city in _cities(form) if city.country == country and kind == "city"]
        spot = Spot(kind, name, country, population=_POPULATION_OF_REGION if kind == "region" else 0)
        spot = max(known, key=lambda city: city.population, default=spot)
        for form in forms:
            if spot not in _cities(form):
                found.setdefault(form, []).append(spot)
    return {form: tuple(places) for form, places in found.items()}


def country_name(code: str) -> str:
    """The usual English name of a country, the code itself when unknown."""
    return _names_by_code().get(code, code)


@lru_cache(maxsize=1)
def _names_by_code() -> dict[str, str]:
    return {spot.country: spot.name for spot in _countries()[0].values() if spot.kind == "country"}


@lru_cache(maxsize=50_000)
def spots(name: str) -> tuple[Spot, ...]:
    """The known places of that name: a country first, then regions, then cities, the most populous first."""
    countries, _, _ = _countries()
    key = fold(name)
    bare = fold(_STATE_FORM.sub("", name.strip()))
    country = countries.get(key) or countries.get(bare)
    own = _own_places().get(key, ())
    regions = tuple(spot for spot in own if spot.kind != "city")
    return ((country,) if country else ()) + regions + _cities(key) + tuple(spot for spot in own if spot.kind == "city")


@lru_cache(maxsize=50_000)
def pointers(text: str) -> tuple[Pointer, ...]:
    """The country names, demonyms and city names within a text, longest first at each place, left to right.

    Only capitalised words count. Of cities of one name the most populous is meant.
    """
    words = [(m.group().rstrip(".’'ʻ`‘-"), m.start()) for m in _WORD.finditer(text)]
    found: list[Pointer] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            phrase = " ".join(word for word, _ in words[at : at + size])
            hit = _point(phrase)
            if hit is not None:
                found.append(Pointer(hit[0], hit[1], phrase, words[at][1]))
                at += size
                break
        else:
            at += 1
    return tuple(found)


def _point(phrase: str) -> tuple[str, Sign] | None:
    if not phrase[0].isupper():
        return None
    countries, demonyms, shouted = _countries()
    key = fold(phrase)
    if key in shouted and phrase.replace(".", "").upper() != phrase.replace(".", ""):
        return None
    if key in countries:
        return countries[key].country, Sign.COUNTRY
    if key in demonyms:
        return demonyms[key], Sign.DEMONYM
    cities = _cities(key)
    acronym = phrase.isupper() and len(phrase) <= 5
    if cities and len(key) >= 3 and not acronym and key not in _not_cities():
        return cities[0].country, Sign.CITY
    regions = [spot for spot in _own_places().get(key, ()) if spot.kind == "region"]
    if regions and len(key) >= _SHORTEST_REGION and key not in _not_cities():
        return regions[0].country, Sign.CITY
    return None


@lru_cache(maxsize=1)
def _not_cities() -> frozenset[str]:
    """Words of institution names that are also names of cities (Normal, Illinois)."""
    return frozenset(row[0] for row in read_rows("not_cities.csv"))


def countries_in(text: str) -> tuple[str, ...]:
    """The distinct countries that a name points to, in order; names of countries and peoples outrank cities."""
    found = pointers(text)
    strong = [p.country for p in found if p.sign is not Sign.CITY]
    return tuple(dict.fromkeys(strong or [p.country for p in found]))
