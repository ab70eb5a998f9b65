"""A game of intervals: the worth of every coalition lies somewhere between two numbers."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.coalition import members_of
from allocation.errors import GameError
from allocation.games.base import Game
from allocation.games.table import TableGame

__all__ = ["IntervalGame"]


class IntervalGame:
    """A game in which only lower(S) ≤ v(S) ≤ upper(S) is known, for every coalition on its own.

    All games inside the box of these intervals are possible. The two games at its ends, ``lower`` and ``upper``, are only two of them.

    Parameters
    ----------
    lower, upper
        2**n finite numbers each, index = bit mask, the first one 0; the lower number is nowhere above the upper one.
    players
        Names; ``"1"`` to ``"n"`` when left out.

    Attributes
    ----------
    lower, upper
        The games at both ends, as :class:`TableGame`.

    Raises
    ------
    GameError
        If a table is not well formed, the two differ in length, or an interval is empty.

    References
    ----------
    S. Z. Alparslan Gök, R. Branzei and S. Tijs, "The interval Shapley value: an axiomatization", 2010.

    Examples
    --------
    >>> g = IntervalGame([0, 9, 9, 27], [0, 11, 11, 33], players=["A", "B"])
    >>> g.lower.value(["A", "B"]), g.upper.value(["A", "B"])
    (27.0, 33.0)
    """

    def __init__(self, lower: ArrayLike, upper: ArrayLike, players: Iterable[str] | None = None) -> None:
        self.lower = TableGame(lower, players)
        self.upper = TableGame(upper, self.lower.players)
        bad = np.flatnonzero(self.lower.stored_table() > self.upper.stored_table())
        if bad.size:
            names = ", ".join(self.lower.names_of(members_of(int(bad[0]))))
            low, high = (float(game.stored_table()[bad[0]]) for game in (self.lower, self.upper))
            raise GameError(f"the interval of {{{names}}} is empty: its lower end {low} is above its upper end {high}")

    @classmethod
    def around(cls, game: Game, spread: float) -> IntervalGame:
        """Return the box of all values that differ from a game's by at most a part of them.

        Parameters
        ----------
        game
            A game with a table.
        spread
            Part of |v(S)|, not negative: 0.1 stands for ± 10 %.

        Raises
        ------
        GameError
            If the spread is negative or not finite.

        Examples
        --------
        >>> IntervalGame.around(TableGame([0, 10, 10, 30]), 0.1).upper.table().tolist()
        [0.0, 11.0, 11.0, 33.0]
        """
        if not 0 <= spread < np.inf:
            raise GameError(f"spread must be a finite number of at least 0, got {spread}")
        table = game.table()
        width = np.abs(table) * spread
        return cls(table - width, table + width, game.players)

    @property
    def players(self) -> tuple[str, ...]:
        """Names, in the order of every array."""
        return self.lower.players

    @property
    def n(self) -> int:
        """Number of players."""
        return self.lower.n

    def draw(self, generator: np.random.Generator, samples: int) -> NDArray[np.float64]:
        """Draw games from the box: every coalition's worth uniform in its interval and independent of the others.

        Parameters
        ----------
        generator
            Source of the random numbers.
        samples
            How many games.

        Returns
        -------
        float64[samples, 2**n]
            One table a row.

        Examples
        --------
        >>> g = IntervalGame([0, 1, 1, 4], [0, 2, 2, 4])
        >>> g.draw(np.random.default_rng(0), 5).shape
        (5, 4)
        """
        low, high = self.lower.table(), self.upper.table()
        tables = generator.random((samples, len(low)))
        tables *= high - low
        tables += low
        return np.clip(tables, low, high, out=tables)
