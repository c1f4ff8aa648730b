"""Lists of distinct names with known clusters, as long as one likes, for measuring how resolution grows.

A list is the beginning of an endless stream of entities of a made-up world that has the towns of the gazetteer: institutions
(type, field, owner, place, number, private name, eponym) that are as thick in a town as its size lets expect, people of seven cultures
whose family names follow Zipf's law over tens of thousands of stems each, towns of the gazetteer with their other names, and villages.
So a longer list has more names in every town and more bearers of every family name, and also more towns and families, as real
lists do. Each entity comes in one to six spellings: order, translation, transliteration, script, acronym, eponym, initials, misprint.
A string that two entities would share goes to the first. Same size and seed, same list.
"""

from __future__ import annotations

import csv
import random
import tomllib
from bisect import bisect
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.resolve.city_index import City, city_index

_INSTITUTIONS, _PEOPLE = 0.48, 0.42
_SIZES = (1, 1, 2, 2, 2, 3, 3, 4, 5, 6)


class Named(NamedTuple):
    """One row of a list."""

    name: str
    kind: str
    country: str
    cluster: str


@cache
def words() -> dict[str, Any]:
    """The tables beside this file."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


class World:
    """Draws entities; everything comes from one seeded generator."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.cities = [city for city in city_index().cities if city.population > 0 and len(city.name) > 3]
        self._reach = list(accumulate(city.population**0.8 for city in self.cities))
        self._other_names = _names_of_cities()
        self._language = _by_country("countries", "en")
        self._culture = _by_country("cultures", "english")
        self._stems = {culture: self._make_stems(culture) for culture in words()["people"]}
        self._institutions: set[tuple[str, ...]] = set()

    def city(self) -> City:
        """A town, the larger the likelier."""
        return self.cities[bisect(self._reach, self.chance.random() * self._reach[-1])]

    def _pick(self, options: list[Any]) -> Any:
        return options[int(self.chance.random() * len(options))]

    def _make_stems(self, culture: str) -> list[str]:
        """Stems of family names, the commonest first."""
        table = words()["people"][culture]
        found = dict.fromkeys(name.lower() for name in table["given"])
        while len(found) < table["stems"]:
            found["".join(self._pick(table["syllables"]) for _ in range(self.chance.choice((2, 3, 3, 4))))] = None
        return list(found)

    # ---------------------------------------------------------------- institutions

    def institution(self) -> tuple[str, list[str]]:
        """Country and spellings of an institution that has not been drawn before."""
        table = words()
        while True:
            city = self.city()
            kind = self._pick(list(table["types"]))
            field = self._pick(list(table["fields"]))
            owner = self._pick(["", "", "state", "national"])
            proper = self._proper() if self.chance.random() < 0.3 else ""
            number = str(int(200 ** self.chance.random())) if kind in ("school", "hospital") and not proper else ""
            if self.chance.random() < 0.1:
                owner = field = ""
            key = (city.name, kind, field, proper, number)
            if key not in self._institutions:
                self._institutions.add(key)
                break
        eponym = self.person_of(city.country)[1][0] if not proper and self.chance.random() < 0.12 else ""
        chosen = {"place": city.name, "type": kind, "field": field, "owner": owner, "proper": proper, "number": number}
        return city.country, self._spellings_of_institution(chosen, eponym, self._language.get(city.country, "en"))

    def _proper(self) -> str:
        table = words()
        if self.chance.random() < 0.3:
            return str(self._pick(table["proper"]["words"]))
        return self._zipf(
            self._stems[self._pick([culture for culture in self._stems if self._stems[culture]])]
        ).capitalize()

    def _spellings_of_institution(self, chosen: dict[str, str], eponym: str, language: str) -> list[str]:
        orders = words()["orders"]["en"]
        first = self._written(chosen, "en", orders[0])
        swapped = {**chosen, "place": self._swapped(chosen["place"]), "proper": self._swapped(chosen["proper"])}
        ways = {
            "order": self._written(chosen, "en", self._pick(orders[1:])),
            "sound": self._written(swapped, "en", self._pick(orders)),
            "acronym": _initials(first),
            "misprint": self._misprinted(first),
        }
        if language != "en":
            ways["language"] = self._written(chosen, language, words()["orders"][language][0])
        if eponym:
            ways["eponym"] = words()["named_after"][language].format(n=ways.get("language", first), e=eponym)
        return self._cut([first, *self.chance.sample(list(ways.values()), len(ways))])

    def _written(self, chosen: dict[str, str], language: str, order: str) -> str:
        table = words()
        owner = table["owners"][chosen["owner"]][language] if chosen["owner"] else ""
        field = table["fields"][chosen["field"]][language] if chosen["field"] else ""
        kind = table["types"][chosen["type"]][language]
        place = chosen["place"]
        adjective = ""
        if language in ("ru", "tg"):
            place = cyrillic(place)
            adjective = place.rstrip("аеиоуыйяь") + "ский"
            if language == "ru" and kind[-1] in "ая":
                adjective, owner, field = (_feminine(word) for word in (adjective, owner, field))
        if not field:
            order = order.replace("{t} of {f}", "{t}")
        text = " ".join(order.format(p=place, pa=adjective, o=owner, f=field, t=kind).split())
        if chosen["number"]:
            text += f" No. {chosen['number']}" if language == "en" else f" №{chosen['number']}"
        if chosen["proper"]:
            text = f"{cyrillic(chosen['proper']) if language in ('ru', 'tg') else chosen['proper']} {text}"
        return text[0].upper() + text[1:]

    # ---------------------------------------------------------------- people

    def person(self) -> tuple[str, list[str]]:
        """Country and spellings of a person."""
        return self.person_of(self.city().country)

    def person_of(self, country: str) -> tuple[str, list[str]]:
        """A person of a country, the first spelling being given name and family name."""
        culture = self._culture.get(country, "english")
        table = words()["people"][culture]
        if culture == "chinese":
            family = self._zipf(table["families"])
            given = "".join(self._pick(table["syllables"]) for _ in range(self.chance.choice((1, 2, 2)))).capitalize()
            return country, self._cut([f"{family} {given}", f"{given} {family}", f"{family.upper()} {given}"])
        given = self._pick(table["given"])
        family = self._zipf(self._stems[culture])
        family = (family.rstrip("aeiou") + self._pick(table["endings"])).capitalize()
        middle = self._pick(table["given"])
        woman = given[-1] in "ae"
        if table["patronymic"]:
            family += "a" if woman and family[-1] in "vn" else ""
            middle = middle.rstrip("aeiouy") + ("ovna" if woman else "ovich")
        elif culture == "spanish":
            middle = (self._zipf(self._stems[culture]).rstrip("aeiou") + self._pick(table["endings"])).capitalize()
        plain = f"{given} {family}"
        ways = [f"{family} {given}", self._swapped(plain), self._misprinted(plain), f"{given[0]}. {family}"]
        if table["patronymic"]:
            ways += [
                f"{family} {given} {middle}",
                cyrillic(f"{family} {given} {middle}"),
                cyrillic(plain),
                f"{given} {middle} {family}",
            ]
        elif culture == "spanish":
            ways += [f"{given} {family} {middle}"]
        else:
            ways += [f"{given} {middle[0]}. {family}", plain.upper()]
        self.chance.shuffle(ways)
        return country, self._cut([plain, *ways])

    def _zipf(self, ranked: list[str]) -> str:
        return ranked[int((len(ranked) + 1) ** self.chance.random()) - 1]

    def _cut(self, spellings: list[str]) -> list[str]:
        return spellings[: self._pick(list(_SIZES))]

    # ---------------------------------------------------------------- places

    def place(self) -> tuple[str, list[str]]:
        """A town with its names in the gazetteer, or a village that no gazetteer knows."""
        if self.chance.random() < 0.5:
            number = int(self.chance.random() * len(self.cities))
            city = self.cities[number]
            others = self._other_names.get(city.number, [])
            others = self.chance.sample(others, min(len(others), 5))
            return city.country, self._cut([city.name, *others])
        table = words()["villages"]
        stem = "".join(self._pick(table["syllables"]) for _ in range(self.chance.choice((1, 2, 2, 3))))
        name = (stem + self._pick(table["endings"])).capitalize()
        return "", self._cut([name, cyrillic(name), self._swapped(name), self._misprinted(name)])

    # ---------------------------------------------------------------- spellings

    def _swapped(self, text: str) -> str:
        """One romanisation turned into another."""
        swaps = [(a, b) for a, b in words()["spellings"]["swaps"] if a in text[1:]]
        if not swaps:
            return text
        old, new = self._pick(swaps)
        return text[0] + text[1:].replace(old, new, 1)

    def _misprinted(self, text: str) -> str:
        """Two letters within a word swapped, or one left out."""
        at = [n for n in range(1, len(text) - 2) if text[n].islower() and text[n + 1].islower()]
        if not at:
            return text
        n = self._pick(at)
        return (
            text[:n] + text[n + 1] + text[n] + text[n + 2 :] if self.chance.random() < 0.5 else text[:n] + text[n + 1 :]
        )


