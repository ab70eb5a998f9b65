"""A surrogate in which a coalition is worth a rising function of a sum of weights: voting, thresholds, saturating markets."""

from __future__ import annotations

from math import comb, log2

import numpy as np
from numpy.typing import NDArray

from allocation.kernels.sampling_link import increasing_fit, value_of_sums
from allocation.sampling.surrogates.ridge import ridge
from allocation.sampling.surrogates.surrogate import Fitted, Surrogate
from allocation.sampling.target import Target

__all__ = ["Link"]

MOST_PLAYERS = 128  # counting all sums takes about n**2 log n additions for every step of the scale
ADDITIONS = 1.5e8  # what one count may take: a tenth of a second
FEWEST_STEPS = 1_000  # of the scale of the sums; more as there are more coalitions to tell the weights apart
LOGISTIC_STEPS = 12  # of Newton: where the two outcomes can be told apart entirely, the weights would grow for ever
LOGISTIC_PENALTY = 1e-3  # keeps them finite

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Rows = NDArray[np.bool_]


class Link(Surrogate):
    """v(S) ≈ g(Σ_{i∈S} w_i) with a non-decreasing g.

    The weights come from logistic regression where v takes two values, else from linear regression; g from isotonic regression; the value
    by counting how many coalitions have each sum, rounded to a scale of thousands of steps.

    References
    ----------
    D. R. Brillinger, "A generalized linear model with Gaussian regressor variables", 1983.
    """

    name = "rising function of a sum"

    def suits(self, n: int, count: int) -> bool:
        """Whether there are a few coalitions per weight, and sums can be counted."""
        return 1 < n <= MOST_PLAYERS and count >= 4 * n

    def fit(self, rows: Rows, sizes: Places, values: Floats, target: Target, halved: bool) -> FittedLink:
        """Fit weights, round them, fit g."""
        n = target.n
        weights = _direction(rows, values)
        steps = int(max(FEWEST_STEPS, min(len(rows), ADDITIONS / (n**2 * max(1.0, log2(n))))))
        length = float(np.abs(weights).sum())
        whole = np.rint(weights * steps / length).astype(np.int64) if length > 0 else np.zeros(n, dtype=np.int64)
        start = -int(whole[whole < 0].sum())
        sums = rows @ whole + start
        order = np.argsort(sums, kind="stable")
        places, first, counts = np.unique(sums[order], return_index=True, return_counts=True)
        means = np.add.reduceat(increasing_fit(values[order]), first) / counts
        link = np.interp(np.arange(start + int(whole[whole > 0].sum()) + 1), places, means)
        return FittedLink(whole, start, link, target)


def _direction(rows: Rows, values: Floats) -> Floats:
    features = np.asarray(rows - rows.mean(axis=0), dtype=np.float64)
    low, high = values.min(), values.max()
    if low == high:
        return np.zeros(rows.shape[1])
    weights = ridge(features, values - values.mean())
    return _logistic(rows, values == high, weights) if np.all((values == low) | (values == high)) else weights


def _logistic(rows: Rows, won: NDArray[np.bool_], weights: Floats) -> Floats:
    """Newton's method from zero; the weights of linear regression come back where the system is singular."""
    features: Floats = np.column_stack((rows, np.ones(len(rows))))
    found = np.zeros(features.shape[1])
    penalty = LOGISTIC_PENALTY * np.eye(len(found))
    for _ in range(LOGISTIC_STEPS):
        odds = 1 / (1 + np.exp(-np.clip(features @ found, -30.0, 30.0)))
        bend = np.maximum(odds * (1 - odds), 1e-9)
        slope = features.T @ (won - odds) - LOGISTIC_PENALTY * found
        found = found + np.linalg.solve((features * bend[:, None]).T @ features + penalty, slope)
    return found[:-1] if np.all(np.isfinite(found)) else weights


class FittedLink(Fitted):
    """Whole weights and the worth of every sum."""

    def __init__(self, weights: Places, start: int, link: Floats, target: Target) -> None:
        self._weights, self._start, self._link, self._target = weights, start, link, target

    def worth(self, rows: Rows, sizes: Places) -> Floats:
        """Look the sum up."""
        return self._link[rows @ self._weights + self._start]

    def value(self) -> Floats:
        """Count the sums of all coalitions of the others."""
        n = self._target.n
        chance = self._target.company / np.array([float(comb(n - 1, s)) for s in range(n)])
        whole = value_of_sums(self._weights, self._start, self._link, chance)
        return self._target.inner(whole, float(self._link[self._start]), float(self._link[self._start + self._weights.sum()]))
