"""Clusters honour cannot-links, do not chain, and do not depend on the order of links."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolve.clustering import cluster
from pipeline.resolve.components import cluster_in_parts
from pipeline.resolve.verdicts import Verdicts

items = st.integers(0, 7)
links = st.lists(st.tuples(items, items, st.floats(-6, 6).map(lambda value: round(value, 2))), max_size=20)


def test_linked_items_share_a_cluster() -> None:
    assert cluster(4, [(0, 1, 2.0), (2, 3, 1.0)]) == [[0, 1], [2, 3]]


def test_a_cannot_link_is_stronger_than_any_link() -> None:
    assert cluster(3, [(0, 1, 6.0), (1, 2, 5.0)], [(0, 2)]) == [[0, 1], [2]]


def test_a_weak_bridge_does_not_join_two_groups() -> None:
    tight = [(a, b, 5.0) for group in ((0, 1, 2), (3, 4, 5)) for a in group for b in group if a < b]
    assert cluster(6, [*tight, (2, 3, 1.0)]) == [[0, 1, 2], [3, 4, 5]]


@given(links, st.lists(st.tuples(items, items), max_size=5), st.randoms())
def test_order_of_links_does_not_matter(
    found: list[tuple[int, int, float]], cannot: list[tuple[int, int]], chance
) -> None:  # type: ignore[no-untyped-def]
    shuffled, turned = list(found), [(b, a) for a, b in cannot]
    chance.shuffle(shuffled)
    assert cluster(8, found, cannot) == cluster(8, [(b, a, weight) for a, b, weight in shuffled], turned)


@given(links, st.lists(st.tuples(items, items), max_size=5))
def test_clustering_in_parts_gives_the_same_clusters(
    found: list[tuple[int, int, float]], cannot: list[tuple[int, int]]
) -> None:
    known = {(min(a, b), max(a, b)): weight for a, b, weight in found if a != b}
    known |= {(min(a, b), max(a, b)): float("nan") for a, b in cannot if a != b}
    pairs = np.array(sorted(known), dtype=np.int32).reshape(-1, 2)
    scores = np.array([known[pair] for pair in sorted(known)])
    linked = [(*pair, weight) for pair, weight in known.items() if weight == weight]
    apart = [pair for pair, weight in known.items() if weight != weight]
    assert cluster_in_parts(8, Verdicts(pairs, scores)) == cluster(8, linked, apart)


@given(links, st.lists(st.tuples(items, items), max_size=5))
def test_every_item_is_in_one_cluster_and_cannot_links_hold(
    found: list[tuple[int, int, float]], cannot: list[tuple[int, int]]
) -> None:
    groups = cluster(8, found, cannot)
    assert sorted(item for group in groups for item in group) == list(range(8))
    assert not any(a != b and a in group and b in group for a, b in cannot for group in groups)
