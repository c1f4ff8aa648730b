"""Pairs of items that share keys, worked out in arrays: rare keys pair all their items, common ones only with a second key.

Nothing here knows about names. An item is a number; its keys are any strings, its *facets* are further keys that only count within a
block that is too large: of the hundreds of names with one town, those that share another word as well, say. Blocks that are too large
even then pair each item with its neighbours in an order that puts like beside like. At last each item keeps the partners with which
it shares most, and rarest, keys. So the number of pairs grows as the number of items does, however common a key becomes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

NEIGHBOURS = 3
"""Partners on either side in a block that stays too large with a second key."""
MOST_PARTNERS = 24
"""Partners of an item that are kept for its own sake; it may be among those of more."""

_COMPACT_AT = 16_000_000
_MIX = np.uint64(0x9E3779B97F4A7C15)

Codes = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Items = NDArray[np.int32]


class Entries(NamedTuple):
    """Items under keys: one entry for every key of every item, sorted by key, then item."""

    keys: Hashes
    items: Items

    def runs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where each block begins, and its size."""
        edges = np.flatnonzero(self.keys[1:] != self.keys[:-1]) + 1
        starts = np.concatenate(([0], edges)) if len(self.keys) else np.zeros(0, dtype=np.int64)
        return starts, np.diff(np.append(starts, len(self.keys)))


def entries_of(keys_of: Iterable[Iterable[str]]) -> Entries:
    """The entries of items ``0, 1, …`` with their keys; a key counts once for an item."""
    keys, items = array("Q"), array("i")
    for item, found in enumerate(keys_of):
        for key in dict.fromkeys(found):
            keys.append(_hash(key))
            items.append(item)
    return _sorted(np.frombuffer(keys, dtype=np.uint64), np.frombuffer(items, dtype=np.int32))


def _hash(key: str) -> int:
    """64 bits that are the same in every process; two keys with one hash would only cost a comparison."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _sorted(keys: Hashes, items: Items) -> Entries:
    order = np.lexsort((items, keys))
    return Entries(keys[order], items[order])


def pairs_sharing_keys(
    keys_of: Iterable[Iterable[str]],
    facets_of: Callable[[int], Sequence[str]],
    place_of: Callable[[int], Any],
    largest_block: int,
) -> NDArray[np.int32]:
    """Pairs ``(i, j)``, ``i < j``, of items that share a key, each once, sorted: an array of two columns.

    Args:
        keys_of: the keys of each item in turn.
        facets_of: second keys of an item; asked only for items of blocks that are too large.
        place_of: what such an item is sorted by when even the second keys do not suffice; must be comparable.
        largest_block: items under one key that are all paired with each other.
    """
    entries = entries_of(keys_of)
    tally = Tally(int(entries.items.max(initial=-1)) + 1)
    large = _pair_small_blocks(entries, largest_block, tally)
    if len(large.items):
        crowd = np.unique(large.items)
        finer = _with_facets(large, crowd, [facets_of(int(item)) for item in crowd])
        still_large = _pair_small_blocks(finer, largest_block, tally)
        _pair_neighbours(still_large, place_of, tally)
    return tally.best_pairs()


class Tally:
    """Adds up, for each pair of items, how much their common keys weigh."""

    def __init__(self, size: int) -> None:
        self._size = max(size, 1)
        self._codes: list[Codes] = []
        self._weights: list[NDArray[np.int32]] = []
        self._waiting = 0

    def add(self, left: Items, right: Items, weight: int) -> None:
        """Note pairs, ``left`` being the smaller number of each."""
        self._codes.append(left.astype(np.int64) * self._size + right)
        self._weights.append(np.full(len(left), weight, dtype=np.int32))
        self._waiting += len(left)
        if self._waiting > _COMPACT_AT:
            self._compact()
            self._waiting = 0

    def _compact(self) -> tuple[Codes, NDArray[np.int32]]:
        if not self._codes:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32)
        codes, weights = np.concatenate(self._codes), np.concatenate(self._weights)
        self._codes, self._weights = [], []
        order = np.argsort(codes, kind="stable")
        codes, weights = codes[order], weights[order]
        firsts = np.flatnonzero(np.append(True, codes[1:] != codes[:-1]))
        codes, weights = codes[firsts], np.add.reduceat(weights, firsts).astype(np.int32)
        self._codes, self._weights = [codes], [weights]
        return codes, weights

    def best_pairs(self) -> NDArray[np.int32]:
        """The pairs that are among the best of one of their items, sorted."""
        codes, weights = self._compact()
        left, right = codes // self._size, codes % self._size
        partners = np.bincount(left, minlength=self._size) + np.bincount(right, minlength=self._size)
        keep = (partners[left] <= MOST_PARTNERS) | (partners[right] <= MOST_PARTNERS)
        from_left, from_right = (np.flatnonzero(partners[side] > MOST_PARTNERS) for side in (left, right))
        pair = np.concatenate((from_left, from_right))
        item = np.concatenate((left[from_left], right[from_right]))
        order = np.lexsort((pair, -weights[pair], item))
        keep[pair[order[_ranks(item[order]) < MOST_PARTNERS]]] = True
        return np.column_stack((left[keep], right[keep])).astype(np.int32)


def _ranks(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many equal values stand before each one of a sorted array."""
    starts = np.flatnonzero(np.append(True, values[1:] != values[:-1])) if len(values) else np.zeros(0, dtype=np.int64)
    return np.arange(len(values)) - np.repeat(starts, np.diff(np.append(starts, len(values))))


