"""The coalitions with the largest excess at a payoff vector."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, grand_mask
from allocation.excess.scanner import block_bits, over_blocks
from allocation.kernels import read_only, worth_compiling
from allocation.kernels.scan import scan_largest
from allocation.subset_sums import subset_sums

__all__ = ["largest_excesses"]


def largest_excesses(
    table: NDArray[Any], n: int, payoffs: NDArray[np.float64], count: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the ``count`` largest excesses v(S) - x(S) of proper non-empty coalitions and their masks, falling. One pass.

    Parameters
    ----------
    table
        2**n values, float64 or float32.
    payoffs
        float64[n].
    count
        How many at most.
    """
    wanted = min(count, max(coalition_count(n) - 2, 0))
    if wanted == 0 or grand_mask(n) == 1:
        return np.empty(0), np.empty(0, dtype=np.int64)
    bits = block_bits(n)
    x_low, x_high = subset_sums(payoffs[:bits]), subset_sums(payoffs[bits:])
    scan, values = worth_compiling(scan_largest, 2 * len(table)), read_only(table)

    def largest(first: int, last: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        found = np.full(wanted, -np.inf), np.full(wanted, -1, dtype=np.int64)
        scan(values, first, last, x_low, x_high, *found)
        return found

    parts = over_blocks(n, largest)
    excesses = np.concatenate([part[0] for part in parts])
    masks = np.concatenate([part[1] for part in parts])
    order = np.lexsort((masks, -excesses))[:wanted]
    return excesses[order], masks[order]
