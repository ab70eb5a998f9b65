"""Reading a float table as whole numbers: how many values are no short decimals?"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["misfits"]


@jit
def misfits(values: NDArray[Any], scale: float) -> int:
    """Count the values that are not the floats nearest to whole numbers divided by the scale."""
    broken = 0
    if scale == 1.0:
        for k in range(values.size):
            value = float(values[k])
            broken += np.rint(value) != value
    else:
        for k in range(values.size):
            value = float(values[k])
            broken += np.rint(value * scale) / scale != value
    return broken
