"""What must not change the split: the order of players, the unit, and what everybody owns anyway."""

import numpy as np
import pytest

import allocation as al

COVARIANT = [
    "prenucleolus",
    "nucleolus",
    "least_core",
    "mcrs",
    "per_capita_prenucleolus",
    "per_capita_nucleolus",
    "anti_nucleolus",
    "simplified_modiclus",
    "modiclus",
]
RULES = [*COVARIANT, "proportional_nucleolus"]


def game_values(n, seed):
    random = np.random.default_rng(seed)
    values = random.integers(1, 20, 2**n).astype(float)
    values[0] = 0
    values[-1] = 30 + values[[2**i for i in range(n)]].sum()
    return values


def relabelled(values, order):
    n = len(order)
    masks = np.arange(2**n)
    moved = sum((masks >> new & 1) << old for new, old in enumerate(order))
    return values[moved]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", range(4))
def test_relabelling_players_relabels_the_split(rule, seed):
    values = game_values(5, seed)
    order = np.random.default_rng(seed).permutation(5)
    before = al.split(al.TableGame(values), rule).payoffs
    after = al.split(al.TableGame(relabelled(values, order)), rule).payoffs
    np.testing.assert_allclose(after, before[order], atol=1e-11)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("factor", [0.5, 1024.0, 1 / 3])
def test_scaling_values_scales_the_split(rule, factor):
    values = game_values(5, 7)
    before = al.split(al.TableGame(values), rule).payoffs
    after = al.split(al.TableGame(values * factor), rule).payoffs
    np.testing.assert_allclose(after, before * factor, rtol=1e-12)


@pytest.mark.parametrize("rule", COVARIANT)
def test_adding_an_additive_game_adds_it_to_the_split(rule):
    values, own = game_values(5, 8), np.array([3.0, -7, 11, 0, 2])
    added = (np.arange(32)[:, None] >> np.arange(5) & 1) @ own
    before = al.split(al.TableGame(values), rule).payoffs
    after = al.split(al.TableGame(values + added), rule).payoffs
    np.testing.assert_allclose(after, before + own, atol=1e-11)


@pytest.mark.parametrize("rule", RULES)
def test_equal_players_get_the_same(rule):
    sums = (np.arange(64)[:, None] >> np.arange(6) & 1) @ np.array([5, 5, 3, 3, 3, 1])
    payoffs = al.split(al.TableGame(np.maximum(0.0, sums - 8) ** 1.5), rule).payoffs
    np.testing.assert_allclose(payoffs[:2], payoffs[0], atol=1e-10)
    np.testing.assert_allclose(payoffs[2:5], payoffs[2], atol=1e-10)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_the_split_adds_up(rule, n):
    values = game_values(n, n)
    assert al.split(al.TableGame(values), rule).total == pytest.approx(values[-1], rel=1e-14)
