"""Surrogates: what they say they are worth is the exact value of what they predict."""

from fractions import Fraction
from itertools import combinations
from math import comb

import numpy as np
import pytest
import twins_sampling as twins

from allocation.kernels.sampling_link import increasing_fit, value_of_sums
from allocation.kernels.sampling_trees import add_tree_worth, grow_tree, tree_value
from allocation.sampling.surrogates.by_size import BySize, smooth_means
from allocation.sampling.surrogates.linear import Linear
from allocation.sampling.surrogates.link import Link
from allocation.sampling.surrogates.pairs import Pairs
from allocation.sampling.surrogates.ridge import ridge
from allocation.sampling.surrogates.trees import Trees
from allocation.sampling.target import Target, banzhaf_target, shapley_target

N = 6
SURROGATES = [BySize(), Linear(1), Linear(3), Linear(6), Pairs(), Link(), Trees(), Trees(Linear(3))]
TARGETS = [shapley_target(N), banzhaf_target(N), Target("semivalue", np.arange(1, N + 1) / 21)]


def every_row(n=N):
    rows = np.array([[i in group for i in range(n)] for s in range(1, n) for group in combinations(range(n), s)])
    return rows, rows.sum(axis=1)


def chances_of(target):
    return [float(c) / comb(target.n - 1, s) for s, c in enumerate(target.company)]


def value_by_definition(fitted, target, pairs):
    """The inner value of the predictions; of a model of differences D that of v = D/2 on both halves, with its sign."""
    rows, sizes = every_row()
    worth = {frozenset(np.flatnonzero(row).tolist()): w for row, w in zip(rows, fitted.worth(rows, sizes), strict=True)}
    if pairs:
        small = {s: w for s, w in worth.items() if 2 * len(s) <= N}
        everyone = frozenset(range(N))
        # half of the difference to each side; of two equal halves each counts as the first one half of the time
        worth = {s: (small[s] / 2 if 2 * len(s) < N else -small[everyone - s] / 2) for s in worth if 2 * len(s) != N}
        for s in small:
            if 2 * len(s) == N:
                worth[s] = (small[s] - small[everyone - s]) / 4
    return [float(x) for x in twins.inner_value(N, lambda s: worth[s], chances_of(target))]


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.name)
@pytest.mark.parametrize("surrogate", SURROGATES, ids=lambda s: s.name)
@pytest.mark.parametrize("values", ["normal", "zeros and ones", "constant", "huge"])
def test_value_is_that_of_the_predictions(surrogate, target, values):
    rng = np.random.default_rng(1)
    rows, sizes = every_row()
    v = {
        "normal": rng.normal(size=len(rows)),
        "zeros and ones": (rows @ np.arange(1, N + 1) >= 10).astype(float),
        "constant": np.full(len(rows), 3.0),
        "huge": 1e12 * rng.random(len(rows)),
    }[values]
    fitted = surrogate.fit(rows, sizes, v, target, False)
    expected = value_by_definition(fitted, target, False)
    np.testing.assert_allclose(fitted.value(), expected, atol=1e-9 * max(1.0, float(np.abs(v).max())))


@pytest.mark.parametrize("target", TARGETS[:2], ids=lambda t: t.name)
@pytest.mark.parametrize("surrogate", [s for s in SURROGATES if s.differences], ids=lambda s: s.name)
def test_value_of_a_model_of_differences(surrogate, target):
    rng = np.random.default_rng(2)
    rows, sizes = every_row()
    small = 2 * sizes <= N
    fitted = surrogate.fit(rows[small], sizes[small], rng.normal(size=int(small.sum())), target, True)
    np.testing.assert_allclose(fitted.value(), value_by_definition(fitted, target, True), atol=1e-9)


def test_linear_fits_an_additive_game_exactly():
    rows, sizes = every_row()
    fitted = Linear(1).fit(rows, sizes, rows @ np.arange(6.0), shapley_target(N), False)
    np.testing.assert_allclose(fitted.worth(rows, sizes), rows @ np.arange(6.0), atol=1e-9)


