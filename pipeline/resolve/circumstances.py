"""What the words beside a name in a list say of its bearer: where it is, at which body, in what office, what else it is called."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

from pipeline.records import Kind
from pipeline.resolve.entities import institution_type
from pipeline.resolve.gazetteer import fold, read_rows
from pipeline.resolve.names import Role, parse_name
from pipeline.resolve.offices import is_state_office, office
from pipeline.resolve.placebook import place_key, placebook, places_of
from pipeline.resolve.scripts import script_of

_SECTION = re.compile(r"(?:[^;.|/\n()]|\.(?! |$))+")
_WORD = re.compile(r"[^\W\d_]+(?:['’‘ʻʼ`´-][^\W\d_]+)*\.?")
_LONGEST_PLACE = 4
# Small words that may stand in a phrase that says where a thing is ("in the Rasht valley").
_LOCATING_WORDS = frozenset("in at of the near from formerly now valley region city town province district".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What one context says.

    Attributes:
        countries: ISO 3166 alpha-2; towns: ids of towns and regions (see ``placebook``), where its place is stated.
        told: countries of places in sentences, which may be no more than visited.
        bodies: institutions named; offices: offices and callings, each in one word (see ``offices``).
        words: further words in capitals or of Chinese characters, which may be more of a person's name.
        state: one of the offices is one of state, or a poet's; namesake: it says that the name has another bearer.
    """

    countries: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    bodies: tuple[str, ...] = ()
    offices: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    state: bool = False
    namesake: bool = False

    @property
    def silent(self) -> bool:
        """Nothing was understood."""
        return self == Circumstances()


@cache
def table() -> dict[str, dict[str, object]]:
    """``resources/circumstances.toml``."""
    return tomllib.loads((resources.files("pipeline.resources") / "circumstances.toml").read_text(encoding="utf-8"))


@cache
def _words(name: str) -> tuple[str, ...]:
    found = table()["words"][name]
    return tuple(fold(str(word)) for word in found) if isinstance(found, list) else ()


@cache
def _callings() -> frozenset[str]:
    """Offices and occupations, folded."""
    roles = tomllib.loads((resources.files("pipeline.resources") / "roles.toml").read_text(encoding="utf-8"))
    return frozenset(
        fold(noun) for section in roles.values() if isinstance(section, dict) for noun in section.get("nouns", ())
    )


@cache
def _not_places() -> frozenset[str]:
    return frozenset(row[0] for row in read_rows("not_cities.csv"))


@lru_cache(maxsize=100_000)
def read_circumstances(context: str) -> Circumstances:
    """Read a context: sections between semicolons and full stops, of phrases between commas."""
    sections = [_section(section) for section in _SECTION.findall(context) if section.strip()]
    stated = _settled([place for one in sections if one.locating for place in one.places])
    told = _settled([place for one in sections if not one.locating for place in one.places])
    phrases = [phrase for one in sections for phrase in one.phrases]
    callings = [calling for phrase in phrases if (calling := _calling(phrase))]
    return Circumstances(
        countries=_countries(stated),
        towns=frozenset(one for one in stated if not one.startswith("c:")),
        told=_countries(told),
        bodies=tuple(dict.fromkeys(body for one in sections for body in one.bodies)),
        offices=frozenset(map(office, callings)),
        words=tuple(word for one in sections for word in one.words),
        state=any(map(is_state_office, callings)),
        namesake=any(_says_namesake(phrase) for phrase in phrases),
    )


def _countries(ids: Iterable[str]) -> frozenset[str]:
    return frozenset(placebook().country.get(one, "XX") for one in ids) - {"XX"}


