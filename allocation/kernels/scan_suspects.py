"""The scan of a proof: a float64 pass that leaves few coalitions to look at exactly, and the exact look at those."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["first_above", "scan_suspects"]

Floats = NDArray[np.float64]


@jit
def scan_suspects(
    table: NDArray[Any],
    weights: NDArray[Any],
    first: int,
    last: int,
    x_low: Floats,
    x_high: Floats,
    w_low: Floats,
    w_high: Floats,
    bar_low: Floats,
    levels: Floats,
    lowest: float,
    slack: float,
    y_low: NDArray[np.uint64],
    y_skip: NDArray[np.uint64],
    found: NDArray[np.int64],
    reached: NDArray[np.int64],
) -> None:
    """Write down the coalitions whose excess v(S) - x(S) may be above the level they are held to.

    The weight of a coalition is ``weights[S]`` or, where that is empty, ``w_low + w_high``; those of negative weight do not count. A
    coalition is a suspect if its excess is above weight·levels[k] + slack for a level k whose span, which row k of ``y_low`` and
    ``y_skip`` tests, it is not in. ``lowest`` is the lowest level, and ``bar_low`` is x_low + w_low · lowest.

    ``reached`` gets the number of masks written and the first block not read: the scan stops where ``found`` might not hold the next one.
    """
    size = x_low.size
    heavy = weights.size > 0
    count = 0
    for block in range(first, last):
        if found.size - count < size:
            reached[0] = count
            reached[1] = block
            return
        start = block * size
        # with additive weights one subtraction and one comparison tell that an excess is not even above the lowest level; without a
        # branch several are compared at a time
        above = int(heavy)
        bar = x_high[block] + w_high[block] * lowest + slack
        if not heavy:
            for low in range(size):
                above += table[start + low] - bar_low[low] > bar
        if above == 0:
            continue
        for low in range(size):
            excess = table[start + low] - x_low[low] - x_high[block]
            weight = w_low[low] + w_high[block]
            if heavy:
                weight = float(weights[start + low])
            if weight >= 0 and excess > weight * lowest + slack:
                k = 0
                while excess <= weight * levels[k] + slack:
                    k += 1
                if y_low[k, low] != y_skip[k, block]:
                    found[count] = start + low
                    count += 1
    reached[0] = count
    reached[1] = last


@jit
def first_above(
    masks: NDArray[np.int64],
    numerators: NDArray[np.int64],
    weights: NDArray[np.int64],
    bits: int,
    x_low: NDArray[np.int64],
    x_high: NDArray[np.int64],
    levels: NDArray[np.int64],
    tolerance: int,
    y_low: NDArray[np.uint64],
    y_skip: NDArray[np.uint64],
) -> int:
    """Return the first of some coalitions whose excess is above weight·level + tolerance for a level whose span it is not in, or -1.

    All numbers are whole, over one denominator; ``bits`` low bits of a mask number the coalition inside its block.
    """
    size = x_low.size
    for number in range(masks.size):
        low, block = masks[number] & (size - 1), masks[number] >> bits
        excess = numerators[number] - x_low[low] - x_high[block]
        for k in range(levels.size):
            if excess > weights[number] * levels[k] + tolerance:
                if y_low[k, low] != y_skip[k, block]:
                    return int(masks[number])
                break  # the spans grow: what is inside this one is inside those of the lower levels
    return -1
