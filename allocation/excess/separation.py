"""What row generation asks of a game: rows of coalitions, and which coalitions a payoff vector wrongs the most.

Coalitions go by numbers. For a game with a table these are bit masks; for a game without one, numbers in a book of the coalitions met so
far.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from allocation.excess.master import EMPTY, FIXED, Rows
from allocation.excess.span import Span
from allocation.excess.weighting import UNIT, Weighting

__all__ = ["Separation"]


class Separation(ABC):
    """A game shifted to zero for single players and scaled to size one, that finds its violated coalitions.

    Attributes
    ----------
    n
        Number of players.
    base
        float64[n], v(i).
    scale
        An upper bound of |v(S) - base(S)|, above zero.
    weighting
        What excesses are divided by.
    floors
        Whether x_i ≥ v(i) is asked for.
    rounds
        Master problems solved so far.
    """

    n: int
    base: NDArray[np.float64]
    scale: float
    weighting: Weighting = UNIT
    floors: bool = False
    rounds: int = 0

    @property
    @abstractmethod
    def everyone(self) -> int:
        """The number of the grand coalition."""

    @property
    @abstractmethod
    def passes(self) -> float:
        """Work of the separation so far: passes over the table, or calls of the oracle."""

    @abstractmethod
    def single(self, player: int) -> int:
        """Return the number of the coalition of one player."""

    @abstractmethod
    def player_of(self, number: int) -> int:
        """Return the only member of a coalition."""

    @abstractmethod
    def span(self) -> Span:
        """Return an empty span of coalitions."""

    @abstractmethod
    def inside(self, numbers: NDArray[np.int64], outside: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return which coalitions lie in a span, given a vector of :meth:`Span.orthogonal`."""

    @abstractmethod
    def rows(self, numbers: Iterable[int] | NDArray[np.int64], kind: int) -> Rows:
        """Return rows x(S) + w(S)·ε ≥ v(S), or x(S) ≥ v(S) for floors and settled coalitions, shifted and scaled."""

    @abstractmethod
    def first_pool(self) -> NDArray[np.int64]:
        """Return the coalitions to begin with; single players and all but one are among them."""

    @abstractmethod
    def most_violated(
        self, payoffs: NDArray[np.float64], level: float, tolerance: float, outside: NDArray[np.uint64], most: int
    ) -> NDArray[np.int64]:
        """Return coalitions with v(S) - x(S) - w(S)·level above the tolerance, worst first; none only if there are none.

        Parameters
        ----------
        payoffs, level, tolerance
            In the game's unit.
        outside
            A vector of :meth:`Span.orthogonal`: coalitions in that span are skipped.
        most
            How many to return at most.
        """

    def level_row(self, level: float | None = None) -> Rows:
        """Return the row ε = level or, without a level, ε ≥ a bound so small that it cannot bind: the solver starts from it."""
        kind = EMPTY if level is None else FIXED
        bound = -(self.n + 3.0) / self.weighting.smallest if level is None else level
        return Rows(np.eye(self.n + 1)[self.n :], np.array([bound]), np.array([kind]), np.zeros(1, dtype=np.int64))

    def unscaled(self, point: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
        """Return payoffs and level in the game's unit."""
        return self.base + self.scale * point[: self.n], float(self.scale * point[self.n])
