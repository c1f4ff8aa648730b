"""Decoding of tags."""

from __future__ import annotations

import numpy as np

from pipeline.extract.labels import TAGS
from pipeline.extract.viterbi import FloatArray, best_tags


def _logits(*words: dict[str, float]) -> FloatArray:
    logits = np.zeros((len(words), len(TAGS)), dtype=np.float32)
    for row, word in enumerate(words):
        for tag, value in word.items():
            logits[row, TAGS.index(tag)] = value
    return logits


def _tags(*words: dict[str, float]) -> list[str]:
    ((tags, probabilities),) = best_tags([_logits(*words)])
    assert np.allclose(probabilities.sum(axis=1), 1.0)
    return [TAGS[tag] for tag in tags]


def test_likeliest_tags_that_may_follow_each_other_stay() -> None:
    assert _tags({"O": 5.0}, {"B-person": 5.0}, {"I-person": 5.0}) == ["O", "B-person", "I-person"]


def test_an_inside_tag_follows_only_its_own_kind() -> None:
    found = _tags({"B-person": 3.0, "B-place": 2.5}, {"I-place": 3.0, "I-person": 1.0}, {"O": 5.0})
    assert found == ["B-place", "I-place", "O"]


def test_no_input_begins_inside_a_name() -> None:
    assert _tags({"I-person": 4.0, "B-person": 3.0}, {"I-person": 4.0}) == ["B-person", "I-person"]


def test_an_input_without_words_has_no_tags() -> None:
    ((tags, probabilities),) = best_tags([np.zeros((0, len(TAGS)), dtype=np.float32)])
    assert len(tags) == 0
    assert probabilities.shape == (0, len(TAGS))
