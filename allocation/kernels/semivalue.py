"""Sums over all coalitions with a player, for all players in one pass over the table.

The table is read once, in blocks that share their high bits. Inside a block every entry is added to the total of its place (the low
bits) and size, and weighted into the total of its block; both are small, and the sums of all players follow from them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit, jit_any_order
from allocation.kernels.bits import popcount

__all__ = ["fold_blocks", "sums_of_tables"]

Floats = NDArray[np.float64]
STRETCH = 256  # terms added up before they join the total: rounding then grows with stretch + number of stretches, not with their product


@jit_any_order
def fold_blocks(table: NDArray[Any], rows: Floats, first: int, last: int, chunk: int, places: Floats, blocks: Floats) -> None:
    """Read blocks first to last - 1 once: add them up by place into ``places``, weighted by block into ``blocks``.

    ``places`` is float64[chunks, n - low + 1, 2**low], as every ``chunk`` blocks have sums of their own; ``blocks`` is
    float64[2**(n - low)].
    """
    width = rows.shape[1]
    for block in range(first, last):
        count = popcount(block)
        values = table[block * width : (block + 1) * width]
        row, sums = rows[count], places[block // chunk, count]
        total = 0.0
        for place in range(width):
            value = values[place]
            sums[place] += value
            total += row[place] * value
        blocks[block] = total


@jit_any_order
def _halve(values: Floats, sums: Floats) -> None:
    """Add up, for every bit, the entries with that bit; the values are overwritten. About two additions per entry."""
    half = values.size
    for bit in range(sums.size - 1, -1, -1):
        half >>= 1
        low, high = values[:half], values[half : 2 * half]
        total = 0.0
        for start in range(0, half, STRETCH):
            part = 0.0
            for k in range(start, min(start + STRETCH, half)):
                part += high[k]
                low[k] += high[k]
            total += part
        sums[bit] = total


@jit
def sums_of_tables(tables: NDArray[Any], row: Floats, n: int) -> Floats:
    """Return float64[m, n]: for each of m small tables, Σ row[S]·v(S) over the coalitions with each player."""
    sums = np.empty((tables.shape[0], n))
    weighted = np.empty(row.size)
    for k in range(tables.shape[0]):
        for mask in range(row.size):
            weighted[mask] = row[mask] * tables[k, mask]
        _halve(weighted, sums[k])
    return sums
