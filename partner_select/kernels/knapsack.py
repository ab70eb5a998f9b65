"""The relaxed choice of the most valuable few within a budget, and the price of the budget that makes its bound smallest.

Every number is a multiple of a power of two (the grid), small enough that sums and products stay exact in float64: the bounds that
come out are exact too.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit
from partner_select.kernels.largest import largest_positive

__all__ = ["best_price", "on_grid", "priced"]

EXACT = 2.0**52  # price · cost · grid stays below: a float64 holds such products exactly
FINE = 256.0  # a price known to one part in so many moves the bound by less than further subgradient steps do


@jit
def on_grid(number: float, grid: float) -> float:
    """Return the nearest multiple of ``1 / grid``."""
    return math.floor(number * grid + 0.5) / grid


@jit
def priced(
    worth: NDArray[np.float64],
    cost: NDArray[np.float64],
    price: float,
    budget: float,
    most: int,
    taken: NDArray[np.bool_],
    net: NDArray[np.float64],
    room: NDArray[np.float64],
    where: NDArray[np.int64],
) -> tuple[float, float]:
    """Return (bound, slope) of ``price·budget + max Σ_taken (worth - price·cost)`` over at most ``most`` candidates.

    The slope is what of the budget the taken ones leave; the bound is convex in the price.
    """
    for i in range(len(worth)):
        net[i] = worth[i] - price * cost[i]
    total = largest_positive(net, most, taken, room, where)
    left = budget
    for i in range(len(worth)):
        if taken[i]:
            left -= cost[i]
    return total + price * budget, left


@jit
def best_price(
    worth: NDArray[np.float64],
    cost: NDArray[np.float64],
    price: float,
    budget: float,
    most: int,
    grid: float,
    taken: NDArray[np.bool_],
    net: NDArray[np.float64],
    room: NDArray[np.float64],
    where: NDArray[np.int64],
) -> tuple[float, float]:
    """Return (price, bound): a price, searched from a known one by doubling and halving steps, that makes the bound nearly smallest."""
    bound, slope = priced(worth, cost, price, budget, most, taken, net, room, where)
    if slope == 0.0 or (price == 0.0 and slope > 0.0):
        return price, bound
    low, high = price, price
    dearest = max(1.0, budget)
    for i in range(len(cost)):
        dearest = max(dearest, cost[i])
    cap = math.floor(EXACT / dearest) / grid
    step = max(4.0 / grid, price / 8.0)
    rising = slope > 0.0
    while (slope > 0.0) == rising and slope != 0.0 and not (rising and low == 0.0) and not (not rising and high == cap):
        if rising:
            high = low
            low = max(0.0, on_grid(low - step, grid))
            bound, slope = priced(worth, cost, low, budget, most, taken, net, room, where)
        else:
            low = high
            high = min(cap, on_grid(high + step, grid))
            bound, slope = priced(worth, cost, high, budget, most, taken, net, room, where)
        step *= 4.0
    if slope == 0.0 or (slope > 0.0) == rising:
        return (low if rising else high), bound
    while high - low > max(1.0 / grid, high / FINE):
        middle = on_grid((low + high) / 2.0, grid)
        bound, slope = priced(worth, cost, middle, budget, most, taken, net, room, where)
        if slope == 0.0:
            return middle, bound
        if slope < 0.0:
            low = middle
        else:
            high = middle
    bound, slope = priced(worth, cost, high, budget, most, taken, net, room, where)
    return high, bound
