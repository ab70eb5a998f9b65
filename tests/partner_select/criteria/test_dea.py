"""Efficiency by the CCR model."""

import numpy as np
import pytest
from criteria_strategies import POSITIVE, problems
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from partner_select import SelectionError
from partner_select.criteria import dea


def ratios(matrix):
    """One input, one output: efficiency is the ratio against the best one."""
    productivity = [y / x for x, y in matrix]
    return [p / max(productivity) for p in productivity]


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 50)), min_size=1, max_size=6))
def test_one_input_and_one_output(matrix):
    assert dea(matrix, [-1, 1]).scores == pytest.approx(ratios(matrix), abs=2e-6)


@settings(max_examples=20)
@given(problems(POSITIVE, alternatives=(2, 5), criteria=(2, 4)))
def test_targets_need_no_more_and_give_no_less(problem):
    matrix, _, directions = problem
    assume(len(set(directions)) == 2)
    found = dea(matrix, directions)
    for row, theta, target in zip(matrix, found.scores, found.details["targets"], strict=True):
        for x, goal, d in zip(row, target.values(), directions, strict=True):
            assert goal <= theta * x * (1 + 1e-5) if d < 0 else goal >= x * (1 - 1e-5)


@settings(max_examples=20)
@given(problems(POSITIVE, alternatives=(2, 5), criteria=(2, 3)))
def test_references_are_efficient_themselves(problem):
    matrix, _, directions = problem
    assume(len(set(directions)) == 2)
    found = dea(matrix, directions)
    efficient = dict(zip(found.alternatives, found.details["efficient"], strict=True))
    assert all(efficient[name] for parts in found.details["references"] for name in parts)
    assert max(found.scores) == 1


def test_two_inputs_by_hand():
    """A and B span the frontier; C lies halfway behind their middle, (2, 2)/(4, 4)."""
    found = dea([[1, 3, 1], [3, 1, 1], [4, 4, 1]], ["cost", "cost", "benefit"], ["A", "B", "C"])
    assert found.scores == pytest.approx((1, 1, 0.5))
    assert found.details["references"][2] == pytest.approx({"A": 0.5, "B": 0.5})
    assert found.details["targets"][2] == pytest.approx({"1": 2, "2": 2, "3": 1})


def test_weakly_efficient_is_not_efficient():
    """C needs as much of the first input as A and more of the second: θ = 1, but with slack."""
    found = dea([[1, 3, 1], [3, 1, 1], [1, 5, 1]], [-1, -1, 1], ["A", "B", "C"])
    assert found.scores[2] == 1
    assert found.details["efficient"] == [True, True, False]
    assert found.details["targets"][2]["2"] == pytest.approx(3)


@pytest.mark.parametrize("factors", [(1e-9, 1, 1), (1, 1e12, 1e-6), (1e100, 1e-100, 1)])
def test_units_do_not_matter(factors):
    matrix = np.array([[1.0, 3, 1], [3, 1, 1], [4, 4, 1], [2, 5, 2]])
    found, scaled = dea(matrix, [-1, -1, 1]), dea(matrix * factors, [-1, -1, 1])
    assert scaled.scores == pytest.approx(found.scores, abs=1e-6)
    assert scaled.details["efficient"] == found.details["efficient"]


def test_a_small_unit_is_compared_with_a_large_one_fairly():
    matrix = [[1e-6, 1e-6], [1e6, 1e6], [2.0, 1.0]]
    assert dea(matrix, [-1, 1]).scores == pytest.approx((1, 1, 0.5), abs=1e-6)


def test_twice_the_size_is_as_efficient():
    found = dea([[2, 3, 4], [4, 6, 8], [9, 9, 4]], [-1, -1, 1])
    assert found.scores[0] == found.scores[1] == 1
    assert found.ranking == (1, 1, 3)


def test_an_output_that_one_does_not_have():
    found = dea([[1, 2, 0], [1, 0, 2], [1, 1, 1]], [-1, 1, 1])
    assert found.scores == pytest.approx((1, 1, 1), abs=1e-6)


def test_an_input_that_one_does_not_need():
    found = dea([[0, 2, 1], [2, 0, 1], [2, 2, 1]], [-1, -1, 1], ["A", "B", "C"])
    assert found.scores[2] == pytest.approx(0.5)


def test_a_criterion_that_is_zero_everywhere():
    assert dea([[1, 1, 0], [2, 1, 0]], [-1, 1, 1]).scores == pytest.approx((1, 0.5))


def test_equal_alternatives_are_all_efficient():
    found = dea([[2, 3]] * 3, [-1, 1])
    assert found.scores == (1.0, 1.0, 1.0)
    assert found.details["efficient"] == [True, True, True]


def test_leaving_the_reference_out_may_reverse_the_others():
    matrix = [[1, 10, 1], [2, 2.1, 1], [6, 1, 1], [4, 3, 1]]
    assert dea(matrix, [-1, -1, 1]).reversals == ()
    asked = dea(matrix, [-1, -1, 1], reversals=True)
    assert all(reversal.before != reversal.after for reversal in asked.reversals)


@pytest.mark.parametrize(
    ("matrix", "directions", "problem"),
    [
        ([[1, 2], [3, 4]], [1, 1], "at least one cost criterion as an input"),
        ([[1, 2], [3, 4]], [-1, -1], "at least one benefit criterion as an output"),
        ([[1, -2], [3, 4]], [-1, 1], "must be at least 0"),
        ([[0, 2], [3, 4]], [-1, 1], "input above 0; missing for '1'"),
        ([[1, 2], [3, 0]], [-1, 1], "output above 0; missing for '2'"),
        ([[1, float("inf")], [3, 4]], [-1, 1], "finite"),
        ([[1e-300, 1], [1e300, 1]], [-1, 1], "too far below"),
    ],
)
def test_misuse(matrix, directions, problem):
    with pytest.raises(SelectionError, match=problem):
        dea(matrix, directions)


def test_a_larger_pool_stays_between_zero_and_one():
    rng = np.random.default_rng(7)
    found = dea(rng.integers(1, 100, (25, 5)), [-1, -1, 1, 1, 1])
    assert 0 < min(found.scores) <= max(found.scores) == 1.0
