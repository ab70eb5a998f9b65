"""The best-worst method."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ortools.linear_solver.python import model_builder

from partner_select import SelectionError
from partner_select.criteria import bwm

NAMES = ["a", "b", "c", "d"]


@st.composite
def answers(draw):
    """Best first, worst last; the rest in between."""
    whole = draw(st.integers(2, 9))
    middle = draw(st.lists(st.tuples(st.integers(1, whole), st.integers(1, whole)), min_size=0, max_size=3))
    return [1, *(m[0] for m in middle), whole], [whole, *(m[1] for m in middle), 1]


def by_glop(over, under):
    """The same linear model through another solver."""
    model, n = model_builder.Model(), len(over)
    w = [model.new_num_var(0, 1, f"w{j}") for j in range(n)]
    xi = model.new_num_var(0, float("inf"), "xi")
    model.add(sum(w) == 1)
    for j in range(n):
        for left, right in ((w[0], over[j] * w[j]), (w[j], under[j] * w[-1])):
            if left is not right:
                model.add(left - right <= xi)
                model.add(right - left <= xi)
    model.minimize(xi)
    solver = model_builder.Solver("glop")
    assert solver.solve(model) == model_builder.SolveStatus.OPTIMAL
    return solver.objective_value


def deviation(weights, over, under):
    return max(max(abs(weights[0] - a * w), abs(w - b * weights[-1])) for w, a, b in zip(weights, over, under, strict=True))


@given(answers())
def test_no_weights_deviate_less(given_answers):
    over, under = given_answers
    names = [f"c{i}" for i in range(len(over))]
    result = bwm(names, names[0], names[-1], over, under)
    assert result.details["deviation"] == pytest.approx(by_glop(over, under), abs=1e-8)
    assert deviation(result.weights, over, under) == pytest.approx(result.details["deviation"], abs=1e-8)


@given(answers())
def test_weights_are_weights(given_answers):
    over, under = given_answers
    names = [f"c{i}" for i in range(len(over))]
    weights = bwm(names, names[0], names[-1], over, under).weights
    assert sum(weights) == pytest.approx(1, abs=1e-12)
    assert min(weights) >= 0


@pytest.mark.parametrize("weights", [(0.5, 0.3, 0.2), (0.25, 0.25, 0.25, 0.25), (0.6, 0.3, 0.1), (0.9, 0.1)])
def test_answers_that_fit_together_give_their_weights_back(weights):
    over, under = [weights[0] / w for w in weights], [w / weights[-1] for w in weights]
    result = bwm(NAMES[: len(weights)], "a", NAMES[len(weights) - 1], over, under)
    assert result.weights == pytest.approx(weights, abs=1e-9)
    assert result.details["deviation"] == pytest.approx(0, abs=1e-9)
    assert result.details["most_inconsistent"] is None


def test_the_order_of_the_criteria_does_not_matter():
    over, under = {"a": 1, "b": 2, "c": 5, "d": 8}, {"a": 8, "b": 3, "c": 2, "d": 1}
    found = [dict(zip(order, bwm(order, "a", "d", over, under).weights, strict=True)) for order in itertools.permutations(NAMES)]
    for other in found[1:]:
        assert other == pytest.approx(found[0], abs=1e-8)


def test_answers_by_name_and_fractions_in_text():
    result = bwm(["x", "y"], "x", "y", {"X": 1, "y": "5/2"}, {"y": 1, "x": 2.5})
    assert result.weights == pytest.approx((5 / 7, 2 / 7), abs=1e-9)


def test_the_criterion_that_contradicts_is_named():
    result = bwm(NAMES, "a", "d", [1, 2, 8, 8], [8, 4, 8, 1])
    assert result.details["most_inconsistent"] == "c"
    assert result.details["input_consistency_ratio"] == pytest.approx((64 - 8) / (64 - 8))


def test_best_and_worst_equally_important():
    result = bwm(["x", "y"], "x", "y", [1, 1], [1, 1])
    assert result.weights == pytest.approx((0.5, 0.5))
    assert result.details["input_consistency_ratio"] == 0


def test_the_best_criterion_is_the_heaviest():
    result = bwm(NAMES, "b", "c", [3, 1, 9, 2], [3, 9, 1, 4])
    assert result.ranking[1] == 1
    assert result.weights[2] == min(result.weights)


def test_huge_answers_are_solved():
    result = bwm(["x", "y", "z"], "x", "z", [1, 1e3, 1e6], [1e6, 1e3, 1])
    assert result.weights[:2] == pytest.approx((0.999, 0.000999), rel=1e-2)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ((NAMES, "z", "d", [1, 2, 3, 4], [4, 3, 2, 1]), "best: no such criterion: 'z'"),
        ((NAMES, "a", "d", [1, 2, 3], [4, 3, 2, 1]), "best_to_others: 4 judgements are needed"),
        ((NAMES, "a", "d", [1, 0.5, 3, 4], [4, 3, 2, 1]), "best_to_others: must be at least 1, got 0.5"),
        ((NAMES, "a", "d", [2, 2, 3, 4], [4, 3, 2, 1]), "'a' compared with itself must be 1"),
        ((NAMES, "a", "d", [1, 2, 3, 4], [4, 3, 2, 2]), "'d' compared with itself must be 1"),
        ((NAMES, "a", "d", [1, 2, 3, 4], [5, 3, 2, 1]), "it is the same question"),
        ((NAMES, "a", "d", [1, 2, 3, 4], {"a": 4, "b": 3, "c": 2, "q": 1}), "no such criterion: 'q'"),
        ((NAMES, "a", "d", [1, "two", 3, 4], [4, 3, 2, 1]), r"best_to_others\[1\]: must be a positive number"),
        ((["a", "A"], "a", "A", [1, 2], [2, 1]), "are the same name"),
        ((NAMES, "a", "d", [1, float("nan"), 3, 4], [4, 3, 2, 1]), r"best_to_others\[1\]"),
    ],
)
def test_misuse(arguments, problem):
    with pytest.raises(SelectionError, match=problem):
        bwm(*arguments)


def test_everything_wrong_is_listed_at_once():
    with pytest.raises(SelectionError) as error:
        bwm(NAMES, "x", "y", [1], [1, 2, 3, 0])
    assert len(error.value.problems) >= 4


def test_equal_criteria_share_a_place():
    assert bwm(["x", "y", "z"], "x", "z", [1, 1, 4], [4, 4, 1]).ranking == (1, 1, 3)
    assert np.isclose(sum(bwm(["x", "y", "z"], "x", "z", [1, 1, 4], [4, 4, 1]).weights), 1)
