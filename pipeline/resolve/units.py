"""Units of resolution: a name in one context group, never the bare string.

A full name is one unit for the whole run, unless it has namesakes: a general name ("Ministry of Education", "Faculty of
Law") is one unit for each country or parent, and any name is split where articles state different countries for it. A
name that an article knows only as a short form (a bare acronym, a surname) is a unit of that article's context, to be
attached later.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.records import Kind, MentionRef
from pipeline.resolve.entities import institution_type, most, world_body
from pipeline.resolve.gazetteer import countries_in, country_name, fold, pointers, spots
from pipeline.resolve.shortforms import UNIT_WORDS, is_acronym, word_role, words
from pipeline.resolve.views import ArticleView, Local
from pipeline.resolve.wordlists import word_list

Key = tuple[str, int]
GENERIC_TYPES = frozenset({"ministry", "government"})
"""Types of institution of which every country has its own."""
_WORLDLY = word_list("worldly")


@dataclass
class Unit:
    """A name in one context group, and the local entities that bear it.

    Attributes:
        bucket: what tells it from namesakes, "" for a name that has none.
        lone: a short form that no article of this unit spells out.
        stated / homes: countries stated for it, and home countries of its articles, with counts.
    """

    number: int
    kind: Kind
    name: str
    bucket: str
    lone: bool
    generic: bool
    locals: list[Local] = field(default_factory=list)
    stated: Counter[str] = field(default_factory=Counter)
    homes: Counter[str] = field(default_factory=Counter)
    acronyms: set[str] = field(default_factory=set)

    @property
    def compared_name(self) -> str:
        """The name as it is compared: a general name together with the country or the whole that it belongs to."""
        if not self.generic or not self.bucket:
            return self.name
        return f"{self.name} of {self.bucket[2:] if self.bucket.startswith('< ') else country_name(self.bucket)}"

    @property
    def key(self) -> tuple[str, str]:
        """Folded name and bucket: unique within a kind."""
        return fold(self.name) or self.name, self.bucket

    @property
    def first_mention(self) -> MentionRef:
        """The first mention, by article, that reads like the name; any first one where a reading stands for it."""
        key = self.key[0]
        first = min(
            ((fold(m.name) or m.name) != key, local.article, m.start_char, m.mention_id)
            for local in self.locals
            for m in local.mentions
        )
        return MentionRef(article_id=first[1], mention_id=first[3])


BucketOf = Callable[[Local, str], str]


def is_generic(name: str) -> bool:
    """A name that every country, or every university, may have one of: no proper word, no place, nothing worldwide."""
    parts = words(name)
    if pointers(name) or _WORLDLY & set(parts[:2]) or is_acronym(name) or world_body(name):
        return False
    if institution_type(name) in GENERIC_TYPES or (parts and parts[0] in UNIT_WORDS):
        return True
    return bool(parts) and all(word_role(word) is not None for word in parts)


def build_units(
    kind: Kind, views: Sequence[ArticleView], bucket_of: BucketOf
) -> tuple[list[Unit], dict[Key, list[int]]]:
    """Units of a kind in the order of their keys, and for each local entity the numbers of its units (the first is
    its main one).
    """
    found: dict[tuple[str, str, bool], Unit] = {}
    bearers: dict[Key, list[tuple[str, str, bool]]] = defaultdict(list)
    spelt: dict[tuple[str, str, bool], Counter[str]] = defaultdict(Counter)
    for article in views:
        for local in article.locals:
            if local.kind is not kind:
                continue
            lone = _is_lone(local)
            for key, text in sorted((local.full or local.short).items()):
                unit_key = (key, bucket_of(local, text), lone)
                unit = found.setdefault(unit_key, Unit(0, kind, text, unit_key[1], lone, _is_generic(kind, text)))
                spelt[unit_key][text] += 1
                bearers[local.key].append(unit_key)
                _note(unit, local, article)
    order = sorted(found)
    number = {key: n for n, key in enumerate(order)}
    units = [found[key] for key in order]
    for unit_key, unit in zip(order, units, strict=True):
        counts = spelt[unit_key]
        unit.number = number[unit_key]
        unit.name = min(counts, key=lambda text: (-counts[text], text))
    return units, {local: sorted({number[key] for key in keys}) for local, keys in bearers.items()}


def _is_lone(local: Local) -> bool:
    """Nothing but short forms: acronyms that no full name goes with, a person's one word."""
    if local.kind is Kind.PERSON:
        return all(len(key.split()) < 2 for key in local.full)
    if local.kind is Kind.PLACE:
        return False
    return all(is_acronym(text) for text in local.full.values())


