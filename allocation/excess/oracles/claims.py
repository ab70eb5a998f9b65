"""The worst coalitions of a claims game: its value is the larger of two sums, and each of them is easy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.excess.oracles.oracle import Oracle, Worst

__all__ = ["ClaimsOracle"]


class ClaimsOracle(Oracle):
    """v(S) - x(S) is the larger of -x(S) and E - claims(N) + Σ_{i∈S} (claim_i - x_i) for proper coalitions.

    Each of the two is largest for everybody with a positive term, or for the best of all if nobody has one. O(n).

    Parameters
    ----------
    claims
        float64[n].
    estate
        What there is.
    """

    name = "the larger of two sums"
    has_core = True  # the game is convex

    def __init__(self, claims: NDArray[np.float64], estate: float) -> None:
        self._claims, self._estate = claims, estate

    def worst(self, payoffs: NDArray[np.float64]) -> Worst:
        """Return the best coalition of each of the two sums."""
        n = len(payoffs)
        if n == 1:
            return Worst(np.zeros((0, 1), dtype=np.bool_), np.empty(0), -np.inf)
        rows = np.array([_proper(-payoffs), _proper(self._claims - payoffs)])
        left = self._estate - np.where(rows, 0.0, self._claims).sum(axis=1)
        return Worst.sorted(rows, np.maximum(0.0, left) - rows @ payoffs)


def _proper(terms: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The proper non-empty coalition with the largest sum."""
    row: NDArray[np.bool_] = terms > 0
    if not row.any():
        row[int(np.argmax(terms))] = True
    if row.all():
        row[int(np.argmin(terms))] = False
    return row
