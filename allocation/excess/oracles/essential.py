"""Games in which few coalitions decide: the nucleolus of a game with a core looks at essential coalitions alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.excess.oracles.oracle import SpanOracle, Worst
from allocation.excess.oracles.separation import OracleSeparation
from allocation.excess.span import members_in_span
from allocation.games.assignment import AssignmentGame
from allocation.games.base import Game

__all__ = ["EssentialOracle", "EssentialSeparation", "essential_rows"]


def essential_rows(game: AssignmentGame) -> NDArray[np.bool_]:
    """Return the coalitions of an assignment game that are worth more than their parts, and the single players, bool[m, n].

    These are the pairs of a seller and a buyer that earn something. As the core is not empty, nothing else decides the nucleolus.

    References
    ----------
    G. Huberman, "The nucleolus and the essential coalitions", 1980; T. Solymosi and T. E. S. Raghavan, "An algorithm for finding the
    nucleolus of assignment games", 1994.

    Examples
    --------
    >>> essential_rows(AssignmentGame([[2, 0], [0, 0]])).astype(int).tolist()
    [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 1, 0]]
    """
    pairs = np.argwhere(game.profits > 0)
    rows = np.zeros((len(pairs), game.n), dtype=np.bool_)
    rows[np.arange(len(pairs)), pairs[:, 0]] = True
    rows[np.arange(len(pairs)), game.profits.shape[0] + pairs[:, 1]] = True
    every: NDArray[np.bool_] = np.vstack((np.eye(game.n, dtype=np.bool_), rows))
    return every[~every.all(axis=1)]


class EssentialOracle(SpanOracle):
    """Looks at listed coalitions, one after the other.

    Parameters
    ----------
    game
        The game, one with a core.
    rows
        bool[m, n]: coalitions, all essential ones among them.
    """

    name = "essential coalitions"
    has_core = True

    def __init__(self, game: Game, rows: NDArray[np.bool_]) -> None:
        self.rows, self._values = rows, game.worth(rows)

    def worst(self, payoffs: NDArray[np.float64]) -> Worst:
        """Return the listed coalitions in falling order of excess."""
        return Worst.sorted(self.rows, self._values - self.rows @ payoffs)

    def worst_outside(self, payoffs: NDArray[np.float64], outside: NDArray[np.uint64]) -> Worst:
        """Return the listed coalitions outside a span."""
        there = ~members_in_span(self.rows, outside)
        return Worst.sorted(self.rows[there], self._values[there] - self.rows[there] @ payoffs)


class EssentialSeparation(OracleSeparation):
    """Separation over listed coalitions: no other one becomes a row."""

    oracle: EssentialOracle

    def first_pool(self) -> NDArray[np.int64]:
        """Return single players, and those pairs that would block an equal split."""
        found = self.oracle.worst(np.full(self.n, self.game.grand_value / self.n)).rows[: 4 * self.n]
        return np.unique(self.book.numbers(np.vstack((np.eye(self.n, dtype=np.bool_), found))))
