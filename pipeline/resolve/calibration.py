"""Log-odds of names turned into probabilities as observed, and the verdicts that follow from these."""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib import resources

from pipeline.records import Kind, Verdict

SAME_FROM = 0.7
"""At least this probability: the same. A wrong merge does more harm than a missed one."""
UNSURE_FROM = 0.2
"""At least this, and less than :data:`SAME_FROM`: unsure; below: different."""


@cache
def _knots() -> dict[str, list[tuple[float, float]]]:
    text = resources.files("pipeline.resources").joinpath("name_calibration.toml").read_text(encoding="utf-8")
    return {kind: [(score, share) for score, share in table["knots"]] for kind, table in tomllib.loads(text).items()}


def calibrated(kind: Kind, score: float) -> float:
    """The share of pairs with this score (log-odds from names alone, nothing vetoed) that were one thing.

    Fitted by ``benchmarks/calibrate_names.py``; programmes are taken for institutions.
    """
    return interpolated(_knots().get("institution" if kind is Kind.PROGRAMME else kind.value, ()), score)


def interpolated(knots: Sequence[tuple[float, float]], score: float) -> float:
    """The probability on the curve through the knots, level beyond them; that of the bare log-odds without knots."""
    if not knots:
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))
    at = bisect_right([knot for knot, _ in knots], score)
    if at == 0 or at == len(knots):
        return knots[max(0, at - 1)][1]
    (x0, p0), (x1, p1) = knots[at - 1], knots[at]
    return p0 + (p1 - p0) * (score - x0) / (x1 - x0) if x1 > x0 else p1


def verdict(probability: float) -> Verdict:
    """Same, unsure or different, by the bounds of this module."""
    if probability >= SAME_FROM:
        return Verdict.SAME
    return Verdict.UNSURE if probability >= UNSURE_FROM else Verdict.DIFFERENT
