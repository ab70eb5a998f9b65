"""Scans of a table of all coalitions: the most violated one of every block.

The low bits of a mask number a coalition inside its block, the high bits number the block. Sums over players are split the same way:
one small array for the low bits, one for the blocks.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["scan_blocks", "scan_blocks_weighted", "scan_largest", "scan_scale"]


@jit
def scan_blocks(
    table: NDArray[Any],
    blocks: NDArray[np.int64],
    x_low: NDArray[np.float64],
    y_low: NDArray[np.uint64],
    y_skip: NDArray[np.uint64],
    bound: NDArray[np.float64],
    mask: NDArray[np.int64],
) -> None:
    """Find in each of some blocks the largest v(S) - x_low(S); write the value to ``bound`` and the coalition to ``mask``.

    A coalition is skipped when ``y_low`` of its low bits equals ``y_skip`` of its block.
    """
    size = x_low.size
    for block in blocks:
        skip = y_skip[block]
        start = block * size
        best = -np.inf
        where = -1
        for low in range(size):
            excess = table[start + low] - x_low[low]
            if excess > best and y_low[low] != skip:
                best = excess
                where = low
        bound[block] = best
        mask[block] = start + where


@jit
def scan_blocks_weighted(
    table: NDArray[Any],
    weights: NDArray[np.float64],
    blocks: NDArray[np.int64],
    x_low: NDArray[np.float64],
    y_low: NDArray[np.uint64],
    y_skip: NDArray[np.uint64],
    level: float,
    bound: NDArray[np.float64],
    mask: NDArray[np.int64],
) -> None:
    """Find in each of some blocks the largest v(S) - x_low(S) - w(S)·level; coalitions of negative weight do not count."""
    size = x_low.size
    for block in blocks:
        skip = y_skip[block]
        start = block * size
        best = -np.inf
        where = -1
        for low in range(size):
            weight = weights[start + low]
            excess = table[start + low] - x_low[low] - weight * level
            if excess > best and weight >= 0 and y_low[low] != skip:
                best = excess
                where = low
        bound[block] = best
        mask[block] = start + where


@jit
def scan_scale(
    table: NDArray[Any], first: int, last: int, a_low: NDArray[np.float64], a_high: NDArray[np.float64], found: NDArray[np.float64]
) -> None:
    """Write max |v(S) - a(S)| and max |v(S)| over blocks first … last-1 to the two entries of ``found``."""
    size = a_low.size
    rest = 0.0
    whole = 0.0
    for block in range(first, last):
        start = block * size
        base = a_high[block]
        for low in range(size):
            value = table[start + low]
            left = abs(value - a_low[low] - base)
            value = abs(value)
            rest = left if left > rest else rest
            whole = value if value > whole else whole
    found[0] = rest
    found[1] = whole


@jit
def scan_largest(
    table: NDArray[Any],
    first: int,
    last: int,
    x_low: NDArray[np.float64],
    x_high: NDArray[np.float64],
    excesses: NDArray[np.float64],
    masks: NDArray[np.int64],
) -> None:
    """Insert the largest v(S) - x(S) of blocks first … last-1 and their masks, falling; ties by mask; proper non-empty coalitions only.

    ``excesses`` comes filled with -inf.
    """
    size = x_low.size
    final = excesses.size - 1
    for block in range(first, last):
        start = block * size
        for low in range(size):
            mask = start + low
            excess = table[mask] - x_low[low] - x_high[block]
            if excess > excesses[final] and mask != 0 and mask != table.size - 1:
                k = final
                while k > 0 and excess > excesses[k - 1]:
                    excesses[k] = excesses[k - 1]
                    masks[k] = masks[k - 1]
                    k -= 1
                excesses[k] = excess
                masks[k] = mask
