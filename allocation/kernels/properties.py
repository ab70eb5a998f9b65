"""How badly a table violates a property of games, and where.

Every kernel returns the largest violation (zero or less if there is none) and the masks where it happens.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["worst_concave", "worst_decrease", "worst_difference", "worst_marginal", "worst_split"]

Floats = NDArray[np.float64]


@jit
def worst_split(table: Floats, first: int, last: int) -> tuple[float, int, int]:
    """Largest v(S) + v(T) − v(S ∪ T) over disjoint S and T whose union lies in first … last − 1; S holds the lowest bit. O(3**n) in all."""
    worst, one, other = -np.inf, 0, 0
    for union in range(first, last):
        lowest = union & -union
        rest = union ^ lowest
        part = rest
        while part:
            # part runs over the non-empty subsets without the lowest bit: T = part, S = union without part
            excess = table[part] + table[union ^ part] - table[union]
            if excess > worst:
                worst, one, other = excess, union ^ part, part
            part = (part - 1) & rest
    return worst, one, other


@jit
def worst_concave(table: Floats, n: int) -> tuple[float, int, int]:
    """Largest v(S∪i) + v(S∪j) − v(S∪ij) − v(S), with the masks S∪i and S∪j. O(n² 2**n)."""
    worst, one, other = -np.inf, 0, 0
    for i in range(n):
        for j in range(i + 1, n):
            first, second = 1 << i, 1 << j
            both = first | second
            for mask in range(table.size):
                if mask & both == 0:
                    excess = table[mask | first] + table[mask | second] - table[mask | both] - table[mask]
                    if excess > worst:
                        worst, one, other = excess, mask | first, mask | second
    return worst, one, other


@jit
def worst_decrease(table: Floats, n: int) -> tuple[float, int, int]:
    """Largest v(S) − v(S∪i), with the masks S and S∪i. O(n 2**n)."""
    worst, one, other = -np.inf, 0, 0
    for i in range(n):
        bit = 1 << i
        for mask in range(table.size):
            if mask & bit == 0:
                drop = table[mask] - table[mask | bit]
                if drop > worst:
                    worst, one, other = drop, mask, mask | bit
    return worst, one, other


@jit
def worst_marginal(table: Floats, player: int, alone: float) -> float:
    """Largest |v(S∪i) − v(S) − alone| of one player: 0 for a null player with alone = 0, for a dummy with alone = v(i). O(2**n)."""
    worst, bit = 0.0, 1 << player
    for mask in range(table.size):
        if mask & bit == 0:
            worst = max(worst, abs(table[mask | bit] - table[mask] - alone))
    return worst


@jit
def worst_difference(table: Floats, i: int, j: int) -> float:
    """Largest |v(S∪i) − v(S∪j)| over S without both: 0 for symmetric players. O(2**n)."""
    worst, first, second = 0.0, 1 << i, 1 << j
    for mask in range(table.size):
        if mask & (first | second) == 0:
            worst = max(worst, abs(table[mask | first] - table[mask | second]))
    return worst
