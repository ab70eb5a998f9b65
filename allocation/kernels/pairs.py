"""Sums over all coalitions with two given players, for all pairs in one pass over the table.

As in :mod:`allocation.kernels.semivalue` the table is read in blocks that share their high bits; every block is weighed and halved bit by
bit, which leaves its total and the sums of its low players.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit, jit_any_order
from allocation.kernels.bits import popcount

__all__ = ["fold_pairs", "sums_of_pairs"]

Floats = NDArray[np.float64]


@jit_any_order
def fold_pairs(table: NDArray[Any], rows: Floats, first: int, last: int, places: Floats, blocks: Floats) -> None:
    """Weigh blocks first to last - 1 and add them up by place into ``places``; the sums of each block go to its row of ``blocks``.

    ``places`` is float64[2**low]; ``blocks`` is float64[last - first, low + 1]: per low player, and at the end the total.
    """
    width, low = rows.shape[1], blocks.shape[1] - 1
    weighed = np.empty(width)
    for block in range(first, last):
        row = rows[popcount(block)]
        values = table[block * width : (block + 1) * width]
        for place in range(width):
            weighed[place] = row[place] * values[place]
            places[place] += weighed[place]
        half = width
        for bit in range(low - 1, -1, -1):
            half >>= 1
            without, within = weighed[:half], weighed[half : 2 * half]
            total = 0.0
            for k in range(half):
                total += within[k]
                without[k] += within[k]
            blocks[block - first, bit] = total
        blocks[block - first, low] = weighed[0]


@jit
def _pairs_inside(values: Floats, bits: int, sums: Floats) -> None:
    """Add to sums[i, j] the entries with bits i < j."""
    for mask in range(values.size):
        for j in range(bits):
            if mask >> j & 1:
                for i in range(j):
                    if mask >> i & 1:
                        sums[i, j] += values[mask]


@jit
def sums_of_pairs(places: Floats, blocks: Floats, low: int, n: int) -> Floats:
    """Return float64[n, n], symmetric: Σ weight · v(S) over the coalitions with i and j, from what :func:`fold_pairs` left."""
    sums = np.zeros((n, n))
    _pairs_inside(places, low, sums[:low, :low])
    _pairs_inside(blocks[:, low].copy(), n - low, sums[low:, low:])
    for block in range(blocks.shape[0]):
        for j in range(n - low):
            if block >> j & 1:
                for i in range(low):
                    sums[i, low + j] += blocks[block, i]
    return sums + sums.T
