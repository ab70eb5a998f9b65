"""Warnings when leaving one alternative out changes the order of the others."""

import pytest
from criteria_strategies import problems
from hypothesis import given, settings

from partner_select.criteria import grey_relational, promethee, topsis, vikor

METHODS = [topsis, vikor, grey_relational, promethee]
NAMES = ["A", "B", "C", "D"]
REVERSING = [[1, 5], [4, 2], [3, 3], [9, 0]]  # D stretches the first criterion: without it A, B and C stand otherwise


def order_without(method, matrix, row, **options):
    names = NAMES[:row] + NAMES[row + 1 :]
    return method(matrix[:row] + matrix[row + 1 :], alternatives=names, reversals=False, **options).groups


def standing(ranking, dropped):
    """The groups of a ranking less one name."""
    return tuple(group for group in (tuple(n for n in g if n != dropped) for g in ranking.groups) if group)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25)
@given(problem=problems(alternatives=(4, 4), criteria=(2, 3)))
def test_exactly_the_changes_of_order_are_reported(method, problem):
    matrix, weights, directions = problem
    options = {"weights": weights, "directions": directions}
    found = method(matrix, alternatives=NAMES, **options)
    expected = {}
    for row, name in enumerate(NAMES):
        after = order_without(method, matrix, row, **options)
        if after != standing(found, name):
            expected[name] = (standing(found, name), after)
    assert {r.dropped: (r.before, r.after) for r in found.reversals} == expected


def test_topsis_reverses_on_a_known_example():
    found = topsis(REVERSING, alternatives=NAMES, normalisation="minmax")
    assert [r.dropped for r in found.reversals if r.best_changed]


def test_dominance_leaves_nothing_to_reverse():
    for method in METHODS:
        assert method([[4, 4], [3, 3], [2, 2], [1, 1]], alternatives=NAMES).reversals == ()


def test_the_best_may_stay_while_others_change():
    found = topsis(REVERSING, alternatives=NAMES, normalisation="minmax")
    for reversal in found.reversals:
        assert reversal.best_changed is (reversal.before[0] != reversal.after[0])


@pytest.mark.parametrize("method", METHODS)
def test_nobody_looks_when_not_asked(method):
    assert method(REVERSING, reversals=False).reversals == ()


@pytest.mark.parametrize("method", METHODS)
def test_two_alternatives_cannot_reverse(method):
    assert method([[1, 5], [4, 2]]).reversals == ()
