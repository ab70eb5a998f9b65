"""The zero-normalised game: what cooperation adds to what everybody earns alone."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.exact import as_fraction
from allocation.games.base import Game
from allocation.games.derived.equivalence import COVARIANT

__all__ = ["ZeroNormalisedGame"]


class ZeroNormalisedGame(Game):
    """v⁰(S) = v(S) − Σ v({i}) over S, so that every player alone is worth 0.

    Parameters
    ----------
    game
        Any game.

    Examples
    --------
    >>> from allocation import TableGame
    >>> ZeroNormalisedGame(TableGame([0, 1, 2, 10])).table().tolist()
    [0.0, 0.0, 0.0, 7.0]
    """

    def __init__(self, game: Game) -> None:
        super().__init__(game.players)
        self.sense = game.sense
        self.base = game
        self._alone = game.singles()

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the worths less what the members earn alone."""
        return self.base.worth(members) - np.asarray(members, dtype=np.float64) @ self._alone

    def singles(self) -> NDArray[np.float64]:
        """Return 0 for every player."""
        return np.zeros(self.n)

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return the given game's payoffs less what each earns alone, for covariant rules."""
        payoffs = self.base.closed_form(rule) if rule in COVARIANT else None
        return None if payoffs is None else payoffs - self._alone

    def exact_closed_form(self, rule: str) -> Sequence[Fraction] | None:
        """Return the payoffs of :meth:`closed_form` in rational numbers."""
        payoffs = self.base.exact_closed_form(rule) if rule in COVARIANT else None
        return None if payoffs is None else [x - as_fraction(alone) for x, alone in zip(payoffs, self._alone.tolist(), strict=True)]
