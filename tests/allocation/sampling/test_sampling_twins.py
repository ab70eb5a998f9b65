"""Kernels of the surrogates against slow twins in plain Python, on random small inputs."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
import twins_sampling as twins
from sampling_games import every_row

from allocation.kernels.sampling_link import increasing_fit, value_of_sums
from allocation.kernels.sampling_rows import band_sums, draw_rows, rows_of_ranks
from allocation.kernels.sampling_trees import add_tree_worth, grow_tree, tree_value
from allocation.sampling.surrogates.by_size import smooth_means
from allocation.sampling.surrogates.ridge import ridge
from allocation.sampling.target import banzhaf_target, shapley_target


def forest_of(rows, target, leaves, least=1, shrink=0.0, rate=1.0):
    room = 2 * leaves
    player, without, within = np.full(room, -1), np.zeros(room, dtype=int), np.zeros(room, dtype=int)
    value, left = np.zeros(room), np.array(target, dtype=float)
    nodes = grow_tree(rows, left, np.arange(len(rows)), leaves, least, shrink, rate, player, without, within, value)
    return nodes, (np.array([0]), player, without, within, value), left


def worth_of(forest, row):
    """Follow the questions of one tree by hand."""
    _, player, without, within, value = forest
    node = 0
    while player[node] >= 0:
        node = within[node] if row[player[node]] else without[node]
    return float(value[node])


def best_question(rows, target):
    """The player whose question lowers the sum of squares most, the first of equals, by trying all of them."""
    gains = []
    for i in range(rows.shape[1]):
        sides = [target[rows[:, i]], target[~rows[:, i]]]
        gains.append(sum(len(side) * side.mean() ** 2 for side in sides) if all(map(len, sides)) else -np.inf)
    return int(np.argmax(gains))


@pytest.mark.parametrize("seed", range(6))
def test_increasing_fit(seed):
    values = np.random.default_rng(seed).integers(-5, 5, 9).astype(float)
    np.testing.assert_allclose(increasing_fit(values), [float(x) for x in twins.increasing(values.tolist())], atol=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_increasing_fit_rises_and_keeps_the_sum(seed):
    values = np.random.default_rng(seed).normal(size=200)
    fit = increasing_fit(values)
    assert (np.diff(fit) >= 0).all()
    assert fit.sum() == pytest.approx(values.sum())
    np.testing.assert_allclose(increasing_fit(fit), fit)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
@pytest.mark.parametrize("chances", [twins.shapley_chances, twins.banzhaf_chances])
def test_value_of_sums(n, chances):
    rng = np.random.default_rng(n)
    weights = rng.integers(-3, 4, n)
    start = -int(weights[weights < 0].sum())
    link = rng.integers(-9, 9, int(np.abs(weights).sum()) + 1).astype(float)
    expected = [
        float(x)
        for x in twins.semivalue_of(n, lambda group: Fraction(float(link[start + sum(int(weights[i]) for i in group)])), chances(n))
    ]
    found = value_of_sums(weights, start, link, np.array([float(c) for c in chances(n)]))
    np.testing.assert_allclose(found, expected, atol=1e-12)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("leaves", [1, 2, 5])
def test_worths_of_a_tree_are_what_its_questions_say(seed, leaves):
    rng = np.random.default_rng(seed)
    rows = rng.random((40, 4)) < 0.5
    nodes, forest, left = forest_of(rows, rng.normal(size=40), leaves)
    assert nodes == 2 * leaves - 1
    worth = np.zeros(16)
    add_tree_worth(every_row(4), *forest, worth)
    assert worth.tolist() == [worth_of(forest, row) for row in every_row(4)]
    assert left.sum() == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_the_first_question_is_the_best_of_all(seed):
    rng = np.random.default_rng(seed)
    rows, target = rng.random((30, 5)) < 0.5, rng.normal(size=30)
    _, forest, _ = forest_of(rows, target, 2)
    assert forest[1][0] == best_question(rows, target)


@pytest.mark.parametrize(("shrink", "rate"), [(0.0, 1.0), (1.0, 0.4), (10.0, 1.0)])
def test_one_leaf_is_a_shrunken_mean(shrink, rate):
    target = np.array([1.0, 2.0, 6.0])
    rows = np.array([[True], [True], [True]])
    _, forest, left = forest_of(rows, target, 1, shrink=shrink, rate=rate)
    assert forest[4][0] == pytest.approx(rate * 9 / (3 + shrink))
    np.testing.assert_allclose(left, target - forest[4][0])


@pytest.mark.parametrize("make", [shapley_target, banzhaf_target])
@pytest.mark.parametrize("n", [1, 2, 4])
def test_tree_values(make, n):
    rng = np.random.default_rng(n)
    rows = every_row(n)
    _, forest, _ = forest_of(rows, rng.normal(size=2**n), 2**n)
    table = {frozenset(np.flatnonzero(row).tolist()): Fraction(worth_of(forest, row)) for row in rows}
    chances = twins.shapley_chances(n) if make is shapley_target else twins.banzhaf_chances(n)
    expected = [float(x) for x in twins.semivalue_of(n, table.get, chances)]
    np.testing.assert_allclose(tree_value(n, *forest, *make(n).rule_shares), expected, atol=1e-12)


@pytest.mark.parametrize("n", [2, 3, 6, 7])
def test_ranks_and_coalitions_are_one_to_one(n):
    for size in range(1, n):
        groups = list(combinations(range(n), size))
        ways = np.array([[len(list(combinations(range(i), k))) for k in range(size + 1)] for i in range(n + 1)])
        rows = rows_of_ranks(np.arange(len(groups)), ways, n, size)
        assert sorted(tuple(np.flatnonzero(row).tolist()) for row in rows) == groups


@pytest.mark.parametrize("n", [2, 5, 9])
def test_draws_are_swaps_of_a_deck(n):
    rng = np.random.default_rng(n)
    sizes = rng.integers(1, n, 20)
    luck = rng.integers(0, 2**32, (20, max(1, n // 2)), dtype=np.uint32)
    deck, expected = list(range(n)), []
    for row, size in enumerate(sizes.tolist()):
        few = min(size, n - size)
        for k in range(few):
            other = k + (int(luck[row, k]) * (n - k) >> 32)
            deck[k], deck[other] = deck[other], deck[k]
        expected.append([(i in deck[:few]) == (few == size) for i in range(n)])
    assert draw_rows(luck, sizes, n).tolist() == expected


@pytest.mark.parametrize("count", [0, 1, 12])
def test_band_sums(count):
    rng = np.random.default_rng(count)
    rows, band, first, second = rng.random((count, 3)) < 0.5, rng.integers(0, 2, count), rng.normal(size=count), rng.normal(size=count)
    one, two = band_sums(rows, band, first, second, 2)
    for b in range(2):
        for i in range(3):
            assert one[b, i] == pytest.approx(sum(first[k] for k in range(count) if band[k] == b and rows[k, i]), abs=1e-12)
            assert two[b, i] == pytest.approx(sum(second[k] for k in range(count) if band[k] == b and rows[k, i]), abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_smooth_means_widen_until_there_are_enough(seed):
    rng = np.random.default_rng(seed)
    sizes, values = rng.integers(0, 9, 15), rng.normal(size=15)
    for size, mean in enumerate(smooth_means(sizes, values, 8)):
        reach = 0
        while (np.abs(sizes - size) <= reach).sum() < 6:
            reach += 1
        assert mean == pytest.approx(values[np.abs(sizes - size) <= reach].mean())


@pytest.mark.parametrize("factor", [2.0**-60, 2.0**7, -(2.0**40)])
def test_ridge_scales_exactly(factor):
    rng = np.random.default_rng(3)
    features, values = rng.normal(size=(30, 6)), rng.normal(size=30)
    np.testing.assert_array_equal(ridge(features, factor * values), factor * ridge(features, values))
