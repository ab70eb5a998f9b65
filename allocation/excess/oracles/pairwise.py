"""The worst coalitions of a pairwise game without negative pairs, by minimum cuts.

The excess Σ_{i∈S} (own_i - x_i) + Σ pairs inside S is Σ_{i∈S} c_i minus half the weight of the pairs that S cuts, where c_i is
own_i - x_i plus half the pairs of i. A cut between a source that pays for c_i > 0 and a sink that charges for c_i < 0 maximises it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.excess.oracles.oracle import Oracle, Worst
from allocation.games.pairwise import PairwiseGame
from allocation.kernels.minimum_cut import global_minimum_cut, source_side

__all__ = ["PairwiseOracle", "pairwise_oracle"]

EVERY_PAIR = 200  # players: up to here one cut for each player beside the first, in and out, is a matter of seconds
BALANCED = 1e-12  # of the largest payoff or pair value: |c_i| below is rounding, as at the Shapley value, where every c_i is zero


class PairwiseOracle(Oracle):
    """One minimum cut says whether anybody would walk out; where nobody would, further cuts find who is closest to it.

    Parameters
    ----------
    own
        float64[n], v(i).
    pairs
        float64[n, n], symmetric, each at least 0, zero diagonal.

    References
    ----------
    J. C. Picard and H. D. Ratliff, "Minimum cuts and related problems", 1975; M. Stoer and F. Wagner, "A simple min-cut algorithm", 1997.
    """

    name = "minimum cuts"
    has_core = True  # the game is convex

    def __init__(self, own: NDArray[np.float64], pairs: NDArray[np.float64]) -> None:
        self._own, self._pairs = own, pairs
        self._halves = pairs.sum(axis=1) / 2

    def worst(self, payoffs: NDArray[np.float64]) -> Worst:
        """Return the worst coalition.

        Beyond 200 players, where nobody would walk out, only "the largest excess is at most zero" is proved unless the split is the
        Shapley value.
        """
        n = len(payoffs)
        gains = self._own - payoffs + self._halves
        if n == 1:
            return Worst(np.zeros((0, 1), dtype=np.bool_), np.empty(0), -np.inf)
        if np.abs(gains).max() <= BALANCED * max(np.abs(payoffs).max(), self._pairs.max()):
            _, part = global_minimum_cut(self._pairs)
            return self._of(part[None, :], payoffs)
        free = self._side(gains)
        if 0 < free.sum() < n:
            return self._of(free[None, :], payoffs)
        if n <= EVERY_PAIR:
            return self._of(np.array([self._side(gains, *ends) for k in range(1, n) for ends in ((0, k), (k, 0))]), payoffs)
        return Worst(np.zeros((0, n), dtype=np.bool_), np.empty(0), max(0.0, float((self._own + self._halves - payoffs).sum())))

    def _side(self, gains: NDArray[np.float64], inside: int | None = None, outside: int | None = None) -> NDArray[np.bool_]:
        """The largest coalition with the largest excess, with one player forced in and one forced out."""
        n = len(gains)
        capacity = np.zeros((n + 2, n + 2))
        capacity[:n, :n] = self._pairs / 2
        capacity[n, :n], capacity[:n, n + 1] = np.maximum(gains, 0.0), np.maximum(-gains, 0.0)
        beyond = 1.0 + capacity.sum()  # more than any cut that does not break such an arc
        if inside is not None:
            capacity[n, inside] = beyond
        if outside is not None:
            capacity[outside, n + 1] = beyond
        return source_side(capacity, n, n + 1)[:n]

    def _of(self, rows: NDArray[np.bool_], payoffs: NDArray[np.float64]) -> Worst:
        within = np.einsum("mi,ij,mj->m", rows, self._pairs, rows, optimize=True) / 2
        return Worst.sorted(rows, rows @ (self._own - payoffs) + within)


def pairwise_oracle(game: PairwiseGame) -> PairwiseOracle | None:
    """Return the oracle of a pairwise game, or None where a pair value is negative: then the question is as hard as the largest cut."""
    pairs = game.pair_matrix()
    return None if pairs.min(initial=0.0) < 0 else PairwiseOracle(game.singles(), pairs)
