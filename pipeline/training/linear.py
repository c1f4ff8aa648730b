"""Logistic regression over named features: the fit of the small models whose weights are data."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

BIAS = "bias"
_MEMORY = 10
_STEPS = 400
_CLOSE = 1e-5


@dataclass(frozen=True, slots=True)
class Penalty:
    """How a fit is held back.

    Attributes:
        spread: variance of the weights' Gaussian prior; smaller holds back more. The bias is free.
        seen: a feature that fewer examples have is left out.
        least: a weight nearer to 0 is dropped.
    """

    spread: float = 0.3
    seen: int = 4
    least: float = 0.05


def fit_weights(examples: Sequence[AbstractSet[str]], labels: Sequence[bool], penalty: Penalty) -> dict[str, float]:
    """Weights (log-odds a feature, rounded to two digits) that minimise the penalised log-loss, by L-BFGS from zero."""
    names, columns, starts, lengths = _table(examples, penalty)
    signs = np.where(np.array(labels, dtype=bool), 1.0, -1.0)
    prior = np.full(len(names) + 1, 1.0 / penalty.spread)
    prior[-1] = 0.0

    def loss(weights: Vector) -> tuple[float, Vector]:
        margins = signs * np.add.reduceat(weights[columns], starts)
        slopes = -signs / (1.0 + np.exp(np.clip(margins, -30, 30)))
        gradient = np.bincount(columns, weights=np.repeat(slopes, lengths), minlength=len(weights))
        value = float(np.logaddexp(0.0, -margins).sum() + 0.5 * (prior * weights * weights).sum())
        return value, gradient + prior * weights

    weights = _minimise(loss, len(names) + 1)
    kept = {name: round(float(weights[at]), 2) for at, name in enumerate(names) if abs(weights[at]) >= penalty.least}
    return {**kept, BIAS: round(float(weights[-1]), 2)}


def _table(
    examples: Sequence[AbstractSet[str]], penalty: Penalty
) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Names of the features that are kept; the columns of all rows after each other, where each row starts, how long it is.

    One more column stands in every row, so that none is empty.
    """
    counts = Counter(feature for example in examples for feature in example)
    names = sorted(name for name, count in counts.items() if count >= penalty.seen)
    number = {name: at for at, name in enumerate(names)}
    rows = [[*sorted(number[name] for name in example if name in number), len(names)] for example in examples]
    columns = np.fromiter((at for row in rows for at in row), dtype=np.int64)
    lengths = np.array([len(row) for row in rows])
    return names, columns, np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths


def fit_choice(
    choices: Sequence[Sequence[AbstractSet[str]]], right: Sequence[int], penalty: Penalty
) -> dict[str, float]:
    """Weights of a choice among alternatives: a softmax over their sums (conditional logit, McFadden 1974), by L-BFGS from zero.

    Args:
        choices: for each choice the features of its alternatives, one or more.
        right: the number of the right alternative of each choice.
    """
    names, columns, starts, lengths = _table([one for choice in choices for one in choice], penalty)
    sizes = np.array([len(choice) for choice in choices])
    first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    chosen = first + np.array(right)
    prior = np.full(len(names) + 1, 1.0 / penalty.spread)

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = np.add.reduceat(weights[columns], starts)
        tops = np.maximum.reduceat(scores, first)
        shares = np.exp(scores - np.repeat(tops, sizes))
        totals = np.add.reduceat(shares, first)
        slopes = shares / np.repeat(totals, sizes)
        slopes[chosen] -= 1.0
        gradient = np.bincount(columns, weights=np.repeat(slopes, lengths), minlength=len(weights))
        value = float((np.log(totals) + tops - scores[chosen]).sum() + 0.5 * (prior * weights * weights).sum())
        return value, gradient + prior * weights

    weights = _minimise(loss, len(names) + 1)
    kept = {name: round(float(weights[at]), 2) for at, name in enumerate(names) if abs(weights[at]) >= penalty.least}
    return {**kept, BIAS: 0.0}


def toml_rows(weights: Mapping[str, float]) -> Iterator[str]:
    """A model's weights as lines of TOML, in the alphabet of its features."""
    return (f"{json.dumps(name, ensure_ascii=False)} = {value}\n" for name, value in sorted(weights.items()))


def _minimise(loss, size: int) -> Vector:  # type: ignore[no-untyped-def]
    at: Vector = np.zeros(size)
    value, slope = loss(at)
    past: deque[tuple[Vector, Vector]] = deque(maxlen=_MEMORY)
    for _ in range(_STEPS):
        if float(np.abs(slope).max()) < _CLOSE:
            break
        direction = _direction(slope, past)
        step, fall = 1.0 if past else min(1.0, 1.0 / float(np.abs(slope).sum())), float(slope @ direction)
        while True:
            new = at + step * direction
            new_value, new_slope = loss(new)
            if new_value <= value + 1e-4 * step * fall or step < 1e-12:
                break
            step /= 2
        moved, turned = new - at, new_slope - slope
        if float(moved @ turned) > 1e-12:
            past.append((moved, turned))
        if value - new_value < 1e-9 * max(1.0, abs(value)):
            return new
        at, value, slope = new, new_value, new_slope
    return at


def _direction(slope: Vector, past: deque[tuple[Vector, Vector]]) -> Vector:
    """The two-loop recursion: minus the slope times an estimate of the inverse Hessian."""
    vector = slope.copy()
    factors = []
    for moved, turned in reversed(past):
        factor = float(moved @ vector) / float(moved @ turned)
        factors.append(factor)
        vector = vector - factor * turned
    if past:
        moved, turned = past[-1]
        vector = vector * (float(moved @ turned) / float(turned @ turned))
    for (moved, turned), factor in zip(past, reversed(factors), strict=True):
        vector = vector + moved * (factor - float(turned @ vector) / float(moved @ turned))
    return -vector
