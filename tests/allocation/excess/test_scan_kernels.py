import numpy as np
import pytest

from allocation.kernels.scan import coalition_rows, pending_blocks, scan_largest, scan_scale, subset_sums
from allocation.kernels.scan_integers import decimal_places, write_integers
from allocation.kernels.scan_span import PRIME, subset_sums_mod, sums_mod
from allocation.kernels.scan_suspects import first_above, scan_suspects


@pytest.mark.parametrize("n", [0, 1, 3, 6])
def test_subset_sums(n):
    x = np.random.default_rng(n).integers(-9, 9, n).astype(float)
    assert subset_sums(x).tolist() == [sum(x[i] for i in range(n) if mask >> i & 1) for mask in range(2**n)]


def test_subset_sums_of_integers_stay_integers():
    sums = subset_sums(np.array([2**61, 1], dtype=np.int64))
    assert sums.tolist() == [0, 2**61, 1, 2**61 + 1]


@pytest.mark.parametrize("n", [0, 1, 4])
def test_subset_sums_modulo_the_prime(n):
    x = np.random.default_rng(n).integers(0, PRIME, n, dtype=np.uint64)
    expected = [sum(int(x[i]) for i in range(n) if mask >> i & 1) % PRIME for mask in range(2**n)]
    assert subset_sums_mod(x).tolist() == expected
    assert sums_mod(np.arange(2**n), x).tolist() == expected


def test_largest_residues_do_not_overflow():
    x = np.full(30, PRIME - 1, dtype=np.uint64)
    assert int(sums_mod(np.array([2**30 - 1]), x)[0]) == 30 * (PRIME - 1) % PRIME


def test_coalition_rows():
    table, base = np.array([0, 1.0, 2, 7]), np.array([1.0, 2])
    rows, values = coalition_rows(table, np.array([1, 3]), base, 2.0)
    assert rows.tolist() == [[1, 0, 1], [1, 1, 1]]
    assert values.tolist() == [0.0, 2.0]


def test_pending_blocks_are_those_that_may_exceed():
    bound, stamp = np.array([1.0, 5.0, -np.inf, np.inf]), np.array([0, 1, 0, 0])
    found = pending_blocks(bound, stamp, np.array([0.5, 0.0]), np.array([0.0, 4.0, 0.0, 0.0]), 1.2)
    assert found.tolist() == [0, 3]


def test_scan_scale():
    rest, whole = scan_scale(np.array([0, 1.0, -2, 7]), 0, 1, subset_sums(np.array([1.0, 2])), np.zeros(1))
    assert (rest, whole) == (4.0, 7.0)


def test_scan_largest_breaks_ties_by_mask_and_leaves_out_the_ends():
    excesses, masks = scan_largest(np.array([9.0, 1, 3, 3, 2, 3, 0, 9]), 0, 1, np.zeros(8), np.zeros(1), 4)
    assert masks.tolist() == [2, 3, 5, 4]
    assert excesses.tolist() == [3, 3, 3, 2]


@pytest.mark.parametrize(
    ("values", "largest", "places"),
    [
        ([], 0.0, 0),
        ([1.0, -2.0, 0.0], 2.0, 0),
        ([0.1, 0.25], 0.25, 2),
        ([0.25, 0.1, -7.5], 7.5, 2),
        ([1e-9], 1e-9, 9),
        ([1e-10, 5.0], 5.0, 10),
        ([1 / 3, 1.0], 1.0, 10),
        ([1e300, 0.5], 1e300, 1),
    ],
)
def test_decimal_places(values, largest, places):
    assert decimal_places(np.array(values), 0, len(values), 9) == (largest, places)


def test_decimal_places_of_a_range_longer_than_one_stretch():
    values = np.arange(5000.0)
    values[4000], values[10], values[4999] = 0.125, 1e6, 1e7
    assert decimal_places(values, 11, 4999, 9) == (4998.0, 3)
    assert decimal_places(values, 0, 4000, 9) == (1e6, 0)


@pytest.mark.parametrize("size", [1, 2, 4])
def test_suspects_stop_where_there_is_no_room(size):
    table, nothing, one = np.arange(8.0), np.zeros(0), np.ones((1, size), dtype=np.uint64)
    blocks = 8 // size
    high = np.zeros(blocks)
    found = np.empty(4, dtype=np.int64)
    arguments = (np.zeros(size), high, np.ones(size), high, np.zeros(1), 0.5, one, np.zeros((1, blocks), dtype=np.uint64), found)
    count, block = scan_suspects(table, nothing, 0, blocks, *arguments)
    assert found[:count].tolist() == list(range(1, block * size))
    assert 4 - count < size
    again, last = scan_suspects(table, nothing, block, blocks, *arguments)
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


def test_write_integers():
    out = np.zeros(3, dtype=np.int64)
    write_integers(np.array([0.1, -0.25, 3.0]), 1, 3, 2.0, 2.0, out)
    assert out.tolist() == [0, -1, 12]
