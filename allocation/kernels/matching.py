"""Best matchings of sellers and buyers inside every coalition."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["matching_table"]


@jit
def matching_table(profits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the value of the best matching inside every coalition, sellers on the low bits. O(buyers · 2**n).

    The last seller of a coalition either trades with one of its buyers or with nobody; a pair that loses is never better than nobody.
    """
    sellers, buyers = profits.shape
    table = np.zeros(1 << (sellers + buyers))
    for seller in range(sellers):
        bit = 1 << seller
        for high in range(1 << buyers):
            start = high << sellers
            for rest in range(bit):
                best = table[start + rest]
                for buyer in range(buyers):
                    if high >> buyer & 1:
                        without = (high ^ 1 << buyer) << sellers
                        best = max(best, profits[seller, buyer] + table[without + rest])
                table[start + bit + rest] = best
    return table
