"""Looking for NaN and infinities at the speed of memory."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit, jit_any_order

__all__ = ["first_not_finite"]

STRETCH = 4096  # values looked at together before asking whether one of them was bad


@jit_any_order
def _trace(values: NDArray[Any]) -> float:
    """Zero if all values are finite, else NaN: 0 · x is NaN exactly for NaN and infinities."""
    trace = 0.0
    for k in range(values.size):
        trace += values[k] * 0.0
    return trace


@jit
def first_not_finite(values: NDArray[Any]) -> int:
    """Return the index of the first NaN or infinity, or −1."""
    for start in range(0, values.size, STRETCH):
        stretch = values[start : start + STRETCH]
        if np.isnan(_trace(stretch)):
            for k in range(stretch.size):
                if not np.isfinite(stretch[k]):
                    return start + k
    return -1
