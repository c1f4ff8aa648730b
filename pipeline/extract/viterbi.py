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
    """The most probable allowed tag sequence of each of several inputs.

    Args:
        logits: one array [n_words, n_tags] per input; lengths may differ.

    Returns:
        For each input the tag ids [n_words] and the softmax probabilities [n_words, n_tags].
    """
    return [_decode(array) for array in logits]


def _decode(logits: FloatArray) -> tuple[IntArray, FloatArray]:
    if not len(logits):
        return np.zeros(0, np.int64), np.zeros((0, len(TAGS)), np.float32)
    shifted = logits - logits.max(axis=1, keepdims=True)
    scores = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    likeliest = scores.argmax(axis=1)
    # The likeliest tag of each word is nearly always allowed beside its neighbours; then there is nothing to search.
    allowed = not (_START[likeliest[0]] or _TRANSITIONS[likeliest[:-1], likeliest[1:]].any())
    return likeliest if allowed else _best_path(scores), np.exp(scores)


def _best_path(scores: FloatArray) -> IntArray:
    """The path of the highest sum (Viterbi 1967), from the scores of every tag [n_words, n_tags]."""
    values = scores.copy()
    values[0] += _START
    for step in range(1, len(scores)):
        values[step] += (values[step - 1][:, None] + _TRANSITIONS).max(axis=0)
    tags = np.zeros(len(scores), dtype=np.int64)
    tags[-1] = values[-1].argmax()
    for step in range(len(scores) - 1, 0, -1):
        tags[step - 1] = (values[step - 1] + _TRANSITIONS[:, tags[step]]).argmax()
    return tags
