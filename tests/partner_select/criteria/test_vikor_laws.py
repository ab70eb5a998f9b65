"""VIKOR in fractions: regrets, the compromise and its two conditions, and how Q moves with the majority."""

from fractions import Fraction

import numpy as np
import pytest

from partner_select import SelectionError
from partner_select.criteria import vikor

RANDOM = np.random.default_rng(31)
CASES = []
for m, k in ((2, 2), (3, 3), (4, 2), (5, 3), (6, 4), (4, 1)):
    CASES.append((RANDOM.integers(0, 25, (m, k)).tolist(), RANDOM.integers(1, 6, k).tolist(), RANDOM.choice([1, -1], k).tolist()))
MAJORITIES = [0.0, 0.25, 0.5, 1.0]


def regrets(table, weights, directions):
    """S and R of every alternative, exactly."""
    total = sum(weights)
    rows = [[] for _ in table]
    for column, w, d in zip(zip(*table, strict=True), weights, directions, strict=True):
        low, high = min(column), max(column)
        for row, x in zip(rows, column, strict=True):
            gone = Fraction(0) if low == high else Fraction(high - x if d > 0 else x - low, high - low)
            row.append(Fraction(w, total) * gone)
    return [sum(row) for row in rows], [max(row) for row in rows]


def spread(values):
    low, high = min(values), max(values)
    return [Fraction(x - low, 1) / (high - low) if high > low else Fraction(0) for x in values]


def scores(s, r, v):
    return [v * a + (1 - v) * b for a, b in zip(spread(s), spread(r), strict=True)]


def proposal(q, s, r):
    """The two conditions of Opricovic and Tzeng, read off the definition; ties in Q keep the order given."""
    order = sorted(range(len(q)), key=lambda i: q[i])
    needed = Fraction(1, len(q) - 1)
    best, second = order[0], order[1]
    advantage = q[second] - q[best] >= needed
    stable = s[best] == min(s) or r[best] == min(r)
    if advantage and stable:
        return advantage, stable, [best]
    if advantage:
        return advantage, stable, [best, second]
    return advantage, stable, [i for i in order if q[i] - q[best] < needed]


@pytest.mark.parametrize("case", CASES)
def test_regrets_are_the_exact_ones(case):
    s, r = regrets(*case)
    found = vikor(*case)
    assert found.details["s"] == pytest.approx([float(x) for x in s], abs=1e-12)
    assert found.details["r"] == pytest.approx([float(x) for x in r], abs=1e-12)


@pytest.mark.parametrize("majority", MAJORITIES)
@pytest.mark.parametrize("case", CASES)
def test_q_and_the_proposal_follow_the_definition(case, majority):
    s, r = regrets(*case)
    q = scores(s, r, Fraction(majority))
    advantage, stable, names = proposal(q, s, r)
    found = vikor(*case, majority=majority)
    assert found.scores == pytest.approx([float(x) for x in q], abs=1e-9)
    assert (found.details["advantage"], found.details["stable"]) == (advantage, stable)
    assert found.details["compromise"] == [str(i + 1) for i in names]


@pytest.mark.parametrize("case", CASES)
def test_q_moves_on_a_line_between_its_ends(case):
    alone, together = vikor(*case, majority=0).scores, vikor(*case, majority=1).scores
    for v in (0.1, 0.37, 0.9):
        expected = [v * b + (1 - v) * a for a, b in zip(alone, together, strict=True)]
        assert vikor(*case, majority=v).scores == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("case", CASES)
def test_the_worst_single_regret_is_never_above_the_sum(case):
    found = vikor(*case)
    k = len(case[1])
    for s, r in zip(found.details["s"], found.details["r"], strict=True):
        assert r <= s + 1e-12
        assert s <= k * r + 1e-12


@pytest.mark.parametrize("case", CASES)
def test_shifting_and_stretching_a_scale_changes_nothing(case):
    table, weights, directions = case
    moved = [[5 * row[0] - 40, *row[1:]] for row in table]
    assert vikor(moved, weights, directions).scores == pytest.approx(vikor(*case).scores, abs=1e-12)


@pytest.mark.parametrize("case", CASES)
def test_criteria_in_another_order_change_nothing(case):
    table, weights, directions = case
    turned = vikor([row[::-1] for row in table], weights[::-1], directions[::-1])
    assert turned.scores == pytest.approx(vikor(*case).scores, abs=1e-12)
    assert turned.details["compromise"] == vikor(*case).details["compromise"]


def test_a_best_that_is_best_neither_by_the_sum_nor_by_the_worst_is_proposed_with_the_second():
    """A clear advantage without stability: the first two together."""
    found = vikor([[10, 0, 8], [4, 3, 3], [1, 0, 9], [11, 5, 2], [7, 1, 8], [7, 8, 2]])
    assert (found.details["advantage"], found.details["stable"]) == (True, False)
    assert found.details["compromise"] == ["5", "1"]


def test_small_q_is_good():
    found = vikor([[1], [5], [3]])
    assert not found.higher_is_better
    assert found.scores == pytest.approx((1.0, 0.0, 0.5))
    assert found.best == ("2",)


def test_of_two_alternatives_the_second_is_a_whole_step_behind():
    found = vikor([[1, 4], [3, 9]], alternatives=["A", "B"])
    assert (found.details["advantage"], found.details["compromise"]) == (True, ["B"])


def test_a_lone_alternative_proposes_itself():
    found = vikor([[1, 2]], alternatives=["only"])
    assert found.details["compromise"] == ["only"]
    assert (found.scores, found.details["advantage"], found.details["stable"]) == ((0.0,), True, True)


def test_equal_alternatives_are_all_proposed():
    found = vikor([[3, 3]] * 3)
    assert found.details["compromise"] == ["1", "2", "3"]
    assert found.scores == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("majority", [-0.1, 1.0001, float("nan"), "half", None, True])
def test_a_majority_is_a_share(majority):
    with pytest.raises(SelectionError, match="majority"):
        vikor([[1, 2], [3, 4]], majority=majority)
