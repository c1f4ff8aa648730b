"""Decisions that cannot all hold, found before a run begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.records import Kind
from pipeline.resolve.decision import Action, Decision, contradiction, name_key

Name = tuple[Kind, str]


class SameNames:
    """The names that ``same`` decisions make one, also over third names, and by which lines."""

    def __init__(self, items: Sequence[Decision]) -> None:
        self._next: dict[Name, list[tuple[Name, Decision]]] = defaultdict(list)
        self._cell: dict[Name, str] = {}
        for item in items:
            if item.action is Action.SAME:
                left, right = named(item, item.left), named(item, item.right)
                self._next[left].append((right, item))
                self._next[right].append((left, item))
                self._cell.setdefault(left, item.left)
                self._cell.setdefault(right, item.right)

    def paths(self, start: Name) -> dict[Name, list[Decision]]:
        """All names that are one with a name, with the decisions, as few as can be, that make them so."""
        paths: dict[Name, list[Decision]] = {start: []}
        waiting = [start]
        for at in waiting:
            for other, item in self._next.get(at, ()):
                if other not in paths:
                    paths[other] = [*paths[at], item]
                    waiting.append(other)
        return paths

    def cells(self, kind: Kind, cell: str) -> tuple[str, ...]:
        """The cells that are one with a cell, itself first."""
        return tuple(self._cell.get(name, cell) for name in self.paths((kind, name_key(cell))))


def named(item: Decision, cell: str) -> Name:
    """What a cell of a decision speaks of."""
    return item.kind, name_key(cell)


def check_dropped(items: Sequence[Decision]) -> None:
    """A name that is dropped can be nothing else.

    Raises:
        DecisionsError: names both lines.
    """
    dropped = {named(item, item.left): item for item in items if item.action is Action.DROP}
    for item in items:
        for cell in item.cells():
            drop = dropped.get(named(item, cell))
            if drop is not None and item.action is not Action.DROP:
                raise contradiction([drop, item])


def check_values(items: Sequence[Decision], same: SameNames) -> None:
    """One entity has one name, one type, one country.

    Raises:
        DecisionsError: names both lines, and those that make the two names one.
    """
    for action in (Action.RENAME, Action.TYPE, Action.COUNTRY):
        chosen: dict[Name, Decision] = {}
        for item in items:
            if item.action is not action:
                continue
            for name, path in same.paths(named(item, item.left)).items():
                other = chosen.get(name)
                if other is not None and other.right != item.right:
                    raise contradiction([other, *path, item])
            chosen.setdefault(named(item, item.left), item)


def check_different(items: Sequence[Decision], same: SameNames) -> None:
    """What decisions make one, also over third names, cannot be two.

    Raises:
        DecisionsError: names all the lines that it takes.
    """
    for item in items:
        if item.action is Action.DIFFERENT:
            path = same.paths(named(item, item.left)).get(named(item, item.right))
            if path is not None:
                raise contradiction([*path, item])
