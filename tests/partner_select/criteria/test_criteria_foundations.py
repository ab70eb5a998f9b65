"""What the criteria methods stand on: linear programs, convex hulls, places, normalisations and their refusals."""

import itertools
from fractions import Fraction

import numpy as np
import pytest

from partner_select import SelectionError
from partner_select.criteria import decision_table, find_method, methods
from partner_select.criteria.linear_program import minimise, reaches
from partner_select.criteria.normalisation import NORMALISATIONS, normalise, require_normalisation
from partner_select.criteria.standing import groups_of, shared_places
from partner_select.reading import Findings

RANDOM = np.random.default_rng(91)


def corner_minimum(cost, rows, most):
    """The least of cost·x over all corners of rows·x <= most, x >= 0 in the plane, by Cramer's rule in fractions."""
    lines = [([Fraction(a), Fraction(b)], Fraction(c)) for (a, b), c in zip(rows, most, strict=True)]
    lines += [([Fraction(-1), Fraction(0)], Fraction(0)), ([Fraction(0), Fraction(-1)], Fraction(0))]
    worths = []
    for (p, c), (q, d) in itertools.combinations(lines, 2):
        det = p[0] * q[1] - p[1] * q[0]
        if det:
            x, y = (c * q[1] - d * p[1]) / det, (p[0] * d - q[0] * c) / det
            if all(n[0] * x + n[1] * y <= e for n, e in lines):
                worths.append(cost[0] * x + cost[1] * y)
    return min(worths)


@pytest.mark.parametrize("seed", range(8))
def test_programs_in_the_plane_end_at_their_best_corner(seed):
    rng = np.random.default_rng(seed)
    rows, most = 1 + rng.integers(0, 9, (4, 2)), rng.integers(5, 40, 4)
    cost = -rng.integers(1, 9, 2)
    point, least = minimise(cost.astype(float), rows.astype(float), most.astype(float))
    assert least == pytest.approx(float(corner_minimum(cost.tolist(), rows.tolist(), most.tolist())), abs=1e-9)
    assert cost @ point == pytest.approx(least)


def test_a_program_without_an_end_or_without_a_point_is_an_error():
    one = np.ones((1, 1))
    with pytest.raises(SelectionError, match="the linear program was not solved"):
        minimise(np.array([-1.0]), -one, np.array([0.0]))
    with pytest.raises(SelectionError, match="bring the numbers closer together"):
        minimise(np.array([1.0]), one, np.array([-1.0]))


def test_a_mean_of_points_lies_in_their_hull_and_a_step_beyond_does_not():
    points = RANDOM.random((5, 3))
    parts = RANDOM.dirichlet(np.ones(5))
    assert reaches(points, parts @ points)
    corner = points[int(points[:, 0].argmax())]
    assert reaches(points, corner)
    assert not reaches(points, corner + np.array([0.01, 0, 0]))


def test_a_point_within_the_box_may_be_outside_the_hull():
    assert not reaches(np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([0.5, 0.4]))
    assert reaches(np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([0.5, 0.5]))


@pytest.mark.parametrize(
    ("scores", "higher", "places"),
    [
        ([3, 1, 2], True, (1, 3, 2)),
        ([3, 1, 2], False, (3, 1, 2)),
        ([1, 1, 0], True, (1, 1, 3)),
        ([0, 0, 0], True, (1, 1, 1)),
        ([-5, -5, -4], True, (2, 2, 1)),
        ([1e300, 1e300, -1e300], True, (1, 1, 3)),
        ([], True, ()),
    ],
)
def test_places_by_hand(scores, higher, places):
    assert shared_places(np.array(scores, dtype=float), higher) == places


def test_a_chain_of_near_ties_shares_one_place():
    """Each neighbour is within the tie, so the whole chain is level, though its ends are not."""
    assert shared_places(np.array([1.0, 1.0 + 0.9e-9, 1.0 + 1.8e-9])) == (1, 1, 1)
    assert shared_places(np.array([1.0, 1.0 + 3e-9])) == (2, 1)


def test_a_tie_is_measured_in_the_size_of_the_scores():
    assert shared_places(np.array([1e-12, 3e-12])) == (2, 1)
    assert shared_places(np.array([1e12, 1e12 + 1])) == (1, 1)


def test_names_are_gathered_by_place():
    assert groups_of(["a", "b", "c", "d"], [3, 1, 3, 2]) == (("b",), ("d",), ("a", "c"))


@pytest.mark.parametrize("how", list(NORMALISATIONS))
def test_more_is_better_after_every_normalisation(how):
    table = decision_table(RANDOM.integers(1, 30, (6, 2)), directions=[1, -1])
    scaled = normalise(table, how)
    for column, raw, d in zip(scaled.T, table.matrix.T, table.directions, strict=True):
        order = np.argsort(d * raw, kind="stable")
        assert (np.diff(column[order]) >= -1e-12).all()


@pytest.mark.parametrize(("how", "expected"), [("sum", 1.0), ("vector", 1.0)])
def test_sums_and_lengths_are_one(how, expected):
    column = normalise(decision_table(RANDOM.integers(1, 30, (6, 1))), how)[:, 0]
    assert (column.sum() if how == "sum" else np.linalg.norm(column)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("how", "matrix", "directions", "told"),
    [
        ("sum", [[-1], [2]], [1], "has negative numbers, which 'sum' cannot scale"),
        ("max", [[-1], [2]], [1], "has negative numbers, which 'max' cannot scale"),
        ("sum", [[0], [2]], [-1], "has zeros, whose reciprocal 'sum' needs"),
        ("log", [[1], [2]], [1], "normalisation: must be one of vector, minmax, sum, max, got 'log'"),
    ],
)
def test_numbers_that_a_normalisation_cannot_take(how, matrix, directions, told):
    found = Findings()
    require_normalisation(found, how, decision_table(matrix, directions))
    assert len(found.problems) == 1
    assert told in found.problems[0]


def test_methods_are_found_by_kind_and_misspellings_are_answered():
    assert {m.name for m in methods("evaluation")} | {m.name for m in methods("weighting")} == {m.name for m in methods()}
    with pytest.raises(SelectionError, match="there is no method 'topsys': did you mean topsis"):
        find_method("topsys")
    with pytest.raises(SelectionError, match="did you mean ahp, bwm"):
        find_method("zzzzzzzz")
