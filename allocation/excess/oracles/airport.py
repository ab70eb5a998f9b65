"""The worst coalitions of an airport game: for each size of the facility, everybody it serves and who pays too much."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.excess.oracles.oracle import Oracle, Worst

__all__ = ["AirportOracle"]


class AirportOracle(Oracle):
    """v(S) - x(S) = Σ_{i∈S} y_i - max_{i∈S} c_i with y = -x, what everybody pays.

    With a facility of size c, the best coalition holds everybody of cost c at most who pays more than nothing. O(n**2).

    Parameters
    ----------
    costs
        float64[n].
    """

    name = "one coalition for each size of the facility"
    has_core = True  # the game is convex

    def __init__(self, costs: NDArray[np.float64]) -> None:
        self._costs = costs

    def worst(self, payoffs: NDArray[np.float64]) -> Worst:
        """Return the best coalition of every size of the facility; somebody is left out where all would join."""
        n, pays = len(payoffs), -payoffs
        rows = [self._served(cost, pays) for cost in np.unique(self._costs)]
        if rows[-1].all():
            # of all who would join, leave out who pays least
            rows[-1][int(np.argmin(pays))] = False
        proper = np.array([row for row in rows if row.any()], dtype=np.bool_).reshape(-1, n)
        return Worst.sorted(proper, -np.where(proper, self._costs, 0.0).max(axis=1, initial=0.0) - proper @ payoffs)

    def _served(self, cost: float, pays: NDArray[np.float64]) -> NDArray[np.bool_]:
        fits = self._costs <= cost
        row: NDArray[np.bool_] = fits & (pays > 0)
        if not row.any():
            row[int(np.argmax(np.where(fits, pays - self._costs, -np.inf)))] = True
        return row