def test_linear_fits_the_differences_of_pair_values_exactly():
    rows, sizes = every_row()
    pair = np.random.default_rng(3).normal(size=(N, N))
    v = np.einsum("mi,ij,mj->m", rows, pair, rows)
    small = 2 * sizes <= N
    d = (v - np.einsum("mi,ij,mj->m", ~rows, pair, ~rows))[small]
    fitted = Linear(1).fit(rows[small], sizes[small], d, shapley_target(N), True)
    np.testing.assert_allclose(fitted.worth(rows[small], sizes[small]), d, atol=1e-8)


def test_pairs_fit_pair_values_exactly():
    rows, sizes = every_row()
    pair = np.triu(np.random.default_rng(4).normal(size=(N, N)), 1)
    fitted = Pairs().fit(rows, sizes, np.einsum("mi,ij,mj->m", rows, pair, rows), shapley_target(N), False)
    np.testing.assert_allclose(fitted.matrix(), pair + pair.T, atol=1e-8)


def test_link_learns_a_vote_from_enough_coalitions():
    rng = np.random.default_rng(5)
    weights = np.array([9, 7, 5, 3, 3, 2, 2, 1, 1, 1])
    rows = rng.random((3_000, 10)) < 0.5
    rows = rows[(rows.sum(axis=1) > 0) & (rows.sum(axis=1) < 10)]
    v = (rows @ weights >= 18).astype(float)
    fitted = Link().fit(rows, rows.sum(axis=1), v, shapley_target(10), False)
    assert np.mean(np.abs(fitted.worth(rows, rows.sum(axis=1)) - v) > 0.5) < 0.02


def test_trees_learn_a_maximum():
    rng = np.random.default_rng(6)
    costs = rng.random(12)
    rows = rng.random((4_000, 12)) < rng.random((4_000, 1))
    rows = rows[(rows.sum(axis=1) > 0) & (rows.sum(axis=1) < 12)]
    v = np.where(rows, costs, 0).max(axis=1)
    fitted = Trees().fit(rows, rows.sum(axis=1), v, shapley_target(12), False)
    assert np.var(v - fitted.worth(rows, rows.sum(axis=1))) < 0.01 * np.var(v)


def test_trees_of_one_outcome_stop_at_the_root():
    rows, sizes = every_row()
    fitted = Trees().fit(rows, sizes, np.full(len(rows), 2.5), shapley_target(N), False)
    np.testing.assert_allclose(fitted.worth(rows, sizes), 2.5)


@pytest.mark.parametrize(
    ("surrogate", "n", "count", "expected"),
    [
        (Linear(1), 1_001, 10**6, False),
        (Linear(6), 200, 10**6, False),
        (Linear(3), 30, 10, False),
        (Linear(3), 30, 1_000, True),
        (Link(), 200, 10**6, False),
        (Link(), 30, 100, False),
        (Trees(), 300, 10**6, False),
        (Trees(), 30, 50, False),
        (Pairs(), 100, 10**6, False),
        (BySize(), 10**5, 2, True),
    ],
)
def test_what_suits(surrogate, n, count, expected):
    assert surrogate.suits(n, count) is expected


def test_smooth_means_take_neighbours_where_there_are_few():
    means = smooth_means(np.array([1] * 6 + [2] + [3] * 6), np.array([1.0] * 6 + [50.0] + [3.0] * 6), 4)
    assert means[1] == 1.0
    assert means[3] == 3.0
    assert means[2] == pytest.approx((6 + 50 + 18) / 13)


def test_smooth_means_of_very_few():
    np.testing.assert_allclose(smooth_means(np.array([2]), np.array([7.0]), 4), 7.0)


@pytest.mark.parametrize("n", [1, 2, 17, 100])
def test_smooth_means_are_finite_everywhere(n):
    assert np.isfinite(smooth_means(np.array([1, 1, n]), np.array([1.0, 2.0, 3.0]), n)).all()


