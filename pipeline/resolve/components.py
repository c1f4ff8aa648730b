"""Names that no chain of likely pairs connects are clustered apart from each other: the same outcome, in little memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.resolve.clustering import cluster
from pipeline.resolve.verdicts import Verdicts

LEAST = -12.0
"""Log-odds at or below which a pair counts as never compared."""


def cluster_in_parts(n: int, verdicts: Verdicts) -> list[list[int]]:
    """The clusters of items ``0 … n-1`` that :func:`pipeline.resolve.clustering.cluster` makes of all verdicts at once.

    Clusters only merge over a pair with log-odds above 0, so each component of such pairs can be clustered on its own, and the verdicts
    between components do not matter.
    """
    part = _components(n, verdicts.pairs[verdicts.scores > 0])
    left, right = verdicts.pairs[:, 0], verdicts.pairs[:, 1]
    within = np.flatnonzero(part[left] == part[right])
    within = within[np.argsort(part[left[within]], kind="stable")]
    parts = part[left[within]]
    edges = np.flatnonzero(np.append(True, parts[1:] != parts[:-1])) if len(parts) else np.zeros(0, dtype=np.int64)
    clusters = [[item] for item in np.setdiff1d(np.arange(n), verdicts.pairs[within].ravel()).tolist()]
    for start, end in zip(edges.tolist(), [*edges[1:].tolist(), len(parts)], strict=False):
        rows = within[start:end]
        clusters.extend(_clusters(verdicts.pairs[rows], verdicts.scores[rows]))
    return sorted(clusters)


def _clusters(pairs: NDArray[np.int32], scores: NDArray[np.float64]) -> Iterator[list[int]]:
    items = sorted(set(pairs.ravel().tolist()))
    place = {item: at for at, item in enumerate(items)}
    links: list[tuple[int, int, float]] = []
    cannot: list[tuple[int, int]] = []
    for (a, b), score in zip(pairs.tolist(), scores.tolist(), strict=True):
        if score != score:
            cannot.append((place[a], place[b]))
        elif score > LEAST:
            links.append((place[a], place[b], score))
    for group in cluster(len(items), links, cannot):
        yield [items[at] for at in group]


def _components(n: int, pairs: NDArray[np.int32]) -> NDArray[np.int64]:
    """For each item the smallest item that it is connected with."""
    parent = list(range(n))
    for a, b in pairs.tolist():
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            parent[b] = parent[parent[b]]
            b = parent[b]
        if a < b:
            parent[b] = a
        else:
            parent[a] = b
    for item in range(n):
        parent[item] = parent[parent[item]]
    return np.array(parent, dtype=np.int64)