def _weight(size: int) -> int:
    """What sharing a key with ``size`` items counts: the rarer the more."""
    return max(1, 40 - 6 * (size - 1).bit_length())


def _pair_small_blocks(entries: Entries, largest: int, tally: Tally) -> Entries:
    """Pair the items of every block that is not too large; returns the entries of the others."""
    starts, sizes = entries.runs()
    for size in np.unique(sizes[(sizes > 1) & (sizes <= largest)]).tolist():
        first, second = np.triu_indices(size, 1)
        of_size = starts[sizes == size]
        step = max(1, _COMPACT_AT // len(first))
        for at in range(0, len(of_size), step):
            block = entries.items[of_size[at : at + step, None] + np.arange(size)]
            tally.add(block[:, first].ravel(), block[:, second].ravel(), _weight(size))
    large = np.repeat(sizes > largest, sizes)
    return Entries(entries.keys[large], entries.items[large])


def _with_facets(entries: Entries, items: Items, facets: Sequence[Sequence[str]]) -> Entries:
    """Every entry once for each facet of its item, under a key made of both."""
    counts = np.array([len(found) for found in facets], dtype=np.int64)
    hashes = np.array([_hash(facet) for found in facets for facet in found], dtype=np.uint64)
    begins = np.cumsum(counts) - counts
    at = np.searchsorted(items, entries.items)
    times = counts[at]
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    facet = hashes[np.repeat(begins[at], times) + within]
    return _sorted((np.repeat(entries.keys, times) * _MIX) ^ facet, np.repeat(entries.items, times))


def _pair_neighbours(entries: Entries, place_of: Callable[[int], Any], tally: Tally) -> None:
    """Pair the items of each block with the next ones in the order of ``place_of``."""
    if not len(entries.items):
        return
    crowd = np.unique(entries.items)
    places: list[tuple[Any, int]] = sorted((place_of(int(item)), int(item)) for item in crowd)
    rank = np.empty(len(crowd), dtype=np.int64)
    rank[np.searchsorted(crowd, np.array([item for _, item in places]))] = np.arange(len(crowd))
    order = np.lexsort((rank[np.searchsorted(crowd, entries.items)], entries.keys))
    keys, items = entries.keys[order], entries.items[order]
    for step in range(1, NEIGHBOURS + 1):
        together = keys[step:] == keys[:-step]
        one, other = items[:-step][together], items[step:][together]
        tally.add(np.minimum(one, other), np.maximum(one, other), 1)
