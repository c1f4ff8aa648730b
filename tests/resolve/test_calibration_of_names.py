"""Probabilities of pairs of names, and the verdicts that follow."""

from __future__ import annotations

import pytest

from pipeline.records import Kind, Verdict
from pipeline.resolve.calibration import SAME_FROM, UNSURE_FROM, calibrated, interpolated, verdict
from pipeline.resolve.names import parse_name
from pipeline.resolve.scoring import compare


@pytest.mark.parametrize("kind", list(Kind))
def test_a_higher_score_is_never_less_probable(kind: Kind) -> None:
    told = [calibrated(kind, score / 4) for score in range(-80, 80)]
    assert told == sorted(told)
    assert all(0 < one < 1 for one in told)


def test_between_two_knots_the_curve_is_straight() -> None:
    assert interpolated([(0.0, 0.2), (2.0, 0.6)], 1.0) == pytest.approx(0.4)
    assert interpolated([(0.0, 0.2), (2.0, 0.6)], 9.0) == 0.6


def test_verdicts_follow_from_the_bounds() -> None:
    told = [verdict(one) for one in (SAME_FROM, SAME_FROM - 0.01, UNSURE_FROM, UNSURE_FROM - 0.01)]
    assert told == [Verdict.SAME, Verdict.UNSURE, Verdict.UNSURE, Verdict.DIFFERENT]


def test_a_vetoed_pair_is_different() -> None:
    names = (parse_name(Kind.PERSON, text) for text in ("Komilov Anvar", "Komilova Anvar"))
    assert compare(*names).verdict is Verdict.DIFFERENT
