"""Tallies over the table of all coalitions of a voting game, for few voters with weights too large to count by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["minimal_tally", "swing_tally", "vulnerable_tally"]

Counts = NDArray[np.int64]


@jit
def _size(mask: int) -> int:
    size = 0
    while mask:
        mask &= mask - 1
        size += 1
    return size


@jit
def _critical(wins: NDArray[np.bool_], mask: int, n: int) -> int:
    """The members without whom a winning coalition loses, as a mask."""
    found = 0
    for i in range(n):
        if mask >> i & 1 and not wins[mask ^ (1 << i)]:
            found |= 1 << i
    return found


@jit
def swing_tally(wins: NDArray[np.bool_], n: int) -> tuple[Counts, Counts]:
    """Return swings[i, size without i] and winning[size]. O(n 2**n)."""
    swings = np.zeros((n, n), dtype=np.int64)
    winning = np.zeros(n + 1, dtype=np.int64)
    for mask in range(wins.size):
        if wins[mask]:
            size = _size(mask)
            winning[size] += 1
            critical = _critical(wins, mask, n)
            for i in range(n):
                swings[i, size - 1] += critical >> i & 1
    return swings, winning


@jit
def vulnerable_tally(wins: NDArray[np.bool_], n: int) -> Counts:
    """Return counts[i, c]: winning coalitions with c critical members, i among them. O(n 2**n)."""
    counts = np.zeros((n, n + 1), dtype=np.int64)
    for mask in range(wins.size):
        if wins[mask]:
            critical = _critical(wins, mask, n)
            size = _size(critical)
            for i in range(n):
                counts[i, size] += critical >> i & 1
    return counts


@jit
def minimal_tally(wins: NDArray[np.bool_], n: int) -> tuple[Counts, Counts]:
    """Return counts[i, size] and total[size] of the winning coalitions whose members are all critical. O(n 2**n)."""
    counts = np.zeros((n, n + 1), dtype=np.int64)
    total = np.zeros(n + 1, dtype=np.int64)
    for mask in range(wins.size):
        if wins[mask] and _critical(wins, mask, n) == mask:
            size = _size(mask)
            total[size] += 1
            for i in range(n):
                counts[i, size] += mask >> i & 1
    return counts, total
