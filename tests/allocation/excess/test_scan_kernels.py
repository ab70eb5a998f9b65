from fractions import Fraction

import numpy as np
import pytest

from allocation.excess.master import POOL, SETTLED
from allocation.excess.problem import Problem
from allocation.excess.scanner import Scanner
from allocation.excess.span import in_span, members_in_span
from allocation.kernels.scan import scan_largest, scan_scale
from allocation.kernels.scan_integers import misfits
from allocation.kernels.scan_span import PRIME, insert_row, product
from allocation.kernels.scan_suspects import first_above, scan_suspects
from allocation.proofs.integer_table import STRETCH, IntegerTable
from allocation.subset_sums import subset_sums, subset_sums_mod


@pytest.mark.parametrize("n", [0, 1, 4, 11])
def test_subset_sums_modulo_the_prime(n):
    x = np.random.default_rng(n).integers(0, PRIME, n, dtype=np.uint64)
    sums = [0]
    for value in x.tolist():
        sums += [(total + value) % PRIME for total in sums]
    assert subset_sums_mod(x).tolist() == sums
    assert in_span(np.arange(2**n), x).tolist() == [total == 0 for total in sums]


@pytest.mark.parametrize("n", [30, 300])
def test_largest_residues_do_not_overflow(n):
    x = np.full(n, PRIME - 1, dtype=np.uint64)
    x[0] = n - 1
    members = np.ones((2, n), dtype=bool)
    members[1, 0] = False
    assert members_in_span(members, x).tolist() == [True, False]


def test_products_modulo_the_prime():
    random = np.random.default_rng(0)
    a, b = (np.append(random.integers(0, PRIME, 50, dtype=np.uint64), np.uint64([PRIME - 1, 1, 0])) for _ in range(2))
    assert product(a, b).tolist() == [x * y % PRIME for x, y in zip(a.tolist(), b.tolist(), strict=True)]


def test_an_inserted_row_reduces_the_others():
    rows, pivots = np.zeros((3, 3), dtype=np.uint64), np.zeros(3, dtype=np.int64)
    given = np.array([[1, 1, 0], [1, 0, 1], [0, PRIME - 1, 1], [0, 0, 5]], dtype=np.uint64)
    assert [insert_row(rows, pivots, rank, row) for rank, row in zip((0, 1, 2, 2), given, strict=True)] == [True, True, False, True]
    assert rows.tolist() == np.eye(3).tolist()
    assert pivots.tolist() == [0, 1, 2]


def test_rows_are_shifted_and_scaled():
    problem = Problem(np.array([0, 1.0, 2, 7]), 2)
    rows = problem.rows([1, 3], POOL)
    assert rows.coefficients.tolist() == [[1, 0, 1], [1, 1, 1]]
    assert rows.values.tolist() == [0.0, 1.0]
    assert problem.rows([2], SETTLED).coefficients.tolist() == [[0, 1, 0]]


def test_only_blocks_that_may_hold_something_are_read_again():
    table = np.random.default_rng(0).random(2**9)
    scanner, nothing = Scanner(table, 9), np.random.default_rng(1).integers(1, PRIME, 9, dtype=np.uint64)
    assert scanner.most_violated(np.zeros(9), 0.5, 0.0, nothing, 99).size
    assert scanner.passes == 1
    assert not scanner.most_violated(np.ones(9), 0.5, 0.0, nothing, 99).size
    assert scanner.passes < 2


def test_scan_scale():
    found = np.zeros(2)
    scan_scale(np.array([0, 1.0, -2, 7]), 0, 1, subset_sums(np.array([1.0, 2])), np.zeros(1), found)
    assert found.tolist() == [4.0, 7.0]


def test_scan_largest_breaks_ties_by_mask_and_leaves_out_the_ends():
    excesses, masks = np.full(4, -np.inf), np.full(4, -1)
    scan_largest(np.array([9.0, 1, 3, 3, 2, 3, 0, 9]), 0, 1, np.zeros(8), np.zeros(1), excesses, masks)
    assert masks.tolist() == [2, 3, 5, 4]
    assert excesses.tolist() == [3, 3, 3, 2]


