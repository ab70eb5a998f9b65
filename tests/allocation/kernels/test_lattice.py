"""Sums over subsets and their inverse."""

import numpy as np
import pytest
import twins

import allocation as al
from allocation.kernels.lattice import moebius, zeta


@pytest.mark.parametrize("n", range(8))
def test_dividends_are_inclusion_and_exclusion(n):
    values = [0, *np.random.default_rng(n).integers(-9, 9, 2**n - 1).tolist()]
    found = np.array(values, dtype=float)
    moebius(found, n)
    assert found.tolist() == [float(x) for x in twins.dividends(values)]


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 5, 11, 12, 13, 14, 15, 16])
def test_one_undoes_the_other(n):
    values = np.random.default_rng(n).integers(-9, 9, 2**n).astype(float)
    found = values.copy()
    moebius(found, n)
    zeta(found, n)
    assert found.tolist() == values.tolist()


@pytest.mark.parametrize("n", [3, 12, 14])
def test_values_are_sums_over_subsets(n):
    entries = np.random.default_rng(n).integers(-9, 9, 2**n).astype(float)
    found = entries.copy()
    zeta(found, n)
    masks = np.arange(2**n)
    for mask in np.random.default_rng(1).integers(0, 2**n, 20).tolist():
        assert found[mask] == entries[masks & mask == masks].sum()


def test_dividends_leave_the_table_alone():
    game = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])
    assert al.dividends(game).tolist() == [0, 1, 1, 5, 1, 3, 2, -2]
    assert game.table().tolist() == [0, 1, 1, 7, 1, 5, 4, 11]
