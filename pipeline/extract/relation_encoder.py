"""A small encoder that reads the words around one span, the anchor: who of those named there is related to it.

Around a trigger ("memorandum"): which names are parties of its agreement, which date is that of its signing, which other triggers speak
of the same agreement. Around a person: which institution is the one where the person serves, if one at all.

It goes on from the states of the tagger's encoder, so that no word is encoded twice: to each word's state it adds what is known of
the word (:mod:`pipeline.extract.windows`), runs two more transformer layers over all of them together, and scores the first words of
names, dates and other triggers against the anchor; the last layer is computed for these alone.
``python -m pipeline.training.relation_encoder`` trains it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from pipeline.extract.graphs import load_graph
from pipeline.extract.reading import WordStates
from pipeline.extract.windows import Window
from pipeline.records import AgreementStatus

Key = TypeVar("Key")
FloatArray = npt.NDArray[np.float32]

WORD_OUTPUTS = ("party", "date", "same", "employer", "host")
"""What a word is scored for; "host": a party of all the agreements of which a trigger speaks, where it speaks of several."""
NO_EMPLOYER = "no employer"
SEVERAL = "several"
STAGES = (*(status.value for status in AgreementStatus), "no agreement")
ANCHOR_OUTPUTS = (NO_EMPLOYER, SEVERAL, *STAGES)
"""What the anchor itself is scored for: that no institution of the window is its employer, that it speaks of several agreements (log-odds),
and how far its agreement has come."""


def read_window(states: WordStates, window: Window) -> tuple[dict[str, FloatArray], dict[str, float]]:
    """The scores of the words of a window, an array [n] for each of :data:`WORD_OUTPUTS`, and those of its anchor.

    Words other than those of :attr:`Window.places` have no score (NaN).
    """
    places = window.places
    inputs = {
        "states": states.vectors[window.rows].astype(np.float32, copy=False)[None],
        "features": window.features[None],
        "places": np.array([places]),
        "anchor": np.array([places.index(window.anchor)]),
    }
    of_places, of_anchor = load_graph("relations").run(["of_words", "of_anchor"], inputs)
    words = np.full((len(WORD_OUTPUTS), len(window.rows)), np.nan, dtype=np.float32)
    words[:, places] = of_places[0].T
    return (
        dict(zip(WORD_OUTPUTS, words, strict=True)),
        dict(zip(ANCHOR_OUTPUTS, map(float, of_anchor[0]), strict=True)),
    )


def score_of(words: FloatArray, places: Iterable[int]) -> float:
    """The score of an entity: that of all its mentions together (log-sum-exp)."""
    first, *others = places
    return float(np.logaddexp.reduce(words[[first, *others]]) if others else words[first])


def log_shares(scores: Mapping[Key, float]) -> dict[Key, float]:
    """Scores as logarithms of the shares of a softmax."""
    total = float(np.logaddexp.reduce(list(scores.values())))
    return {key: score - total for key, score in scores.items()}
