"""The kernel that counts blocking coalitions, against its definition in rational numbers."""

from fractions import Fraction

import numpy as np
import pytest
import twins_uncertain

import allocation as al
from allocation.kernels.blocking import count_blocking
from allocation.subset_sums import subset_sums


def counted(tables, chances, payoffs, factors=None, tolerance=0.0):
    """What the kernel adds up, from fresh arrays."""
    m, count = tables.shape
    odds, gains, stable = np.zeros(count), np.zeros(count), np.zeros(m, dtype=np.bool_)
    factors = np.ones(m) if factors is None else factors
    count_blocking(tables, chances, subset_sums(payoffs), factors, np.full(m, tolerance), odds, gains, stable)
    return odds, gains, stable


def whole_tables(m, n, seed):
    tables = np.random.default_rng(seed).integers(-20, 20, (m, 2**n)).astype(float)
    tables[:, 0] = 0
    return tables


@pytest.mark.parametrize("n", [1, 2, 3, 5])
@pytest.mark.parametrize("seed", [1, 2])
def test_it_counts_what_the_definition_counts(n, seed):
    tables = whole_tables(16, n, seed)
    payoffs = np.random.default_rng(seed).integers(-5, 9, n).astype(float)
    odds, gains, stable = counted(tables, np.full(16, 1 / 16), payoffs)
    whole = [[int(x) for x in row] for row in tables]
    expected = twins_uncertain.blocking(whole, [Fraction(1, 16)] * 16, [int(x) for x in payoffs], "amounts")
    assert odds.tolist() == [float(x) for x in expected[0]]
    assert gains.tolist() == [float(x) for x in expected[1]]
    assert stable.mean() == float(expected[2])


def test_it_adds_to_what_is_there():
    tables, chances, payoffs = whole_tables(8, 3, 4), np.full(8, 0.125), np.ones(3)
    whole, _, _ = counted(tables, chances, payoffs)
    first, _, _ = counted(tables[:5], chances[:5], payoffs)
    second, _, _ = counted(tables[5:], chances[5:], payoffs)
    assert np.array_equal(first + second, whole)


def test_factors_belong_to_their_table():
    tables = np.array([[0.0, 3, 0, 8], [0.0, 3, 0, 8]])
    odds, gains, stable = counted(tables, np.array([0.5, 0.5]), np.array([2.0, 2.0]), factors=np.array([1.0, 2.0]))
    assert odds.tolist() == [0.0, 0.5, 0.0, 0.0]
    assert gains.tolist() == [0.0, 0.5, 0.0, 0.0]
    assert stable.tolist() == [False, True]


@pytest.mark.parametrize(("tolerance", "blocks"), [(0.0, True), (0.99, True), (1.0, False), (2.0, False)])
def test_a_gain_of_the_tolerance_is_none(tolerance, blocks):
    odds, _, stable = counted(np.array([[0.0, 3, 0, 9]]), np.ones(1), np.array([2.0, 7.0]), tolerance=tolerance)
    assert bool(odds[1]) is blocks
    assert bool(stable[0]) is not blocks


def test_single_precision_tables_are_counted_alike():
    tables = whole_tables(10, 4, 5)
    fine = counted(tables, np.full(10, 0.1), np.ones(4))
    rough = counted(tables.astype(np.float32), np.full(10, 0.1), np.ones(4))
    for one, other in zip(fine, rough, strict=True):
        assert np.array_equal(one, other)


def test_nothing_is_counted_without_tables():
    odds, gains, stable = counted(np.empty((0, 4)), np.empty(0), np.ones(2))
    assert not odds.any()
    assert not gains.any()
    assert stable.size == 0


def test_read_only_tables_do():
    tables = whole_tables(3, 3, 6)
    tables.setflags(write=False)
    assert al.blocking_odds(tables, [1, 1, 1]).scenarios == 3
