"""Weights from the numbers alone: entropy, CRITIC, MEREC."""

import math

import criteria_twin as twin
import numpy as np
import pytest
from criteria_strategies import POSITIVE, problems, varying
from hypothesis import assume, given

from partner_select import SelectionError
from partner_select.criteria import critic, entropy, merec

METHODS = [entropy, critic, merec]


@given(problems(POSITIVE))
def test_entropy_by_definition(problem):
    matrix, _, _ = problem
    assume(any(len(set(c)) > 1 for c in zip(*matrix, strict=True)))
    assert entropy(matrix).weights == pytest.approx(twin.entropy(matrix), abs=1e-9)


@given(problems(alternatives=(3, 6), criteria=(2, 4)))
def test_critic_by_definition(problem):
    matrix, _, directions = problem
    assume(varying(matrix))
    table = [list(row) for row in matrix]
    try:
        expected = twin.critic(table, directions)
    except ZeroDivisionError:
        assume(False)
    found = critic(matrix, directions)
    assume(sum(found.details["information"]) > 1e-6)
    assert found.weights == pytest.approx(expected, abs=1e-9)


@given(problems(POSITIVE))
def test_merec_by_definition(problem):
    matrix, _, directions = problem
    assume(any(len(set(c)) > 1 for c in zip(*matrix, strict=True)))
    assert merec(matrix, directions).weights == pytest.approx(twin.merec(matrix, directions), abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@given(problem=problems(POSITIVE, alternatives=(3, 5), criteria=(2, 4)))
def test_weights_are_weights_and_follow_their_criteria(method, problem):
    matrix, _, _ = problem
    assume(varying(matrix))
    try:
        found = method(matrix)
    except SelectionError:
        assume(False)
    assert sum(found.weights) == pytest.approx(1, abs=1e-12)
    assert min(found.weights) >= 0
    turned = method([row[::-1] for row in matrix])
    assert turned.weights[::-1] == pytest.approx(found.weights, abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("factor", [1e-300, 1e-9, 3.0, 1e12, 1e300])
def test_the_unit_of_a_criterion_does_not_matter(method, factor):
    matrix = np.array([[3.0, 7, 2], [5, 6, 9], [4, 1, 4]])
    scaled = matrix * [1, factor, 1]
    assert method(scaled).weights == pytest.approx(method(matrix).weights, abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_a_criterion_that_is_the_same_for_all_counts_nothing(method):
    assert method([[3, 5, 1], [3, 2, 2], [3, 4, 9]]).weights[0] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_numbers_that_are_all_equal_give_no_weights(method):
    with pytest.raises(SelectionError, match="alternatives are all equal"):
        method([[3, 0.1], [3, 0.1], [3, 0.1]])


@pytest.mark.parametrize("method", METHODS)
def test_one_alternative_gives_no_weights(method):
    with pytest.raises(SelectionError, match="at least 2 alternatives"):
        method([[3, 5]])


@pytest.mark.parametrize("method", METHODS)
def test_a_lone_criterion_has_all_the_weight(method):
    assert method([[3], [5], [9]]).weights == (1.0,)


@pytest.mark.parametrize("method", METHODS)
def test_the_input_stays_as_it_is(method):
    matrix = np.array([[3.0, 7], [5, 6], [4, 1]])
    before = matrix.copy()
    matrix.setflags(write=False)
    method(matrix)
    assert np.array_equal(matrix, before)


def test_entropy_of_a_single_holder_is_zero():
    found = entropy([[8, 1], [0, 1], [0, 2]])
    assert found.details["entropy"][0] == 0
    assert found.ranking == (1, 2)


def test_entropy_of_a_constant_is_exactly_one():
    assert entropy([[0.1, 1], [0.1, 2], [0.1, 5]]).details["entropy"][0] == 1.0


def test_entropy_lists_every_bad_column():
    with pytest.raises(SelectionError) as error:
        entropy([[-1, 0, 2], [3, 0, 1]], criteria=["a", "b", "c"])
    assert [p.split("criterion ")[1].split(" ")[0] for p in error.value.problems] == ["'a'", "'b'"]


def test_merec_needs_numbers_above_zero():
    with pytest.raises(SelectionError, match="criterion 'b' must be above 0"):
        merec([[1, 0], [2, 3]], criteria=["a", "b"])


def test_merec_effects_by_hand():
    found = merec([[4, 100], [2, 110]], directions=["benefit", "cost"])
    a, b = math.log(2), math.log(1.1)
    whole = math.log(1 + (a + b) / 2)
    assert found.details["effect"] == pytest.approx([whole - math.log(1 + b / 2), whole - math.log(1 + a / 2)])


def test_critic_turns_round_with_the_direction():
    matrix = [[1, 5, 2], [2, 3, 1], [3, 4, 3]]
    assert critic(matrix).weights == pytest.approx((0.4, 0.4, 0.2))
    assert critic(matrix, directions=[-1, 1, 1]).weights != pytest.approx((0.4, 0.4, 0.2))
    assert critic(matrix, directions=[-1, -1, -1]).weights == pytest.approx((0.4, 0.4, 0.2))


def test_critic_has_nothing_to_say_about_criteria_that_repeat_each_other():
    with pytest.raises(SelectionError, match="no weights follow"):
        critic([[1, 10], [2, 20], [5, 50]])


def test_critic_with_one_varying_criterion():
    assert critic([[1, 7], [2, 7], [5, 7]]).weights == (1.0, 0.0)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "matrix", [[[1, float("nan")], [2, 3]], [[1, float("inf")], [2, 3]], [[1, 2], [3]], "abc", [], [[]], [["x", 1], [2, 3]], None]
)
def test_no_table_of_numbers(method, matrix):
    with pytest.raises(SelectionError, match="matrix"):
        method(matrix)
