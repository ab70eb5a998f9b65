"""Sequencing games: jobs in a queue, and what neighbours gain by changing places."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.arrays import finite_vector
from allocation.errors import GameError
from allocation.exact import as_fraction
from allocation.games.base import Game, player_names
from allocation.games.convex import tau_between_exactly, tau_of_convex
from allocation.games.points import own_point
from allocation.result import Allocation

__all__ = ["SequencingGame"]

# what part of the gain of a pair goes to each player of a stretch of so many; for the tau value, what each could withhold
_PARTS: dict[str, Callable[[int], Fraction]] = {
    "shapley": lambda size: Fraction(1, size),
    "banzhaf": lambda size: Fraction(1, 2 ** (size - 1)),
    "equal_gain_splitting": lambda size: Fraction(1, 2),
    "tau": lambda size: Fraction(1),
}


class SequencingGame(Game):
    """Players wait in a queue; a coalition gains by reordering those of its members who stand next to each other.

    Two neighbours i before j gain g_ij = max(0, w_j t_i − w_i t_j) by changing places, with t the time a job takes and w what waiting
    costs per unit of time. v(S) adds g_ij over all pairs of S with nobody from outside S between them. The game is convex.

    Parameters
    ----------
    times
        float[n], each at least 0: how long each player's job takes.
    weights
        float[n], each at least 0: what one unit of waiting costs each player.
    queue
        Names of all players from the first in the queue to the last; the order of ``players`` when left out.
    players
        Names; ``"1"`` to ``"n"`` when left out.

    Raises
    ------
    GameError
        If lengths differ, a number is negative or not finite, or the queue does not hold every player once.

    References
    ----------
    I. J. Curiel, G. Pederzoli and S. H. Tijs, "Sequencing games", 1989.

    Examples
    --------
    >>> g = SequencingGame(times=[2, 1, 1], weights=[1, 2, 3])
    >>> g.grand_value, g.equal_gain_splitting().payoffs.tolist()
    (9.0, [4.0, 2.0, 3.0])
    """

    def __init__(
        self, times: ArrayLike, weights: ArrayLike, queue: Iterable[str] | None = None, players: Iterable[str] | None = None
    ) -> None:
        self.times = finite_vector(times, "the times")
        self.weights = finite_vector(weights, "the weights")
        super().__init__(player_names(players, len(self.times)))
        if len(self.weights) != self.n:
            raise GameError(f"every player needs a time and a weight: got {self.n} times and {len(self.weights)} weights")
        if (self.times < 0).any() or (self.weights < 0).any():
            raise GameError("times and weights must be at least 0")
        self._queue = self.positions(self.players if queue is None else queue)
        if sorted(self._queue) != list(range(self.n)):
            raise GameError("the queue must hold every player just once")
        self._gains = self._pair_gains()

    def _pair_gains(self) -> NDArray[np.float64]:
        """g[a, b] of the players at places a before b of the queue, 0 elsewhere."""
        times, weights = self.times[self._queue], self.weights[self._queue]
        with np.errstate(over="ignore", invalid="ignore"):
            gains = np.triu(np.maximum(0.0, np.outer(times, weights) - np.outer(weights, times)), 1)
        if not np.all(np.isfinite(gains)):
            raise GameError("times multiplied by weights exceed the largest number: measure them in larger units")
        return gains

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the gain of many coalitions. O(m n**2)."""
        inside = np.asarray(members)[:, self._queue]
        worths = np.zeros(len(inside))
        for last in range(1, self.n):
            # a member joins the pairs of everybody back to the nearest outsider
            together = np.logical_and.accumulate(inside[:, last::-1], axis=1)[:, :0:-1]
            worths += np.where(inside[:, last, None] & together, self._gains[:last, last], 0.0).sum(axis=1)
        return worths

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return payoffs in O(n**2): the gain of a pair goes in equal parts (``"shapley"``) to all who stand from one to the other.

        ``"banzhaf"`` halves it for every player of that stretch but one, ``"tau"`` is the tau value of a convex game,
        ``"equal_gain_splitting"`` gives each of the two half.
        """
        if rule == "tau":
            return tau_of_convex(self)
        if rule == "equal_gain_splitting":
            return self._halves()
        if rule not in ("shapley", "banzhaf"):
            return None
        places = np.arange(self.n)
        between = np.maximum(1, places - places[:, None] + 1)
        return self._crossing(self._gains / between if rule == "shapley" else np.ldexp(self._gains, 1 - between))

    def singles(self) -> NDArray[np.float64]:
        """Return 0 for every player: nobody gains alone."""
        return np.zeros(self.n)

    def marginals_to_grand(self) -> NDArray[np.float64]:
        """Return the gains of all pairs that no longer meet when a player leaves. O(n**2)."""
        return self._crossing(self._gains)

    def equal_gain_splitting(self) -> Allocation:
        """Return half of the gain of every pair for each of the two. It is in the core. O(n**2)."""
        return own_point(self, "equal_gain_splitting")

    def exact_closed_form(self, rule: str) -> list[Fraction] | None:
        """Return the payoffs of :meth:`closed_form` in rational numbers. O(n**3)."""
        parts = _PARTS.get(rule)
        if parts is None:
            return None
        times, weights = [as_fraction(x) for x in self.times.tolist()], [as_fraction(x) for x in self.weights.tolist()]
        total, payoffs = Fraction(0), [Fraction(0)] * self.n
        for last in range(self.n):
            for first in range(last):
                i, j = self._queue[first], self._queue[last]
                gain = max(Fraction(0), weights[j] * times[i] - weights[i] * times[j])
                total += gain
                for place in (first, last) if rule == "equal_gain_splitting" else range(first, last + 1):
                    payoffs[self._queue[place]] += gain * parts(last - first + 1)
        return tau_between_exactly([Fraction(0)] * self.n, payoffs, total) if rule == "tau" else payoffs

    def _halves(self) -> NDArray[np.float64]:
        shares = np.empty(self.n)
        shares[self._queue] = (self._gains.sum(axis=0) + self._gains.sum(axis=1)) / 2
        return shares

    def _crossing(self, amounts: NDArray[np.float64]) -> NDArray[np.float64]:
        """For every player the sum of the amounts of all pairs that stand around it or are it."""
        sums = amounts.cumsum(axis=0)[:, ::-1].cumsum(axis=1)[:, ::-1]
        result = np.empty(self.n)
        result[self._queue] = np.diagonal(sums)
        return result
