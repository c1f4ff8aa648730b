"""A person's decisions brought to bear on the names of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.records import Kind, Mention, Resolution
from pipeline.resolve.decisions import Action, Decision, Decisions, is_entity_id, name_key
from pipeline.resolve.units import Unit


class Judgements:
    """Decisions by folded name; remembers which of them found something to decide."""

    def __init__(self, decisions: Decisions, names_of: dict[str, tuple[str, ...]] | None = None) -> None:
        self._decisions = decisions
        self._names_of = names_of or {}
        self._used: set[int] = set()
        self._forbidden: set[tuple[Kind, str, str]] = set()
        self._dropped: dict[tuple[Kind, str], Decision] = {}
        for item in decisions.of(Action.DIFFERENT):
            for left in self._names(item.left):
                for right in self._names(item.right):
                    self._forbidden |= {(item.kind, left, right), (item.kind, right, left)}
        for item in decisions.of(Action.DROP):
            self._dropped.update(((item.kind, name), item) for name in self._names(item.left))

    @property
    def by_id(self) -> bool:
        """Whether a decision speaks of an entity id."""
        return any(is_entity_id(cell) for item in self._decisions.items for cell in (item.left, item.right))

    def without_ids(self) -> Judgements:
        """Only the decisions that speak of names."""
        named = [i for i in self._decisions.items if not is_entity_id(i.left) and not is_entity_id(i.right)]
        return Judgements(Decisions(items=tuple(named)))

    def with_names(self, resolution: Resolution) -> Judgements:
        """The same decisions, ids read as all the names that the entity has without them."""
        names = {e.entity_id: tuple(sorted({name_key(n) for n in (e.name, *e.aliases)})) for e in resolution.entities}
        return Judgements(self._decisions, names)

    def _names(self, cell: str) -> tuple[str, ...]:
        if is_entity_id(cell):
            return self._names_of.get(cell, ())
        return (name_key(cell),)

    def forbids(self, kind: Kind, left: str, right: str) -> bool:
        """Whether two names are never one entity."""
        return bool(self._forbidden) and (kind, name_key(left), name_key(right)) in self._forbidden

    def drops(self, mention: Mention) -> bool:
        """Whether a mention is left out."""
        item = self._dropped.get((mention.kind, name_key(mention.text))) if self._dropped else None
        if item is not None:
            self._used.add(item.line)
        return item is not None

    def pairs(self, kind: Kind, units: Sequence[Unit]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Unit numbers that must be one, and that must not."""
        by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            for local in unit.locals:
                for key in (*local.full, *local.short):
                    if unit not in by_name[key]:
                        by_name[key].append(unit)
        same: set[tuple[int, int]] = set()
        different: set[tuple[int, int]] = set()
        for item in self._decisions.of(Action.SAME, Action.DIFFERENT):
            if item.kind is not kind:
                continue
            left = [unit for name in self._names(item.left) for unit in by_name.get(name, ())]
            right = [unit for name in self._names(item.right) for unit in by_name.get(name, ())]
            if left and right:
                self._used.add(item.line)
            found = _same_pairs(left, right) if item.action is Action.SAME else _all_pairs(left, right)
            (same if item.action is Action.SAME else different).update(found)
        return sorted(same), sorted(different)

    def value(self, action: Action, kind: Kind, names: Iterable[str]) -> str:
        """What was decided for an entity of these names, "" when nothing was; the earliest line wins."""
        keys = {name_key(name) for name in names}
        for item in self._decisions.of(action):
            if item.kind is kind and keys & set(self._names(item.left)):
                self._used.add(item.line)
                return item.right
        return ""

    def stale(self) -> tuple[str, ...]:
        """The decisions that found nothing to decide in this run, as one line each."""
        return tuple(str(item) for item in self._decisions.items if item.line not in self._used)


def _all_pairs(left: Iterable[Unit], right: Sequence[Unit]) -> set[tuple[int, int]]:
    return {(min(a.number, b.number), max(a.number, b.number)) for a in left for b in right if a.number != b.number}


def _same_pairs(left: Sequence[Unit], right: Sequence[Unit]) -> set[tuple[int, int]]:
    """Of namesakes in several countries only those of one country are joined, unless none are."""
    pairs = _all_pairs(left, right)
    if len(left) < 2 and len(right) < 2:
        return pairs
    bucket = {unit.number: unit.bucket for unit in (*left, *right)}
    fitting = {(a, b) for a, b in pairs if not bucket[a] or not bucket[b] or bucket[a] == bucket[b]}
    return fitting or pairs
