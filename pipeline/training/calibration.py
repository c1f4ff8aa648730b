"""``python -m pipeline.training.calibration``: fit the curves that turn confidences into probabilities.

Run after anything that changes what is found: the curves are fitted on what the present pipeline says, and put on top of the present
ones.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

from pipeline.evaluation.evaluate import read_samples
from pipeline.extract.calibration import curve, log_odds
from pipeline.settings import Settings

TABLE = Path("pipeline/resources/calibration.toml")
_HEAD = """\
# Platt scaling of confidences, one curve a kind of record: log-odds of being right = slope * log-odds of the finder + offset.
# Fitted by `python -m pipeline.training.calibration` on the development part of the annotated corpus.
"""
_STEPS = 100
_LEAST_STEP, _CLOSE = 1e-6, 1e-9
_PRIOR = 0.05
"""Weight of the pull towards slope 1, in records: it decides only where hardly any are."""


def fit_curve(samples: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and offset that minimise the penalised log-loss of (confidence, right) pairs, by damped Newton steps."""
    points = [(log_odds(confidence), float(right)) for confidence, right in samples]
    at, value = (1.0, 0.0), _loss(points, 1.0, 0.0)
    for _ in range(_STEPS):
        step = _newton_step(points, *at)
        scale = 1.0
        while (new := _loss(points, at[0] - scale * step[0], at[1] - scale * step[1])) > value and scale > _LEAST_STEP:
            scale /= 2
        if value - new < _CLOSE:
            break
        at, value = (at[0] - scale * step[0], at[1] - scale * step[1]), new
    # A curve that falls would call the surest the least likely: then only the level is kept.
    return at if at[0] > 0 else (0.0, _level(samples))


def _loss(points: Sequence[tuple[float, float]], slope: float, offset: float) -> float:
    pull = 0.5 * _PRIOR * ((slope - 1.0) ** 2 + offset**2)
    return pull + sum(math.log1p(math.exp(-(2 * y - 1) * _bounded(slope * x + offset))) for x, y in points)


def _newton_step(points: Sequence[tuple[float, float]], slope: float, offset: float) -> tuple[float, float]:
    first, second = _PRIOR * (slope - 1.0), _PRIOR * offset
    a, b, c = _PRIOR, 0.0, _PRIOR
    for x, y in points:
        p = 1 / (1 + math.exp(-_bounded(slope * x + offset)))
        first, second = first + (p - y) * x, second + p - y
        weight = p * (1 - p)
        a, b, c = a + weight * x * x, b + weight * x, c + weight
    determinant = a * c - b * b
    return (c * first - b * second) / determinant, (a * second - b * first) / determinant


def _bounded(odds: float) -> float:
    return max(-30.0, min(30.0, odds))


def _level(samples: Sequence[tuple[float, bool]]) -> float:
    return log_odds(sum(right for _, right in samples) / len(samples))


def main() -> None:
    """Read the arguments, run over the part, fit, write."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.calibration", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("data/annotated"), help="the annotated corpus")
    parser.add_argument("--part", default="development", help="part of the corpus to fit on")
    parser.add_argument("--out", type=Path, default=TABLE, help="where the curves go")
    arguments = parser.parse_args()
    lines = [_HEAD]
    for kind, samples in sorted(read_samples(arguments.corpus, arguments.part, Settings()).items()):
        slope, offset = fit_curve(samples)
        old_slope, old_offset = curve(kind)
        lines += [f"[{kind}]", f"slope = {slope * old_slope:.3f}", f"offset = {slope * old_offset + offset:.3f}", ""]
        print(f"{kind}: {len(samples)} records, slope {slope:.3f}, offset {offset:.3f} on top of the present curve")
    arguments.out.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
