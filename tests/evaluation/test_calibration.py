"""Reliability bins and expected calibration error."""

import pytest

from pipeline.evaluation.calibration import calibrate


def test_confidences_that_keep_their_word_have_no_error():
    (kind,) = calibrate({"agreement": [(0.75, True)] * 3 + [(0.75, False)]})
    assert kind.error == 0
    assert [(one.low, one.records, one.share_right) for one in kind.bins] == [(0.7, 4, 0.75)]


def test_the_error_is_weighted_by_the_records_of_a_bin():
    (kind,) = calibrate({"person": [(0.9, True)] * 3 + [(0.1, True)]})
    assert kind.error == pytest.approx((3 * 0.1 + 0.9) / 4)


def test_certainty_lies_in_the_last_bin():
    (kind,) = calibrate({"event": [(1.0, True), (0.95, False)]})
    assert [(one.low, one.high, one.records) for one in kind.bins] == [(0.9, 1.0, 2)]


def test_kinds_are_sorted_and_empty_ones_left_out():
    assert [kind.kind for kind in calibrate({"b": [(0.5, True)], "a": [(0.5, True)], "c": []})] == ["a", "b"]
