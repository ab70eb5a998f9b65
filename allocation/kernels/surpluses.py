"""The largest excess of the coalitions that have one player and not another, for every pair."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["largest_surpluses"]


@jit
def largest_surpluses(table: NDArray[Any], payoffs: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return, for players i and j, the largest v(S) - x(S) of coalitions with i and without j, and the first coalition that has it.

    -inf and -1 on the diagonal. O(n**2 2**n) at worst, O(n 2**n) where few excesses are new records.
    """
    n = payoffs.size
    surplus = np.full((n, n), -np.inf)
    where = np.full((n, n), -1)
    inside = np.empty(n, dtype=np.int64)
    outside = np.empty(n, dtype=np.int64)
    for mask in range(1, table.size - 1):
        excess = float(table[mask])
        ins, outs = 0, 0
        for i in range(n):
            if mask >> i & 1:
                excess -= payoffs[i]
                inside[ins] = i
                ins += 1
            else:
                outside[outs] = i
                outs += 1
        for a in range(ins):
            for b in range(outs):
                if excess > surplus[inside[a], outside[b]]:
                    surplus[inside[a], outside[b]] = excess
                    where[inside[a], outside[b]] = mask
    return surplus, where
