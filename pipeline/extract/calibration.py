"""From how sure a finder is to how often it is right: Platt scaling, one curve for each kind of record.

The numbers are fitted on the development part of the annotated corpus by ``python -m pipeline.training.calibration``.
"""

from __future__ import annotations

import math
from functools import cache

from pipeline.extract.lexicon import load_table

LEAST, MOST = 0.005, 0.995
"""A probability fitted on some hundred records is never surer than this."""


@cache
def curve(kind: str) -> tuple[float, float]:
    """Slope and offset on the log-odds; 1 and 0 for a kind that was not fitted."""
    fitted = load_table("calibration").get(kind, {})
    return float(fitted.get("slope", 1.0)), float(fitted.get("offset", 0.0))


def calibrated(kind: str, confidence: float) -> float:
    """The probability that a record of a kind (``person``, ``agreement`` …) is right, rounded to three digits.

    Rises with ``confidence``, a number from 0 to 1 (Platt 1999, on log-odds).
    """
    slope, offset = curve(kind)
    odds = slope * log_odds(confidence) + offset
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-odds)))), 3)


def log_odds(confidence: float) -> float:
    """The log-odds of a probability, which is first brought into the bounds."""
    bounded = min(MOST, max(LEAST, confidence))
    return math.log(bounded / (1 - bounded))
