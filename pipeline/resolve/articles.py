"""One article's entities: which of its mentions are one thing, by what the article itself says.

Mentions are joined when their names read the same, when the text says so (definition, apposition, short form), and when
a short form fits exactly one full name of the article. The parties of one agreement, its signatories, a part and its
whole, and names defined with different acronyms are kept apart, whatever their names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.records import AliasKind, ArticleFacts, Kind, Mention
from pipeline.resolve.abbreviations import abbreviated, abbreviates_abroad, contracts, expand, without_brackets
from pipeline.resolve.blocking import candidate_pairs
from pipeline.resolve.gazetteer import Sign, countries_in, fold, pointers, spots
from pipeline.resolve.likeness import one_name
from pipeline.resolve.names import parse_name
from pipeline.resolve.offices import office
from pipeline.resolve.shortforms import abbreviates, is_acronym, is_misprint, shortens, words

Forbids = Callable[[Kind, str, str], bool]


@dataclass(frozen=True)
class Holder:
    """A person holds a role, at an institution or not said where: numbers of local entities."""

    person: int
    institution: int | None
    role: str


@dataclass(frozen=True)
class Local:
    """One entity as one article has it.

    Attributes:
        full: names that stand on their own, folded name to its commonest spelling, sorted.
        short: acronyms and short forms that lean on the full ones (or stand alone when ``full`` is empty), likewise.
        full_texts: the full names as they stand in the text; in ``full`` brackets are taken out and inner acronyms
        spelt out.
        country: stated by the mention, or by a place right behind it; "" otherwise.
        near: the country that its sentences point to most, "" when none or two alike.
        parent: number of the institution of which it is a part.
    """

    article: str
    number: int
    kind: Kind
    mentions: tuple[Mention, ...]
    full: dict[str, str]
    short: dict[str, str]
    full_texts: frozenset[str] = frozenset()
    country: str = ""
    near: str = ""
    parent: int | None = None

    @property
    def key(self) -> tuple[str, int]:
        """Article and number: unique in the run."""
        return self.article, self.number


@dataclass(frozen=True)
class ArticleView:
    """One article's entities and what it says of them. Numbers index ``locals``.

    Attributes:
        apart: pairs that are never one; side_by_side: pairs of full names in one sentence.
        deals: date and parties of each agreement.
        countries: how often the article points to each country.
    """

    article: str
    locals: tuple[Local, ...]
    apart: frozenset[tuple[int, int]]
    side_by_side: frozenset[tuple[int, int]]
    holders: tuple[Holder, ...]
    deals: tuple[tuple[str, frozenset[int]], ...]
    countries: dict[str, float] = field(default_factory=dict)

    @cached_property
    def home(self) -> str:
        """The country that the article points to most; "" when none does, or two do alike."""
        return _home(self.countries)


def _home(countries: dict[str, float]) -> str:
    ranked = sorted(countries.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


class _Groups:
    """Union-find over mention numbers that honours pairs kept apart."""

    def __init__(self, size: int, apart: Callable[[int, int], bool]) -> None:
        self._parent = list(range(size))
        self._members = {n: [n] for n in range(size)}
        self._apart = apart

    def root(self, n: int) -> int:
        while self._parent[n] != n:
            n = self._parent[n]
        return n

    def members(self, n: int) -> list[int]:
        return self._members[self.root(n)]

    def join(self, left: int, right: int) -> bool:
        left, right = sorted((self.root(left), self.root(right)))
        if left == right:
            return True
        if any(self._apart(a, b) for a in self._members[left] for b in self._members[right]):
            return False
        self._parent[right] = left
        self._members[left] += self._members.pop(right)
        return True

    def roots(self) -> list[int]:
        return sorted(self._members)


class _Article:
    """The work on one article; ``mentions`` are its institutions, people, places and programmes in text order."""

    def __init__(self, facts: ArticleFacts, mentions: tuple[Mention, ...], forbids: Forbids) -> None:
        self.facts = facts
        self.mentions = mentions
        self.number_of = {mention.mention_id: n for n, mention in enumerate(mentions)}
        self.keys = [fold(mention.text) or mention.text for mention in mentions]
        self._forbids = forbids
        self._pairs = set(self._stated_apart())
        self.groups = _Groups(len(mentions), self._is_apart)
        self.short: set[int] = set()
        self.offices: dict[int, set[str]] = defaultdict(set)
        for affiliation in facts.affiliations:
            for n in self.numbers([affiliation.person]):
                self.offices[n] |= {office(affiliation.role)} - {""}
        self.countries = _countries(self)

    def numbers(self, mention_ids: Iterable[str]) -> list[int]:
        return [self.number_of[mention_id] for mention_id in mention_ids if mention_id in self.number_of]

    def _stated_apart(self) -> Iterable[tuple[int, int]]:
        for agreement in self.facts.agreements:
            for together in (self.numbers(agreement.parties), self.numbers(agreement.signatories)):
                yield from ((a, b) for a in together for b in together if a < b and self.keys[a] != self.keys[b])
        for n, mention in enumerate(self.mentions):
            for whole in self.numbers([mention.part_of] if mention.part_of else []):
                if whole != n:
                    yield min(n, whole), max(n, whole)

    def _is_apart(self, a: int, b: int) -> bool:
        left, right = self.mentions[a], self.mentions[b]
        if left.kind is not right.kind or (min(a, b), max(a, b)) in self._pairs:
            return True
        return self._forbids(left.kind, left.text, right.text)

    def join_same_names(self) -> None:
        first: dict[tuple[Kind, str], int] = {}
        for n, mention in enumerate(self.mentions):
            key = self.keys[n]
            if mention.kind is Kind.PLACE:
                known = spots(mention.text)
                key = f"country {known[0].country}" if known and known[0].kind == "country" else key
            self.groups.join(first.setdefault((mention.kind, key), n), n)

    def join_aliases(self) -> None:
        """What the text says. Of a full name and its acronym or short form the latter leans on the former."""
        order = (AliasKind.DEFINITION, AliasKind.SHORT_FORM, AliasKind.APPOSITION)
        for alias in sorted(self.facts.aliases, key=lambda a: (order.index(a.kind), a.mention_id, a.other_id)):
            pair = self.numbers((alias.mention_id, alias.other_id))
            if (
                len(pair) == 2
                and self.mentions[pair[0]].kind is self.mentions[pair[1]].kind
                and self.groups.join(*pair)
            ):
                self._mark_short(alias.kind, *pair)

    def _mark_short(self, kind: AliasKind, a: int, b: int) -> None:
        left, right = self.mentions[a].text, self.mentions[b].text
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
        """Every name that fits exactly one longer name (one group of them) of the article; short ones first find
        short ones.
        """
        for kind in Kind:
            firsts = self._distinct(kind)
            acronyms = [n for n in firsts if is_acronym(self.mentions[n].text) and kind is not Kind.PERSON]
            for n in acronyms:
                self._join_misprint(n, acronyms)
            for n in sorted(firsts, key=lambda m: (-len(self.keys[m]), m)):
                if n not in self.short:
                    self._join_longer(n, firsts, acronym=n in acronyms)

    def join_spellings(self) -> None:
        """Full names that are one name spelt twice; not if they stand in one sentence, or hold different offices."""
        beside = set(self.beside())
        for kind in (Kind.INSTITUTION, Kind.PERSON):
            firsts = [n for n in self._distinct(kind) if n not in self.short]
            names = [parse_name(kind, self.mentions[n].text) for n in firsts]
            for i, j in candidate_pairs(names):
                a, b = min(firsts[i], firsts[j]), max(firsts[i], firsts[j])
                apart = any(pair in beside for pair in self._same_named(a, b)) or self._other_offices(a, b)
                if not apart and one_name(kind, self.mentions[a].text, self.mentions[b].text):
                    self.groups.join(a, b)

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
        alike = [m for m in acronyms if m != n and is_misprint(self.mentions[m].text, self.mentions[n].text)]
        if len(alike) == 1:
            self.groups.join(n, alike[0])

    def _join_longer(self, n: int, firsts: list[int], *, acronym: bool) -> None:
        kind, text = self.mentions[n].kind, self.mentions[n].text
        found: dict[int, int] = {}
        for m in firsts:
            long = self.mentions[m].text
            cost = self._cost(kind, text, long, acronym=acronym)
            if (
                self.groups.root(m) != self.groups.root(n)
                and cost is not None
                and not self._is_apart(n, m)
                and not self._introduced_abroad(n, m)
            ):
                root = self.groups.root(m)
                found[root] = min(cost, found.get(root, cost))
        best = [root for root, cost in found.items() if cost == min(found.values())]
        if len(best) == 1 and self.groups.join(n, best[0]):
            self._lean(n)

    def _introduced_abroad(self, n: int, m: int) -> bool:
        """Whether a shorter name is introduced with a country of its own: "Nazrul University in Asansol, India"."""
        key = self.keys[n]
        said = {
            _place_behind(self, mention) for mention, k in zip(self.mentions, self.keys, strict=True) if k == key
        } - {""}
        if not said or self.mentions[n].kind is not Kind.INSTITUTION:
            return False
        theirs = set(countries_in(self.mentions[m].text)) or {_home(self.countries)} - {""}
        return bool(theirs) and not said & theirs

    @staticmethod
    def _cost(kind: Kind, short: str, long: str, *, acronym: bool) -> int | None:
        """How far a short form is from a long one, ``None`` when it cannot stand for it."""
        if acronym:
            if fold(short) in fold(long).split():
                return 0
            skipped = abbreviates(short, long)
            return skipped if skipped is not None else (9 if abbreviates_abroad(short, long) else None)
        if shortens(kind, short, long):
            return 0 if set(words(short)) <= set(words(long)) else 1
        if kind is Kind.INSTITUTION and (abbreviated(short, long) or contracts(short, long)):
            return 1
        return None

    def definitions(self) -> dict[str, str]:
        """Acronym as written to the full name that it goes with in this article."""
        found: dict[str, str] = {}
        for n in sorted(self.short):
            text = self.mentions[n].text
            if is_acronym(text):
                full = [self.mentions[m].text for m in self.groups.members(n) if m not in self.short]
                if full:
                    found.setdefault(text, min(full, key=lambda t: (-len(t), t)))
        return found

    def keep_defined_apart(self) -> None:
        """Two full names with acronyms of their own are two things."""
        owns: dict[int, set[str]] = defaultdict(set)
        for n in sorted(self.short):
            if is_acronym(self.mentions[n].text):
                owns[self.groups.root(n)].add(self.keys[n])
        roots = sorted(root for root in owns if self.mentions[root].kind is not Kind.PERSON)
        self._pairs |= {(a, b) for a in roots for b in roots if a < b and not owns[a] & owns[b]}

    def keep_people_apart(self) -> None:
        """Two people named in one sentence are two."""
        for a, b in self.beside():
            if self.mentions[a].kind is Kind.PERSON:
                self._pairs.add((a, b))

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


def view(facts: ArticleFacts, forbids: Forbids, dropped: Callable[[Mention], bool]) -> ArticleView:
    """Make the view of one article.

    Args:
        forbids: whether a person's decision keeps two names of a kind apart.
        dropped: mentions that a person's decision leaves out.
    """
    mentions = tuple(
        m for m in sorted(facts.mentions, key=lambda m: (m.start_char, -m.end_char, m.mention_id)) if not dropped(m)
    )
    work = _Article(facts, mentions, forbids)
    work.join_same_names()
    work.join_aliases()
    work.keep_defined_apart()
    work.join_spellings()
    work.join_short_forms()
    work.keep_defined_apart()
    work.keep_people_apart()
    return _build(work)


def _build(work: _Article) -> ArticleView:
    roots = work.groups.roots()
    number = {n: at for at, root in enumerate(roots) for n in work.groups.members(root)}
    definitions = work.definitions()
    found = tuple(
        _local(work, at, sorted(work.groups.members(root)), number, definitions) for at, root in enumerate(roots)
    )
    pairs = {(number[a], number[b]) for a, b in work._pairs if number[a] != number[b]}
    beside = {(number[a], number[b]) for a, b in work.beside()}
    holders = []
    for affiliation in work.facts.affiliations:
        person, place = work.numbers([affiliation.person]), work.numbers([affiliation.institution])
        if person:
            holders.append(Holder(number[person[0]], number[place[0]] if place else None, affiliation.role))
    deals = tuple((a.date, frozenset(number[n] for n in work.numbers(a.parties))) for a in work.facts.agreements)
    return ArticleView(
        article=work.facts.article_id,
        locals=found,
        apart=frozenset((min(p), max(p)) for p in pairs),
        side_by_side=frozenset((min(p), max(p)) for p in beside),
        holders=tuple(
            sorted(holders, key=lambda h: (h.person, -1 if h.institution is None else h.institution, h.role))
        ),
        deals=deals,
        countries=work.countries,
    )


def _local(work: _Article, at: int, members: list[int], number: dict[int, int], definitions: dict[str, str]) -> Local:
    mentions = tuple(work.mentions[n] for n in members)
    parents = [
        number[whole] for m in mentions if m.part_of for whole in work.numbers([m.part_of]) if number[whole] != at
    ]
    return Local(
        article=work.facts.article_id,
        number=at,
        kind=mentions[0].kind,
        mentions=mentions,
        full=_spellings([r for n in members if n not in work.short for r in _readings(work.mentions[n], definitions)]),
        short=_spellings([work.mentions[n].text for n in members if n in work.short]),
        full_texts=frozenset(work.mentions[n].text for n in members if n not in work.short),
        country=_stated_country(work, mentions),
        near=_near_country(mentions),
        parent=parents[0] if parents else None,
    )


def _readings(mention: Mention, definitions: dict[str, str]) -> list[str]:
    """The names under which a full name is compared: brackets taken out and read as another name, inner acronyms
    spelt out.
    """
    if mention.kind is not Kind.INSTITUTION:
        return [mention.text]
    bare, inside = without_brackets(mention.text)
    others = [name for name in inside if len(name.split()) > 1 and mention.text.endswith(")")]
    return [expand(bare, definitions), *others]


def _spellings(texts: list[str]) -> dict[str, str]:
    counts = Counter((fold(text) or text, text) for text in texts)
    ranked = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    spelt: dict[str, str] = {}
    for (key, text), _ in ranked:
        spelt.setdefault(key, text)
    return spelt


def _stated_country(work: _Article, mentions: tuple[Mention, ...]) -> str:
    """By the mention itself, else by a place right behind it: "X University in Tajikistan", "Y (Switzerland)"."""
    said = Counter(m.country for m in mentions if m.country)
    if not said and mentions[0].kind is not Kind.PLACE:
        said = Counter(code for m in mentions if (code := _place_behind(work, m)))
    return min(said, key=lambda code: (-said[code], code)) if said else ""


def _near_country(mentions: tuple[Mention, ...]) -> str:
    counts: dict[str, float] = defaultdict(float)
    for sentence in sorted({m.sentence for m in mentions}):
        for code in sorted({p.country for p in pointers(sentence) if p.sign is not Sign.CITY}):
            counts[code] += 1.0
        for code in sorted({p.country for p in pointers(sentence) if p.sign is Sign.CITY}):
            counts[code] += 0.5
    return _home(counts)


def _place_behind(work: _Article, mention: Mention) -> str:
    at = work.number_of[mention.mention_id]
    for other in work.mentions[at + 1 : at + 3]:
        gap = other.start_char - mention.end_char
        if other.kind is not Kind.PLACE or not 1 <= gap <= 9 or other.sentence != mention.sentence:
            continue
        start = other.sentence.find(mention.text) + len(mention.text)
        between = other.sentence[start : start + gap].strip()
        if between in (",", "(", "in", "of", "from", "in the", "of the", ", in"):
            known = spots(other.text)
            return known[0].country if known else ""
    return ""


def _countries(work: _Article) -> dict[str, float]:
    """How often the article points to each country: by places, by the names of institutions, by demonyms in its
    sentences.
    """
    counts: dict[str, float] = defaultdict(float)
    for mention in work.mentions:
        if mention.kind is Kind.PLACE:
            known = spots(mention.text)
            if known and (
                known[0].kind == "country" or known[0].population >= 100_000 or len({s.country for s in known}) == 1
            ):
                counts[known[0].country] += 1.0
        elif mention.kind is Kind.INSTITUTION:
            for pointer in pointers(mention.text):
                counts[pointer.country] += 0.5 if pointer.sign is Sign.CITY else 1.0
        if mention.country:
            counts[mention.country] += 1.0
    for sentence in sorted({mention.sentence for mention in work.mentions}):
        for pointer in pointers(sentence):
            if pointer.sign is not Sign.CITY:
                counts[pointer.country] += 0.25
    return dict(sorted(counts.items()))
