"""Conditions of winning: thresholds, combinations, duals, and losing written as a sum of boxes."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import twins_voting as twin
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al
from allocation.voting.condition import Combined, Threshold, combined, condition_of, losing_boxes, thresholds
from allocation.voting.swing_counts import SwingCounts
from allocation.voting.swings import count_swings, voter_classes
from allocation.voting.weights import as_exact, whole_rule

examples = settings(deadline=None, max_examples=60)
N = 5
ROWS = np.array([[i in s for i in range(N)] for s in twin.coalitions(N)])
leaves = (
    st.lists(st.integers(0, 6), min_size=N, max_size=N)
    .filter(any)
    .flatmap(lambda w: st.integers(1, sum(w)).map(lambda q: Threshold(*whole_rule(w, q))))
)
trees = st.recursive(
    leaves,
    lambda inner: st.tuples(st.booleans(), st.lists(inner, min_size=1, max_size=3)).map(lambda t: Combined(t[0], tuple(t[1]))),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("weights", "quota", "whole"),
    [
        ([4, 2, 2], 5, ((2, 1, 1), 3)),
        ([4, 2, 2], 6, ((2, 1, 1), 3)),
        ([0.5, 0.25, 0.25], 0.6, ((2, 1, 1), 3)),
        ([Fraction(1, 3), Fraction(1, 6)], Fraction(1, 2), ((2, 1), 3)),
        ([Decimal("0.1"), 0.3], "0.4", None),
        ([0.1, 0.2, 0.3], 0.3, ((1, 2, 3), 3)),
        ([1e-9, 3e-9], 1e-9, ((1, 3), 1)),
        ([10**30, 2 * 10**30], 2 * 10**30, ((1, 2), 2)),
        ([0, 7, 0], 0.001, ((0, 1, 0), 1)),
        ([33.3, 33.3, 33.4], 50, ((333, 333, 334), 500)),
    ],
)
def test_smallest_integers_that_say_the_same(weights, quota, whole):
    if whole is None:
        with pytest.raises(al.GameError, match="the quota must be a number"):
            whole_rule(weights, quota)
    else:
        assert whole_rule(weights, quota) == whole


@pytest.mark.parametrize(
    ("number", "exact"),
    [
        (0.1, Fraction(1, 10)),
        (np.float64(0.1), Fraction(1, 10)),
        (np.float32(0.5), Fraction(1, 2)),
        (np.int64(7), Fraction(7)),
        (2**80, Fraction(2**80)),
        (Decimal("1.25"), Fraction(5, 4)),
        (Fraction(10**400, 3), Fraction(10**400, 3)),
    ],
)
def test_numbers_are_read_as_written(number, exact):
    assert as_exact(number, "a weight") == exact


@pytest.mark.parametrize("number", ["1", None, True, 1j, [1], float("inf"), Decimal("Infinity"), float("nan")])
def test_what_is_no_number_is_named(number):
    with pytest.raises(al.GameError, match="weight 4 must be"):
        as_exact(number, "weight 4")


@examples
@given(tree=trees)
def test_the_dual_wins_when_the_opponents_do_not(tree):
    assert np.array_equal(tree.dual().wins(ROWS), ~tree.wins(~ROWS))
    assert np.array_equal(tree.dual().dual().wins(ROWS), tree.wins(ROWS))


@examples
@given(tree=trees)
def test_boxes_add_up_to_losing(tree):
    losing = np.zeros(len(ROWS), dtype=int)
    for box, times in losing_boxes(tree).items():
        missed = np.logical_and.reduce([~threshold.wins(ROWS) for threshold in box])
        losing += times * missed
    assert np.array_equal(losing, (~tree.wins(ROWS)).astype(int))


@examples
@given(tree=trees)
def test_boxes_hold_each_weighting_once(tree):
    for box in losing_boxes(tree):
        assert len({threshold.weights for threshold in box}) == len(box)


@examples
@given(every=st.booleans(), parts=st.lists(trees, min_size=1, max_size=3))
def test_simplifying_changes_no_coalition(every, parts):
    assert np.array_equal(combined(every, parts).wins(ROWS), Combined(every, tuple(parts)).wins(ROWS))


def test_simplifying_flattens_and_merges():
    a, b, c = Threshold((2, 1, 1), 2), Threshold((2, 1, 1), 3), Threshold((1, 1, 1), 2)
    assert combined(True, [combined(True, [a, c]), b]) == Combined(True, (b, c))
    assert combined(False, [a, b]) == a
    assert thresholds(combined(False, [combined(True, [a, c]), b])) == (b, a, c)


def test_three_rules_are_seven_boxes():
    rules = [Threshold(w, 3) for w in ((3, 1, 1), (1, 3, 1), (1, 1, 3))]
    assert sorted(len(box) for box in losing_boxes(Combined(True, tuple(rules)))) == [1, 1, 1, 2, 2, 2, 3]
    assert [len(box) for box in losing_boxes(Combined(False, tuple(rules)))] == [3]


def test_heads_are_seen():
    assert Threshold((1, 1, 1), 2).by_heads
    assert not Threshold((1, 1, 0), 2).by_heads


def test_only_voting_games_have_a_condition():
    assert condition_of(al.VotingGame([1, 1], 2)) == Threshold((1, 1), 2)
    with pytest.raises(al.GameError, match="got str"):
        condition_of("game")


def test_voters_alike_under_every_rule_form_a_class():
    tree = Combined(True, (Threshold((2, 2, 1, 1), 3), Threshold((1, 1, 1, 0), 2)))
    assert voter_classes(tree) == [[0, 1], [2], [3]]


@examples
@given(tree=trees, by_size=st.booleans())
def test_counts_of_nested_conditions(tree, by_size):
    def wins(members):
        return bool(tree.wins(np.array([[i in members for i in range(N)]]))[0])

    counts = count_swings(tree, by_size)
    assert list(counts.swings) == twin.swings(wins, N)
    assert counts.winning + counts.losing == 2**N
    assert counts.winning == len(twin.winning(wins, N))


@examples
@given(tree=trees)
def test_counts_by_size(tree):
    def wins(members):
        return bool(tree.wins(np.array([[i in members for i in range(N)]]))[0])

    counts, won = count_swings(tree, by_size=True), twin.winning(wins, N)
    assert list(counts.winning_by_size) == [sum(len(s) == size for s in won) for size in range(N + 1)]
    for i in range(N):
        assert list(counts.swings_by_size[i]) == [sum(len(s) == size + 1 and i in twin.critical(wins, s) for s in won) for size in range(N)]
        assert counts.winning_with(i) == [sum(len(s) == size and i in s for s in won) for size in range(N + 1)]


def test_winning_is_what_does_not_lose():
    assert SwingCounts.from_losing(3, [1, 2, 0, 0], [(0, 1, 0)] * 3).winning_by_size == (0, 1, 3, 1)
    assert SwingCounts.from_losing(3, [5], [(1,)] * 3).winning == 3
