"""Estimated interactions: symmetry, laws of scale, exactness on games of pairs, agreement with exact tables."""

import numpy as np
import pytest
from sampling_games import Counting, every_row, names, scaled, smooth_game, table_game

import allocation as al
from allocation.sampling.interactions import _importance, _weights

GAME = smooth_game(7)
INDICES = ["shapley", "banzhaf"]
EXACT = {"shapley": al.shapley_interaction, "banzhaf": al.banzhaf_interaction}


@pytest.fixture(scope="module")
def found():
    return {index: al.estimate_interactions(GAME, index, samples=70, seed=1) for index in INDICES}


@pytest.mark.parametrize("index", INDICES)
def test_shapes_signs_and_symmetry(found, index):
    e = found[index]
    assert e.values.shape == e.standard_error.shape == (7, 7)
    assert e.interval().shape == (7, 7, 2)
    np.testing.assert_allclose(e.values, e.values.T, atol=1e-12)
    assert not np.diag(e.values).any()
    assert (e.standard_error >= 0).all()
    assert (e.index, e.seed, e.evaluations, e.players) == (index, 1, 70, tuple(names(7)))


@pytest.mark.parametrize("index", INDICES)
def test_higher_levels_give_wider_intervals(found, index):
    narrow, wide = (np.diff(found[index].interval(level), axis=2) for level in (0.5, 0.99))
    assert (wide >= narrow).all()


@pytest.mark.parametrize("index", INDICES)
@pytest.mark.parametrize("power", [-20, 5])
def test_powers_of_two_scale_exactly(found, index, power):
    e = al.estimate_interactions(scaled(GAME, 2.0**power), index, samples=70, seed=1)
    np.testing.assert_array_equal(e.values, found[index].values * 2.0**power)
    np.testing.assert_array_equal(e.standard_error, found[index].standard_error * 2.0**power)


@pytest.mark.parametrize("index", INDICES)
@pytest.mark.parametrize("n", [2, 3, 6])
def test_games_of_pairs_are_exact(index, n):
    rng = np.random.default_rng(n)
    pair = np.triu(rng.normal(size=(n, n)), 1)
    game = al.PairwiseGame(rng.normal(size=n), pair + pair.T)
    np.testing.assert_allclose(al.estimate_interactions(game, index, samples=80).values, pair + pair.T, atol=1e-6)


@pytest.mark.parametrize("index", INDICES)
@pytest.mark.parametrize("n", [2, 4, 7])
def test_additive_games_have_none(index, n):
    e = al.estimate_interactions(table_game("additive", n), index, samples=60)
    np.testing.assert_allclose(e.values, 0.0, atol=1e-6)


@pytest.mark.parametrize("index", INDICES)
def test_a_square_of_a_sum_is_a_game_of_pairs(index):
    weights = np.random.default_rng(7).uniform(1, 2, 7)
    expected = 2 * np.outer(weights, weights) / 7
    np.fill_diagonal(expected, 0.0)
    game = al.FunctionGame(lambda rows: (rows @ weights) ** 2 / 7, names(7), vectorised=True)
    np.testing.assert_allclose(al.estimate_interactions(game, index, samples=70).values, expected, atol=1e-6)


@pytest.mark.parametrize("index", INDICES)
@pytest.mark.parametrize("kind", ["random", "tied", "negative"])
def test_means_over_seeds_come_near_the_exact_table(index, kind):
    game = table_game(kind, 4)
    found = np.array([al.estimate_interactions(game, index, samples=120, seed=s).values for s in range(5)])
    spread = found.std(axis=0, ddof=1) / np.sqrt(5)
    assert (np.abs(found.mean(axis=0) - EXACT[index](game)) <= 8 * spread + 1e-6).all()


@pytest.mark.parametrize("index", INDICES)
def test_a_zero_game_has_exactly_none(index):
    e = al.estimate_interactions(table_game("zero", 5), index, samples=40)
    assert not e.values.any()
    assert not e.standard_error.any()


@pytest.mark.parametrize("seed", [0, 1])
def test_the_order_of_answering_does_not_matter(seed):
    one, two = (al.estimate_interactions(GAME, samples=60, seed=seed, executor=Counting(GAME, backwards=b)) for b in (False, True))
    np.testing.assert_allclose(one.values, two.values, atol=1e-9)


def test_what_is_counted_was_asked():
    counting = Counting(GAME)
    e = al.estimate_interactions(GAME, samples=53, executor=counting)
    assert e.evaluations == len(counting.rows) == 53
    assert counting.rows[0] == (True,) * 7


@pytest.mark.parametrize("n", [2, 3, 5])
@pytest.mark.parametrize("index", INDICES)
def test_weights_of_sizes_give_the_exact_index(n, index):
    """The mean over coalitions of a size, times its weight, added over sizes, is the index by its definition."""
    game, rows = table_game("random", n), every_row(n)
    weights, sizes = _weights(n, index), rows.sum(axis=1)
    table = game.table()
    total = 0.0
    for row, value, size in zip(rows, table, sizes, strict=True):
        total += value * weights[int(row[0]) + int(row[1]), size] / (sizes == size).sum()
    assert total == pytest.approx(float(EXACT[index](game)[0, 1]), abs=1e-9)


@pytest.mark.parametrize("index", INDICES)
@pytest.mark.parametrize("n", [3, 6, 20])
def test_importances_are_shares_of_proper_sizes(index, n):
    importance = _importance(n, _weights(n, index))
    assert importance[0] == importance[-1] == 0
    assert (importance[1:-1] > 0).all()
    assert importance.sum() == pytest.approx(1)
    np.testing.assert_allclose(importance, importance[::-1])
