"""Which known places a name can stand for: countries in many languages, cities of GeoNames, and a table of our own.

A place is known by an id: ``c:TJ`` (country), ``g:1514879`` (GeoNames city), ``r:...`` (row of ``places.csv``).
Keys are :func:`place_key` forms, so case, diacritics, apostrophes and hyphens do not matter; scripts do, since the sources
list the names in each script.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources

from pipeline.resolve.city_index import city_index
from pipeline.resolve.scripts import loose, plain, transliterate

_SEPARATORS = re.compile(r"[\W_]+")
_SEPARATORS_BUT_BARS = re.compile(r"(?:[^\w|]|_)+")
_MOST_IDS = 6
_SHORT_NAME = 5


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


def stem_of(key: str) -> str:
    """The plain form of a place key of one word without its final vowels, "" for other scripts and short ones."""
    if " " in key or not (key.isascii() or "\u0400" <= key[0] <= "\u052f"):
        return ""
    stem = transliterate(key).rstrip("aeiouy")
    return stem if len(stem) >= 3 else ""


class PlaceBook:
    """Look-up of place ids by name.

    ``names[key]`` lists ids, most populous first; ``demonyms[key]`` the country of an adjective or people.
    """

    def __init__(self) -> None:
        cities = city_index()
        self.population: dict[str, int] = {f"g:{city.number}": city.population for city in cities.cities}
        self.country: dict[str, str] = {f"g:{city.number}": city.country for city in cities.cities}
        self.demonyms: dict[str, str] = {}
        # What this class adds to the cities: names of countries, and the rows of our own table.
        self._own: dict[str, set[str]] = defaultdict(set)
        self._own_main: dict[str, str] = {}
        self._read_countries(self._own)
        self._read_own(self._own)
        self.names = _Names(self._ids)
        self.han = frozenset(_east_asian(cities.sorted_names) + _east_asian(sorted(self._own)))
        self._own_stems: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._own.keys() - cities.names.keys()):
            self._own_stems[stem_of(key)].append(key)

    def main(self, key: str) -> str:
        """Id of the place that is usually called so, "" when none is."""
        found = city_index().cities_of(city_index().main.get(key, ""))
        return self._own_main.get(key) or (f"g:{found[0].number}" if found else "")

    def _city_ids(self, key: str) -> set[str]:
        return {f"g:{city.number}" for city in city_index().cities_of(city_index().names.get(key, ""))}

    def _ids(self, key: str) -> tuple[str, ...]:
        found = self._city_ids(key) | self._own.get(key, set()) if key else set()
        return tuple(found) if len(found) < 2 else self._ranked(key, found)

    def of_stem(self, stem: str) -> tuple[str, ...]:
        """Ids by a plain name without its final vowels: what is left when an adjective ending is taken off."""
        keys = city_index().stems.get(stem, "").split() + (self._own_stems.get(stem, []) if stem else [])
        found = {self.names[key][0] for key in keys}
        return tuple(sorted(found, key=lambda one: (-self.population[one], one))[:_MOST_IDS])

    def _ranked(self, key: str, found: set[str]) -> tuple[str, ...]:
        """Ids with one name: the place that is usually called so first, then by population."""
        main = self.main(key)
        return tuple(sorted(found, key=lambda one: (one != main, -self.population[one], one))[:_MOST_IDS])

    def _read_countries(self, ids: dict[str, set[str]]) -> None:
        usual = {place_key(name) for _, names, _ in read_table("countries.csv") for name in names.split("|")}
        usual |= {place_key(word) for word in read_words("kept_country_names.txt")}
        for code, names in read_table("country_names.csv"):
            place = f"c:{code}"
            self.population[place] = 10**10
            self.country[place] = code
            # A row at once: one by one, the thousands of names would take several times as long.
            for number, name in enumerate(_SEPARATORS_BUT_BARS.sub(" ", loose(names)).split("|")):
                key = name.strip()
                if number and key not in usual and self._is_town_elsewhere(key, code):
                    continue
                ids[key].add(place)
                self._own_main.setdefault(key, place)
        for code, names, peoples in read_table("countries.csv"):
            place = f"c:{code}"
            self.population[place] = 10**10
            self.country[place] = code
            for name in names.split("|"):
                if len(name) > 2:
                    ids[place_key(name)].add(place)
                    self._own_main.setdefault(place_key(name), place)
            for people in filter(None, peoples.split("|")):
                self.demonyms.setdefault(place_key(people), place)

    def _is_town_elsewhere(self, key: str, code: str) -> bool:
        """Does a town of another country go by this name: as its usual one, or, for a short name, as any?

        Some small languages have names of countries that are towns elsewhere ("Kota" for Qatar).
        """
        index = city_index()
        table = index.names if len(key) <= _SHORT_NAME else index.main
        return any(city.country != code for city in index.cities_of(table.get(key, "")))

    def _read_own(self, ids: dict[str, set[str]]) -> None:
        for name, kind, country, others in read_table("places.csv"):
            place = self._known(ids, name, kind, country) or f"r:{country}:{kind}:{place_key(name)}"
            self.population.setdefault(place, 500_000)
            self.country.setdefault(place, country)
            for other in (name, *others.split("|")):
                if other:
                    ids[place_key(other)].add(place)
                if other and (place[0] in "cr" or self._outgrows(place, place_key(other))):
                    self._own_main[place_key(other)] = place
            if kind != "city" or place[0] == "r":
                self._own_main[place_key(name)] = place

    def _outgrows(self, place: str, key: str) -> bool:
        """Is a place larger than the one that the name has stood for so far, if any?"""
        return self.population[place] > self.population.get(self.main(key), 0)

    def _known(self, ids: dict[str, set[str]], name: str, kind: str, country: str) -> str:
        """The id a row of our table adds names to: the most populous known city of that name and country."""
        if kind == "country":
            return f"c:{country}"
        if kind != "city":
            return ""
        known = self._city_ids(place_key(name)) | ids.get(place_key(name), set())
        found = [one for one in known if one[0] == "g" and self.country[one] == country]
        return max(found, key=lambda one: (self.population[one], one), default="")


class _Names:
    """Ids by place key, most populous first: a mapping whose values are worked out when they are asked for."""

    def __init__(self, ids: Callable[[str], tuple[str, ...]]) -> None:
        self._ids = lru_cache(maxsize=200_000)(ids)

    def __getitem__(self, key: str) -> tuple[str, ...]:
        return self._ids(key)

    def __contains__(self, key: str) -> bool:
        return bool(self._ids(key))


def _east_asian(keys: Sequence[str]) -> list[str]:
    """Those of two or more characters that begin with a Chinese or Korean one. The keys must be sorted."""
    ranges = (("\u4e00", "\ua000"), ("\uac00", "\ud7b0"))
    found = [key for first, end in ranges for key in keys[bisect_left(keys, first) : bisect_left(keys, end)]]
    return [key for key in found if len(key) > 1]


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
    found = book.names[key]
    if found:
        return found
    if key in book.demonyms:
        return (book.demonyms[key],)
    return ()


@lru_cache(maxsize=200_000)
def main_place(text: str) -> str:
    """Id of the place whose usual name a text is (not one of its other names), "" when there is none."""
    return placebook().main(place_key(text))


def _of_stem(stem: str, ending: str) -> tuple[str, ...]:
    """Places of a stem; a bare vowel is an ending only right behind a consonant ("Gdańska", not "Tsinghua")."""
    if stem[-1] in "aeiouy" and not ending.strip("aeiouy"):
        return ()
    return placebook().of_stem(stem.rstrip("aeiouy"))


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
            found = (book.demonyms[stem],) if stem in book.demonyms else _of_stem(stem, ending)
            if found:
                return found
    if len(word) >= 3 and _SLAVIC_ENDING.search(word):
        stem = _SLAVIC_ENDING.sub("", word)
        return book.of_stem(stem.rstrip("aeiouy")) if len(stem) >= 2 else ()
    return ()
