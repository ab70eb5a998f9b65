"""The subgame: the game that is left when only some of the players are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.games.base import Game, player_names

__all__ = ["Subgame"]


class Subgame(Game):
    """The restriction of a game to a coalition: v(S) for S among its members.

    Parameters
    ----------
    game
        Any game.
    coalition
        Names of the players who stay; they keep the order of the game.

    Raises
    ------
    GameError
        If a name is unknown or nobody stays.

    Examples
    --------
    >>> from allocation import TableGame
    >>> Subgame(TableGame([0, 1, 2, 3, 4, 5, 6, 9], players=["A", "B", "C"]), ["C", "A"]).table().tolist()
    [0.0, 1.0, 4.0, 5.0]
    """

    def __init__(self, game: Game, coalition: Iterable[str]) -> None:
        self._kept = np.flatnonzero(game.members(coalition))
        super().__init__(player_names(game.names_of(self._kept.tolist()), len(self._kept)))
        self.sense = game.sense
        self.base = game

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the worths in the given game."""
        inside = np.zeros((len(members), self.base.n), dtype=np.bool_)
        inside[:, self._kept] = members
        return self.base.worth(inside)

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return the given game's payoffs where everybody stays."""
        return self.base.closed_form(rule) if self.n == self.base.n else None

    def exact_closed_form(self, rule: str) -> Sequence[Fraction] | None:
        """Return what the given game returns where everybody stays, in rational numbers."""
        return self.base.exact_closed_form(rule) if self.n == self.base.n else None
