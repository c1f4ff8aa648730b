"""Text to arrays for the tagger: word pieces, word shapes, windows of whole sentences. Shared by training and run time.

The encoder is uncased; the shape of each word ("Title", "UPPER", digits …) goes into the slot of the token type ids and gives the
case back. A block boundary (heading, list item, paragraph) shows as a ``[SEP]`` piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

IntArray = npt.NDArray[np.int64]

N_SHAPES = 9
CLS, SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Window:
    """One input of the encoder.

    Attributes:
        ids: word-piece ids with ``[CLS]`` first and ``[SEP]`` last, shape [n_pieces].
        shapes: shape id of the word of each piece, 0 for special pieces, shape [n_pieces].
        first: index of the first piece of each word, shape [n_words].
        words: character offsets (start, end) of each word, shape [n_words, 2].
    """

    ids: IntArray
    shapes: IntArray
    first: IntArray
    words: IntArray


@lru_cache(maxsize=65536)
def word_shape(word: str) -> int:
    """Shape id of a word: 1 lower, 2 Title, 3 UPPER, 4 single capital, 5 mIxed, 6 digits, 7 letters and digits, 8 punctuation."""
    if word.isdigit():
        return 6
    if not any(char.isalnum() for char in word):
        return 8
    if any(char.isdigit() for char in word):
        return 7
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 4
    return 2 if word[0].isupper() and word[1:].islower() else 5


def encode(text: str, units: Sequence[tuple[int, int, int]], tokenizer: Tokenizer, max_pieces: int) -> list[Window]:
    """Cut a text into windows of whole sentences.

    Args:
        units: sentences as (start, end, block), character offsets in order; ``block`` changes where a block ends.
            Text outside the units is not read.
        max_pieces: upper bound of a window's length, special pieces included; a longer sentence is cut.
    """
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids = np.asarray(encoding.ids, dtype=np.int64)
    if not len(ids):
        return []
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    word_of_piece = np.asarray([-1 if word is None else word for word in encoding.word_ids], dtype=np.int64)
    first = np.flatnonzero(np.diff(word_of_piece, prepend=word_of_piece[0] - 1))
    last = np.append(first[1:], len(ids)) - 1
    words = np.stack([offsets[first, 0], offsets[last, 1]], axis=1)
    shapes = np.fromiter((word_shape(text[start:end]) for start, end in words.tolist()), np.int64, len(words))
    table = _WordTable(ids, first, np.append(first[1:], len(ids)), words, shapes)
    return [table.window(group) for group in _pack(table, units, max_pieces)]


@dataclass(frozen=True, slots=True)
class _WordTable:
    ids: IntArray
    begin: IntArray
    end: IntArray
    words: IntArray
    shapes: IntArray

    def window(self, runs: Sequence[tuple[int, int, int]]) -> Window:
        """Assemble a window from runs of words (first word, end word, block)."""
        ids: list[IntArray] = [np.array([CLS])]
        shapes: list[IntArray] = [np.array([0])]
        first: list[IntArray] = []
        length, block = 1, runs[0][2]
        for low, high, of_block in runs:
            if of_block != block:
                ids.append(np.array([SEP]))
                shapes.append(np.array([0]))
                length, block = length + 1, of_block
            begin, end = int(self.begin[low]), int(self.end[high - 1])
            ids.append(self.ids[begin:end])
            shapes.append(np.repeat(self.shapes[low:high], self.end[low:high] - self.begin[low:high]))
            first.append(self.begin[low:high] - begin + length)
            length += end - begin
        ids.append(np.array([SEP]))
        shapes.append(np.array([0]))
        words = np.concatenate([self.words[low:high] for low, high, _ in runs])
        return Window(np.concatenate(ids), np.concatenate(shapes), np.concatenate(first), words)


def _pack(
    table: _WordTable, units: Iterable[tuple[int, int, int]], max_pieces: int
) -> Iterable[list[tuple[int, int, int]]]:
    """Group whole units into windows; a unit that is too long is cut between words."""
    room = max_pieces - 2
    group: list[tuple[int, int, int]] = []
    used = 0
    for start, end, block in units:
        low = int(np.searchsorted(table.words[:, 0], start))
        stop = int(np.searchsorted(table.words[:, 0], end))
        while low < stop:
            high = _fit(table, low, stop, room)
            cost = int(table.end[high - 1] - table.begin[low]) + 1
            if group and used + cost > room:
                yield group
                group, used = [], 0
            group.append((low, high, block))
            used += cost
            low = high
    if group:
        yield group


def _fit(table: _WordTable, low: int, stop: int, room: int) -> int:
    limit = int(table.begin[low]) + room - 1
    high = int(np.searchsorted(table.end[low:stop], limit, side="right")) + low
    return min(max(high, low + 1), stop)


def stack(windows: Sequence[Window]) -> tuple[IntArray, IntArray, IntArray]:
    """Pad windows to one length: ids, attention mask, shapes, each [n_windows, longest]."""
    longest = max(len(window.ids) for window in windows)
    ids = np.zeros((len(windows), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    shapes = np.zeros_like(ids)
    for row, window in enumerate(windows):
        length = len(window.ids)
        ids[row, :length] = window.ids
        mask[row, :length] = 1
        shapes[row, :length] = window.shapes
    return ids, mask, shapes
