"""VIKOR's compromise: who is proposed, and how sure that is."""

import pytest
from criteria_strategies import problems
from hypothesis import given

from partner_select import SelectionError
from partner_select.criteria import vikor

CLIMBER = [[1, 3000], [2, 3750], [5, 4500]]  # Opricovic and Tzeng 2004: risk, altitude


def test_the_mountain_climber():
    found = vikor(CLIMBER, [0.5, 0.5], [-1, 1], alternatives=["A1", "A2", "A3"])
    assert found.details["s"] == pytest.approx([0.5, 0.375, 0.5])
    assert found.details["r"] == pytest.approx([0.5, 0.25, 0.5])
    assert found.scores == pytest.approx((1, 0, 1))
    assert found.details["compromise"] == ["A2"]
    assert found.ranking == (2, 1, 2)
    assert not found.higher_is_better


def test_close_rivals_are_all_proposed():
    found = vikor([[10, 0], [9.5, 0.5], [9, 1], [0, 10]], alternatives=list("ABCD"))
    assert not found.details["advantage"]
    assert len(found.details["compromise"]) > 1
    assert set(found.best) <= set(found.details["compromise"])


def test_a_clear_winner_is_proposed_alone():
    found = vikor([[10, 10], [1, 2], [2, 1]], alternatives=list("ABC"))
    assert found.details["advantage"]
    assert found.details["stable"]
    assert found.details["compromise"] == ["A"]


def test_majority_one_ranks_by_the_sum_of_regrets():
    found = vikor([[10, 0], [6, 6], [0, 9]], [3, 1], majority=1)
    assert found.ranking == tuple(1 + sum(s < t - 1e-12 for s in found.details["s"]) for t in found.details["s"])


def test_majority_zero_ranks_by_the_worst_regret():
    found = vikor([[10, 0], [6, 6], [0, 9]], [3, 1], majority=0)
    assert found.ranking == tuple(1 + sum(s < t - 1e-12 for s in found.details["r"]) for t in found.details["r"])


@given(problems())
def test_the_best_is_always_among_the_proposed(problem):
    found = vikor(*problem, reversals=False)
    assert found.details["compromise"]
    assert set(found.details["compromise"]) & set(found.best)


@given(problems(alternatives=(2, 6)))
def test_the_best_has_q_zero_or_none_is_best_by_both(problem):
    found = vikor(*problem, reversals=False)
    s, r = found.details["s"], found.details["r"]
    both = any(a <= min(s) + 1e-12 and b <= min(r) + 1e-12 for a, b in zip(s, r, strict=True))
    assert (min(found.scores) < 1e-9) is both


@pytest.mark.parametrize("majority", [-0.1, 1.1, float("nan"), None, True])
def test_wrong_majority(majority):
    with pytest.raises(SelectionError, match="majority"):
        vikor(CLIMBER, majority=majority)


def test_two_equal_alternatives_are_both_proposed():
    found = vikor([[1, 2], [1, 2]], alternatives=["A", "B"])
    assert found.details["compromise"] == ["A", "B"]
    assert found.scores == (0.0, 0.0)
