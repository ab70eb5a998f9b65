"""Evaluating a compiled function of a mask over a stretch of coalitions."""

from __future__ import annotations

from collections.abc import Callable

import numba
import numpy as np
from numpy.typing import NDArray

__all__ = ["evaluate_masks"]


@numba.njit(nogil=True)  # compiled anew for every function, so there is nothing to keep on disk
def evaluate_masks(function: Callable[[int], float], masks: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return function(mask) of every mask."""
    worth = np.empty(masks.size)
    for k in range(masks.size):
        worth[k] = function(masks[k])
    return worth
