"""Made-up lists for measuring growth are the same every time and longer ones only go on."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from synthetic_names import Named, make_names

SMALL, LARGE = 1500, 6000


@pytest.fixture(scope="module")
def names() -> list[Named]:
    return make_names(LARGE)


def test_a_made_up_list_is_the_beginning_of_any_longer_one(names: list[Named]) -> None:
    assert make_names(SMALL) == names[:SMALL]


def test_a_made_up_list_has_distinct_names_in_clusters(names: list[Named]) -> None:
    clusters = defaultdict(list)
    for row in names:
        clusters[row.cluster].append(row.name)
    assert len({(row.kind, row.name) for row in names}) == LARGE
    assert LARGE / 4 < len(clusters) < LARGE / 2
