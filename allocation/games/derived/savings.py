"""Savings: what a coalition saves against everybody paying alone."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from allocation.errors import GameError
from allocation.games.base import Game
from allocation.games.derived.zero_normalised import ZeroNormalisedGame
from allocation.games.table import TableGame

__all__ = ["SavingsGame"]


class SavingsGame(ZeroNormalisedGame):
    """s(S) = Σ c({i}) over S − c(S).

    Parameters
    ----------
    costs
        A game of costs such as ``AirportGame``, or 2**n costs of all coalitions, index = bit mask.
    players
        Names for a table of costs; ``"1"`` to ``"n"`` when left out.

    Raises
    ------
    GameError
        If the game given is not one of costs, or the table is not well formed.

    Examples
    --------
    >>> SavingsGame([0, 10, 20, 24]).table().tolist()
    [0.0, 0.0, 0.0, 6.0]
    """

    def __init__(self, costs: Game | ArrayLike, players: Iterable[str] | None = None) -> None:
        super().__init__(_as_cost_game(costs, players))
        self.sense = "benefit"


def _as_cost_game(costs: Game | ArrayLike, players: Iterable[str] | None) -> Game:
    if not isinstance(costs, Game):
        try:
            return TableGame(0.0 - np.asarray(costs, dtype=np.float64), players)
        except (TypeError, ValueError) as error:
            raise GameError(f"a table of costs is not well formed: {error}") from None
    if players is not None:
        raise GameError("players are given with a table of costs only: a game of costs has its own")
    if costs.sense != "cost":
        raise GameError("savings are taken from a game of costs (AirportGame, TreeGame, or a table of costs): these are benefits")
    return costs
