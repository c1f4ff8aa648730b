"""Constrained decoding of BIO tags: an inside tag only after its own kind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.extract.labels import TAGS

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

_FORBIDDEN = -1e4


def _transitions() -> FloatArray:
    table = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for column, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            for row, before in enumerate(TAGS):
                if before[2:] != tag[2:]:
                    table[row, column] = _FORBIDDEN
    return table


_TRANSITIONS = _transitions()
_START = np.array([_FORBIDDEN if tag.startswith("I-") else 0.0 for tag in TAGS], dtype=np.float32)


def best_tags(logits: Sequence[FloatArray]) -> list[tuple[IntArray, FloatArray]]:
    """The most probable allowed tag sequences of several inputs at once.

    Args:
        logits: one array [n_words, n_tags] per input; lengths may differ.

    Returns:
        For each input the tag ids [n_words] and the softmax probabilities [n_words, n_tags].
    """
    lengths = [len(array) for array in logits]
    longest = max(lengths, default=0)
    if not longest:
        return [(np.zeros(0, np.int64), np.zeros((0, len(TAGS)), np.float32)) for _ in logits]
    batch = np.zeros((len(logits), longest, len(TAGS)), dtype=np.float32)
    for row, array in enumerate(logits):
        batch[row, : lengths[row]] = array
    peak = batch.max(axis=2, keepdims=True)
    log_probabilities = batch - peak - np.log(np.exp(batch - peak).sum(axis=2, keepdims=True))
    back = np.zeros((longest, len(logits), len(TAGS)), dtype=np.int64)
    value = log_probabilities[:, 0] + _START
    finals = [value]
    for step in range(1, longest):
        paths = value[:, :, None] + _TRANSITIONS[None]
        back[step] = paths.argmax(axis=1)
        value = np.take_along_axis(paths, back[step][:, None, :], axis=1)[:, 0] + log_probabilities[:, step]
        finals.append(value)
    results = []
    for row, length in enumerate(lengths):
        tags = np.zeros(length, dtype=np.int64)
        if length:
            tags[-1] = finals[length - 1][row].argmax()
            for step in range(length - 1, 0, -1):
                tags[step - 1] = back[step, row, tags[step]]
        results.append((tags, np.exp(log_probabilities[row, :length])))
    return results
