"""Mean, spread and quantiles of values that come with probabilities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from allocation.errors import GameError

__all__ = ["checked_levels", "mean_and_deviation", "quantiles_of"]

ROUNDING = 1e-12  # probability; how far sums of some thousand probabilities may miss a level that they meet exactly


def checked_levels(levels: Sequence[float]) -> tuple[float, ...]:
    """Return quantile levels as floats, in the order given.

    Raises
    ------
    GameError
        If one does not lie between 0 and 1.
    """
    try:
        found = tuple(float(level) for level in levels)
    except (TypeError, ValueError):
        raise GameError(f"quantiles must be numbers between 0 and 1, got {levels!r}") from None
    if not all(0 <= level <= 1 for level in found):
        raise GameError(f"quantiles must lie between 0 and 1, got {', '.join(map(str, found))}")
    return found


def mean_and_deviation(values: NDArray[np.float64], chances: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean and standard deviation of every column, weighted by the chances of the rows.

    The deviation is that of the distribution itself, without a correction for sampling.

    Examples
    --------
    >>> mean_and_deviation(np.array([[0.0], [10.0]]), np.array([0.5, 0.5]))
    (array([5.]), array([5.]))
    """
    mean = chances @ values
    return mean, np.sqrt(chances @ (values - mean) ** 2)


def quantiles_of(values: NDArray[np.float64], chances: NDArray[np.float64], levels: Sequence[float]) -> NDArray[np.float64]:
    """Return the smallest value of every column that is not exceeded with at least the probability of each level.

    Always one of the values: nothing is interpolated.

    Parameters
    ----------
    values
        float64[m, n].
    chances
        float64[m], adding up to one.
    levels
        Between 0 and 1.

    Returns
    -------
    float64[len(levels), n]

    Examples
    --------
    >>> quantiles_of(np.array([[3.0], [1.0], [2.0]]), np.array([0.25, 0.25, 0.5]), [0.0, 0.5, 1.0]).ravel().tolist()
    [1.0, 2.0, 3.0]
    """
    possible = chances > 0
    values, chances = values[possible], chances[possible]
    alike = bool(np.all(chances == chances[0]))
    found = np.empty((len(levels), values.shape[1]))
    for column, one in enumerate(values.T):
        # sorting is several times faster than finding the order, which only unequal chances need
        order = slice(None) if alike else np.argsort(one, kind="stable")
        ordered = np.sort(one) if alike else one[order]
        places = np.searchsorted(np.cumsum(chances[order]), np.asarray(levels) - ROUNDING, side="left")
        found[:, column] = ordered[np.minimum(places, len(ordered) - 1)]
    return found