def _is_generic(kind: Kind, name: str) -> bool:
    return kind is Kind.INSTITUTION and is_generic(name)


def _note(unit: Unit, local: Local, article: ArticleView) -> None:
    unit.locals.append(local)
    if local.country:
        unit.stated[local.country] += 1
    elif article.home:
        unit.homes[article.home] += 1
    unit.acronyms |= {key for key, text in local.short.items() if is_acronym(text)}


def institution_buckets(views: Sequence[ArticleView]) -> BucketOf:
    """General names by parent, else by country; other names by stated country where articles state different ones."""
    home = {article.article: article.home for article in views}
    parent = {
        (article.article, local.number): _parent_name(article, local) for article in views for local in article.locals
    }
    said = _stated(views, Kind.INSTITUTION)
    towns = _towns(views)

    def bucket(local: Local, text: str) -> str:
        if is_generic(text):
            return parent[local.key] or _country(local, text) or local.near or home[local.article]
        if world_body(text) or countries_in(text):
            return ""
        where = _of_several(said.get(fold(text) or text, Counter()), local, home[local.article])
        return _with_town(where or home[local.article], local, text, towns) if is_acronym(text) else where

    return bucket


def _of_several(countries: Counter[str], local: Local, home: str) -> str:
    """Of the countries that articles state for a name the one that this article means; "" when they state one at most."""
    if len(countries) < 2:
        return ""
    if local.country in countries:
        return local.country
    return home if home in countries else most(countries)


def _with_town(country: str, local: Local, text: str, towns: Mapping[str, set[str]]) -> str:
    """An acronym of which articles name different towns is one unit for each ("TSU in Tomsk", "TSU in Togliatti")."""
    several = len(towns.get(fold(text), ())) > 1
    return f"{country} {local.town}".strip() if several and local.town else country


def _towns(views: Iterable[ArticleView]) -> dict[str, set[str]]:
    """Folded acronym to the towns that articles name right behind it, where they do not spell it out."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in views:
        for local in article.locals:
            if local.kind is Kind.INSTITUTION and local.town and _is_lone(local):
                for key in local.full or local.short:
                    found[key].add(local.town)
    return found


def _country(local: Local, text: str) -> str:
    found = countries_in(text)
    return found[0] if len(found) == 1 else local.country


def _parent_name(article: ArticleView, local: Local) -> str:
    if local.parent is None:
        return ""
    whole = article.locals[local.parent]
    return "< " + min((whole.full or whole.short).values())


def _stated(views: Iterable[ArticleView], kind: Kind) -> dict[str, Counter[str]]:
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for article in views:
        for local in article.locals:
            if local.kind is kind and local.country:
                for key in local.full or local.short:
                    said[key][local.country] += 1
    return said


def place_buckets(views: Sequence[ArticleView]) -> BucketOf:
    """Of several places of one name, the one in a country that the article is about; a country has the bucket of its
    code.
    """
    countries = {article.article: article.countries for article in views}
    near = _places_near(views)

    def bucket(local: Local, text: str) -> str:
        known = spots(text)
        if not known:
            return local.country or near(local, text)
        if local.country:
            return local.country
        here = countries[local.article]
        codes = list(dict.fromkeys(spot.country for spot in known))
        if known[0].kind == "country":
            american = known[0].country == "GE" and here.get("US", 0) > here.get("GE", 0) - len(local.mentions)
            return "US" if american else known[0].country
        said = {code: here.get(code, 0.0) - (len(local.mentions) if code == codes[0] else 0) for code in codes}
        inside = [code for code in codes if said[code] > 0]
        return max(inside, key=lambda code: (said[code], -codes.index(code))) if inside else codes[0]

    return bucket


def _places_near(views: Sequence[ArticleView]) -> BucketOf:
    """For a place that the gazetteer does not know: the country that its sentences point to, where these differ."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for article in views:
        for local in article.locals:
            if local.kind is Kind.PLACE and (local.country or local.near):
                for key in local.full:
                    said[key][local.country or local.near] += 1

    def near(local: Local, text: str) -> str:
        countries = said[fold(text)] if fold(text) in said else Counter[str]()
        return (local.near or most(countries)) if len(countries) > 1 else ""

    return near


def no_buckets(local: Local, text: str) -> str:
    """Programmes are told apart by their names alone."""
    return ""