@dataclass(slots=True)
class _Section:
    """Its phrases that name no institution, those that do, places (ids of each), words in capitals that are none."""

    phrases: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    places: list[tuple[str, ...]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    locating: bool = True


def _section(text: str) -> _Section:
    found = _Section()
    for phrase in (" ".join(part.split()) for part in text.split(",")):
        if _is_body(phrase):
            found.bodies.append(phrase)
        elif phrase:
            words, places, whole = _places(phrase)
            found.phrases.append(phrase)
            found.places += places
            found.words += words
            found.locating &= whole
    found.locating &= bool(found.places)
    return found


def _is_body(phrase: str) -> bool:
    return len(phrase.split()) > 1 and phrase[0].isupper() and institution_type(phrase) != "other"


def _places(phrase: str) -> tuple[list[str], list[tuple[str, ...]], bool]:
    """Words in capitals that are no places; ids of each place; whether there is nothing but places in it."""
    words = _WORD.findall(phrase)
    rest: list[str] = []
    found: list[tuple[str, ...]] = []
    at = 0
    plain_words: list[str] = []
    while at < len(words):
        size, ids = _place_at(words, at)
        if ids:
            found.append(ids)
        elif words[at][0].isupper() or script_of(words[at]) == "han":
            rest.append(words[at])
        else:
            plain_words.append(fold(words[at]))
        at += size
    return rest, found, bool(found) and not rest and _LOCATING_WORDS.issuperset(plain_words)


def _place_at(words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]]:
    if words[at][0].islower():
        return 1, ()
    for size in range(min(_LONGEST_PLACE, len(words) - at), 0, -1):
        text = " ".join(words[at : at + size])
        ids = places_of(text) if len(text) > 2 and fold(text) not in _not_places() else ()
        if ids:
            return size, ids
    return 1, ()


def _settled(places: Sequence[tuple[str, ...]]) -> list[str]:
    """One id for each place: of several of one name, the one in a country that the context names otherwise."""
    country = placebook().country
    sure = {country[ids[0]] for ids in places if ids[0].startswith("c:") or len({country[i] for i in ids}) == 1}
    return [next((one for one in ids if country[one] in sure), ids[0]) for ids in places]


def _calling(phrase: str) -> str:
    """The office or occupation that a phrase begins or ends with, folded, "" when there is none."""
    words = fold(phrase).split()
    while words and words[0] in _words("articles"):
        words = words[1:]
    for size in range(min(3, len(words)), 0, -1):
        for part in (words[:size], words[-size:]):
            if " ".join(part) in _callings():
                return " ".join(part)
    return ""


def _says_namesake(phrase: str) -> bool:
    words = f" {fold(phrase)} "
    if any(f" {sign} " in words for sign in _words("namesake")):
        return True
    return any(words.startswith(f" {opener} {kin} ") for opener in _words("kin_openers") for kin in _words("kin"))


def place_countries(name: str) -> frozenset[str]:
    """The countries in which the gazetteer knows a place of that name."""
    country = placebook().country
    found = {country[one] for one in places_of(name)} - {"XX"}
    return frozenset(found | ({"US"} if place_key(name) in _american_states() else set()))


@cache
def _american_states() -> frozenset[str]:
    from pipeline.resolve.city_index import city_index

    return frozenset(map(place_key, city_index().states))


def fuller_name(name: str, words: Sequence[str]) -> str:
    """A person's name with what a context adds: initials written out, a patronymic, Chinese characters; "" when nothing."""
    han = [word for word in words if script_of(word) == "han" and 2 <= len(word) <= 4]
    if han:
        return han[0]
    unused = list(words)
    out = list(_written_out(name, unused))
    patronymics = [word for word in unused if parse_name(Kind.PERSON, f"X {word}").of(Role.PATRONYMIC)]
    full = " ".join([*out, *patronymics])
    return full if fold(full) != fold(name) else ""


def _written_out(name: str, unused: list[str]) -> Iterator[str]:
    for word in name.replace(".", ". ").split():
        bare = word.rstrip(".")
        longer = next((w for w in unused if len(w) > 2 and fold(w)[:1] == fold(bare)), "") if len(bare) == 1 else ""
        if longer:
            unused.remove(longer)
        yield longer or word
