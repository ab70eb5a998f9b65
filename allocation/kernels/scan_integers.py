"""Reading a float table as whole numbers: is every value a short decimal, and which number is it?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["are_multiples", "largest_value", "write_integers"]


@jit
def largest_value(table: NDArray[np.float64], first: int, last: int) -> float:
    """Return the largest absolute value of entries first … last-1."""
    largest = 0.0
    for k in range(first, last):
        largest = max(largest, abs(table[k]))
    return largest


@jit
def are_multiples(table: NDArray[np.float64], first: int, last: int, scale: float) -> bool:
    """Whether entries first … last-1 are the floats nearest to whole numbers divided by the scale. Stops at the first that is not."""
    k = first
    while k < last and np.rint(table[k] * scale) / scale == table[k]:
        k += 1
    return k == last


@jit
def write_integers(table: NDArray[np.float64], first: int, last: int, scale: float, further: float, out: NDArray[np.int64]) -> None:
    """Write entries first … last-1 times scale times further, rounded to whole numbers; two factors reach where one would overflow."""
    for k in range(first, last):
        out[k] = np.int64(np.rint(table[k] * scale * further))
