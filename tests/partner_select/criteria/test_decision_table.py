"""Reading tables, directions and weights; bringing criteria onto one scale; places with ties."""

import criteria_twin as twin
import numpy as np
import pytest
from criteria_strategies import POSITIVE, problems
from hypothesis import given
from hypothesis import strategies as st

from partner_select import SelectionError
from partner_select.criteria import Ranking, Reversal, Weights, decision_table, topsis
from partner_select.criteria.normalisation import normalise
from partner_select.criteria.standing import groups_of, shared_places

MATRIX = [[1, 10], [2, 30], [3, 20]]


@pytest.mark.parametrize(
    "directions", [[1, -1], ["benefit", "cost"], ["+", "-"], {"price": -1}, {"PRICE": "cost", "quality": 1}, np.array([1, -1])]
)
def test_directions_in_many_words(directions):
    assert decision_table(MATRIX, directions, criteria=["quality", "price"]).directions.tolist() == [1, -1]


def test_names_are_numbers_when_left_out():
    table = decision_table(MATRIX)
    assert table.alternatives == ("1", "2", "3")
    assert table.criteria == ("1", "2")
    assert table.directions.tolist() == [1, 1]


def test_the_table_is_a_copy_that_nobody_can_change():
    given_matrix = np.array(MATRIX, dtype=float)
    table = decision_table(given_matrix)
    given_matrix[0, 0] = 99
    assert table.matrix[0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        table.matrix[0, 0] = 5


def test_a_table_less_one_alternative():
    rest = decision_table(MATRIX, alternatives=["A", "B", "C"]).without(1)
    assert rest.alternatives == ("A", "C")
    assert rest.matrix.tolist() == [[1, 10], [3, 20]]


def test_everything_wrong_is_listed_at_once():
    with pytest.raises(SelectionError) as error:
        decision_table([[1, np.nan], [2, 3]], directions=[1, "up"], alternatives=["A", "Ａ"], criteria=["x"])
    text = "\n".join(error.value.problems)
    assert all(field in text for field in ("matrix", "directions", "alternatives", "criteria"))


@pytest.mark.parametrize("directions", [[1], [1, 0], [1, None], [1, True, 1], {"z": 1}, [1, 2.5], [1, [1]]])
def test_wrong_directions(directions):
    with pytest.raises(SelectionError, match="directions"):
        decision_table(MATRIX, directions)


def test_a_checked_table_takes_no_second_directions():
    with pytest.raises(SelectionError, match="already has its directions"):
        topsis(decision_table(MATRIX), directions=[1, 1])


def test_a_checked_table_gives_the_same_result():
    assert topsis(decision_table(MATRIX, [1, -1]), [2, 1]) == topsis(MATRIX, [2, 1], [1, -1])


@pytest.mark.parametrize(
    "weights",
    [
        [0.25, 0.75],
        [1, 3],
        {"b": 3, "a": 1},
        Weights("ahp", ("b", "a"), (0.75, 0.25)),
        Weights("ahp", ("1", "2"), (0.25, 0.75)),
        [1e300, 3e300],
    ],
)
def test_weights_in_many_forms(weights):
    expected = topsis(MATRIX, [1, 3], criteria=["a", "b"])
    assert topsis(MATRIX, weights, criteria=["a", "b"]).scores == pytest.approx(expected.scores, abs=1e-12)


@pytest.mark.parametrize(
    "weights", [[1], [1, -1], [0, 0], [1, np.nan], {"a": 1}, {"a": 1, "b": 2, "c": 3}, Weights("x", ("q",), (1.0,)), "ab", [[1, 2]]]
)
def test_wrong_weights(weights):
    with pytest.raises(SelectionError, match="weights"):
        topsis(MATRIX, weights, criteria=["a", "b"])


def test_no_weights_are_equal_weights():
    assert topsis(MATRIX).scores == topsis(MATRIX, [5, 5]).scores


@pytest.mark.parametrize("how", ["vector", "minmax"])
@given(problem=problems())
def test_normalisation_of_any_numbers(how, problem):
    matrix, _, directions = problem
    assert normalise(decision_table(matrix, directions), how) == pytest.approx(
        np.array(twin.normalised(matrix, directions, how)), abs=1e-12
    )


@pytest.mark.parametrize("how", ["sum", "max"])
@given(problem=problems(POSITIVE))
def test_normalisation_of_positive_numbers(how, problem):
    matrix, _, directions = problem
    assert normalise(decision_table(matrix, directions), how) == pytest.approx(
        np.array(twin.normalised(matrix, directions, how)), abs=1e-12
    )


@pytest.mark.parametrize("how", ["vector", "minmax", "sum", "max"])
@pytest.mark.parametrize("factor", [5e-324 * 2**40, 1e-200, 1e300])
def test_huge_and_tiny_numbers_are_normalised_alike(how, factor):
    table = decision_table(np.array([[1.0, 4.0], [2.0, 2.0], [8.0, 1.0]]), [1, -1])
    scaled = decision_table(np.array([[1.0, 4.0], [2.0, 2.0], [8.0, 1.0]]) * factor, [1, -1])
    assert normalise(scaled, how) == pytest.approx(normalise(table, how), abs=1e-6)


@pytest.mark.parametrize(("how", "expected"), [("vector", 0.0), ("minmax", 1.0), ("sum", 0.0), ("max", 0.0)])
def test_a_column_of_zeros(how, expected):
    assert normalise(decision_table([[0.0], [0.0]]), how).tolist() == [[expected], [expected]]


@pytest.mark.parametrize(
    ("how", "matrix", "directions"),
    [("sum", [[1], [-1]], [1]), ("max", [[1], [-1]], [1]), ("sum", [[1], [0]], [-1]), ("softmax", [[1], [2]], [1])],
)
def test_numbers_a_normalisation_cannot_take(how, matrix, directions):
    with pytest.raises(SelectionError, match=r"normalisation|negative numbers|zeros"):
        topsis(matrix, directions=directions, normalisation=how)


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=8), st.booleans())
def test_places_by_definition(scores, higher):
    assert shared_places(np.array(scores, dtype=float), higher) == twin.places(scores, higher)


