"""Scores of the tagger's spans."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.extract.tagger import _score


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ([0.9, 0.6, 0.8], 0.6),
        # Where a name ends is in doubt, not that it is one.
        ([0.9, 0.9, 0.1, 0.9], 0.35),
        ([0.2, 0.9, 0.9], 0.2),
        ([0.4], 0.4),
    ],
)
def test_a_span_that_surely_begins_keeps_half_of_its_words_mean(words: list[float], score: float) -> None:
    assert _score(np.array(words, dtype=np.float32)) == pytest.approx(score)
