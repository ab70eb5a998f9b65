"""What TOPSIS, VIKOR, grey relational analysis and PROMETHEE II have in common."""

import json

import criteria_twin as twin
import numpy as np
import pytest
from criteria_strategies import POSITIVE, distinct, problems
from hypothesis import assume, given

from partner_select import SelectionError
from partner_select.criteria import grey_relational, promethee, topsis, vikor

TWINS = {topsis: twin.topsis, vikor: twin.vikor, grey_relational: twin.grey, promethee: twin.promethee}
METHODS = list(TWINS)
MATRIX = [[7, 3, 20], [5, 9, 30], [6, 6, 10], [2, 8, 25]]
DIRECTIONS = [1, 1, -1]


@pytest.mark.parametrize("method", METHODS)
@given(problem=problems())
def test_scores_by_definition(method, problem):
    matrix, weights, directions = problem
    found = method(matrix, weights, directions, reversals=False)
    assert found.scores == pytest.approx(TWINS[method](matrix, weights, directions), abs=1e-9)


@pytest.mark.parametrize("how", ["vector", "minmax", "sum", "max"])
@given(problem=problems(POSITIVE))
def test_topsis_under_every_normalisation(how, problem):
    matrix, weights, directions = problem
    found = topsis(matrix, weights, directions, normalisation=how, reversals=False)
    assert found.scores == pytest.approx(twin.topsis(matrix, weights, directions, how), abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@given(problem=problems())
def test_places_follow_the_scores(method, problem):
    found = method(*problem, reversals=False)
    assume(distinct(found.scores))
    assert found.ranking == twin.places(found.scores, found.higher_is_better)


@pytest.mark.parametrize("method", METHODS)
@given(problem=problems())
def test_the_order_of_the_alternatives_does_not_matter(method, problem):
    matrix, weights, directions = problem
    found, turned = method(matrix, weights, directions, reversals=False), method(matrix[::-1], weights, directions, reversals=False)
    assert turned.scores[::-1] == pytest.approx(found.scores, abs=1e-9)
    assert turned.ranking[::-1] == found.ranking


@pytest.mark.parametrize("method", METHODS)
@given(problem=problems())
def test_turning_a_criterion_round_twice_changes_nothing(method, problem):
    matrix, weights, directions = problem
    if method is topsis:
        found = topsis(matrix, weights, directions, normalisation="minmax", reversals=False)
        turned = topsis([[-x for x in row] for row in matrix], weights, [-d for d in directions], normalisation="minmax", reversals=False)
    else:
        found = method(matrix, weights, directions, reversals=False)
        turned = method([[-x for x in row] for row in matrix], weights, [-d for d in directions], reversals=False)
    assert turned.scores == pytest.approx(found.scores, abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_a_dominating_alternative_is_first_and_a_dominated_one_last(method):
    found = method([*MATRIX, [9, 9, 5], [1, 1, 40]], [3, 2, 1], DIRECTIONS)
    assert found.ranking[4] == 1
    assert found.ranking[5] == 6


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("factors", [(1e-200, 1, 1), (1, 1e200, 1e-3), (2.0, 0.5, 4.0)])
def test_the_unit_of_a_criterion_does_not_matter(method, factors):
    scaled = (np.array(MATRIX) * factors).tolist()
    assert method(scaled, None, DIRECTIONS).scores == pytest.approx(method(MATRIX, None, DIRECTIONS).scores, abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_equal_alternatives_share_the_first_place(method):
    found = method([[1, 2, 3]] * 3)
    assert found.ranking == (1, 1, 1)
    assert len(set(found.scores)) == 1
    assert found.reversals == ()


@pytest.mark.parametrize("method", METHODS)
def test_one_alternative(method):
    found = method([[1, 2]], alternatives=["only"])
    assert found.best == ("only",)
    assert np.isfinite(found.scores).all()


@pytest.mark.parametrize("method", METHODS)
def test_a_criterion_that_is_the_same_for_all_changes_no_place(method):
    with_it = method([[*row, 5] for row in MATRIX], [3, 2, 1, 4], [*DIRECTIONS, 1])
    assert with_it.ranking == method(MATRIX, [3, 2, 1], DIRECTIONS).ranking


@pytest.mark.parametrize("method", METHODS)
def test_a_criterion_without_weight_does_not_count(method):
    assert (
        method([[*row, i] for i, row in enumerate(MATRIX)], [3, 2, 1, 0], [*DIRECTIONS, 1]).ranking
        == method(MATRIX, [3, 2, 1], DIRECTIONS).ranking
    )


@pytest.mark.parametrize("method", METHODS)
def test_the_result_is_plain_data(method):
    found = method(MATRIX, [3, 2, 1], DIRECTIONS, alternatives=list("ABCD"))
    told = json.loads(json.dumps(found.to_dict()))
    assert told["alternatives"] == list("ABCD")
    assert told["ranking"] == list(found.ranking)
    assert told["scores"] == list(found.scores)


@pytest.mark.parametrize("method", METHODS)
def test_the_same_call_twice_gives_identical_bits(method):
    assert method(MATRIX, [3, 2, 1], DIRECTIONS) == method(MATRIX, [3, 2, 1], DIRECTIONS)


@pytest.mark.parametrize("method", METHODS)
def test_problems_of_table_and_weights_come_together(method):
    with pytest.raises(SelectionError) as error:
        method([[1, float("nan")], [2, 3]], [1, -1], [1, 7])
    assert {p.split(":")[0] for p in error.value.problems} == {"matrix", "weights", "directions"}


@pytest.mark.parametrize("method", METHODS)
def test_numbers_at_the_end_of_the_range(method):
    found = method([[1e308, -1e308], [-1e308, 1e308], [0, 0]])
    assert np.isfinite(found.scores).all()


@pytest.mark.parametrize(("rho", "apart"), [(0.1, True), (1.0, False)])
def test_a_small_distinguishing_coefficient_sets_apart(rho, apart):
    scores = grey_relational(MATRIX, None, DIRECTIONS, distinguishing=rho).scores
    usual = grey_relational(MATRIX, None, DIRECTIONS).scores
    assert (max(scores) - min(scores) > max(usual) - min(usual)) is apart


@pytest.mark.parametrize("rho", [0, -1, 1.5, float("nan"), "x"])
def test_wrong_distinguishing_coefficient(rho):
    with pytest.raises(SelectionError, match="distinguishing"):
        grey_relational(MATRIX, distinguishing=rho)


def test_grey_coefficients_are_one_at_the_best():
    coefficients = np.array(grey_relational(MATRIX, None, DIRECTIONS).details["coefficients"])
    assert coefficients.max(axis=0).tolist() == [1.0, 1.0, 1.0]
    assert coefficients.min() == pytest.approx(1 / 3)


def test_topsis_of_the_ideal_and_the_anti_ideal():
    found = topsis([[9, 1], [1, 9], [5, 5]], directions=[1, -1])
    assert found.scores[:2] == (1.0, 0.0)
    assert found.scores[2] == pytest.approx(0.5)
