"""A surrogate in which every member adds an amount of its own that may change with the size of the coalition."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.sampling.surrogates.by_size import levels_by_size, smooth_means, spreads
from allocation.sampling.surrogates.ridge import ridge
from allocation.sampling.surrogates.surrogate import Fitted, Surrogate
from allocation.sampling.target import Target

__all__ = ["Linear"]

MOST_NUMBERS = 1_000  # numbers to fit: a system of equations of that size takes half a second
ENTRIES = 10**7  # of the matrix of features: 80 MB
ROWS_PER_LEVEL, MOST_LEVELS = 15, 24  # rows for every size between which levels are linear, and how many such sizes

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Rows = NDArray[np.bool_]


def _hats(n: int, knots: int, last: int) -> Floats:
    """float64[n + 1, knots]: functions of the size that are 1 at their knot and fall to 0 at the next ones."""
    if knots == 1:
        return np.ones((n + 1, 1))
    place = np.minimum(np.arange(n + 1) / last, 1.0)[:, None] * (knots - 1)
    return np.maximum(0.0, 1.0 - np.abs(place - np.arange(knots)))


class Linear(Surrogate):
    """v(S) ≈ a(|S|) + Σ_{i∈S} b_i(|S|), each b_i linear between a few sizes. Drawn in pairs it is exact for every game of pair values.

    Parameters
    ----------
    knots
        Sizes between which the b_i are linear; 1 for constants.
    """

    differences = True

    def __init__(self, knots: int = 1) -> None:
        self.knots = knots
        self.name = "linear" if knots == 1 else f"linear by size ({knots} knots)"

    def suits(self, n: int, count: int) -> bool:
        """Whether the numbers to fit are not too many, and few for the sample."""
        return n * self.knots <= MOST_NUMBERS and count >= (2 + n * self.knots // 4)

    def room(self, n: int) -> int:
        """Return some rows per number to fit."""
        return max(2_000, min(ENTRIES // (n * self.knots), 60 * n * self.knots))

    def fit(self, rows: Rows, sizes: Places, values: Floats, target: Target, halved: bool) -> FittedLinear:
        """Fit by ridge regression, centred by size."""
        n, last = target.n, target.n // 2 if halved else target.n
        hats = _hats(n, self.knots, last)
        features = _features(rows, sizes, hats)
        levels = _hats(n, int(np.clip(len(rows) // ROWS_PER_LEVEL, 2, MOST_LEVELS)), last)
        axes, _ = np.linalg.qr(levels[sizes])
        # levels are fitted together with the slopes: means taken first would pass the noise of all slopes on
        slopes = ridge(features - axes @ (axes.T @ features), values - axes @ (axes.T @ values))
        left = values - features @ slopes
        heights = levels @ np.linalg.lstsq(levels[sizes], left, rcond=None)[0]
        means = heights + smooth_means(sizes, left - heights[sizes], n)
        return FittedLinear(means, slopes.reshape(self.knots, n).T, hats, target, halved)


def _features(rows: Rows, sizes: Places, hats: Floats) -> Floats:
    n = rows.shape[1]
    centred = rows - (sizes / n)[:, None]
    return np.concatenate([centred * hats[sizes, k][:, None] for k in range(hats.shape[1])], axis=1)


class FittedLinear(Fitted):
    """Slopes per player and knot."""

    def __init__(self, means: Floats, slopes: Floats, hats: Floats, target: Target, halved: bool) -> None:
        self._means, self._slopes, self._hats = means, slopes, hats
        self._target, self._halved = target, halved

    def worth(self, rows: Rows, sizes: Places) -> Floats:
        """Add up level and slopes."""
        n = rows.shape[1]
        by_knot = rows @ self._slopes - (sizes / n)[:, None] * self._slopes.sum(axis=0)
        return np.asarray(self._means[sizes] + (by_knot * self._hats[sizes]).sum(axis=1), dtype=np.float64)

    def value(self) -> Floats:
        """Return level and slopes, weighed by the variance that drawing without replacement leaves: x_i has s/n · (1 − s/n)."""
        n = self._target.n
        level = levels_by_size(self._target, self._halved)[1:-1] @ self._means[1:-1]
        s = np.arange(n + 1)
        variance = spreads(self._target, self._halved) * s * (n - s) / n**2
        by_knot = self._slopes @ (variance @ self._hats)
        # x_i and x_j vary against each other: their covariance is minus the variance divided by n − 1
        others = (by_knot.sum() - by_knot) / max(1, n - 1)
        return np.asarray(level + by_knot - others, dtype=np.float64)
