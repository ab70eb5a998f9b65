"""A surrogate of own values and pair values: the two-additive game nearest to v."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.sampling.surrogates.ridge import ridge
from allocation.sampling.surrogates.surrogate import Fitted, Surrogate
from allocation.sampling.target import Target

__all__ = ["FittedPairs", "Pairs"]

MOST_NUMBERS = 700  # own and pair values to fit, 36 players: a system of equations of that size takes a quarter of a second

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Rows = NDArray[np.bool_]


class Pairs(Surrogate):
    """v(S) ≈ Σ_{i∈S} own_i + Σ_{i<j∈S} pair_ij: exact for games of pairs, and the best known start for their interactions.

    References
    ----------
    M. Grabisch, "k-order additive discrete fuzzy measures and their representation", 1997.
    """

    name = "own and pair values"

    def suits(self, n: int, count: int) -> bool:
        """Whether there are not too many pairs, and at least half as many coalitions."""
        numbers = n * (n + 1) // 2
        return numbers <= MOST_NUMBERS and 2 * count >= numbers

    def fit(self, rows: Rows, sizes: Places, values: Floats, target: Target, halved: bool) -> FittedPairs:
        """Fit by ridge regression on members and pairs of members; v(∅) is free."""
        n = target.n
        features = _features(rows, *np.triu_indices(n, 1))
        centre, level = features.mean(axis=0), float(values.mean())
        numbers = ridge(features - centre, values - level)
        return FittedPairs(numbers[:n], numbers[n:], level - float(centre @ numbers), target)


def _features(rows: Rows, first: Places, second: Places) -> Floats:
    return np.concatenate((rows, rows[:, first] & rows[:, second]), axis=1).astype(np.float64)


class FittedPairs(Fitted):
    """Own values, pair values and the worth of nobody."""

    def __init__(self, own: Floats, pairs: Floats, empty: float, target: Target) -> None:
        self._own, self._pairs, self._empty, self._target = own, pairs, empty, target

    def matrix(self) -> Floats:
        """Return the pair values, float64[n, n], symmetric: the interaction of two players in every company."""
        matrix = np.zeros((self._target.n, self._target.n))
        matrix[np.triu_indices(self._target.n, 1)] = self._pairs
        return matrix + matrix.T

    def worth(self, rows: Rows, sizes: Places) -> Floats:
        """Add up own and pair values."""
        features = _features(rows, *np.triu_indices(self._target.n, 1))
        return np.asarray(features @ np.concatenate((self._own, self._pairs)) + self._empty, dtype=np.float64)

    def value(self) -> Floats:
        """Own value, and every pair value times the chance of meeting the other."""
        n = self._target.n
        met = float(self._target.company @ np.arange(n)) / max(1, n - 1)
        whole = self._own + met * self.matrix().sum(axis=1)
        grand = self._empty + float(self._own.sum() + self._pairs.sum())
        return self._target.inner(whole, self._empty, grand)
