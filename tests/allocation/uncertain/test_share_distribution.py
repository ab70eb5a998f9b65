"""Mean, deviation, quantiles of weighted values, at their edges."""

from fractions import Fraction

import numpy as np
import pytest
import twins_uncertain
from hypothesis import given
from hypothesis import strategies as st

import allocation as al
from allocation.errors import GameError
from allocation.uncertain.distribution import checked_levels, mean_and_deviation, quantiles_of


def column(*values):
    return np.array(values, dtype=float)[:, None]


@st.composite
def weighted(draw):
    values = draw(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=12))
    parts = draw(st.lists(st.integers(0, 9), min_size=len(values), max_size=len(values)).filter(any))
    return values, [Fraction(part, sum(parts)) for part in parts]


@given(case=weighted())
def test_moments_are_those_of_the_definition(case):
    values, chances = case
    mean, deviation = mean_and_deviation(column(*values), np.array([float(p) for p in chances]))
    scale = max(1.0, *map(abs, values))
    assert mean[0] == pytest.approx(float(twins_uncertain.mean(values, chances)), abs=1e-12 * scale)
    assert deviation[0] ** 2 == pytest.approx(float(twins_uncertain.variance(values, chances)), abs=1e-12 * scale**2)


@given(case=weighted(), level=st.integers(0, 20))
def test_quantiles_are_values_that_occur(case, level):
    values, chances = case
    found = quantiles_of(column(*values), np.array([float(p) for p in chances]), [level / 20])[0, 0]
    assert found == twins_uncertain.quantile(values, chances, Fraction(level, 20))


@given(case=weighted())
def test_quantiles_rise_with_their_level(case):
    values, chances = case
    found = quantiles_of(column(*values), np.array([float(p) for p in chances]), [0.0, 0.05, 0.5, 0.95, 1.0]).ravel()
    assert np.all(np.diff(found) >= 0)


def test_a_constant_has_no_deviation():
    mean, deviation = mean_and_deviation(np.full((7, 2), 0.1), np.full(7, 1 / 7))
    assert mean == pytest.approx([0.1, 0.1])
    assert deviation == pytest.approx([0, 0], abs=1e-16)


def test_large_means_do_not_swamp_the_deviation():
    _, deviation = mean_and_deviation(column(1e12 - 1, 1e12 + 1), np.array([0.5, 0.5]))
    assert deviation[0] == 1.0


@pytest.mark.parametrize(
    ("levels", "expected"),
    [([0.0], [1.0]), ([0.2], [1.0]), ([0.2000001], [2.0]), ([0.4, 0.1], [2.0, 1.0]), ([1.0], [5.0]), ([], [])],
)
def test_levels_between_steps(levels, expected):
    assert quantiles_of(column(5, 4, 3, 2, 1), np.full(5, 0.2), levels).ravel().tolist() == expected


def test_columns_are_looked_at_each_on_its_own():
    values = np.array([[1.0, 30.0], [2.0, 20.0], [3.0, 10.0]])
    assert quantiles_of(values, np.full(3, 1 / 3), [0.5]).tolist() == [[2.0, 20.0]]


def test_tied_values_share_their_chance():
    found = quantiles_of(column(1, 1, 2, 2), np.array([0.1, 0.3, 0.3, 0.3]), [0.4, 0.41])
    assert found.ravel().tolist() == [1.0, 2.0]


@pytest.mark.parametrize("good", [[0, 1], (0.5,), np.array([0.25, 0.75]), []])
def test_levels_are_read_in_their_order(good):
    assert checked_levels(good) == tuple(float(x) for x in good)


@pytest.mark.parametrize("bad", [[-1e-9], [1.0001], [float("inf")], ["half"], [None], 0.5])
def test_levels_that_are_none_are_refused(bad):
    with pytest.raises(GameError, match="quantiles must"):
        checked_levels(bad)


def test_a_hundred_thousand_futures_of_one_player():
    """The share is the uniform worth itself: known mean, deviation and quantiles."""
    found = al.simulate(al.IntervalGame([0, 2], [0, 8]), samples=100_000, seed=12, quantiles=[0.1, 0.9])
    assert found.mean[0] == pytest.approx(5, abs=5 * found.standard_error[0])
    assert found.deviation[0] == pytest.approx(6 / np.sqrt(12), rel=0.01)
    assert found.quantiles.ravel() == pytest.approx([2.6, 7.4], abs=0.05)
    assert found.loss_chance[0] == 0.0


def test_the_standard_error_shrinks_with_the_root_of_the_number():
    game = al.IntervalGame([0, 2], [0, 8])
    few, many = (al.simulate(game, samples=m, seed=1).standard_error[0] for m in (1000, 16_000))
    assert few / many == pytest.approx(4, rel=0.1)


def test_correlated_futures_keep_their_correlation():
    """Good years for one are bad years for the other: shares vary, the total does not."""

    def draw(generator, samples):
        luck = generator.random(samples)
        return np.column_stack([np.zeros(samples), luck, 1 - luck, np.ones(samples) * 4])

    found = al.simulate(draw, samples=500, seed=2)
    assert np.allclose(found.shares.sum(axis=1), 4)
    assert np.corrcoef(found.shares.T)[0, 1] == pytest.approx(-1)
