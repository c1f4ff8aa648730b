"""Clusters from scored pairs: average-linkage agglomeration that honours cannot-links and does not chain."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable

STRONGEST = 6.0
"""Log-odds beyond this count no more, so that one sure pair cannot carry a chain of doubtful ones."""
MISSING = -0.4
"""What a pair that was never compared adds to an average: a little against."""


def cluster(n: int, links: Iterable[tuple[int, int, float]], cannot: Iterable[tuple[int, int]] = ()) -> list[list[int]]:
    """Group items ``0 … n-1``.

    Args:
        links: pairs with log-odds (> 0 for, < 0 against); several of one pair are added up.
        cannot: pairs that never share a cluster.

    Two clusters merge while the mean of the log-odds between their members (unknown pairs count ``MISSING``) is above 0 and
    no cannot-link runs between them; the highest mean goes first, ties by the smallest members. The order of ``links`` and
    ``cannot`` does not matter. Returns clusters sorted inside and by first member.
    """
    between, apart = _tables(links, cannot)
    members: dict[int, list[int]] = {item: [item] for item in range(n)}
    heap: list[tuple[float, int, int, int, int]] = []

    def push(a: int, b: int) -> None:
        mean = _mean(between[a][b], len(members[a]), len(members[b]))
        if mean > 0 and b not in apart[a]:
            a, b = min(a, b), max(a, b)
            heapq.heappush(heap, (-mean, a, b, len(members[a]), len(members[b])))

    for a in range(n):
        for b in between.get(a, {}):
            if a < b:
                push(a, b)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if a not in members or b not in members or (len(members[a]), len(members[b])) != (size_a, size_b):
            continue
        if b in apart[a]:
            continue
        members[a].extend(members.pop(b))
        _absorb(a, b, between, apart)
        for other in sorted(between[a]):
            push(a, other)
    return sorted(sorted(group) for group in members.values())


def _tables(
    links: Iterable[tuple[int, int, float]], cannot: Iterable[tuple[int, int]]
) -> tuple[dict[int, dict[int, tuple[float, int]]], dict[int, set[int]]]:
    """Sums and counts of log-odds between items, and who is kept apart from whom."""
    sums: dict[tuple[int, int], list[float]] = defaultdict(list)
    for a, b, weight in links:
        if a != b:
            sums[min(a, b), max(a, b)].append(weight)
    between: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
    for (a, b), found in sorted(sums.items()):
        total = max(-STRONGEST, min(STRONGEST, sum(sorted(found))))
        between[a][b] = between[b][a] = (total, 1)
    apart: dict[int, set[int]] = defaultdict(set)
    for a, b in cannot:
        if a != b:
            apart[a].add(b)
            apart[b].add(a)
    return between, apart


def _mean(known: tuple[float, int], size_a: int, size_b: int) -> float:
    total, count = known
    pairs = size_a * size_b
    return round((total + MISSING * (pairs - count)) / pairs, 9)


def _absorb(a: int, b: int, between: dict[int, dict[int, tuple[float, int]]], apart: dict[int, set[int]]) -> None:
    """Cluster ``b`` becomes part of ``a``."""
    between[a].pop(b, None)
    for other, (total, count) in between.pop(b, {}).items():
        if other == a:
            continue
        old_total, old_count = between[a].get(other, (0.0, 0))
        between[a][other] = between[other][a] = (old_total + total, old_count + count)
        between[other].pop(b, None)
    for other in apart.pop(b, set()):
        apart[other].discard(b)
        apart[other].add(a)
        apart[a].add(other)
