"""Ids that last: the entities of this run meet those of earlier ones.

An entity of this run is known again by its *keys*: its names, folded, each with the context that tells it from
namesakes. The registry holds, for every key, all ids that it ever belonged to, the earliest first. Pairs of an entity
and an id are ranked by how early the id comes in that list, then by the number of keys that say so (full names before
short forms), then by id, and taken one by one, each entity and each id once. As the *first* id of a key counts before
later ones, two entities that an article has merged get their own ids back when the article is gone: a run over the
same input gives the ids that an earlier run over it gave, whatever came between.

What no key knows again is looked for by name alone, where namesakes have come or gone and the context of the key has
changed with them: an article that both name, or one country, must then speak for it. The rest get ids from their
content; an id that was ever given to something else is not used again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Change, HeldName, IdChange, Kind, Registered, Registry
from pipeline.resolve.identity import numbered

Key = tuple[str, str, bool]
"""A folded name, its context, and whether it is a short form that no article of it spells out."""
Rank = tuple[int, int, int, bool, str]
Ranked = tuple[Rank, str, str]
# Articles of an entity that the registry remembers; being the first by id, a hash, they are a fair sample.
_ARTICLES_KEPT = 8
_KINDS = tuple(Kind)


@dataclass(frozen=True)
class Claim:
    """What an entity of this run is known again by. ``entity_id`` is the id made from its content."""

    entity_id: str
    kind: Kind
    name: str
    country: str
    keys: frozenset[Key]
    articles: frozenset[str]

    def names(self) -> frozenset[str]:
        """Full names, without context."""
        return frozenset(name for name, _, short in self.keys if not short)


def lasting_ids(claims: Sequence[Claim], registry: Registry) -> dict[str, str]:
    """For each id made from content the id to use, all distinct. The order of ``claims`` does not matter."""
    by_id = {claim.entity_id: claim for claim in claims}
    known = {one.entity_id: one for one in registry.entities}
    given: dict[str, str] = {}
    _take(_by_keys(by_id, registry), given)
    _take(_by_names(by_id, known, given), given)
    used = {*known, *given.values()}
    for own in sorted(by_id):
        if own not in given:
            given[own] = numbered("-".join(own.split("-")[:2]) if own in used else own, used)
    return given


def _take(ranked: Iterable[Ranked], given: dict[str, str]) -> None:
    """Give ids in the order of the ranks, as far as both sides are still free."""
    taken = set(given.values())
    for _, own, known in ranked:
        if own not in given and known not in taken:
            given[own] = known
            taken.add(known)


def _by_keys(claims: Mapping[str, Claim], registry: Registry) -> list[Ranked]:
    held: dict[tuple[Kind, Key], list[tuple[int, str]]] = defaultdict(list)
    for one in registry.entities:
        for name in one.names:
            held[one.kind, _key(name)].append((name.since, one.entity_id))
    places: dict[tuple[str, str], list[tuple[int, bool]]] = defaultdict(list)
    for own, claim in claims.items():
        for key in claim.keys:
            for place, (_, known) in enumerate(sorted(held.get((claim.kind, key), ()))):
                places[own, known].append((place, not key[2]))
    return sorted((_rank(found, own, known), own, known) for (own, known), found in places.items())


def _rank(found: Sequence[tuple[int, bool]], own: str, known: str) -> Rank:
    first = min(place for place, _ in found)
    full = [is_full for place, is_full in found if place == first]
    return first, -sum(full), -len(full), own != known, known


def _by_names(claims: Mapping[str, Claim], known: Mapping[str, Registered], given: Mapping[str, str]) -> list[Ranked]:
    taken = set(given.values())
    bearers: dict[tuple[Kind, str], list[Registered]] = defaultdict(list)
    for one in known.values():
        if one.entity_id not in taken:
            for name in sorted({held.name for held in one.names if not held.short}):
                bearers[one.kind, name].append(one)
    ranked: list[Ranked] = []
    for own in sorted(claims.keys() - given.keys()):
        claim = claims[own]
        shared = Counter(one.entity_id for name in claim.names() for one in bearers.get((claim.kind, name), ()))
        for entity_id, names in shared.items():
            one = known[entity_id]
            articles = len(claim.articles & set(one.articles))
            if articles or (claim.country and claim.country == one.country):
                ranked.append(((0, -articles, -names, own != entity_id, entity_id), own, entity_id))
    return sorted(ranked)


def _key(held: HeldName) -> Key:
    return held.name, held.context, held.short


def advanced(registry: Registry, claims: Sequence[Claim], ids: Mapping[str, str]) -> Registry:
    """The registry after a run in which the entities of ``claims`` got these ids; the same one if nothing changed."""
    run = registry.run + 1
    now = {ids[claim.entity_id]: claim for claim in claims}
    before = {one.entity_id: one for one in registry.entities}
    moves = _Moves(before, now)
    entities = [_present(entity_id, claim, before.get(entity_id), run) for entity_id, claim in now.items()]
    entities += [_absent(one, moves.successor(one), run) for one in registry.entities if one.entity_id not in now]
    entities.sort(key=lambda one: (_KINDS.index(one.kind), one.entity_id))
    if tuple(entities) == registry.entities:
        return registry
    changes = [change for one in entities for change in moves.changes(one, run)]
    return Registry(run=run, entities=tuple(entities), changes=(*registry.changes, *changes))


def _present(entity_id: str, claim: Claim, before: Registered | None, run: int) -> Registered:
    since = {_key(held): held.since for held in before.names} if before else {}
    left = [held for held in before.names if _key(held) not in claim.keys] if before else []
    names = [
        HeldName(name=name, context=context, short=short, since=since.get((name, context, short), run))
        for name, context, short in claim.keys
    ]
    names += [held if held.until else held.model_copy(update={"until": run}) for held in left]
    return Registered(
        entity_id=entity_id,
        kind=claim.kind,
        name=claim.name,
        country=claim.country,
        since=before.since if before else run,
        articles=tuple(sorted(claim.articles)[:_ARTICLES_KEPT]),
        names=tuple(sorted(names, key=_key)),
    )


def _absent(one: Registered, successor: str, run: int) -> Registered:
    if one.until:
        return one
    names = tuple(held if held.until else held.model_copy(update={"until": run}) for held in one.names)
    return one.model_copy(update={"until": run, "successor": successor, "names": names})


class _Moves:
    """Where the keys of the last run's entities have gone, and where those of this run's come from."""

    def __init__(self, before: Mapping[str, Registered], now: Mapping[str, Claim]) -> None:
        self._before = before
        self._now = now
        self._holder = {(claim.kind, key): entity_id for entity_id, claim in now.items() for key in claim.keys}
        self._held = {
            (one.kind, _key(held)): one.entity_id for one in before.values() for held in one.names if not held.until
        }

    def successor(self, one: Registered) -> str:
        """The entity that has most of the keys of one that is not there any more, "" when none has any."""
        return _most(self._holder.get((one.kind, _key(held)), "") for held in one.names if not held.until)

    def _origin(self, entity_id: str) -> str:
        """The entity, still there, that most keys of one that was not there before come from, "" when there is none."""
        claim = self._now[entity_id]
        found = (self._held.get((claim.kind, key), "") for key in claim.keys)
        return _most(one for one in found if one in self._now and one != entity_id)

    def changes(self, one: Registered, run: int) -> Iterable[IdChange]:
        """What happened to one id in this run."""
        old = self._before.get(one.entity_id)
        if one.until:
            if one.until == run:
                yield self._change(one, run, Change.MERGED if one.successor else Change.GONE, one.successor)
            return
        if old is None or old.until:
            origin = self._origin(one.entity_id)
            known_again = Change.RETURNED if old else Change.NEW
            yield self._change(one, run, Change.SPLIT if origin else known_again, origin)
        if old is not None and old.name != one.name:
            yield self._change(one, run, Change.RENAMED, "", old.name)

    def _change(self, one: Registered, run: int, change: Change, other_id: str, other_name: str = "") -> IdChange:
        return IdChange(
            run=run,
            change=change,
            kind=one.kind,
            entity_id=one.entity_id,
            name=one.name,
            other_id=other_id,
            other_name=self._now[other_id].name if other_id else other_name,
        )


def _most(ids: Iterable[str]) -> str:
    """The id that comes most often, the first of equals; "" does not count."""
    votes = Counter(one for one in ids if one)
    return min(votes, key=lambda one: (-votes[one], one)) if votes else ""
