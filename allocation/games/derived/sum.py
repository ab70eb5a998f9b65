"""The sum of games of the same players: several ventures at once."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.errors import GameError
from allocation.games.base import Game
from allocation.games.derived.equivalence import LINEAR

__all__ = ["SumGame"]


class SumGame(Game):
    """v(S) = Σ v_k(S) over games of the same players.

    Parameters
    ----------
    games
        At least one; all with the same players in the same order.

    Raises
    ------
    GameError
        If the players or the senses (benefits, costs) of the games differ.

    Examples
    --------
    >>> from allocation import TableGame
    >>> SumGame([TableGame([0, 1, 1, 3]), TableGame([0, 0, 2, 5])]).table().tolist()
    [0.0, 1.0, 3.0, 8.0]
    """

    def __init__(self, games: Sequence[Game]) -> None:
        self.games = tuple(games)
        if not self.games:
            raise GameError("a sum of games needs at least one game")
        for game in self.games:
            if game.players != self.games[0].players:
                raise GameError(f"games are added when they have the same players: {game.players} are not {self.games[0].players}")
            if game.sense != self.games[0].sense:
                raise GameError("games of benefits and of costs are not added: take savings from the costs first (SavingsGame)")
        super().__init__(self.games[0].players)
        self.sense = self.games[0].sense

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the sum of the worths."""
        total = np.zeros(len(members))
        for game in self.games:
            total += game.worth(members)
        return total

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return the sum of the payoffs for linear rules where every game has a closed form."""
        if rule not in LINEAR:
            return None
        total = np.zeros(self.n)
        for game in self.games:
            payoffs = game.closed_form(rule)
            if payoffs is None:
                return None
            total += payoffs
        return total

    def exact_closed_form(self, rule: str) -> Sequence[Fraction] | None:
        """Return the payoffs of :meth:`closed_form` in rational numbers."""
        parts = [game.exact_closed_form(rule) if rule in LINEAR else None for game in self.games]
        known = [part for part in parts if part is not None]
        return [sum(column, Fraction(0)) for column in zip(*known, strict=True)] if len(known) == len(parts) else None

    def _build_table(self) -> NDArray[np.float64]:
        total = self.games[0].table().copy()
        for game in self.games[1:]:
            total += game.table()
        return total
