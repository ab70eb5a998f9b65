"""Drawing a number between two ends."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Shape", "draw_between"]

Shape = Literal["triangular", "uniform"]


def draw_between(
    generator: np.random.Generator, shape: Shape, low: float, given: float, high: float, size: int | tuple[int, ...]
) -> NDArray[np.float64]:
    """Draw numbers between two ends.

    Parameters
    ----------
    generator
        Source of the random numbers.
    shape
        ``"triangular"``: the closer to the given value, the likelier; ``"uniform"``: all alike.
    low, given, high
        In this order.
    size
        Shape of the array.

    Examples
    --------
    >>> draw_between(np.random.default_rng(0), "uniform", 2.0, 2.0, 2.0, 3).tolist()
    [2.0, 2.0, 2.0]
    """
    if low == high:
        return np.full(size, low)
    if shape == "uniform":
        return generator.uniform(low, high, size)
    return generator.triangular(low, given, high, size)
