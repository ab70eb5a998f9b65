"""Minimum-cost spanning tree games: players share the cheapest network that connects them to a source."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.arrays import finite_matrix
from allocation.errors import GameError
from allocation.exact import as_fraction
from allocation.games.base import player_names, whole_numbers
from allocation.games.cost import CostGame
from allocation.games.exact_tree import tree_bird, tree_folk
from allocation.games.points import own_point
from allocation.kernels.spanning_tree import grow_tree, tree_costs
from allocation.result import Allocation

__all__ = ["TreeGame"]


class TreeGame(CostGame):
    """A coalition pays the cheapest tree that joins its members to the source, through its own members only; v(S) = −c(S).

    Parameters
    ----------
    costs
        float[n + 1, n + 1], symmetric, at least 0, 0 on the diagonal: what an arc costs. Node 0 is the source, node i + 1 player i.
    players
        Names of the n players; ``"1"`` to ``"n"`` when left out.

    Raises
    ------
    GameError
        If the matrix is not square, not symmetric, or holds a negative cost.

    References
    ----------
    C. G. Bird, "On cost allocation for a spanning tree: a game theoretic approach", 1976.

    Examples
    --------
    >>> g = TreeGame([[0, 5, 9, 12], [5, 0, 4, 7], [9, 4, 0, 3], [12, 7, 3, 0]])
    >>> import allocation as al
    >>> g.grand_value, al.cost_shares(g.bird()).tolist()
    (-12.0, [5.0, 4.0, 3.0])
    """

    def __init__(self, costs: ArrayLike, players: Iterable[str] | None = None) -> None:
        self.costs = finite_matrix(costs, "the costs of the arcs")
        rows, columns = self.costs.shape
        if rows != columns or rows < 2:
            raise GameError(f"the costs of the arcs need n + 1 rows and columns, the source first: got {rows} rows and {columns} columns")
        wrong = _wrong_arcs(self.costs)
        if wrong:
            raise GameError("; ".join(wrong))
        super().__init__(player_names(players, rows - 1))
        whole, self._divisor = whole_numbers(self.costs.ravel())
        self._whole = np.ascontiguousarray(whole.reshape(self.costs.shape))

    def cost(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the cost of the cheapest tree of many coalitions. O(m n**2)."""
        totals: NDArray[np.float64] = tree_costs(np.ascontiguousarray(members, dtype=np.bool_), self._whole) / self._divisor
        return totals

    def parents(self) -> NDArray[np.int64]:
        """Return the node towards the source of every player in a cheapest tree, int64[n]; 0 is the source. O(n**2).

        Of several cheapest trees, the one that grows from the source and prefers players that come first.
        """
        return grow_tree(np.ones(self.n, dtype=np.bool_), self.costs)

    def bird(self) -> Allocation:
        """Return Bird's allocation: each pays its arc towards the source. It is in the core. O(n**2).

        With several cheapest trees there are several such allocations; this one belongs to :meth:`parents`.
        """
        return own_point(self, "bird")

    def irreducible(self) -> TreeGame:
        """Return the game whose arcs cost as little as possible without making the tree of all cheaper. O(n**2).

        An arc then costs as much as the dearest arc between its ends in the cheapest tree; the core of this game lies in the core
        of the given one.
        """
        parents, arcs = self.parents(), self._arcs()
        reduced = np.zeros_like(self.costs)
        joined = [0]
        for player in _from_the_source(parents):
            dearest = np.maximum(reduced[parents[player], joined], arcs[player])
            reduced[player + 1, joined] = reduced[joined, player + 1] = dearest
            joined.append(player + 1)
        return TreeGame(reduced, self.players)

    def folk(self) -> Allocation:
        """Return the folk solution: the Shapley value of the irreducible game. O(n**2 log n).

        It does not depend on which cheapest tree is taken and is in the core.

        References
        ----------
        A. Bogomolnaia and H. Moulin, "Sharing a minimal cost spanning tree: beyond the folk solution", 2010.
        """
        return own_point(self, "folk")

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return the payoffs of :meth:`bird` for ``"bird"`` and of :meth:`folk` for ``"folk"``."""
        if rule == "bird":
            return 0.0 - self._arcs()
        return 0.0 - self._folk_shares() if rule == "folk" else None

    def exact_closed_form(self, rule: str) -> list[Fraction] | None:
        """Return the payoffs of :meth:`closed_form` in rational numbers."""
        if rule not in ("bird", "folk"):
            return None
        costs = [[as_fraction(cost) for cost in row] for row in self.costs.tolist()]
        return [-share for share in (tree_bird if rule == "bird" else tree_folk)(costs)]

    def _arcs(self) -> NDArray[np.float64]:
        """Cost of the arc of every player towards the source."""
        return self.costs[self.parents(), np.arange(1, self.n + 1)]

    def _folk_shares(self) -> NDArray[np.float64]:
        reduced = self.irreducible().costs
        own = reduced[0, 1:]
        others = np.sort(reduced[1:, 1:][~np.eye(self.n, dtype=np.bool_)].reshape(self.n, self.n - 1), axis=1)
        steps = np.arange(1, self.n)
        shares: NDArray[np.float64] = own / self.n + (np.minimum(others, own[:, None]) / (steps * (steps + 1))).sum(axis=1)
        return shares


def _from_the_source(parents: NDArray[np.int64]) -> list[int]:
    """Players in an order in which everybody comes after its parent."""
    children: list[list[int]] = [[] for _ in range(len(parents) + 1)]
    for player, parent in enumerate(parents.tolist()):
        children[parent].append(player)
    order = list(children[0])
    for player in order:  # grows while it is walked
        order.extend(children[player + 1])
    return order


def _wrong_arcs(costs: NDArray[np.float64]) -> list[str]:
    wrong = []
    if (costs < 0).any():
        i, j = np.argwhere(costs < 0)[0].tolist()
        wrong.append(f"the arc from node {i} to node {j} costs {costs[i, j]}: a cost is at least 0")
    if (costs != costs.T).any():
        i, j = np.argwhere(costs != costs.T)[0].tolist()
        wrong.append(f"the arc between nodes {i} and {j} has two costs, {costs[i, j]} and {costs[j, i]}: give the same in both directions")
    if costs.diagonal().any():
        wrong.append(f"node {int(costs.diagonal().nonzero()[0][0])} has an arc to itself: put 0 on the diagonal")
    return wrong
