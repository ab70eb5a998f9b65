"""Rows over the prime field of 2**61 - 1 elements: arithmetic, and Gauss–Jordan elimination."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit, jit_part

__all__ = ["PRIME", "insert_row", "product"]

PRIME = 2**61 - 1  # a Mersenne prime: reduction needs no division
_P = np.uint64(PRIME)
_LOW31 = np.uint64(2**31 - 1)
_LOW30 = np.uint64(2**30 - 1)
_S30 = np.uint64(30)
_S31 = np.uint64(31)
_S61 = np.uint64(61)
_ONE = np.uint64(1)

Residues = NDArray[np.uint64]


def product(a: Any, b: Any) -> Any:
    """Return a·b modulo the prime, in 64-bit arithmetic: the product is put together from 31-bit halves.

    Plain Python multiplies arrays of residues, kernels two residues.
    """
    a_high, a_low = a >> _S31, a & _LOW31
    b_high, b_low = b >> _S31, b & _LOW31
    middle = a_low * b_high + a_high * b_low
    total = ((a_high * b_high) << _ONE) + (middle >> _S30) + ((middle & _LOW30) << _S31) + a_low * b_low
    total = (total >> _S61) + (total & _P)
    return total - _P * np.uint64(total >= _P)


_times = jit_part(product)


@jit_part
def _inverse(a: np.uint64) -> np.uint64:
    """a**(p - 2), which is 1/a by Fermat; all binary digits of p - 2 but the one of 2 are ones."""
    result, power = _ONE, a
    for digit in range(61):
        if digit != 1:
            result = _times(result, power)
        power = _times(power, power)
    return result


@jit
def insert_row(rows: Residues, pivots: NDArray[np.int64], rank: int, row: Residues) -> bool:
    """Add a row to a reduced echelon form in place; return whether it was independent. O(rank n).

    ``rows[:rank]`` has a one in column ``pivots[r]`` of row r and zeros in that column of all others. The row itself is overwritten.
    """
    n = row.size
    for r in range(rank):
        factor = row[pivots[r]]
        if factor:
            for c in range(n):
                total = row[c] + _times(_P - factor, rows[r, c])
                row[c] = total - _P if total >= _P else total
    pivot = 0
    while pivot < n and not row[pivot]:
        pivot += 1
    if pivot == n:
        return False
    scale = _inverse(row[pivot])
    for c in range(n):
        rows[rank, c] = _times(row[c], scale)
    pivots[rank] = pivot
    for r in range(rank):
        factor = rows[r, pivot]
        if factor:
            for c in range(n):
                total = rows[r, c] + _times(_P - factor, rows[rank, c])
                rows[r, c] = total - _P if total >= _P else total
    return True
