"""Scans of a table of all coalitions: the most violated one of every block.

The low bits of a mask number a coalition inside its block, the high bits number the block. Sums over players are split the same way:
one small array for the low bits, one for the blocks.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = [
    "coalition_rows",
    "pending_blocks",
    "scan_blocks",
    "scan_blocks_weighted",
    "scan_largest",
    "scan_scale",
    "subset_sums",
]


@jit
def subset_sums(vector: NDArray[Any]) -> NDArray[Any]:
    """Return the sums of all subsets of a vector, in table order. O(2**len)."""
    sums = np.zeros(1 << vector.size, dtype=vector.dtype)
    filled = 1
    for i in range(vector.size):
        for k in range(filled):
            sums[filled + k] = sums[k] + vector[i]
        filled *= 2
    return sums


@jit
def coalition_rows(
    table: NDArray[Any], masks: NDArray[np.int64], base: NDArray[np.float64], scale: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return who is in each coalition, float64[m, n + 1] with a last column of ones, and (v(S) - base(S)) / scale. O(m n)."""
    n = base.size
    rows = np.ones((masks.size, n + 1))
    values = np.empty(masks.size)
    for k in range(masks.size):
        value = table[masks[k]]
        for i in range(n):
            if masks[k] >> i & 1:
                value -= base[i]
            else:
                rows[k, i] = 0.0
        values[k] = value / scale
    return rows, values


@jit
def pending_blocks(
    bound: NDArray[np.float64], stamp: NDArray[np.int64], slack: NDArray[np.float64], x_high: NDArray[np.float64], threshold: float
) -> NDArray[np.int64]:
    """Return the blocks that may hold a coalition with v(S) - x(S) above the threshold.

    ``bound[b]`` is the largest v(S) - x_low(S) of block b at the x of number ``stamp[b]``; ``slack[t]`` says by how much such a value can
    have grown from x number t to the present one.
    """
    blocks = np.empty(bound.size, dtype=np.int64)
    count = 0
    for block in range(bound.size):
        if bound[block] + slack[stamp[block]] > threshold + x_high[block]:
            blocks[count] = block
            count += 1
    return blocks[:count]


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
def scan_scale(table: NDArray[Any], first: int, last: int, a_low: NDArray[np.float64], a_high: NDArray[np.float64]) -> tuple[float, float]:
    """Return max |v(S) - a(S)| and max |v(S)| over blocks first … last-1."""
    size = a_low.size
    rest = 0.0
    whole = 0.0
    for block in range(first, last):
        start = block * size
        base = a_high[block]
        for low in range(size):
            value = table[start + low]
            rest = max(rest, abs(value - a_low[low] - base))
            whole = max(whole, abs(value))
    return rest, whole


@jit
def scan_largest(
    table: NDArray[Any], first: int, last: int, x_low: NDArray[np.float64], x_high: NDArray[np.float64], count: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the largest v(S) - x(S) of blocks first … last-1 and their masks, falling; ties by mask; proper non-empty coalitions only."""
    excesses = np.full(count, -np.inf)
    masks = np.full(count, -1, dtype=np.int64)
    size = x_low.size
    for block in range(first, last):
        start = block * size
        for low in range(size):
            mask = start + low
            excess = table[mask] - x_low[low] - x_high[block]
            if excess > excesses[count - 1] and mask != 0 and mask != table.size - 1:
                k = count - 1
                while k > 0 and excess > excesses[k - 1]:
                    excesses[k] = excesses[k - 1]
                    masks[k] = masks[k - 1]
                    k -= 1
                excesses[k] = excess
                masks[k] = mask
    return excesses, masks