def _initials(text: str) -> str:
    letters = "".join(word[0] for word in text.split() if word[0].isupper())
    return letters if len(letters) > 2 else text


def cyrillic(text: str) -> str:
    """Latin letters in Cyrillic ones, sound by sound."""
    out = text.lower()
    for old, new in words()["spellings"]["cyrillic"]:
        out = out.replace(old, new)
    return out.title()


def _feminine(word: str) -> str:
    return word[:-2] + "ая" if word.endswith(("ий", "ый")) else word


def _by_country(table: str, otherwise: str) -> dict[str, str]:
    return {code: name for name, codes in words()[table].items() for code in codes if name != otherwise}


def _names_of_cities() -> dict[str, list[str]]:
    """Other names of the towns, by their numbers; names that several towns have are left out."""
    found: dict[str, list[str]] = {}
    index = city_index()
    for name, positions in index.names.items():
        if positions.isdigit() and len(name) > 2:
            found.setdefault(index.cities[int(positions)].number, []).append(name.title())
    return found


def entities(seed: int) -> Iterator[tuple[str, str, list[str]]]:
    """Kind, country and spellings of one entity after the other, without end."""
    world = World(seed)
    while True:
        draw = world.chance.random()
        if draw < _INSTITUTIONS:
            yield ("institution", *world.institution())
        elif draw < _INSTITUTIONS + _PEOPLE:
            yield ("person", *world.person())
        else:
            yield ("place", *world.place())


def make_names(size: int, seed: int = 1) -> list[Named]:
    """``size`` distinct names (by kind) of as many entities as it takes."""
    taken: set[tuple[str, str]] = set()
    rows: list[Named] = []
    for number, (kind, country, spellings) in enumerate(entities(seed)):
        for name in dict.fromkeys(spellings):
            if (kind, name) not in taken and len(rows) < size:
                taken.add((kind, name))
                rows.append(Named(name, kind, country, f"e{number}"))
        if len(rows) >= size:
            return rows
    raise AssertionError("the stream has no end")


def write_names(path: Path, rows: list[Named]) -> None:
    """Write a list as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(Named._fields)
        writer.writerows(rows)
