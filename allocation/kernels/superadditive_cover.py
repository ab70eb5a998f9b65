"""The best a coalition can do by splitting up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["cover_table"]


@jit
def cover_table(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the largest sum of worths over all partitions of every coalition. O(3**n).

    Masks ascend, so that every proper part of a coalition is settled before it; a part and its complement are looked at once.
    """
    best = table.copy()
    for mask in range(1, table.size):
        part = (mask - 1) & mask
        while part > mask ^ part:
            best[mask] = max(best[mask], best[part] + best[mask ^ part])
            part = (part - 1) & mask
    return best
