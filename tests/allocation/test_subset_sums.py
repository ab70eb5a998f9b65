"""Sums over the members of all coalitions, against plain sums."""

import numpy as np
import pytest

from allocation.subset_sums import player_totals, subset_sums


@pytest.mark.parametrize("n", [0, 1, 3, 6, 10, 11])
def test_subset_sums_are_plain_sums(n):
    x = np.random.default_rng(n).integers(-9, 9, n).astype(float)
    assert subset_sums(x).tolist() == [sum(x[i] for i in range(n) if mask >> i & 1) for mask in range(2**n)]


def test_large_player_sets_are_put_together_from_parts():
    x = np.random.default_rng(1).integers(-9, 9, 21).astype(float)
    sums = subset_sums(x)
    assert len(sums) == 2**21
    for mask in (0, 1, 2**10, 2**20 + 2**11 + 2**3, 2**21 - 1):
        assert sums[mask] == sum(x[i] for i in range(21) if mask >> i & 1)


def test_subset_sums_of_integers_stay_integers():
    sums = subset_sums(np.array([2**61, 1], dtype=np.int64))
    assert sums.dtype == np.int64
    assert sums.tolist() == [0, 2**61, 1, 2**61 + 1]


def test_what_is_returned_is_the_callers_own():
    for n in (3, 11):
        subset_sums(np.ones(n))[:] = -1
        assert subset_sums(np.ones(n))[-1] == n


@pytest.mark.parametrize("n", [0, 1, 3, 10, 11, 13])
def test_player_totals_are_plain_sums(n):
    values, masks = np.random.default_rng(n).integers(-99, 99, 2**n).astype(float), np.arange(2**n)
    assert player_totals(values).tolist() == [values[masks >> i & 1 == 1].sum() for i in range(n)]


def test_player_totals_keep_small_terms_beside_many():
    """A million tenths, added one by one, would be off by 1e-6."""
    assert player_totals(np.full(2**21, 0.1)) == pytest.approx([2**20 * 0.1] * 21, rel=1e-14)
