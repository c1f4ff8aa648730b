"""Confidences as probabilities."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import calibration
from pipeline.extract.calibration import LEAST, MOST, calibrated
from pipeline.training.calibration import fit_curve


@pytest.fixture
def curves(monkeypatch):
    """Curves for one kind, in place of the fitted ones."""
    monkeypatch.setattr(calibration, "load_table", lambda name: {"deal": {"slope": 0.5, "offset": -1.0}})
    calibration.curve.cache_clear()
    yield
    calibration.curve.cache_clear()


def test_a_kind_without_a_curve_keeps_its_confidence(curves):
    assert calibrated("other", 0.7) == 0.7


def test_a_curve_moves_the_log_odds(curves):
    assert calibrated("deal", 0.5) == round(1 / (1 + 2.718281828459045), 3)


@given(
    st.floats(0, 1), st.floats(0, 1), st.sampled_from(["institution", "person", "agreement", "affiliation", "event"])
)
def test_the_fitted_curves_rise_and_stay_probabilities(one, other, kind):
    low, high = sorted((one, other))
    assert LEAST <= calibrated(kind, low) <= calibrated(kind, high) <= MOST


def test_a_fit_finds_how_often_the_sure_are_right():
    samples = [(0.9, number % 10 < 5) for number in range(200)] + [(0.3, number % 10 < 2) for number in range(200)]
    slope, offset = fit_curve(samples)
    odds = [slope * calibration.log_odds(confidence) + offset for confidence in (0.9, 0.3)]
    assert odds == pytest.approx([0.0, -1.386], abs=0.02)


def test_a_fit_never_falls():
    slope, _ = fit_curve([(0.9, False)] * 50 + [(0.2, True)] * 50)
    assert slope == 0.0
