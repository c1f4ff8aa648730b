"""Whether a confidence of 0.8 is right eight times in ten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.evaluation.report import Bin, Calibration

N_BINS = 10

Sample = tuple[float, bool]
"""Confidence of a record, and whether it was right."""


def calibrate(samples: Mapping[str, Sequence[Sample]]) -> list[Calibration]:
    """Reliability bins of equal width and expected calibration error (Naeini et al. 2015) for each kind of record."""
    return [_of_kind(kind, samples[kind]) for kind in sorted(samples) if samples[kind]]


def _of_kind(kind: str, samples: Sequence[Sample]) -> Calibration:
    filled: dict[int, list[Sample]] = {}
    for sample in samples:
        filled.setdefault(min(int(sample[0] * N_BINS), N_BINS - 1), []).append(sample)
    bins = tuple(_bin(number, filled[number]) for number in sorted(filled))
    distance = sum(one.records * abs(one.mean_confidence - one.share_right) for one in bins)
    return Calibration(
        kind=kind,
        records=len(samples),
        mean_confidence=_mean_confidence(samples),
        share_right=_share_right(samples),
        error=round(distance / len(samples), 4),
        bins=bins,
    )


def _bin(number: int, samples: Sequence[Sample]) -> Bin:
    return Bin(
        low=number / N_BINS,
        high=(number + 1) / N_BINS,
        records=len(samples),
        mean_confidence=_mean_confidence(samples),
        share_right=_share_right(samples),
    )


def _mean_confidence(samples: Sequence[Sample]) -> float:
    return round(sum(confidence for confidence, _ in samples) / len(samples), 4)


def _share_right(samples: Sequence[Sample]) -> float:
    return round(sum(right for _, right in samples) / len(samples), 4)
