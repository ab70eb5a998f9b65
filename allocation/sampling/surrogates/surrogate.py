"""What a surrogate is: a model of a game that is fitted to a sample and whose value is known exactly."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray

from allocation.sampling.target import Target

__all__ = ["Fitted", "Surrogate"]

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Rows = NDArray[np.bool_]


class Fitted(ABC):
    """A surrogate after fitting."""

    @abstractmethod
    def worth(self, rows: Rows, sizes: Places) -> Floats:
        """Return the modelled worth of coalitions, float64[m]; for a model of differences that of v(S) − v(N∖S)."""

    @abstractmethod
    def value(self) -> Floats:
        """Return the exact value of the model over the sizes 1 … n − 1, float64[n]."""


class Surrogate(ABC):
    """A kind of model.

    Attributes
    ----------
    name
        In messages and results.
    differences
        Whether, where coalitions are drawn in pairs, it models v(S) − v(N∖S) and not v.
    """

    name: str
    differences: bool = False

    @abstractmethod
    def fit(self, rows: Rows, sizes: Places, values: Floats, target: Target, halved: bool) -> Fitted:
        """Fit the model.

        Parameters
        ----------
        rows
            bool[m, n], proper coalitions.
        sizes
            int64[m], their members.
        values
            float64[m], their worths or, if ``halved``, differences.
        target
            What its value is.
        halved
            Whether the values are v(S) − v(N∖S) of coalitions of at most half the players.
        """

    def suits(self, n: int, count: int) -> bool:
        """Whether ``count`` coalitions of n players are enough to fit it, and it is quick enough."""
        return count >= 2

    def room(self, n: int) -> int:
        """Return how many coalitions are worth fitting it to: more would take longer and change little."""
        return 20_000
