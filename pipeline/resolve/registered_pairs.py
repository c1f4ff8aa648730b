"""Units that a register knows: two names of one entry are one institution, names of two entries are two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Clue, Kind, Link, Verdict
from pipeline.resolve.entities import most
from pipeline.resolve.gazetteer import countries_in
from pipeline.resolve.register import Asked, Register, first_match
from pipeline.resolve.register_records import Match
from pipeline.resolve.units import Key, Unit

_WEIGHT = 8.0


@dataclass(frozen=True)
class RegisteredPair:
    """Two units that are names of one entry."""

    units: tuple[int, int]
    match: Match

    def link(self, units: Sequence[Unit]) -> Link:
        """The entry as the reason of a link."""
        left, right = sorted((units[n] for n in self.units), key=lambda unit: (unit.name, unit.number))
        reason = f"both are names of {self.match.name} ({self.match.register} {self.match.id})"
        return Link(
            kind=Kind.INSTITUTION,
            left=left.name,
            right=right.name,
            left_at=left.first_mention,
            right_at=right.first_mention,
            verdict=Verdict.SAME,
            probability=self.match.probability,
            clues=(Clue(name="register", weight=_WEIGHT, reason=reason),),
        )


def registered(units: Sequence[Unit], registers: Sequence[Register]) -> dict[int, Match]:
    """Unit number to its entry, for full names that have one."""
    found: dict[int, Match] = {}
    for unit in units:
        if unit.lone or not registers:
            continue
        match = first_match(registers, _asked(unit))
        if match is not None:
            found[unit.number] = match
    return found


def _asked(unit: Unit) -> Asked:
    named = countries_in(unit.name)
    bucket = unit.bucket if len(unit.bucket) == 2 else ""
    country = named[0] if len(named) == 1 else (bucket or most(unit.stated))
    home = most(unit.homes) if len(unit.homes) == 1 else ""
    return Asked(unit.compared_name if unit.bucket.startswith("< ") else unit.name, country, home=home)


def registered_pairs(
    matches: Mapping[int, Match],
    units: Sequence[Unit],
    apart: Collection[tuple[Key, Key]],
    decided: Collection[tuple[int, int]],
) -> list[RegisteredPair]:
    """Pairs of units of one entry; none that an article or a person keeps apart, also not over a third."""
    bearers = {local.key: number for number in sorted(matches) for local in units[number].locals}
    kept = {frozenset((bearers[a], bearers[b])) for a, b in apart if a in bearers and b in bearers}
    kept |= {frozenset(pair) for pair in decided}
    entries: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
    found: list[RegisteredPair] = []
    for number, match in sorted(matches.items()):
        groups = entries[match.register, match.id]
        home = next((group for group in groups if all(frozenset((n, number)) not in kept for n in group)), None)
        if home is None:
            groups.append([number])
        else:
            found.append(RegisteredPair((home[-1], number), match))
            home.append(number)
    return found