@pytest.mark.parametrize(
    ("values", "unit", "exact"),
    [
        ([1.0, -2.0, 0.0, 0.0], "1", True),
        ([0.1, 0.25, 0.0, 0.0], "1/100", True),
        ([0.25, 0.1, -7.5, 0.0], "1/100", True),
        ([1e-9, 0.0], "1/1000000000", True),
        ([1e-10, 1.0], "1/4398046511104", False),
        ([0.0, 1 / 3], "1/17592186044416", False),
    ],
)
def test_units_of_tables(values, unit, exact):
    found = IntegerTable.of(np.array(values))
    assert (str(found.unit), found.exact) == (unit, exact)
    assert found.largest == round(max(map(abs, values)) / found.unit)


@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_misfits_are_no_short_decimals(precision):
    values = np.array([1.0, 0.5, 0.25, 1e30, -3.0, 0.0], dtype=precision)
    assert [misfits(values, scale) for scale in (1.0, 10.0, 100.0)] == [2, 1, 0]
    assert misfits(np.array([0.1], dtype=precision), 10.0) == int(precision is np.float32)


def test_one_long_decimal_far_behind_is_noticed():
    values = np.zeros(4 * STRETCH)
    values[-1], values[2 * STRETCH] = 0.125, -5e4
    found = IntegerTable.of(values)
    assert (found.unit.denominator, found.largest) == (1000, 5 * 10**7)
    assert found.numerators()[[-1, 2 * STRETCH, 0]].tolist() == [125, -5 * 10**7, 0]


@pytest.mark.parametrize("size", [1, 2, 4])
def test_suspects_stop_where_there_is_no_room(size):
    table, nothing, one = np.arange(8.0), np.zeros(0), np.ones((1, size), dtype=np.uint64)
    blocks = 8 // size
    high = np.zeros(blocks)
    found, reached = np.empty(4, dtype=np.int64), np.zeros(2, dtype=np.int64)
    sums, tests = (np.zeros(size), high, np.ones(size), high, np.zeros(size)), (one, np.zeros((1, blocks), dtype=np.uint64))
    scan_suspects(table, nothing, 0, blocks, *sums, np.zeros(1), 0.0, 0.5, *tests, found, reached)
    count, block = reached.tolist()
    assert found[:count].tolist() == list(range(1, block * size))
    assert 4 - count < size
    scan_suspects(table, nothing, block, blocks, *sums, np.zeros(1), 0.0, 0.5, *tests, found, reached)
    again, last = reached.tolist()
    assert last == blocks or 4 - again < size
    assert found[:again].tolist() == list(range(block * size, block * size + again))


@pytest.mark.parametrize(("tolerance", "expected"), [(0, 5), (1, 6), (2, -1)])
def test_first_above(tolerance, expected):
    masks, numerators = np.array([3, 5, 6]), np.array([4, 5, 6])
    sums, none = np.array([0, 1, 1, 2]), np.zeros((1, 2), dtype=np.uint64)
    found = first_above(
        masks, numerators, np.ones(3, dtype=np.int64), 2, sums, np.array([0, 1]), np.array([2]), tolerance, np.ones((1, 4), np.uint64), none
    )
    assert found == expected


def test_first_above_leaves_out_the_span():
    masks, ones = np.array([1, 2]), np.ones(2, dtype=np.int64)
    low, skip = np.array([[0, 0, 7, 7], [0, 0, 0, 7]], dtype=np.uint64), np.zeros((2, 1), dtype=np.uint64)
    zeros = np.zeros(4, dtype=np.int64)
    assert first_above(masks, 5 * ones, ones, 2, zeros, zeros[:1], np.array([4, 3]), 0, low, skip) == 2
    assert first_above(masks, 4 * ones, ones, 2, zeros, zeros[:1], np.array([4, 3]), 0, low, skip) == -1


@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_whole_numbers_of_rounded_tables(precision):
    values = np.array([0.0, 1 / 3], dtype=precision)
    table = IntegerTable.of(values)
    assert table.numerators_of(np.array([1])).tolist() == [round(float(values[1]) / table.unit)]


def test_tiny_values_need_more_than_one_factor():
    table = IntegerTable.of(np.array([0.0, 1e-300]))
    assert not table.exact
    assert abs(table.numerator(1) * table.unit - Fraction(1e-300)) <= table.unit
