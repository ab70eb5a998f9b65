"""Nested stretches shared equally by all who reach them: the runway of an airport, the overlap of claims."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["nested_shares"]


def nested_shares(heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Split the largest height: every stretch between two heights is shared equally by those who reach it.

    Parameters
    ----------
    heights
        float64[n], each at least 0.

    Returns
    -------
    float64[n]
        Shares that add up to the largest height. O(n log n).

    References
    ----------
    S. C. Littlechild and G. Owen, "A simple expression for the Shapley value in a special case", 1973.

    Examples
    --------
    >>> nested_shares(np.array([1.0, 2.0, 4.0])).round(4).tolist()
    [0.3333, 0.8333, 2.8333]
    """
    order = np.argsort(heights, kind="stable")
    stretches = np.diff(heights[order], prepend=0.0)
    shares = np.empty(len(heights))
    shares[order] = np.cumsum(stretches / np.arange(len(heights), 0, -1))
    return shares
