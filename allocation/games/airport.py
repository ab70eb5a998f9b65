"""Airport games: a facility is built as large as its most demanding user needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.arrays import finite_vector
from allocation.coalition import coalition_count
from allocation.errors import GameError
from allocation.exact import as_fraction
from allocation.games.base import player_names
from allocation.games.convex import tau_of_convex
from allocation.games.cost import CostGame
from allocation.games.exact_airport import airport_nucleolus, airport_shapley, airport_tau
from allocation.memory import require_table_memory
from allocation.nested import nested_shares

__all__ = ["AirportGame"]

_EXACTLY: dict[str, Callable[[Sequence[Fraction]], list[Fraction]]] = {
    "shapley": airport_shapley,
    "nucleolus": airport_nucleolus,
    "prenucleolus": airport_nucleolus,
    "tau": airport_tau,
}


class AirportGame(CostGame):
    """Shared equipment: a coalition pays the largest cost among its members, v(S) = −max c_i.

    It is convex in v. Shapley value, nucleolus and tau value have closed forms, for tens of thousands of players.

    Parameters
    ----------
    costs
        float[n], each at least 0: what the facility would cost for each player alone.
    players
        Names; ``"1"`` to ``"n"`` when left out.

    Raises
    ------
    GameError
        If a cost is negative or not finite.

    References
    ----------
    S. C. Littlechild and G. Owen, "A simple expression for the Shapley value in a special case", 1973.
    S. C. Littlechild, "A simple expression for the nucleolus in a special case", 1974.

    Examples
    --------
    >>> import allocation as al
    >>> g = AirportGame([1, 2, 4], players=["A", "B", "C"])
    >>> g.value(["A", "B"])
    -2.0
    >>> al.cost_shares(al.shapley(g)).round(4).tolist()
    [0.3333, 0.8333, 2.8333]
    """

    def __init__(self, costs: ArrayLike, players: Iterable[str] | None = None) -> None:
        self.costs = finite_vector(costs, "the costs")
        super().__init__(player_names(players, len(self.costs)))
        negative = np.flatnonzero(self.costs < 0)
        if negative.size:
            raise GameError(f"the cost of {self.players[negative[0]]!r} is {self.costs[negative[0]]}: a cost is at least 0")

    def cost(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the largest cost in many coalitions. O(m n)."""
        largest: NDArray[np.float64] = np.where(members, self.costs, 0.0).max(axis=1)
        return largest

    def singles(self) -> NDArray[np.float64]:
        """Return −c_i of every player. O(n)."""
        return 0.0 - self.costs

    def marginals_to_grand(self) -> NDArray[np.float64]:
        """Return what the cost of all rises by every player: only a single most demanding one adds to it. O(n log n)."""
        marginals = np.zeros(self.n)
        largest = self.costs.argmax()
        second = np.delete(self.costs, largest).max(initial=0.0)
        marginals[largest] = second - self.costs[largest]
        return marginals

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return payoffs by Littlechild and Owen (``"shapley"``), Littlechild (``"nucleolus"``, ``"prenucleolus"``) or ``"tau"``."""
        if rule == "shapley":
            return 0.0 - nested_shares(self.costs)
        if rule in ("nucleolus", "prenucleolus"):
            return 0.0 - _nucleolus_shares(self.costs)
        return tau_of_convex(self) if rule == "tau" else None

    def exact_closed_form(self, rule: str) -> list[Fraction] | None:
        """Return the payoffs of :meth:`closed_form` in rational numbers. O(n**2)."""
        if rule not in _EXACTLY:
            return None
        return [-share for share in _EXACTLY[rule]([as_fraction(cost) for cost in self.costs.tolist()])]

    def _build_table(self) -> NDArray[np.float64]:
        require_table_memory(self.n)
        table = np.zeros(coalition_count(self.n))
        for i, cost in enumerate(self.costs.tolist()):
            half = coalition_count(i)
            np.minimum(table[:half], 0.0 - cost, out=table[half : 2 * half])
        return table


def _nucleolus_shares(costs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cost shares of the nucleolus, smallest users first. O(n) per level of shares, O(n**2) at most.

    A group of k of the smallest users left pays (their cost − what is paid)/(k + 1) each, the last user's group divides all that is
    left; the group with the lowest level pays it and leaves.
    """
    order = np.argsort(costs, kind="stable")
    ascending = costs[order]
    shares = np.empty(len(costs))
    first, paid = 0, 0.0
    while first < len(costs):
        divisors = np.arange(2, len(costs) - first + 2)
        divisors[-1] -= 1
        levels = (ascending[first:] - paid) / divisors
        group = int(levels.argmin()) + 1
        shares[order[first : first + group]] = levels[group - 1]
        first, paid = first + group, paid + group * levels[group - 1]
    return shares
