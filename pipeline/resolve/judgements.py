"""A person's decisions brought to bear on the names of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.records import Entity, Kind, Mention, Registry, Resolution, Ruling
from pipeline.resolve.decided_pairs import DecidedPair, Meant, Ref, decided_pairs
from pipeline.resolve.decision import Action, Decision, contradiction, is_entity_id, name_key
from pipeline.resolve.decisions import Decisions
from pipeline.resolve.units import Unit


class Judgements:
    """Decisions by what they speak of; remembers which of them found something to decide."""

    def __init__(self, decisions: Decisions, meant: Mapping[str, Meant] | None = None) -> None:
        self._decisions = decisions
        self._meant = meant or {}
        self._used: set[int] = set()
        self._forbidden: dict[str, set[tuple[Kind, str, str]]] = defaultdict(set)
        self._by_name: dict[tuple[Action, Kind, str], list[Decision]] = defaultdict(list)
        self._by_mention: dict[tuple[Action, Kind, Ref], list[Decision]] = defaultdict(list)
        for item in decisions.of(Action.DIFFERENT):
            self._forbid(item)
        for item in decisions.of(Action.DROP, Action.RENAME, Action.TYPE, Action.COUNTRY):
            what = self._what(item.left)
            for ref in what.mentions:
                self._by_mention[item.action, item.kind, ref].append(item)
            for name in () if what.mentions else what.names:
                self._by_name[item.action, item.kind, name].append(item)

    @property
    def by_id(self) -> bool:
        """Whether a decision speaks of an entity id."""
        return any(is_entity_id(cell) for item in self._decisions.items for cell in item.cells())

    def without_ids(self) -> Judgements:
        """Only the decisions that speak of names."""
        named = [item for item in self._decisions.items if not any(is_entity_id(cell) for cell in item.cells())]
        return Judgements(Decisions(items=tuple(named)))

    def with_ids(self, resolution: Resolution, registry: Registry) -> Judgements:
        """The same decisions, ids read as the mentions that the entity has without them.

        An id that the run does not give without them is read as the names under which the registry knows it last.
        """
        meant = {
            one.entity_id: Meant(frozenset(held.name for held in one.names if held.until == one.until))
            for one in registry.entities
        }
        for entity in resolution.entities:
            names = frozenset(name_key(name) for name in (entity.name, *entity.aliases))
            meant[entity.entity_id] = Meant(names, frozenset((m.article_id, m.mention_id) for m in entity.mentions))
        return Judgements(self._decisions, meant)

    def _what(self, cell: str) -> Meant:
        if is_entity_id(cell):
            return self._meant.get(cell, Meant(frozenset()))
        return Meant(frozenset([name_key(cell)]))

    def _forbid(self, item: Decision) -> None:
        """Pairs of names that no article may make one, also over what other decisions make one with them."""
        for left in map(self._what, self._decisions.one_with(item.kind, item.left)):
            for right in map(self._what, self._decisions.one_with(item.kind, item.right)):
                pairs = {(item.kind, a, b) for a in left.names for b in right.names if a != b}
                pairs |= {(kind, b, a) for kind, a, b in pairs}
                for article in _both(left.articles(), right.articles()):
                    self._forbidden[article] |= pairs

    def within(self, article: str) -> tuple[Callable[[Kind, str, str], bool], Callable[[Mention], bool]]:
        """For one article: whether two names of a kind are never one entity, and whether a mention is left out."""
        forbidden = self._forbidden.get("", set()) | self._forbidden.get(article, set())

        def forbids(kind: Kind, left: str, right: str) -> bool:
            return bool(forbidden) and (kind, name_key(left), name_key(right)) in forbidden

        def drops(mention: Mention) -> bool:
            found = self._speaking_of(Action.DROP, mention.kind, [mention.text], [(article, mention.mention_id)])
            self._used |= {item.line for item in found}
            return bool(found)

        return forbids, drops

    def _speaking_of(self, action: Action, kind: Kind, names: Iterable[str], mentions: Iterable[Ref]) -> list[Decision]:
        """The decisions of one action about an entity with these spellings and mentions, in the order of the file."""
        found: dict[int, Decision] = {}
        if self._by_name:
            for name in names:
                found.update((i.line, i) for i in self._by_name.get((action, kind, name_key(name)), ()))
        if self._by_mention:
            for ref in mentions:
                found.update((i.line, i) for i in self._by_mention.get((action, kind, ref), ()))
        return [found[line] for line in sorted(found)]

    def pairs(self, kind: Kind, units: Sequence[Unit]) -> list[DecidedPair]:
        """Units that must be one, and that must not."""
        items = [item for item in self._decisions.of(Action.SAME, Action.DIFFERENT) if item.kind is kind]
        found = decided_pairs(items, units, self._what) if items else {}
        self._used |= {item.line for item in items if item.line in found}
        return [pair for item in items for pair in found.get(item.line, ())]

    def value(self, action: Action, kind: Kind, names: Iterable[str], mentions: Iterable[Ref]) -> str:
        """What was decided for an entity with these spellings and mentions, "" when nothing was.

        Raises:
            DecisionsError: two lines decide it differently.
        """
        found = self._speaking_of(action, kind, names, mentions)
        for other in found[1:]:
            if other.right != found[0].right:
                raise contradiction([found[0], other], "the two are one entity in this run")
        self._used |= {item.line for item in found}
        return found[0].right if found else ""

    def rulings(self, entities: Iterable[Entity]) -> tuple[Ruling, ...]:
        """What became of each decision."""
        if not self._decisions.items:
            return ()
        by_name: dict[tuple[Kind, str], list[str]] = defaultdict(list)
        by_mention: dict[Ref, str] = {}
        for entity in entities:
            for name in {name_key(name) for name in (entity.name, *entity.aliases)}:
                by_name[entity.kind, name].append(entity.entity_id)
            by_mention.update(((ref.article_id, ref.mention_id), entity.entity_id) for ref in entity.mentions)

        def ids(kind: Kind, cell: str) -> list[str]:
            what = self._what(cell)
            if what.mentions:
                return sorted({by_mention[ref] for ref in what.mentions if ref in by_mention})
            return sorted({entity_id for name in what.names for entity_id in by_name.get((kind, name), ())})

        return tuple(
            Ruling(
                **item.model_dump(exclude={"action"}),
                action=item.action.value,
                applied=item.line in self._used,
                entity_ids=tuple(dict.fromkeys(one for cell in item.cells() for one in ids(item.kind, cell))),
            )
            for item in self._decisions.items
        )


def _both(left: frozenset[str] | None, right: frozenset[str] | None) -> Iterable[str]:
    """The articles that both sides speak of; "" stands for all."""
    if left is None or right is None:
        return [""] if left is right else (left or right or ())
    return left & right
