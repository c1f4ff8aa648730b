"""What registers know of a list of names: names of one entry are one institution, names of two entries are two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.resolve.components import cluster_in_parts
from pipeline.resolve.register import Asked, Register, first_match
from pipeline.resolve.register_records import Match
from pipeline.resolve.verdicts import Verdicts


class RegisteredNames:
    """The entries of some of the names of a list; ``matches``: position of a name to its entry."""

    def __init__(self, matches: Mapping[int, Match]) -> None:
        self._matches = matches
        self._entry = {n: (match.register, match.id) for n, match in sorted(matches.items())}
        homes: dict[tuple[str, str], int] = {}
        self._first = {n: homes.setdefault(entry, n) for n, entry in self._entry.items()}
        self._bearers = Counter(self._entry.values())

    @classmethod
    def of(cls, texts: Sequence[str], countries: Mapping[str, str], registers: Sequence[Register]) -> RegisteredNames:
        """Look names up. ``countries``: name to its country as ISO 3166 alpha-2, as far as it is known."""
        asked = [Asked(text, countries.get(text, "")) for text in texts] if registers else []
        found = {n: first_match(registers, one) for n, one in enumerate(asked)}
        return cls({n: match for n, match in found.items() if match is not None})

    def cluster(self, n: int, verdicts: Verdicts) -> list[list[int]]:
        """Clusters of ``n`` names. All names of an entry count as one, whose likeness to another name is that of the nearest."""
        if not self._matches:
            return cluster_in_parts(n, verdicts)
        first = np.arange(n, dtype=np.int32)
        first[list(self._first)] = list(self._first.values())
        bearers: dict[int, list[int]] = defaultdict(list)
        for item, home in enumerate(first.tolist()):
            bearers[home].append(item)
        groups = cluster_in_parts(n, self._between_homes(first, verdicts))
        return sorted(sorted(one for item in group for one in bearers[item]) for group in groups if bearers[group[0]])

    def _between_homes(self, first: NDArray[np.int32], verdicts: Verdicts) -> Verdicts:
        pairs = np.sort(first[verdicts.pairs], axis=1)
        between = pairs[:, 0] != pairs[:, 1]
        pairs, place = np.unique(pairs[between], axis=0, return_inverse=True)
        scores = np.full(len(pairs), np.nan)
        np.fmax.at(scores, place.ravel(), verdicts.scores[between])
        apart = self._apart(pairs[scores > 0])
        return Verdicts(np.concatenate([pairs, apart]), np.concatenate([scores, np.full(len(apart), np.nan)]))

    def _apart(self, near: NDArray[np.int32]) -> NDArray[np.int32]:
        """Pairs of entries that are like each other, or like one and the same name."""
        homes = set(self._first.values())
        beside: dict[int, set[int]] = defaultdict(set)
        for pair in near.tolist():
            for one in pair:
                beside[one] |= homes.intersection(pair)
        found = {(a, b) for entries in beside.values() for a in entries for b in entries if a < b}
        return np.array(sorted(found), dtype=np.int32).reshape(-1, 2)

    def keep_apart(self, before: list[list[int]], after: list[list[int]]) -> list[list[int]]:
        """``after``, which joins clusters of ``before``, without the joins that put two entries together."""
        wrong = {n for group in after if len({self._entry[n] for n in group if n in self._entry}) > 1 for n in group}
        kept = [group for group in after if group[0] not in wrong]
        return sorted([*kept, *(group for group in before if group[0] in wrong)])

    def confidence(self, n: int, confidence: float) -> float:
        """How sure the place of a name is, given how sure it is by its likeness alone."""
        joined = n in self._entry and self._bearers[self._entry[n]] > 1
        return max(confidence, self._matches[n].probability) if joined else confidence

    def match(self, cluster: Sequence[int]) -> Match | None:
        """The entry of a cluster, by the surest of its names."""
        found = [self._matches[n] for n in cluster if n in self._matches]
        return max(found, key=lambda match: match.probability) if found else None
