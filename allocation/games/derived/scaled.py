"""A game in another unit, or a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from allocation.errors import GameError
from allocation.exact import as_fraction
from allocation.games.base import Game, Sense
from allocation.games.derived.equivalence import COVARIANT, LINEAR

__all__ = ["ScaledGame"]


class ScaledGame(Game):
    """(a·v)(S) = a·v(S).

    Parameters
    ----------
    game
        Any game.
    factor
        A finite number a. A negative one turns benefits into costs and costs into benefits.

    Raises
    ------
    GameError
        If the factor is not finite.

    Examples
    --------
    >>> from allocation import TableGame
    >>> ScaledGame(TableGame([0, 1, 2, 10]), 0.5).table().tolist()
    [0.0, 0.5, 1.0, 5.0]
    """

    def __init__(self, game: Game, factor: float) -> None:
        if not isfinite(factor):
            raise GameError(f"a game is scaled by a finite number, got {factor}")
        super().__init__(game.players)
        self.base = game
        self.factor = float(factor)
        turned: Sense = "benefit" if game.sense == "cost" else "cost"
        self.sense = game.sense if factor >= 0 else turned

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the worths times the factor."""
        return self.factor * self.base.worth(members)

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return the given game's payoffs times the factor: linear rules for any factor, covariant ones for a positive one."""
        payoffs = self.base.closed_form(rule) if self._carries_over(rule) else None
        return None if payoffs is None else self.factor * payoffs

    def exact_closed_form(self, rule: str) -> Sequence[Fraction] | None:
        """Return the payoffs of :meth:`closed_form` in rational numbers."""
        payoffs = self.base.exact_closed_form(rule) if self._carries_over(rule) else None
        return None if payoffs is None else [as_fraction(self.factor) * payoff for payoff in payoffs]

    def _carries_over(self, rule: str) -> bool:
        return rule in LINEAR or (self.factor > 0 and rule in COVARIANT)
