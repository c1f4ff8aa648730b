"""People of one name told apart by their work.

A full name of two words that many people bear, or one with initials only, stands for different people where articles
place it at different institutions, or once in an office of state and once at an institution. A rarer name is one person
wherever it turns up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.records import Kind
from pipeline.resolve.gazetteer import fold, read_rows
from pipeline.resolve.offices import is_state_office, office
from pipeline.resolve.units import BucketOf, Key
from pipeline.resolve.views import ArticleView, Local


@lru_cache(maxsize=1)
def _common_names() -> frozenset[str]:
    return frozenset(row[0] for row in read_rows("common_names.csv"))


@lru_cache(maxsize=100_000)
def is_common(name: str) -> bool:
    """Whether many people bear a name: two words with a common family name, or a family name with initials only."""
    parts = fold(name.replace(".", ". ")).split()
    whole = [part for part in parts if len(part) > 1]
    if len(whole) < 2:
        return len(parts) > 1
    return len(whole) == 2 and any(part in _common_names() for part in (whole[0], whole[-1]))


@dataclass
class _Person:
    """What is known of one bearer of a name."""

    works: set[int] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    state: bool = False
    home: str = ""

    def fits(self, other: _Person) -> bool:
        """Whether both can be one."""
        if self.works & other.works:
            return True
        if self.works and other.works:
            return False
        if self.offices and other.offices and not self.offices & other.offices:
            return self.state == other.state
        return self.state == other.state or not (self.works or other.works)

    def add(self, other: _Person) -> None:
        self.works |= other.works
        self.offices |= other.offices
        self.state |= other.state


def person_buckets(views: Sequence[ArticleView], institutions: Mapping[Key, int], names: Mapping[int, str]) -> BucketOf:
    """Buckets of people, given the resolved institutions and a name for each of them that does not depend on the
    order of articles.
    """
    people = _people(views, institutions)
    bearers: dict[str, list[Local]] = defaultdict(list)
    for view in views:
        for local in view.locals:
            if local.kind is Kind.PERSON:
                for key in local.full or local.short:
                    bearers[key].append(local)
    buckets: dict[tuple[Key, str], str] = {}
    for name, found in bearers.items():
        for local, bucket in zip(found, _split(name, found, people, names), strict=True):
            buckets[local.key, name] = bucket
    return lambda local, text: buckets.get((local.key, fold(text) or text), "")


def _people(views: Sequence[ArticleView], institutions: Mapping[Key, int]) -> dict[Key, _Person]:
    people: dict[Key, _Person] = defaultdict(_Person)
    for view in views:
        for holder in view.holders:
            person = people[view.article, holder.person]
            if holder.institution is not None and (view.article, holder.institution) in institutions:
                person.works.add(institutions[view.article, holder.institution])
            if holder.role:
                person.offices.add(office(holder.role))
                person.state |= is_state_office(holder.role)
        for local in view.locals:
            if local.kind is Kind.PERSON:
                people[local.key].home = view.home
    return people


def _split(name: str, bearers: Sequence[Local], people: Mapping[Key, _Person], names: Mapping[int, str]) -> list[str]:
    """A bucket for each bearer of a name, in order."""
    if len(name.split()) == 1:
        return [_lone_bucket(local, people[local.key], names) for local in bearers]
    if len(bearers) < 2 or not is_common(name):
        return ["" for _ in bearers]
    groups: list[tuple[_Person, list[int]]] = []
    order = sorted(range(len(bearers)), key=lambda n: (not people[bearers[n].key].works, bearers[n].key))
    for n in order:
        known = people[bearers[n].key]
        fitting = [g for g in groups if g[0].fits(known)]
        if fitting and (len(fitting) == 1 or not known.works):
            fitting[0][0].add(known)
            fitting[0][1].append(n)
        else:
            fresh = _Person()
            fresh.add(known)
            groups.append((fresh, [n]))
    if len(groups) == 1:
        return ["" for _ in bearers]
    buckets = ["" for _ in bearers]
    for person, members in groups:
        label = _label(person, names) or bearers[min(members)].article
        for n in members:
            buckets[n] = label
    return buckets


def _lone_bucket(local: Local, known: _Person, names: Mapping[int, str]) -> str:
    """A single name is one person within an institution, else in one office of a country, else in its article only."""
    if known.works:
        return _label(known, names)
    if known.offices and known.home:
        return f"{known.home} {min(known.offices)}"
    return local.article


def _label(person: _Person, names: Mapping[int, str]) -> str:
    places = sorted(names[work] for work in person.works if work in names)
    return places[0] if places else ("state" if person.state else "")
