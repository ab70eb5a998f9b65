"""Sums over the members of every coalition at once, and their counterpart: sums over every player's coalitions."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, memberships
from allocation.kernels import read_only, worth_compiling
from allocation.kernels.doubling import fill_sums, fill_sums_mod

__all__ = ["player_totals", "subset_sums", "subset_sums_mod"]

PART = 8  # players: products of this size are below what linear algebra libraries hand to threads, which costs more than it saves


def subset_sums(vector: NDArray[Any]) -> NDArray[Any]:
    """Return x(S), the sum of a vector over the members of S, for every coalition.

    Parameters
    ----------
    vector
        n numbers of one kind: sums of whole numbers stay whole numbers.

    Returns
    -------
    [2**n]
        In table order. O(2**n).

    Examples
    --------
    >>> subset_sums(np.array([1, 10, 100])).tolist()
    [0, 1, 10, 11, 100, 101, 110, 111]
    """
    sums = np.zeros(coalition_count(len(vector)), dtype=vector.dtype)
    worth_compiling(fill_sums, sums.size)(read_only(np.ascontiguousarray(vector)), sums)
    return sums


def subset_sums_mod(vector: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the sums of residues modulo the prime 2**61 - 1 over the members of every coalition, in table order. O(2**n).

    Examples
    --------
    >>> subset_sums_mod(np.array([5, 2**61 - 2], dtype=np.uint64)).tolist()
    [0, 5, 2305843009213693950, 4]
    """
    sums = np.zeros(coalition_count(len(vector)), dtype=np.uint64)
    worth_compiling(fill_sums_mod, 2 * sums.size)(read_only(np.ascontiguousarray(vector)), sums)
    return sums


@lru_cache
def _members(n: int) -> NDArray[np.float64]:
    """Who is in which coalition, as zeros and ones [2**n, n]; shared, so read-only."""
    table = memberships(np.arange(coalition_count(n), dtype=np.uint64), n).astype(np.float64)
    table.setflags(write=False)
    return table


def player_totals(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return Σ v(S) over the coalitions S with player i, for every player.

    Parameters
    ----------
    values
        2**n numbers in table order.

    Returns
    -------
    float64[n]
        O(2**n). Sums are taken in stretches of about the square root of their terms, which keeps rounding small.

    Examples
    --------
    >>> player_totals(np.array([0.0, 1, 10, 100])).tolist()
    [101.0, 110.0]
    """
    n = len(values).bit_length() - 1
    if n <= PART:
        totals: NDArray[np.float64] = values @ _members(n)
        return totals
    square = values.reshape(-1, coalition_count(PART))
    stretches = square.reshape(coalition_count((n - PART) // 2), -1, coalition_count(PART))
    return np.concatenate((player_totals(stretches.sum(axis=1).sum(axis=0)), player_totals(square.sum(axis=1))))
