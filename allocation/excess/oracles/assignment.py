"""The worst coalitions of an assignment game: a best matching of what pairs earn beyond their shares."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.excess.oracles.oracle import Oracle, Worst
from allocation.games.assignment import AssignmentGame

__all__ = ["AssignmentOracle"]

Floats = NDArray[np.float64]


class AssignmentOracle(Oracle):
    """A coalition gains what its pairs earn beyond their shares; players who have to pay join anyway. O(n**3), at most n times.

    Parameters
    ----------
    game
        The game.
    """

    name = "best matching"
    has_core = True  # Shapley and Shubik, 1972

    def __init__(self, game: AssignmentGame) -> None:
        self.game = game

    def worst(self, payoffs: Floats) -> Worst:
        """Return the proper coalition with the largest excess; several if all players together would have it."""
        n = self.game.n
        if n == 1:
            return Worst(np.zeros((0, n), dtype=np.bool_), np.empty(0), -np.inf)
        rows = self._best(payoffs, np.ones(n, dtype=np.bool_))[None, :]
        if rows.all():
            rows = np.array([self._best(payoffs, others) for others in ~np.eye(n, dtype=np.bool_)])
        return Worst.sorted(rows, self.game.worth(rows) - rows @ payoffs)

    def _best(self, payoffs: Floats, allowed: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The non-empty coalition among some players with the largest excess."""
        from scipy.optimize import linear_sum_assignment

        profits, sellers = self.game.profits, self.game.profits.shape[0]
        shares = np.where(allowed, np.maximum(payoffs, 0.0), np.inf)  # who has to pay is in, with a partner or without
        gains = np.maximum(profits - shares[:sellers, None] - shares[sellers:], 0.0)
        one, two = linear_sum_assignment(gains, maximize=True)
        trading = gains[one, two] > 0
        row = allowed & (payoffs < 0)
        row[one[trading]] = row[sellers + two[trading]] = True
        return row if row.any() else self._least_loss(payoffs, allowed)

    def _least_loss(self, payoffs: Floats, allowed: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The player or the pair that loses least, where nobody gains: a larger coalition loses what its parts lose."""
        profits, sellers = self.game.profits, self.game.profits.shape[0]
        owed = np.where(allowed, payoffs, np.inf)
        pairs = profits - owed[:sellers, None] - owed[sellers:]
        i, j = np.unravel_index(int(pairs.argmax()), pairs.shape)
        row = np.zeros(len(payoffs), dtype=np.bool_)
        if pairs[i, j] > -owed.min():
            row[[i, sellers + j]] = True
        else:
            row[int(owed.argmin())] = True
        return row
