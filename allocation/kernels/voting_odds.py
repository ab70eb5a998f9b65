"""Floating-point counting for the Shapley–Shubik index of many voters: everybody joins with the same probability.

All terms are positive, so that rounding stays relative; the signs come in only when one voter is taken out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["BLOCK", "add_odds", "block_sums", "carried_mass"]

CHUNK = 2048  # entries copied at a time, so that source and target never overlap
BLOCK = 64  # entries summed plainly; sums over more are differences of running sums kept in two floats
NEGLIGIBLE = 1e-40  # a window weighted by less cannot reach any digit of a probability

Floats = NDArray[np.float64]


@jit
def add_odds(table: Floats, targets: NDArray[np.int64], sources: NDArray[np.int64], step: int, reach: int, odds: float) -> None:
    """Let one voter join with these odds: row[target][x] += odds·row[source][x − step], from the last entry down."""
    buffer = np.empty(CHUNK)
    for j in range(targets.size):
        target = table[targets[j]]
        source = table[sources[j]]
        stop = reach + 1
        while stop > step:
            start = max(step, stop - CHUNK)
            m = stop - start
            for k in range(m):
                buffer[k] = source[start - step + k]
            part = target[start:stop]
            for k in range(m):
                part[k] += odds * buffer[k]
            stop = start


@jit
def _plain_sum(part: Floats) -> float:
    total = 0.0
    for x in range(part.size):
        value: float = part[x]
        total += value
    return total


@jit
def block_sums(table: Floats) -> tuple[Floats, Floats]:
    """Return running sums of every row at the borders of blocks, as high and low parts of a sum kept in two floats."""
    blocks = table.shape[1] // BLOCK + 1
    high = np.zeros((table.shape[0], blocks))
    low = np.zeros((table.shape[0], blocks))
    for r in range(table.shape[0]):
        for b in range(1, blocks):
            plain = _plain_sum(table[r, (b - 1) * BLOCK : b * BLOCK])
            total = high[r, b - 1] + plain
            part = total - high[r, b - 1]
            lost = (high[r, b - 1] - (total - part)) + (plain - part)
            high[r, b] = total
            low[r, b] = low[r, b - 1] + lost
    return high, low


@jit
def _mass(row: Floats, high: Floats, low: Floats, start: int, stop: int) -> float:
    """Sum of row[start:stop]."""
    first = (start + BLOCK - 1) // BLOCK
    last = stop // BLOCK
    if last <= first:
        return _plain_sum(row[start:stop])
    middle: float = (high[last] - high[first]) + (low[last] - low[first])
    return _plain_sum(row[start : first * BLOCK]) + middle + _plain_sum(row[last * BLOCK : stop])


@jit
def carried_mass(table: Floats, high: Floats, low: Floats, most: NDArray[np.int64], step: int, odds: float) -> tuple[float, float, float]:
    """Return the mass of losing coalitions without a voter that it carries over, and what bounds its rounding error.

    An entry whose sums leave room for the voter k more times counts (−odds)**k times; row r has room for at most ``most[r]``.

    Returns
    -------
    mass, magnitude, drift
        The signed sum; the same with plus signs; the same with every term times its k.
    """
    mass = 0.0
    magnitude = 0.0
    drift = 0.0
    width = table.shape[1]
    for r in range(table.shape[0]):
        k = 0 if step > 0 else most[r]
        factor = odds**k
        stop = width
        while stop > 0 and factor > NEGLIGIBLE:
            start = max(0, stop - step) if k < most[r] else 0
            term = factor * _mass(table[r], high[r], low[r], start, stop)
            mass += term if k % 2 == 0 else -term
            magnitude += term
            drift += k * term
            factor *= odds
            stop = start
            k += 1
    return mass, magnitude, drift
