"""Units that a person's decisions make one or keep apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Clue, Kind, Link, Verdict
from pipeline.resolve.decision import Action, Decision, contradiction, is_entity_id
from pipeline.resolve.units import Key, Unit

Ref = tuple[str, str]
"""A mention of the run: article id and mention id."""
# The log-odds of what a person decided: more than all clues of a pair together.
_DECIDED = 30.0


@dataclass(frozen=True)
class Meant:
    """What a cell of a decision speaks of: names, folded, and for an id that the run knows just these mentions."""

    names: frozenset[str]
    mentions: frozenset[Ref] = frozenset()

    def articles(self) -> frozenset[str] | None:
        """The articles that it speaks of, ``None`` for all."""
        return frozenset(article for article, _ in self.mentions) if self.mentions else None


@dataclass(frozen=True)
class DecidedPair:
    """Two units that a decision makes one, or keeps apart."""

    item: Decision
    units: tuple[int, int]

    @property
    def one(self) -> bool:
        """Whether they are one entity."""
        return self.item.action is Action.SAME

    def link(self, kind: Kind, units: Sequence[Unit]) -> Link:
        """The decision as a link."""
        left, right = sorted((units[n] for n in self.units), key=lambda unit: (unit.name, unit.number))
        clue = Clue(
            name="decision", weight=_DECIDED if self.one else -_DECIDED, reason=f"a person's decision: {self.item}"
        )
        return Link(
            kind=kind,
            left=left.name,
            right=right.name,
            left_at=left.first_mention,
            right_at=right.first_mention,
            verdict=Verdict.SAME if self.one else Verdict.DIFFERENT,
            probability=1.0 if self.one else 0.0,
            clues=(clue,),
        )


def decided_pairs(
    items: Sequence[Decision], units: Sequence[Unit], what: Callable[[str], Meant]
) -> dict[int, list[DecidedPair]]:
    """By line, the pairs of units of the decisions that found both of their names.

    Args:
        items: decisions with the action same or different; ``what`` says what a cell of them speaks of.
    """
    index = _UnitIndex(units)
    found: dict[int, list[DecidedPair]] = {}
    for item in items:
        left, right = (index.find(what(cell)) for cell in (item.left, item.right))
        if item.action is Action.SAME:
            by_id = all(is_entity_id(cell) for cell in item.cells())
            pairs = _all_pairs(left, right) if by_id else _same_pairs(left, right)
        else:
            # "different X 'name'" where X has that very name: the name leaves, the rest of X stays.
            both = {unit.number for unit in left} & {unit.number for unit in right}
            pairs = {pair for pair in _all_pairs(left, right) if len(both & set(pair)) < 2}
        if left and right and (pairs or item.action is Action.SAME):
            found[item.line] = [DecidedPair(item, pair) for pair in sorted(pairs)]
    return found


def check_pairs(decided: Sequence[DecidedPair], units_of: Mapping[Key, Sequence[int]]) -> None:
    """Refuse decisions that contradict each other on the names of this run, through what an article makes one.

    Args:
        units_of: the units of each local entity of an article.

    Raises:
        DecisionsError: names the lines.
    """
    different = [pair for pair in decided if not pair.one]
    if not different:
        return
    group = _Joined()
    for numbers in units_of.values():
        for other in numbers[1:]:
            group.join(numbers[0], other, None)
    for pair in decided:
        if pair.one:
            group.join(*pair.units, pair.item)
    for pair in different:
        joined_by = group.joined_by(*pair.units)
        if joined_by:
            raise contradiction([*joined_by, pair.item])


class _UnitIndex:
    """Units by the names and mentions of their local entities."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._by_name: dict[str, dict[int, Unit]] = defaultdict(dict)
        self._by_mention: dict[Ref, dict[int, Unit]] = defaultdict(dict)
        for unit in units:
            for local in unit.locals:
                for key in (*local.full, *local.short):
                    self._by_name[key][unit.number] = unit
                for mention in local.mentions:
                    self._by_mention[local.article, mention.mention_id][unit.number] = unit

    def find(self, what: Meant) -> list[Unit]:
        """The units that a decision speaks of, in order."""
        found: dict[int, Unit] = {}
        if what.mentions:
            for ref in what.mentions:
                found.update(self._by_mention.get(ref, {}))
        else:
            for name in what.names:
                found.update(self._by_name.get(name, {}))
        return [found[number] for number in sorted(found)]


class _Joined:
    """Units made one by decisions and articles, and by which decisions."""

    def __init__(self) -> None:
        self._next: dict[int, list[tuple[int, Decision | None]]] = defaultdict(list)

    def join(self, a: int, b: int, item: Decision | None) -> None:
        """A decision, or (``None``) an article, makes two units one."""
        self._next[a].append((b, item))
        self._next[b].append((a, item))

    def joined_by(self, start: int, end: int) -> list[Decision]:
        """The decisions over which two units are one, [] when there are none."""
        paths: dict[int, list[Decision]] = {start: []}
        waiting = [start]
        for at in waiting:
            for other, item in self._next.get(at, ()):
                if other not in paths:
                    paths[other] = [*paths[at], *([item] if item else [])]
                    waiting.append(other)
        return paths.get(end, [])


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
