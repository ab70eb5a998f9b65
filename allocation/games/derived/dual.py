"""The dual game: what a coalition is worth to all others."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.games.base import Game
from allocation.games.derived.equivalence import LINEAR

__all__ = ["DualGame"]


class DualGame(Game):
    """v*(S) = v(N) − v(N∖S): what all lose when S leaves. The dual of the dual is the game itself.

    Parameters
    ----------
    game
        Any game.

    References
    ----------
    B. Peleg and P. Sudhölter, *Introduction to the Theory of Cooperative Games*, 2007.

    Examples
    --------
    >>> from allocation import TableGame
    >>> DualGame(TableGame([0, 1, 2, 10])).table().tolist()
    [0.0, 8.0, 9.0, 10.0]
    """

    def __init__(self, game: Game) -> None:
        super().__init__(game.players)
        self.sense = game.sense
        self.base = game

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return v(N) minus the worth of the complements."""
        return self.base.grand_value - self.base.worth(~np.asarray(members, dtype=np.bool_))

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return the given game's payoffs for Shapley and Banzhaf values, which a game shares with its dual."""
        return self.base.closed_form(rule) if rule in LINEAR else None

    def exact_closed_form(self, rule: str) -> Sequence[Fraction] | None:
        """Return what the given game returns, in rational numbers."""
        return self.base.exact_closed_form(rule) if rule in LINEAR else None

    def _build_table(self) -> NDArray[np.float64]:
        table = self.base.table()
        lost: NDArray[np.float64] = table[-1] - table[::-1]
        return lost
