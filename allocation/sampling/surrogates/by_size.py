"""The simplest surrogate: what a coalition is worth by its size alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.sampling.surrogates.surrogate import Fitted, Surrogate
from allocation.sampling.target import Target

__all__ = ["BySize", "levels_by_size", "smooth_means", "spreads"]

NEAREST = 6  # values an average rests on: taken from neighbouring sizes where a size has fewer

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Rows = NDArray[np.bool_]


def smooth_means(sizes: Places, values: Floats, n: int) -> Floats:
    """Return float64[n + 1]: the mean value of the coalitions of each size, with neighbouring sizes where there are too few."""
    counts = np.concatenate(([0.0], np.cumsum(np.bincount(sizes, minlength=n + 1))))
    totals = np.concatenate(([0.0], np.cumsum(np.bincount(sizes, values, n + 1))))
    wanted = min(NEAREST, len(sizes))
    low = np.arange(n + 1)
    high = low.copy()
    while True:
        few = counts[high + 1] - counts[low] < wanted
        if not few.any():
            return np.asarray((totals[high + 1] - totals[low]) / np.maximum(counts[high + 1] - counts[low], 1), dtype=np.float64)
        low = np.where(few, np.maximum(low - 1, 0), low)
        high = np.where(few, np.minimum(high + 1, n), high)


def levels_by_size(target: Target, halved: bool) -> Floats:
    """Return float64[n + 1]: the weight of the average of each size, of pairs if ``halved``."""
    return _of_pairs(target.level) if halved else target.level


def spreads(target: Target, halved: bool) -> Floats:
    """Return float64[n + 1]: the weight of what a player adds at each size, of pairs if ``halved``."""
    return _of_pairs(target.spread) if halved else target.spread


def _of_pairs(weight: Floats) -> Floats:
    """A pair counts once: where both are of the same size, with half of the weight."""
    n = len(weight) - 1
    inner = weight.copy()
    inner[0], inner[n // 2 + 1 :] = 0.0, 0.0
    if n % 2 == 0:
        inner[n // 2] /= 2
    return inner


class BySize(Surrogate):
    """v(S) ≈ a function of the number of members: takes away what all players have in common."""

    name = "size"
    differences = True

    def fit(self, rows: Rows, sizes: Places, values: Floats, target: Target, halved: bool) -> FittedBySize:
        """Take means, smoothed over sizes."""
        means = smooth_means(sizes, values, target.n)
        return FittedBySize(means, np.full(target.n, levels_by_size(target, halved)[1:-1] @ means[1:-1]))


class FittedBySize(Fitted):
    """Means by size."""

    def __init__(self, means: Floats, inner: Floats) -> None:
        self._means = means
        self._inner = inner

    def worth(self, rows: Rows, sizes: Places) -> Floats:
        """Look the mean of the size up."""
        return self._means[sizes]

    def value(self) -> Floats:
        """Return the same for every player: all but nothing in the Shapley value."""
        return self._inner
