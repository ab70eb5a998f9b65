"""Sums over subsets and their inverse, in place: from dividends to values and back.

Three bits are handled in one visit of eight entries, and the low bits block by block while the block is in the cache, so that a large table
travels through memory a few times instead of n times.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["moebius", "zeta"]

Floats = NDArray[np.float64]
CACHED_BITS = 12  # 2**12 float64 are 32 KiB: a block of this size stays in the nearest caches for all its low bits


@jit
def _eight(
    a0: float, a1: float, a2: float, a3: float, a4: float, a5: float, a6: float, a7: float, sign: float
) -> tuple[float, float, float, float, float, float, float]:
    """Three bits over eight entries; the first entry stays as it is."""
    a1 += sign * a0
    a3 += sign * a2
    a5 += sign * a4
    a7 += sign * a6
    a2 += sign * a0
    a3 += sign * a1
    a6 += sign * a4
    a7 += sign * a5
    return a1, a2, a3, a4 + sign * a0, a5 + sign * a1, a6 + sign * a2, a7 + sign * a3


@jit
def _first_three(t: Floats, sign: float) -> None:
    """Bits 0, 1 and 2: neighbours in memory."""
    for b in range(0, t.size, 8):
        t[b + 1], t[b + 2], t[b + 3], t[b + 4], t[b + 5], t[b + 6], t[b + 7] = _eight(
            t[b], t[b + 1], t[b + 2], t[b + 3], t[b + 4], t[b + 5], t[b + 6], t[b + 7], sign
        )


@jit
def _three(table: Floats, sign: float, bit: int) -> None:
    """Bits bit, bit + 1 and bit + 2, stretch by stretch."""
    step = 1 << bit
    for start in range(0, table.size, 8 * step):
        part = table[start : start + 8 * step]
        p0, p1, p2, p3 = part[:step], part[step : 2 * step], part[2 * step : 3 * step], part[3 * step : 4 * step]
        p4, p5, p6, p7 = part[4 * step : 5 * step], part[5 * step : 6 * step], part[6 * step : 7 * step], part[7 * step :]
        for k in range(step):
            p1[k], p2[k], p3[k], p4[k], p5[k], p6[k], p7[k] = _eight(p0[k], p1[k], p2[k], p3[k], p4[k], p5[k], p6[k], p7[k], sign)


@jit
def _one(table: Floats, sign: float, bit: int) -> None:
    """A single bit: to every entry with it, add sign times the entry without."""
    step = 1 << bit
    for start in range(0, table.size, 2 * step):
        low, high = table[start : start + step], table[start + step : start + 2 * step]
        for k in range(step):
            high[k] += sign * low[k]


@jit
def _bits(table: Floats, sign: float, first: int, last: int) -> None:
    bit = first
    if bit == 0 and last >= 3:
        _first_three(table, sign)
        bit = 3
    while bit + 3 <= last:
        _three(table, sign, bit)
        bit += 3
    while bit < last:
        _one(table, sign, bit)
        bit += 1


@jit
def _transform(table: Floats, sign: float, n: int) -> None:
    cached = min(n, CACHED_BITS)
    block = 1 << cached
    for start in range(0, table.size, block):
        _bits(table[start : start + block], sign, 0, cached)
    _bits(table, sign, cached, n)


@jit
def zeta(table: Floats, n: int) -> None:
    """Replace every entry by the sum of the entries of all its subsets, in place. O(n 2**n)."""
    _transform(table, 1.0, n)


@jit
def moebius(table: Floats, n: int) -> None:
    """Replace values by Harsanyi dividends, in place: the inverse of :func:`zeta`. O(n 2**n)."""
    _transform(table, -1.0, n)
