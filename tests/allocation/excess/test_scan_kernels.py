import numpy as np
import pytest

from allocation.kernels.scan import coalition_rows, pending_blocks, scan_largest, scan_scale, subset_sums
from allocation.kernels.scan_integers import are_multiples, largest_value, write_integers
from allocation.kernels.scan_span import PRIME, subset_sums_mod, sums_mod


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
    ("values", "scale", "multiples"), [([0.1, 0.2], 10.0, True), ([0.1, 0.25], 10.0, False), ([1.0, -2], 1.0, True), ([], 1.0, True)]
)
def test_are_multiples(values, scale, multiples):
    assert are_multiples(np.array(values), 0, len(values), scale) == multiples


def test_largest_value_of_a_range():
    assert largest_value(np.array([9.0, -3, 2, 8]), 1, 3) == 3.0


def test_write_integers():
    out = np.zeros(3, dtype=np.int64)
    write_integers(np.array([0.1, -0.25, 3.0]), 1, 3, 2.0, 2.0, out)
    assert out.tolist() == [0, -1, 12]