def test_rounding_does_not_break_a_tie():
    assert shared_places(np.array([0.3, 0.1 + 0.2, 0.1])) == (1, 1, 3)


def test_scores_of_nothing():
    assert shared_places(np.zeros(0)) == ()


@pytest.mark.parametrize("scores", [[0.0, 0.0], [1e-300, 1e-300], [-5.0, -5.0]])
def test_all_level(scores):
    assert shared_places(np.array(scores)) == (1, 1)


def test_tiny_scores_are_still_told_apart():
    assert shared_places(np.array([1e-300, 2e-300])) == (2, 1)


def test_groups_keep_the_order_of_the_names():
    assert groups_of(["d", "b", "a"], [1, 3, 1]) == (("d", "a"), ("b",))


def test_results_are_frozen_and_plain():
    reversal = Reversal("C", (("A",), ("B",)), (("B",), ("A",)))
    ranking = Ranking("x", ("A", "B"), (0.5, 0.4), (1, 2), True, {"k": [1]}, (reversal,))
    assert ranking.best == ("A",)
    assert ranking.to_dict()["reversals"] == [{"dropped": "C", "before": [["A"], ["B"]], "after": [["B"], ["A"]], "best_changed": True}]
    with pytest.raises(AttributeError):
        ranking.method = "y"


def test_weights_know_their_criteria():
    weights = Weights("x", ("a", "b"), (0.2, 0.8))
    assert weights.of("b") == 0.8
    assert weights.scores == weights.weights
    assert weights.array.tolist() == [0.2, 0.8]
    with pytest.raises(KeyError):
        weights.of("c")
