"""Who holds which office where, who deals with whom, and who is mentioned together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.resolve.offices import is_head, is_state_office, office
from pipeline.resolve.views import ArticleView

Key = tuple[str, int]
Labels = Mapping[Key, int]
# An entity that more articles than this mention says little by standing in two of them.
_COMMON = 20


@dataclass
class Profile:
    """What the articles say of one candidate; people, institutions and slots are given by labels of the round before.

    Attributes:
        countries: stated, or said by the name; homes: what its articles are about.
        heads: people who lead it; staff: (person, office) of the others.
        offices: of a person, (institution, office) where that office has one holder; works: places of work;
            roles: (institution, office); callings: offices wherever held; state: one of them is an office of state.
        slots: (other parties, date) of deals in which it is the only party left.
    """

    articles: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    acronyms: set[str] = field(default_factory=set)
    heads: set[int] = field(default_factory=set)
    staff: set[tuple[int, str]] = field(default_factory=set)
    offices: set[tuple[int, str]] = field(default_factory=set)
    works: set[int] = field(default_factory=set)
    roles: set[tuple[int, str]] = field(default_factory=set)
    callings: set[str] = field(default_factory=set)
    state: bool = False
    slots: set[tuple[tuple[int, ...], str]] = field(default_factory=set)
    company: set[tuple[str, int]] = field(default_factory=set)


class Scene:
    """Who holds which office where, who deals with whom and who is mentioned together, in the labels of the round
    before.
    """

    def __init__(
        self, views: Sequence[ArticleView], people: Labels, institutions: Labels, names: Mapping[int, str]
    ) -> None:
        self.person_names = names
        self.profiles: dict[Key, Profile] = defaultdict(Profile)
        company: dict[str, set[tuple[str, int]]] = {}
        for view in views:
            self._read_holders(view, people, institutions)
            self._read_deals(view, institutions)
            company[view.article] = {
                (local.kind.value, label)
                for local in view.locals
                if (label := people.get(local.key, institutions.get(local.key))) is not None
            }
        spread = Counter(entity for found in company.values() for entity in found)
        self.company = {article: {e for e in found if 1 < spread[e] <= _COMMON} for article, found in company.items()}

    def _read_holders(self, view: ArticleView, people: Labels, institutions: Labels) -> None:
        for holder in view.holders:
            person = (view.article, holder.person)
            if holder.role:
                self.profiles[person].callings.add(office(holder.role))
                self.profiles[person].state |= is_state_office(holder.role)
            if holder.institution is None:
                continue
            place = (view.article, holder.institution)
            if person not in people or place not in institutions:
                continue
            who, where = people[person], institutions[place]
            if is_head(holder.role):
                self.profiles[place].heads.add(who)
                self.profiles[person].offices.add((where, office(holder.role)))
            elif holder.role:
                self.profiles[place].staff.add((who, office(holder.role)))
            self.profiles[person].works.add(where)
            if holder.role:
                self.profiles[person].roles.add((where, office(holder.role)))

    def _read_deals(self, view: ArticleView, institutions: Labels) -> None:
        slots: dict[tuple[tuple[int, ...], str], set[int]] = defaultdict(set)
        for date, parties in view.deals:
            known = {n: institutions[view.article, n] for n in parties if (view.article, n) in institutions}
            for n in known:
                others = tuple(sorted({label for m, label in known.items() if m != n}))
                if len(others) > 1 or (others and len(date) == 10):
                    slots[others, date if len(others) == 1 else ""].add(n)
        for slot, holders in slots.items():
            if len(holders) == 1:
                self.profiles[view.article, min(holders)].slots.add(slot)

    def profile(self, keys: Iterable[Key]) -> Profile:
        """The profiles of several local entities as one, without what depends on names."""
        whole = Profile()
        for key in keys:
            whole.articles.add(key[0])
            if key in self.profiles:
                part = self.profiles[key]
                for name in ("heads", "staff", "offices", "works", "roles", "callings", "slots"):
                    getattr(whole, name).update(getattr(part, name))
                whole.state |= part.state
            if len(whole.articles) <= _COMMON:
                whole.company |= self.company.get(key[0], set())
        return whole
