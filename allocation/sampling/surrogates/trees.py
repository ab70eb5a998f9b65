"""Boosted regression trees as a surrogate: every leaf is a rule of players needed and excluded, whose value has a formula."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels.sampling_trees import add_tree_worth, grow_tree, tree_value
from allocation.sampling.surrogates.linear import Linear
from allocation.sampling.surrogates.surrogate import Fitted, Surrogate
from allocation.sampling.target import Target

__all__ = ["Trees"]

ROUNDS, LEAVES, LEAST, SHRINK, RATE = 40, 32, 3, 1.0, 0.4  # trees, leaves of each, rows per leaf, penalty in rows, step of one tree
MOST_PLAYERS = 200  # the shares of all rules of p needed and q excluded players are tabulated: n**3 steps

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Rows = NDArray[np.bool_]
Forest = tuple[Places, Places, Places, Places, Floats]


class Trees(Surrogate):
    """A sum of trees, on top of a linear model or alone: for games of maxima, thresholds and conjunctions.

    Parameters
    ----------
    base
        What the trees correct; None for nothing but the mean.

    References
    ----------
    J. H. Friedman, "Greedy function approximation: a gradient boosting machine", 2001.
    """

    def __init__(self, base: Linear | None = None) -> None:
        self.base = base
        self.name = "trees" if base is None else f"{base.name} and trees"

    def suits(self, n: int, count: int) -> bool:
        """Whether there are some rows for every leaf."""
        return n <= MOST_PLAYERS and count >= 4 * LEAVES and (self.base is None or self.base.suits(n, count))

    def fit(self, rows: Rows, sizes: Places, values: Floats, target: Target, halved: bool) -> FittedTrees:
        """Fit the base, then tree after tree to what is left."""
        base = None if self.base is None else self.base.fit(rows, sizes, values, target, halved)
        level = float(values.mean()) if base is None else 0.0
        left = np.ascontiguousarray(values - (level if base is None else base.worth(rows, sizes)))
        return FittedTrees(base, level, _grown(np.ascontiguousarray(rows), left), target)


def _grown(rows: Rows, left: Floats) -> Forest:
    room = 2 * LEAVES
    places = [np.full(ROUNDS * room, -1, dtype=np.int64) for _ in range(3)]
    value, roots, order = np.zeros(ROUNDS * room), np.arange(ROUNDS, dtype=np.int64) * room, np.arange(len(rows))
    for root in roots.tolist():
        player, without, within = (array[root : root + room] for array in places)
        grow_tree(rows, left, order, LEAVES, LEAST, SHRINK, RATE, player, without, within, value[root : root + room])
        without += root
        within += root
    return roots, places[0], places[1], places[2], value


class FittedTrees(Fitted):
    """A forest and what it corrects."""

    def __init__(self, base: Fitted | None, level: float, forest: Forest, target: Target) -> None:
        self._base, self._level, self._forest, self._target = base, level, forest, target

    def worth(self, rows: Rows, sizes: Places) -> Floats:
        """Walk down every tree."""
        worth = self._of_forest(rows) + self._level
        return worth if self._base is None else worth + self._base.worth(rows, sizes)

    def _of_forest(self, rows: Rows) -> Floats:
        worth = np.zeros(len(rows))
        add_tree_worth(np.ascontiguousarray(rows), *self._forest, worth)
        return worth

    def value(self) -> Floats:
        """Add up the shares of all leaves; what lies outside the sizes 1 … n − 1 is taken off."""
        n = self._target.n
        whole = tree_value(n, *self._forest, *self._target.rule_shares)
        empty, grand = self._of_forest(np.array([[False] * n, [True] * n]))
        # a constant level is worth the same to all sizes: as a game it adds nothing
        inner = self._target.inner(whole, float(empty + self._level), float(grand + self._level))
        return inner if self._base is None else inner + self._base.value()
