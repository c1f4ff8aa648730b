"""The fits of the small models, on data of which the answer is known."""

from __future__ import annotations

import math

import pytest

from pipeline.extract.agreement_sets import most_useful
from pipeline.training.linear import BIAS, Penalty, fit_choice, fit_weights

FREE = Penalty(spread=100.0, seen=1, least=0.0)


def test_a_choice_learns_the_share_with_which_a_feature_wins() -> None:
    # "a" beats "b" in three of four choices: their weights differ by the log-odds of that.
    choices = [[{"a"}, {"b"}]] * 40
    right = [0, 0, 0, 1] * 10
    weights = fit_choice(choices, right, FREE)
    assert weights["a"] - weights["b"] == pytest.approx(math.log(3), abs=0.05)
    assert weights[BIAS] == 0.0


def test_a_choice_does_not_learn_from_what_all_alternatives_share() -> None:
    weights = fit_choice([[{"all", "a"}, {"all"}, {"all"}]] * 20, [0] * 20, FREE)
    assert weights["a"] > 2
    assert weights["all"] == pytest.approx(0.0, abs=0.01)


def test_choices_of_several_sizes_are_kept_apart() -> None:
    choices = [[{"a"}, {"b"}], [{"c"}], [{"b"}, {"a"}, {"c"}]] * 20
    weights = fit_choice(choices, [0, 0, 1] * 20, FREE)
    assert weights["a"] > weights["b"]
    assert weights["a"] > weights["c"]


def test_rare_features_are_left_out_of_both_fits() -> None:
    penalty = Penalty(seen=2, least=0.0)
    assert "once" not in fit_choice([[{"once", "a"}, {"b"}], [{"a"}, {"b"}]], [0, 0], penalty)
    assert "once" not in fit_weights([{"once", "a"}, {"a"}, {"b"}, {"b"}], [True, True, False, False], penalty)


def test_the_most_useful_set_shares_much_with_the_likely_ones() -> None:
    one, two, three = frozenset({1}), frozenset({1, 2}), frozenset({1, 2, 3})
    best, chance = most_useful({one: 1.0, two: 0.9, three: 0.9})
    assert best == two
    assert chance == pytest.approx(math.exp(0.9) / (math.exp(1.0) + 2 * math.exp(0.9)))


def test_without_sets_there_is_no_most_useful_one() -> None:
    assert most_useful({}) == (frozenset(), 0.0)
