"""How far payoffs may move along a direction before each coalition objects."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["largest_steps"]


@jit
def largest_steps(
    table: NDArray[np.float64], start: NDArray[np.float64], direction: NDArray[np.float64], slack: float, n: int
) -> NDArray[np.float64]:
    """Return, for every coalition, the largest step with (start + step · direction)(S) ≥ v(S), or infinity where nothing limits it.

    Entry 0 is NaN if some coalition already objects at the start by more than ``slack``, else infinity. O(n 2**n).
    """
    steps = np.full(table.size, np.inf)
    outside = False
    for mask in range(1, table.size - 1):
        share, change = 0.0, 0.0
        for i in range(n):
            if mask >> i & 1:
                share += start[i]
                change += direction[i]
        room = share - table[mask]
        if room < -slack:
            outside = True
        if change < -slack:
            steps[mask] = max(room, 0.0) / -change
    if outside:
        steps[0] = np.nan
    return steps
