"""Games of costs: what a coalition has to pay, read as a worth with a minus sign."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
from numpy.typing import NDArray

from allocation.games.base import Game, Sense
from allocation.result import Allocation

__all__ = ["CostGame", "cost_shares"]


def cost_shares(allocation: Allocation) -> NDArray[np.float64]:
    """Return what each player pays, float64[n]: the payoffs of a cost game with the sign turned.

    Examples
    --------
    >>> import allocation as al
    >>> al.cost_shares(al.shapley(al.AirportGame([1, 2, 4]))).round(4).tolist()
    [0.3333, 0.8333, 2.8333]
    """
    shares: NDArray[np.float64] = 0.0 - allocation.payoffs
    return shares


class CostGame(Game):
    """A game of costs c, read as v(S) = −c(S), so that every rule, core and property keeps its meaning.

    Payoffs are therefore zero or negative: :func:`cost_shares` turns them into what each pays, :meth:`cost_table` gives c.
    """

    sense: Sense = "cost"

    @abstractmethod
    def cost(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return what many coalitions have to pay.

        Parameters
        ----------
        members
            bool[m, n], one coalition a row.

        Returns
        -------
        float64[m]
        """

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return −c(S) of many coalitions."""
        worths: NDArray[np.float64] = 0.0 - self.cost(members)
        return worths

    def cost_table(self) -> NDArray[np.float64]:
        """Return the costs of all coalitions, float64[2**n], index = bit mask.

        Raises
        ------
        TableTooLargeError
            If it does not fit in memory.
        """
        costs: NDArray[np.float64] = 0.0 - self.table()
        return costs
