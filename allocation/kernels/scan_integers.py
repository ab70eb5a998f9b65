"""Reading a float table as whole numbers: is every value a short decimal, and which number is it?"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["decimal_places", "write_integers"]

STRETCH = 1024  # values looked at together: counting those that do not fit takes no branch and several values at a time


@jit
def _misfits(values: NDArray[Any], scale: float, largest: float) -> tuple[int, int]:
    """Count the values above the largest, and those that are not the floats nearest to whole numbers divided by the scale."""
    above, broken = 0, 0
    if scale == 1.0:
        for value in values:
            above += abs(value) > largest
            broken += np.rint(value) != value
    else:
        for value in values:
            above += abs(value) > largest
            broken += np.rint(value * scale) / scale != value
    return above, broken


@jit
def decimal_places(table: NDArray[Any], first: int, last: int, most: int) -> tuple[float, int]:
    """Return the largest absolute value of entries first … last-1, and how many decimal places they have; ``most`` + 1 if more."""
    largest, places, scale = 0.0, 0, 1.0
    for start in range(first, last, STRETCH):
        values = table[start : min(start + STRETCH, last)]
        above, broken = _misfits(values, scale, largest)
        while broken and places <= most:
            places += 1
            scale *= 10.0
            broken = _misfits(values, scale, largest)[1]
        if above:
            for value in values:
                largest = max(largest, abs(value))
    return largest, places


@jit
def write_integers(table: NDArray[Any], first: int, last: int, scale: float, further: float, out: NDArray[np.int64]) -> None:
    """Write entries first … last-1 times scale times further, rounded to whole numbers; two factors reach where one would overflow."""
    for k in range(first, last):
        out[k] = np.int64(np.rint(table[k] * scale * further))
