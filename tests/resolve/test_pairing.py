"""Pairs of items that share keys: all of them under rare keys, a bounded number under common ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolve.pairing import MOST_PARTNERS, NEIGHBOURS, pairs_sharing_keys

Keys = list[list[str]]


def pairs(keys: Keys, facets: Keys | None = None, largest: int = 50) -> list[tuple[int, ...]]:
    seconds = facets or [[] for _ in keys]
    found = pairs_sharing_keys(keys, lambda item: seconds[item], lambda item: item, largest)
    return [tuple(pair) for pair in found.tolist()]


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=3), max_size=12))
def test_items_with_a_key_in_common_are_pairs_each_once_and_in_order(keys: Keys) -> None:
    wanted = [(i, j) for j in range(len(keys)) for i in range(j) if set(keys[i]) & set(keys[j])]
    assert pairs(keys) == sorted(wanted)


def test_under_a_common_key_a_second_one_must_agree() -> None:
    keys = [["town"] for _ in range(6)]
    facets = [["school"], ["school"], ["bank"], ["bank", "school"], [""], ["museum"]]
    assert pairs(keys, facets, largest=4) == [(0, 1), (0, 3), (1, 3), (2, 3)]


def test_items_that_even_the_second_key_does_not_tell_apart_meet_their_neighbours() -> None:
    keys = [["town"] for _ in range(40)]
    found = pairs(keys, [["school"] for _ in keys], largest=10)
    assert max(j - i for i, j in found) == NEIGHBOURS
    assert {item for pair in found for item in pair} == set(range(40))


def test_an_item_keeps_the_partners_with_which_it_shares_the_rarest_keys() -> None:
    many = MOST_PARTNERS + 10
    keys = [["common", f"rare {item // 2}"] for item in range(2 * many)]
    found = pairs(keys, largest=2 * many)
    assert all((item, item + 1) in found for item in range(0, 2 * many, 2))
    assert len(found) <= 2 * many * MOST_PARTNERS
