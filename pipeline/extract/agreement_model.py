"""Linear models over named features, with their weights in ``agreement_weights.toml``."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from pipeline.extract.lexicon import load_table


def log_odds(model: str, features: Iterable[str]) -> float:
    """Sum of the weights of the features that hold; features without a weight count nothing."""
    bias, places, weights = _weights(model)
    # Sorted, since the sum of floats depends on their order.
    return bias + sum(map(weights.__getitem__, sorted({places[feature] for feature in features if feature in places})))


@cache
def _weights(model: str) -> tuple[float, dict[str, int], list[float]]:
    """The bias of a model, the place of every feature in the alphabet, and the weights by place."""
    weights: dict[str, float] = load_table("agreement_weights")[model]
    names = sorted(weights)
    return weights.get("bias", 0.0), {name: place for place, name in enumerate(names)}, [weights[n] for n in names]


def probability(model: str, features: Iterable[str]) -> float:
    """The logistic function of :func:`log_odds`."""
    odds = max(-30.0, min(30.0, log_odds(model, features)))
    return 1.0 / (1.0 + math.exp(-odds))
