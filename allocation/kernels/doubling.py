"""Sums over the members of all coalitions: every player doubles what is filled, in table order."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit
from allocation.kernels.scan_span import PRIME

__all__ = ["fill_sums", "fill_sums_mod"]

_P = np.uint64(PRIME)


@jit
def fill_sums(vector: NDArray[Any], sums: NDArray[Any]) -> None:
    """Write the sum of a vector over every coalition; entry 0 comes as zero. O(2**n)."""
    filled = 1
    for i in range(vector.size):
        for k in range(filled):
            sums[filled + k] = sums[k] + vector[i]
        filled *= 2


@jit
def fill_sums_mod(vector: NDArray[np.uint64], sums: NDArray[np.uint64]) -> None:
    """Do the same modulo the prime 2**61 - 1, for residues."""
    filled = 1
    for i in range(vector.size):
        for k in range(filled):
            total = sums[k] + vector[i]
            sums[filled + k] = total - _P if total >= _P else total
        filled *= 2
