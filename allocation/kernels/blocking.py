"""How often each coalition is better off alone, over many tables, in one pass over them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["count_blocking"]

Floats = NDArray[np.float64]


@jit
def count_blocking(
    tables: NDArray[Any],
    chances: Floats,
    sums: Floats,
    factors: Floats,
    tolerances: Floats,
    odds: Floats,
    gains: Floats,
    stable: NDArray[np.bool_],
) -> None:
    """Add up over the tables where coalition S has v(S) − f·x(S) above the tolerance of its table.

    ``sums`` holds x(S) of every coalition, ``factors`` f of every table. The chances of such tables are added to ``odds``, the chances
    times the gains to ``gains``; ``stable`` says of every table whether no proper coalition is among them.
    """
    last = sums.size - 1
    for row in range(tables.shape[0]):
        quiet = True
        for mask in range(1, last):
            gain = tables[row, mask] - factors[row] * sums[mask]
            if gain > tolerances[row]:
                odds[mask] += chances[row]
                gains[mask] += chances[row] * gain
                quiet = False
        stable[row] = quiet
