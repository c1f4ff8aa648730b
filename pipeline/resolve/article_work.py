"""The work on one article: groups of its mentions that are one thing, joined step by step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from pipeline.records import AliasKind, ArticleFacts, Kind, Mention
from pipeline.resolve.blocking import candidate_pairs
from pipeline.resolve.gazetteer import countries_in, fold, spots
from pipeline.resolve.likeness import agree, one_name
from pipeline.resolve.local_groups import Groups
from pipeline.resolve.names import parse_name
from pipeline.resolve.offices import office
from pipeline.resolve.short_fit import distance
from pipeline.resolve.shortforms import is_acronym, is_body_beside, is_misprint, shortens
from pipeline.resolve.surroundings import countries, leading_country, place_behind

_LONG_ACRONYM = 4

Forbids = Callable[[Kind, str, str], bool]


class ArticleWork:
    """The work on one article; ``mentions`` are its institutions, people, places and programmes in text order."""

    def __init__(self, facts: ArticleFacts, mentions: tuple[Mention, ...], forbids: Forbids) -> None:
        self.facts = facts
        self.mentions = mentions
        self.number_of = {mention.mention_id: n for n, mention in enumerate(mentions)}
        self.keys = [fold(mention.name) or mention.name for mention in mentions]
        self.forbids = forbids
        self.pairs = set(self._stated_apart())
        self.groups = Groups(len(mentions), self._is_apart)
        self.short: set[int] = set()
        self.joins: list[tuple[int, int, str]] = []
        self.doubts: list[tuple[int, int, str]] = []
        self.offices: dict[int, set[str]] = defaultdict(set)
        for affiliation in facts.affiliations:
            for n in self.numbers([affiliation.person]):
                self.offices[n] |= {office(affiliation.role)} - {""}
        self.countries = countries(mentions)

    def numbers(self, mention_ids: Iterable[str]) -> list[int]:
        """Numbers of mentions; unknown ids are passed over."""
        return [self.number_of[mention_id] for mention_id in mention_ids if mention_id in self.number_of]

    def _stated_apart(self) -> Iterable[tuple[int, int]]:
        said = {frozenset((alias.mention_id, alias.other_id)) for alias in self.facts.aliases}
        for agreement in self.facts.agreements:
            for together in (self.numbers(agreement.parties), self.numbers(agreement.signatories)):
                yield from (
                    (a, b)
                    for a in together
                    for b in together
                    if a < b
                    and self.keys[a] != self.keys[b]
                    and frozenset((self.mentions[a].mention_id, self.mentions[b].mention_id)) not in said
                    and not self._reads_as_one(a, b)
                )
        for n, mention in enumerate(self.mentions):
            for whole in self.numbers([mention.part_of] if mention.part_of else []):
                if whole != n:
                    yield min(n, whole), max(n, whole)

    def _reads_as_one(self, a: int, b: int) -> bool:
        """Whether two parties are rather one party named twice: an acronym or short form, or another spelling elsewhere."""
        left, right = sorted(
            (self.mentions[a], self.mentions[b]), key=lambda mention: (len(mention.name), mention.name)
        )
        if left.kind is not right.kind:
            return False
        acronym = is_acronym(left.name) and left.kind is not Kind.PERSON
        if distance(left.kind, left.name, right.name, acronym=acronym) is not None:
            return True
        return left.sentence != right.sentence and agree(left.kind, left.name, right.name)

    def _is_apart(self, a: int, b: int) -> bool:
        left, right = self.mentions[a], self.mentions[b]
        if left.kind is not right.kind or (min(a, b), max(a, b)) in self.pairs:
            return True
        return self.forbids(left.kind, left.name, right.name)

    def _join(self, a: int, b: int, why: str) -> bool:
        """Make the groups of two mentions one; why is told of pairs with different names. ``False`` when kept apart."""
        new = self.groups.root(a) != self.groups.root(b) and self.keys[a] != self.keys[b]
        joined = self.groups.join(a, b)
        if joined and new:
            self.joins.append((a, b, why))
        return joined

    def join_same_names(self) -> None:
        """Mentions whose names read the same, and all names of one country."""
        first: dict[tuple[Kind, str], int] = {}
        for n, mention in enumerate(self.mentions):
            key = self.keys[n]
            if mention.kind is Kind.PLACE:
                known = spots(mention.name)
                key = f"country {known[0].country}" if known and known[0].kind == "country" else key
            self._join(first.setdefault((mention.kind, key), n), n, "same country")

    def join_aliases(self) -> None:
        """What the text says. Of a full name and its acronym or short form the latter leans on the former."""
        order = (AliasKind.DEFINITION, AliasKind.SHORT_FORM, AliasKind.APPOSITION)
        for alias in sorted(self.facts.aliases, key=lambda a: (order.index(a.kind), a.mention_id, a.other_id)):
            pair = self.numbers((alias.mention_id, alias.other_id))
            if (
                len(pair) == 2
                and self.mentions[pair[0]].kind is self.mentions[pair[1]].kind
                and self._join(pair[0], pair[1], alias.kind.value)
            ):
                self._mark_short(alias.kind, *pair)

    def _mark_short(self, kind: AliasKind, a: int, b: int) -> None:
        left, right = self.mentions[a].name, self.mentions[b].name
        if kind is AliasKind.APPOSITION or self.keys[a] == self.keys[b]:
            return
        if is_acronym(left) != is_acronym(right):
            self._lean(a if is_acronym(left) else b)
        elif kind is AliasKind.SHORT_FORM or shortens(
            self.mentions[a].kind, *sorted((left, right), key=lambda t: (len(t), t))
        ):
            self._lean(a if len(left) < len(right) else b)

    def _lean(self, n: int) -> None:
        kind, key = self.mentions[n].kind, self.keys[n]
        self.short |= {m for m, mention in enumerate(self.mentions) if mention.kind is kind and self.keys[m] == key}

    def join_short_forms(self) -> None:
        """Every name that fits exactly one longer name (one group of them) of the article; then acronyms that fit none find
        the one from which they differ by a misprint.
        """
        for kind in Kind:
            firsts = self._distinct(kind)
            acronyms = [n for n in firsts if is_acronym(self.mentions[n].name) and kind is not Kind.PERSON]
            for n in sorted(firsts, key=lambda m: (-len(self.keys[m]), m)):
                if n not in self.short:
                    self._join_longer(n, firsts, acronym=n in acronyms)
            for n in acronyms:
                if n not in self.short:
                    self._join_misprint(n, acronyms)

    def join_spellings(self) -> None:
        """Full names that are one name spelt twice; not if they stand in one sentence, or hold different offices."""
        beside = set(self.beside())
        for kind in (Kind.INSTITUTION, Kind.PERSON):
            firsts = [n for n in self._distinct(kind) if n not in self.short]
            names = [parse_name(kind, self.mentions[n].name) for n in firsts]
            for i, j in candidate_pairs(names):
                a, b = min(firsts[i], firsts[j]), max(firsts[i], firsts[j])
                apart = any(pair in beside for pair in self._same_named(a, b)) or self._other_offices(a, b)
                if not apart and one_name(kind, self.mentions[a].name, self.mentions[b].name):
                    self._join(a, b, "spelling")

    def _same_named(self, a: int, b: int) -> Iterator[tuple[int, int]]:
        for left in self.groups.members(a):
            yield from ((min(left, right), max(left, right)) for right in self.groups.members(b))

    def _other_offices(self, a: int, b: int) -> bool:
        """Whether two people hold offices of different names."""
        ours, theirs = ({role for n in self.groups.members(m) for role in self.offices.get(n, ())} for m in (a, b))
        return bool(ours and theirs and not ours & theirs)

    def _distinct(self, kind: Kind) -> list[int]:
        """The first mention of each distinct name of a kind."""
        seen: dict[str, int] = {}
        for n, mention in enumerate(self.mentions):
            if mention.kind is kind:
                seen.setdefault(self.keys[n], n)
        return list(seen.values())

    def _join_misprint(self, n: int, acronyms: list[int]) -> None:
        alike = [m for m in acronyms if m != n and is_misprint(self.mentions[m].name, self.mentions[n].name)]
        if len(alike) == 1:
            self._join(n, alike[0], "misprint")

    def _join_longer(self, n: int, firsts: list[int], *, acronym: bool) -> None:
        kind, text = self.mentions[n].kind, self.mentions[n].name
        found: dict[int, tuple[int, int]] = {}
        for m in firsts:
            long = self.mentions[m].name
            cost = distance(kind, text, long, acronym=acronym)
            if (
                self.groups.root(m) != self.groups.root(n)
                and cost is not None
                and not self._is_apart(n, m)
                and not self._introduced_abroad(n, m)
            ):
                root = self.groups.root(m)
                found[root] = min((cost, m), found.get(root, (cost, m)))
        if kind is Kind.INSTITUTION:
            found = self._without_bodies_beside(found)
        least = min((cost for cost, _ in found.values()), default=0)
        best = [m for cost, m in found.values() if cost == least]
        if len(best) == 1 and self._join(n, best[0], "short form"):
            self._lean(n)
        elif len(best) > 1:
            self.doubts += [(n, m, "short form") for m in sorted(best)]

    def _without_bodies_beside(self, found: dict[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
        """Candidates, by their groups, without those that are parts of others, or beside them."""
        names = {root: self.mentions[m].name for root, (_, m) in found.items()}
        return {
            root: fit
            for root, fit in found.items()
            if not any(is_body_beside(other, names[root]) for at, other in names.items() if at != root)
        }

    def _introduced_abroad(self, n: int, m: int) -> bool:
        """Whether a shorter name is introduced with a country of its own: "Prasad University in Delhi, India".

        The country of the article says little against the letters of a long acronym.
        """
        key = self.keys[n]
        said = {place_behind(self.mentions, at) for at, k in enumerate(self.keys) if k == key} - {""}
        if not said or self.mentions[n].kind is not Kind.INSTITUTION:
            return False
        theirs = set(countries_in(self.mentions[m].name))
        if not theirs and not (is_acronym(self.mentions[n].name) and len(key) >= _LONG_ACRONYM):
            theirs = {leading_country(self.countries)} - {""}
        return bool(theirs) and not said & theirs

    def definitions(self) -> dict[str, str]:
        """Acronym as written to the full name that it goes with in this article."""
        found: dict[str, str] = {}
        for n in sorted(self.short):
            text = self.mentions[n].name
            if is_acronym(text):
                full = [self.mentions[m].name for m in self.groups.members(n) if m not in self.short]
                if full:
                    found.setdefault(text, min(full, key=lambda t: (-len(t), t)))
        return found

    def keep_defined_apart(self) -> None:
        """Two full names with acronyms of their own are two things."""
        owns: dict[int, set[str]] = defaultdict(set)
        for n in sorted(self.short):
            if is_acronym(self.mentions[n].name):
                owns[self.groups.root(n)].add(self.keys[n])
        roots = sorted(root for root in owns if self.mentions[root].kind is not Kind.PERSON)
        self.pairs |= {(a, b) for a in roots for b in roots if a < b and not owns[a] & owns[b]}

    def keep_people_apart(self) -> None:
        """Two people named in one sentence are two."""
        for a, b in self.beside():
            if self.mentions[a].kind is Kind.PERSON:
                self.pairs.add((a, b))

    def beside(self) -> list[tuple[int, int]]:
        """Pairs of names of one kind, not one thing by now, that stand in one sentence."""
        sentences: dict[tuple[Kind, str], list[int]] = defaultdict(list)
        for n, mention in enumerate(self.mentions):
            if mention.kind in (Kind.PERSON, Kind.INSTITUTION):
                sentences[mention.kind, mention.sentence].append(n)
        pairs = {
            (min(a, b), max(a, b))
            for together in sentences.values()
            if len(together) <= 60  # a longer "sentence" is a table turned to text
            for a in together
            for b in together
            if self.groups.root(a) != self.groups.root(b) and a < b
        }
        return sorted(pairs)
