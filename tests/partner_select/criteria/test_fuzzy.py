"""Fuzzy comprehensive evaluation."""

import criteria_twin as twin
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_select import SelectionError
from partner_select.criteria import fuzzy_evaluation, memberships

OPERATORS = ["weighted mean", "max-min", "max-product", "bounded sum of minima"]
VOTES = [[[7, 2, 1], [2, 6, 2]], [[1, 1, 8], [0, 5, 5]]]


@st.composite
def ballots(draw):
    m, k, g = draw(st.integers(1, 3)), draw(st.integers(1, 4)), draw(st.integers(2, 4))
    row = st.lists(st.integers(0, 9), min_size=g, max_size=g).filter(any)
    weights = [draw(st.integers(1, 9)) for _ in range(k)]
    return [[draw(row) for _ in range(k)] for _ in range(m)], weights


@pytest.mark.parametrize("operator", OPERATORS)
@given(ballot=ballots())
def test_every_operator_by_definition(operator, ballot):
    votes, weights = ballot
    found = fuzzy_evaluation(votes, weights, operator=operator)
    for rows, degrees in zip(votes, found.details["memberships"], strict=True):
        expected = twin.fuzzy(twin.shares(weights), [twin.shares(row) for row in rows], operator)
        assert degrees == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("operator", OPERATORS)
@given(ballot=ballots())
def test_scores_lie_between_the_grades(operator, ballot):
    found = fuzzy_evaluation(*ballot, operator=operator)
    assert all(1 - 1e-9 <= score <= len(found.details["grades"]) + 1e-9 for score in found.scores)


def test_ten_experts():
    found = fuzzy_evaluation(VOTES, [0.6, 0.4], [90, 75, 60], ["X", "Y"], grade_names=["good", "fair", "poor"])
    assert found.details["memberships"][0] == pytest.approx([0.5, 0.36, 0.14])
    assert found.scores[0] == pytest.approx(80.4)
    assert found.details["grade"] == ["good", "poor"]
    assert found.ranking == (1, 2)


def test_the_first_grade_is_the_best_when_no_scores_are_given():
    assert fuzzy_evaluation([[[1, 0, 0]], [[0, 0, 1]]]).scores == (3.0, 1.0)


@given(st.lists(st.lists(st.floats(50, 100), min_size=3, max_size=3), min_size=1, max_size=4))
def test_memberships_of_scores_give_the_weighted_mean_back(scores):
    weights, grades = [0.5, 0.3, 0.2], [100, 85, 75, 50]
    found = fuzzy_evaluation(memberships(scores, grades), weights, grades)
    assert found.scores == pytest.approx([sum(w * x for w, x in zip(weights, row, strict=True)) for row in scores], abs=1e-9)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5), st.permutations([0.0, 10.0, 30.0]))
def test_memberships_add_up_to_one(scores, grades):
    degrees = memberships(scores, grades)
    assert degrees.sum(axis=1) == pytest.approx(np.ones(len(scores)), abs=1e-12)
    assert degrees.min() >= 0


def test_votes_and_shares_say_the_same():
    assert fuzzy_evaluation(VOTES).scores == pytest.approx(fuzzy_evaluation(np.array(VOTES) / 10).scores)


def test_huge_and_tiny_votes():
    assert fuzzy_evaluation([[[1e308, 1e308]]]).scores == (1.5,)
    assert fuzzy_evaluation([[[5e-324, 0]]]).scores == (2.0,)


def test_equal_memberships_take_the_earlier_grade():
    assert fuzzy_evaluation([[[5, 5]]], grade_names=["high", "low"]).details["grade"] == ["high"]


def test_equal_alternatives_share_a_place():
    assert fuzzy_evaluation([VOTES[0], VOTES[0]]).ranking == (1, 1)


def test_max_min_keeps_the_decisive_criterion_only():
    found = fuzzy_evaluation([[[1, 0], [0, 1]]], [0.9, 0.1], operator="max-min")
    assert found.details["memberships"][0] == pytest.approx([0.9, 0.1])


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (([[1, 2], [3, 4]],), "three dimensions"),
        (([],), "three dimensions"),
        (([[[1, -1]]],), "ratings: must be at least 0"),
        (([[[0, 0]]],), "nobody voted for alternative 0 under criterion 0"),
        (([[[1, float("nan")]]],), "ratings: must be finite"),
        ((VOTES, [1, 2, 3]), "weights"),
        ((VOTES, None, [1, 2]), "grades"),
        ((VOTES, None, None, ["X"]), "alternatives: 2 names"),
    ],
)
def test_misuse(arguments, problem):
    with pytest.raises(SelectionError, match=problem):
        fuzzy_evaluation(*arguments)


def test_everything_wrong_is_listed_at_once():
    with pytest.raises(SelectionError) as error:
        fuzzy_evaluation(VOTES, [-1, 1], [1, 2], ["X", "X"], operator="mean")
    assert [p.split(":")[0] for p in error.value.problems] == ["alternatives", "weights", "grades", "operator"]


@pytest.mark.parametrize("grades", [[], [1, 1], [1, float("inf")]])
def test_wrong_grades_of_memberships(grades):
    with pytest.raises(SelectionError, match="grades"):
        memberships([1.0], grades)
