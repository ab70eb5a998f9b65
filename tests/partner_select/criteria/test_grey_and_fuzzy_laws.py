"""Grey relational analysis and fuzzy evaluation in fractions, with the laws that their definitions imply."""

from fractions import Fraction

import numpy as np
import pytest

from partner_select import SelectionError
from partner_select.criteria import fuzzy_evaluation, grey_relational, memberships

RANDOM = np.random.default_rng(80)
TABLES = [RANDOM.integers(0, 20, (m, k)).tolist() for m, k in ((2, 2), (3, 4), (5, 3), (6, 1))]
VOTES = [RANDOM.integers(0, 7, (m, k, g)).tolist() for m, k, g in ((1, 2, 3), (3, 2, 4), (2, 4, 2))]
for table in VOTES:
    for rows in table:
        for row in rows:
            row[0] += 1


def grades_exactly(table, weights, directions, rho):
    apart = []
    for column, d in zip(zip(*table, strict=True), directions, strict=True):
        low, high = min(column), max(column)
        apart.append([Fraction(0) if low == high else Fraction(high - x if d > 0 else x - low, high - low) for x in column])
    least, most = min(map(min, apart)), max(map(max, apart))
    total = sum(weights)
    if most == 0:
        return [Fraction(1)] * len(table)
    return [
        sum(Fraction(w, total) * (least + rho * most) / (column[i] + rho * most) for w, column in zip(weights, apart, strict=True))
        for i in range(len(table))
    ]


@pytest.mark.parametrize("rho", [Fraction(1, 10), Fraction(1, 2), Fraction(1)])
@pytest.mark.parametrize("table", TABLES, ids=len)
def test_grey_grades_are_the_exact_ones(table, rho):
    k = len(table[0])
    weights, directions = list(range(1, k + 1)), [(-1) ** j for j in range(k)]
    expected = grades_exactly(table, weights, directions, rho)
    found = grey_relational(table, weights, directions, distinguishing=float(rho))
    assert found.scores == pytest.approx([float(x) for x in expected], abs=1e-12)


@pytest.mark.parametrize("table", TABLES, ids=len)
def test_grey_grades_lie_between_the_worst_coefficient_and_one(table):
    """With Δmin = 0, the smallest coefficient is ρ/(1 + ρ)."""
    found = grey_relational(table)
    assert all(1 / 3 - 1e-12 <= s <= 1 for s in found.scores)
    assert np.array(found.details["coefficients"]).max() == pytest.approx(1)


def test_a_larger_coefficient_brings_everybody_closer_to_one():
    grades = [grey_relational(TABLES[2], distinguishing=rho).scores for rho in (0.1, 0.4, 0.9)]
    assert all(a <= b <= c for a, b, c in zip(*grades, strict=True))


def test_whoever_is_best_in_everything_has_the_grade_one():
    found = grey_relational([[9, 1], [3, 5], [7, 4]], directions=["benefit", "cost"])
    assert (found.scores[0], found.best) == (1.0, ("1",))


def compose(weights, rows, operator):
    """One alternative's memberships before they are brought to the sum 1, in fractions."""
    columns = list(zip(*([Fraction(x, sum(row)) for x in row] for row in rows), strict=True))
    parts = [Fraction(w, sum(weights)) for w in weights]
    pairs = [list(zip(parts, column, strict=True)) for column in columns]
    if operator == "weighted mean":
        return [sum(w * x for w, x in column) for column in pairs]
    if operator == "max-min":
        return [max(min(w, x) for w, x in column) for column in pairs]
    if operator == "max-product":
        return [max(w * x for w, x in column) for column in pairs]
    return [min(Fraction(1), sum(min(w, x) for w, x in column)) for column in pairs]


@pytest.mark.parametrize("operator", ["weighted mean", "max-min", "max-product", "bounded sum of minima"])
@pytest.mark.parametrize("votes", VOTES, ids=len)
def test_fuzzy_memberships_are_the_exact_ones(votes, operator):
    weights = list(range(1, len(votes[0]) + 1))
    found = fuzzy_evaluation(votes, weights, operator=operator)
    g = len(votes[0][0])
    for memberships_, score, rows in zip(found.details["memberships"], found.scores, votes, strict=True):
        raw = compose(weights, rows, operator)
        expected = [x / sum(raw) for x in raw]
        assert memberships_ == pytest.approx([float(x) for x in expected], abs=1e-12)
        assert score == pytest.approx(float(sum(x * (g - i) for i, x in enumerate(expected))), abs=1e-12)


def test_unanimous_experts_are_believed_by_every_operator():
    for operator in ("weighted mean", "max-min", "max-product", "bounded sum of minima"):
        found = fuzzy_evaluation([[[0, 5, 0], [0, 3, 0]]], [1, 2], [90, 70, 50], grade_names=["A", "B", "C"], operator=operator)
        assert (found.scores[0], found.details["grade"]) == (pytest.approx(70), ["B"])


def test_votes_count_as_shares_not_as_heads():
    few, many = ([[[1, 3], [2, 2]]], [[[100, 300], [1, 1]]])
    assert fuzzy_evaluation(few).scores == pytest.approx(fuzzy_evaluation(many).scores, abs=1e-12)


@pytest.mark.parametrize(
    ("score", "expected"), [(100, (1, 0, 0)), (80, (1, 0, 0)), (70, (0.5, 0.5, 0)), (45, (0, 0.25, 0.75)), (-3, (0, 0, 1))]
)
def test_a_score_belongs_to_the_two_grades_beside_it(score, expected):
    assert memberships([score], [80, 60, 40])[0].tolist() == pytest.approx(expected)


def test_memberships_follow_their_grades_in_any_order():
    turned = memberships([70, 45], [40, 80, 60])
    assert turned.tolist() == memberships([70, 45], [80, 60, 40])[:, [2, 0, 1]].tolist()


def test_a_single_grade_takes_everything():
    assert memberships([[1, 2], [3, 4]], [50]).tolist() == [[[1.0], [1.0]], [[1.0], [1.0]]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (([[1, 2]],), "ratings: must have three dimensions"),
        (([[[1, -2]]],), "ratings: must be at least 0"),
        (([[[0, 0], [1, 2]]],), "ratings: nobody voted for alternative 0 under criterion 0, 1 such rows"),
        (([[[1, 2]]], [1, 2]), "weights: must have shape (1,)"),
        (([[[1, 2]]], None, [1]), "grades: must have shape (2,)"),
        (([[[1, 2]]], None, None, ["a", "b"]), "alternatives: 1 names are needed, got 2"),
        (([[[1, 2]]], None, None, None, None, None, "average"), "operator: must be one of weighted mean"),
    ],
)
def test_fuzzy_misuse_is_named(arguments, told):
    with pytest.raises(SelectionError) as error:
        fuzzy_evaluation(*arguments)
    assert told in str(error.value)


@pytest.mark.parametrize(("grades", "told"), [([], "at least one"), ([1, 1], "must be different"), ([1, float("nan")], "finite")])
def test_grades_that_are_no_scale_are_named(grades, told):
    with pytest.raises(SelectionError, match=told):
        memberships([1.0], grades)
