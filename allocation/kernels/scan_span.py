"""Linear spans of coalitions over the prime field of 2**61 - 1 elements.

A minor of a 0/1 matrix with n columns is at most (n + 1)**((n + 1) / 2) / 2**n (Hadamard), which stays below the prime for n ≤ 36:
up to there, independence in this field is independence over the rationals, without rounding.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["PRIME", "insert_masks", "insert_row", "orthogonal_vector", "subset_sums_mod", "sums_mod"]

PRIME = 2**61 - 1  # a Mersenne prime: reduction needs no division
_P = np.uint64(PRIME)
_LOW31 = np.uint64(2**31 - 1)
_LOW30 = np.uint64(2**30 - 1)
_S30 = np.uint64(30)
_S31 = np.uint64(31)
_S61 = np.uint64(61)
_ONE = np.uint64(1)
_ZERO = np.uint64(0)


@jit
def _times(a: np.uint64, b: np.uint64) -> np.uint64:
    """a·b modulo the prime, in 64-bit arithmetic: the product is put together from 31-bit halves."""
    a_high, a_low = a >> _S31, a & _LOW31
    b_high, b_low = b >> _S31, b & _LOW31
    middle = a_low * b_high + a_high * b_low
    total = ((a_high * b_high) << _ONE) + (middle >> _S30) + ((middle & _LOW30) << _S31) + a_low * b_low
    total = (total >> _S61) + (total & _P)
    return total - _P if total >= _P else total


@jit
def _plus(a: np.uint64, b: np.uint64) -> np.uint64:
    total = a + b
    return total - _P if total >= _P else total


@jit
def _inverse(a: np.uint64) -> np.uint64:
    """a**(p - 2), which is 1/a by Fermat."""
    result, power, exponent = _ONE, a, np.uint64(PRIME - 2)
    while exponent:
        if exponent & _ONE:
            result = _times(result, power)
        power = _times(power, power)
        exponent >>= _ONE
    return result


@jit
def insert_row(rows: NDArray[np.uint64], pivots: NDArray[np.int64], rank: int, row: NDArray[np.uint64]) -> bool:
    """Add a row to a reduced echelon form in place; return whether it was independent. O(rank n).

    ``rows[:rank]`` has a one in column ``pivots[r]`` of row r and zeros in that column of all others.
    """
    n = row.size
    for r in range(rank):
        factor = row[pivots[r]]
        if factor:
            for c in range(n):
                row[c] = _plus(row[c], _times(_P - factor, rows[r, c]))
    pivot = -1
    for c in range(n):
        if row[c]:
            pivot = c
            break
    if pivot < 0:
        return False
    scale = _inverse(row[pivot])
    for c in range(n):
        row[c] = _times(row[c], scale)
    for r in range(rank):
        factor = rows[r, pivot]
        if factor:
            for c in range(n):
                rows[r, c] = _plus(rows[r, c], _times(_P - factor, row[c]))
    for c in range(n):  # a loop: assigning a whole row would compile numba's broadcasting, which takes ten times as long
        rows[rank, c] = row[c]
    pivots[rank] = pivot
    return True


@jit
def insert_masks(rows: NDArray[np.uint64], pivots: NDArray[np.int64], rank: int, masks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Add coalitions one after the other to a reduced echelon form in place; return which were independent. O(m rank n)."""
    n = pivots.size
    grew = np.zeros(masks.size, dtype=np.bool_)
    row = np.empty(n, dtype=np.uint64)
    for k in range(masks.size):
        if rank == n:
            break
        for i in range(n):
            row[i] = np.uint64(masks[k] >> i & 1)
        if insert_row(rows, pivots, rank, row):
            grew[k] = True
            rank += 1
    return grew


@jit
def orthogonal_vector(rows: NDArray[np.uint64], pivots: NDArray[np.int64], rank: int, random: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return a vector orthogonal to the rows, random in the free columns. O(rank n)."""
    vector = random.copy()
    for r in range(rank):
        vector[pivots[r]] = _ZERO
    for r in range(rank):
        total = _ZERO
        for c in range(vector.size):
            if c != pivots[r] and rows[r, c]:
                total = _plus(total, _times(rows[r, c], random[c]))
        vector[pivots[r]] = _P - total if total else _ZERO
    return vector


@jit
def subset_sums_mod(vector: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the sums modulo the prime of all subsets, in table order. O(2**len)."""
    sums = np.zeros(_ONE << np.uint64(vector.size), dtype=np.uint64)
    filled = 1
    for i in range(vector.size):
        for k in range(filled):
            sums[filled + k] = _plus(sums[k], vector[i])
        filled *= 2
    return sums


@jit
def sums_mod(masks: NDArray[np.int64], vector: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return for every mask the sum of the vector over its members, modulo the prime. O(m n)."""
    sums = np.zeros(masks.size, dtype=np.uint64)
    for k in range(masks.size):
        for i in range(vector.size):
            if masks[k] >> i & 1:
                sums[k] = _plus(sums[k], vector[i])
    return sums
