"""Linear models over named features, with their weights in ``event_weights.toml``."""

from __future__ import annotations

import math
from collections.abc import Iterable

from pipeline.extract.lexicon import load_table


def log_odds(model: str, features: Iterable[str]) -> float:
    """Sum of the weights of the features that hold; features without a weight count nothing."""
    weights: dict[str, float] = load_table("event_weights")[model]
    # Sorted, since the sum of floats depends on their order.
    return weights.get("bias", 0.0) + sum(weights[name] for name in sorted(features) if name in weights)


def probability(model: str, features: Iterable[str]) -> float:
    """The logistic function of :func:`log_odds`."""
    odds = max(-30.0, min(30.0, log_odds(model, features)))
    return 1.0 / (1.0 + math.exp(-odds))