def test_ridge_is_least_squares_where_that_fits():
    rng = np.random.default_rng(7)
    features, truth = rng.normal(size=(50, 4)), np.array([1.0, -2.0, 0.0, 5.0])
    np.testing.assert_allclose(ridge(features, features @ truth), truth, atol=1e-9)


def test_ridge_shrinks_noise():
    rng = np.random.default_rng(8)
    features, noise = rng.normal(size=(60, 40)), rng.normal(size=60)
    assert np.linalg.norm(ridge(features, noise)) < 0.5 * np.linalg.norm(np.linalg.lstsq(features, noise, rcond=None)[0])


def test_ridge_with_more_numbers_than_rows_does_not_blow_up():
    rng = np.random.default_rng(9)
    assert np.abs(ridge(rng.normal(size=(10, 50)), rng.normal(size=10))).max() < 1


def test_ridge_of_nothing():
    assert ridge(np.zeros((5, 3)), np.ones(5)).tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("values", [[1.0], [3, 2, 1], [1, 2, 3], [1, 3, 2, 2, 5, 4], [0, 0, 0], [-1e9, 1e9, -1e9]])
def test_increasing_fit_is_isotonic_regression(values):
    np.testing.assert_allclose(increasing_fit(np.array(values, dtype=float)), [float(x) for x in twins.increasing(values)])


@pytest.mark.parametrize("weights", [[1], [2, 1], [3, 2, 2, 1], [1, 1, 1, 1, 1], [4, -1, 2, -3, 0, 1], [0, 0, 0]])
def test_value_of_sums_by_definition(weights):
    n, start = len(weights), -sum(w for w in weights if w < 0)
    link = np.random.default_rng(10).random(sum(map(abs, weights)) + 1)
    chances = twins.shapley_chances(n)
    expected = twins.semivalue_of(n, lambda s: Fraction(float(link[start + sum(weights[i] for i in s)])), chances)
    found = value_of_sums(np.array(weights, dtype=np.int64), start, link, np.array([float(c) for c in chances]))
    np.testing.assert_allclose(found, [float(x) for x in expected], atol=1e-12)


def grown(rows, target, leaves=4, least=1, shrink=0.0, rate=1.0):
    room = 2 * leaves
    arrays = [np.full(room, -1), np.zeros(room, int), np.zeros(room, int)]
    value, left = np.zeros(room), np.array(target, dtype=float)
    nodes = grow_tree(rows, left, np.arange(len(rows)), leaves, least, shrink, rate, *arrays, value)
    return nodes, (np.array([0]), *arrays, value), left


def test_a_tree_asks_the_best_question_first():
    rows = np.array([[a, b] for a in (False, True) for b in (False, True)])
    nodes, forest, left = grown(rows, [0.0, 1.0, 10.0, 11.0])
    assert forest[1][0] == 0
    assert nodes == 7
    np.testing.assert_allclose(left, 0.0, atol=1e-12)


def test_a_tree_respects_its_limits():
    rows = np.random.default_rng(11).random((100, 5)) < 0.5
    nodes, _, _ = grown(rows, np.random.default_rng(12).normal(size=100), leaves=3)
    assert nodes == 5
    nodes, _, _ = grown(rows, np.random.default_rng(12).normal(size=100), leaves=50, least=101)
    assert nodes == 1


def test_tree_value_is_the_value_of_its_worth():
    rng = np.random.default_rng(13)
    rows = rng.random((64, 5)) < 0.5
    _, forest, _ = grown(rows, rng.normal(size=64), leaves=9)
    every = np.array([[bool(mask >> i & 1) for i in range(5)] for mask in range(32)])
    worth = np.zeros(32)
    add_tree_worth(every, *forest, worth)
    table = {frozenset(np.flatnonzero(row).tolist()): w for row, w in zip(every, worth, strict=True)}
    expected = twins.semivalue_of(5, table.get, twins.shapley_chances(5))
    np.testing.assert_allclose(tree_value(5, *forest, *shapley_target(5).rule_shares), [float(x) for x in expected], atol=1e-12)
