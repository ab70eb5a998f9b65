"""Sums and maxima over all coalitions in whole numbers, against one coalition after the other."""

import random
from fractions import Fraction

import numpy as np
import pytest
import twins

import allocation as al
from allocation.exact import LISTED, ExactTable
from allocation.exact_sums import WholeNumbers, as_array, largest_remainders_exactly, sums_by_size

SIZES = [9, 10**6, 2**61, 10**40]


def numbers(n, size):
    draw = random.Random(n * size)
    return [0, *(draw.randint(-size, size) for _ in range(2**n - 1))]


@pytest.mark.parametrize("n", [1, 2, 3, 5])
@pytest.mark.parametrize("size", SIZES)
def test_sums_of_coalitions_of_one_size(n, size):
    values = numbers(n, size)
    mine, every = sums_by_size(values)
    for s in range(n + 1):
        assert every[s] == sum(values[m] for m in range(2**n) if m.bit_count() == s)
        for i in range(n):
            assert mine[i][s] == sum(values[m] for m in range(2**n) if m.bit_count() == s and m >> i & 1)


@pytest.mark.parametrize("n", [1, 2, 4])
@pytest.mark.parametrize("size", SIZES)
def test_largest_remainders(n, size):
    values, prices = numbers(n, size), numbers(n, size)[:n]
    found = largest_remainders_exactly(values, prices)
    for i in range(n):
        assert found[i] == max(values[m] - sum(p for j, p in enumerate(prices) if m >> j & 1) for m in range(2**n) if m >> i & 1)


@pytest.mark.parametrize(("largest", "kind"), [(1, np.int64), (2**40, np.int64), (2**62, object)])
def test_numbers_that_could_overflow_stay_python_integers(largest, kind):
    assert as_array([1, -3], largest).dtype == kind
    assert as_array(WholeNumbers(np.array([1, -3])), largest).dtype == kind


def test_an_array_reads_like_a_list():
    array = np.arange(-3, 5)
    found = WholeNumbers(array)
    assert len(found) == 8
    assert list(found) == array.tolist()
    assert (found[0], found[-1], found[2:4]) == (-3, 4, [-1, 0])
    assert all(type(x) is int for x in found)
    with pytest.raises(IndexError):
        found[8]


@pytest.fixture(scope="module")
def large():
    values = np.random.default_rng(3).integers(-50, 50, 2 * LISTED) / 10
    values[0] = 0
    return values, ExactTable.of(values)


def test_a_large_table_is_one_array(large):
    values, table = large
    assert isinstance(table.numerators, WholeNumbers)
    assert table.denominator == 10
    assert table.value(77) == Fraction(repr(float(values[77])))
    assert table.grand == Fraction(repr(float(values[-1])))


def test_values_that_are_no_decimals_stay_exact_in_a_large_table(large):
    values = large[0] / 3
    table = ExactTable.of(values)
    assert table.value(5) == Fraction(repr(float(values[5])))


@pytest.mark.parametrize("rule", ["shapley", "banzhaf", "solidarity", "consensus"])
def test_rules_are_recomputed_exactly_from_a_large_table(large, rule):
    game = al.TableGame(large[0])
    assert al.verify(game, al.split(game, rule)).ok


def test_a_large_tau_value_is_verified_in_no_time():
    n = 15
    own, pairs = np.arange(1.0, n + 1), np.triu(np.random.default_rng(0).integers(-1, 9, (n, n)), 1).astype(float)
    game = al.PairwiseGame(own, pairs + pairs.T)
    assert game.closed_form("tau") is None
    assert al.verify(game, al.tau(game)).ok


@pytest.mark.parametrize("seed", range(5))
def test_the_solidarity_value_by_its_definition(seed):
    values = numbers(4, 9 + seed)
    game = al.TableGame(values)
    exact = al.verify(game, al.solidarity(game))
    assert exact.ok
    assert list(exact.payoffs) == list(twins.solidarity([Fraction(v) for v in values]))
