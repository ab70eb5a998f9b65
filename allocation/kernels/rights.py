"""What a player may claim when all others of a coalition get what the whole would lose without them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["largest_remainders"]


@jit
def largest_remainders(table: NDArray[np.float64], utopia: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """Return, for every player i, the largest v(S) − Σ_{j∈S} utopia_j over the coalitions S with i. O(n 2**n)."""
    largest = np.full(n, -np.inf)
    for mask in range(1, table.size):
        rest = table[mask]
        for i in range(n):
            if mask >> i & 1:
                rest -= utopia[i]
        for i in range(n):
            if mask >> i & 1 and rest > largest[i]:
                largest[i] = rest
    return largest
