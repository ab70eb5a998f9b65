"""Harsanyi dividends: what every coalition adds beyond all its parts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import players_of_table
from allocation.games.base import Game
from allocation.kernels.lattice import moebius

__all__ = ["dividends", "table_dividends"]


def dividends(game: Game) -> NDArray[np.float64]:
    """Return the Harsanyi dividends of all coalitions: v(S) = Σ_{T⊆S} dividend(T).

    Parameters
    ----------
    game
        A game with a table.

    Returns
    -------
    float64[2**n]
        In table order: index = bit mask. O(n 2**n) time, one table of memory.

    Raises
    ------
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    J. C. Harsanyi, "A simplified bargaining model for the n-person cooperative game", 1963.

    Examples
    --------
    >>> from allocation import TableGame
    >>> dividends(TableGame([0, 1, 1, 7, 1, 5, 4, 11])).tolist()
    [0.0, 1.0, 1.0, 5.0, 1.0, 3.0, 2.0, -2.0]
    """
    return table_dividends(game.table())


def table_dividends(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the dividends of a table of 2**n values, in memory of their own."""
    entries = np.array(table, dtype=np.float64)
    moebius(entries, players_of_table(len(entries)))
    return entries
