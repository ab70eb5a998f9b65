"""Assignment games: sellers and buyers, each of whom trades with at most one of the other side."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.arrays import finite_matrix
from allocation.errors import GameError
from allocation.exact import as_fraction
from allocation.games.base import Game, player_names, whole_numbers
from allocation.games.exact_assignment import rows_best_point
from allocation.games.points import own_point
from allocation.kernels.matching import matching_table
from allocation.memory import require_table_memory
from allocation.result import Allocation

__all__ = ["AssignmentGame"]


class AssignmentGame(Game):
    """A coalition earns the best matching of its sellers with its buyers.

    Parameters
    ----------
    profits
        float[sellers, buyers]: what a pair earns by trading. A pair that would lose does not trade.
    players
        Names, the sellers first and then the buyers; ``"1"`` to ``"n"`` when left out.

    Raises
    ------
    GameError
        If the profits are not a table of finite numbers with at least one seller and one buyer.

    References
    ----------
    L. S. Shapley and M. Shubik, "The assignment game I: the core", 1971.

    Examples
    --------
    >>> g = AssignmentGame([[5, 8, 2], [7, 9, 6], [2, 3, 0]])
    >>> g.grand_value, g.fair_point().payoffs.tolist()
    (16.0, [4.0, 5.5, 0.5, 1.5, 4.0, 0.5])
    """

    def __init__(self, profits: ArrayLike, players: Iterable[str] | None = None) -> None:
        self.profits = finite_matrix(profits, "the profits")
        if 0 in self.profits.shape:
            raise GameError("an assignment game needs at least one seller and one buyer")
        super().__init__(player_names(players, sum(self.profits.shape)))
        whole, self._divisor = whole_numbers(self.profits.ravel())
        self._whole = np.ascontiguousarray(whole.reshape(self.profits.shape))

    @property
    def sellers(self) -> tuple[str, ...]:
        """Names of the sellers: the rows of the profits."""
        return self.players[: self.profits.shape[0]]

    @property
    def buyers(self) -> tuple[str, ...]:
        """Names of the buyers: the columns of the profits."""
        return self.players[self.profits.shape[0] :]

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the best matching inside many coalitions. One assignment problem each, O(m n**3)."""
        sellers = self.profits.shape[0]
        return np.array([_best(self._whole[row[:sellers]][:, row[sellers:]]) for row in np.asarray(members)]) / self._divisor

    def matching(self) -> list[tuple[str, str]]:
        """Return the pairs (seller, buyer) of a best matching of all. O(n**3)."""
        return [(self.sellers[i], self.buyers[j]) for i, j in _pairs(self.profits)]

    def seller_optimal(self) -> Allocation:
        """Return the point of the core that all sellers like best. One assignment problem per seller.

        Every seller gets what all would lose without it, its buyer the rest of what the pair earns.

        References
        ----------
        G. Demange, "Strategyproofness in the assignment market game", 1982.
        """
        return own_point(self, "seller_optimal")

    def buyer_optimal(self) -> Allocation:
        """Return the point of the core that all buyers like best. One assignment problem per buyer."""
        return own_point(self, "buyer_optimal")

    def fair_point(self) -> Allocation:
        """Return the point half-way between what sellers and buyers like best; it is in the core and is the tau value.

        References
        ----------
        G. L. Thompson, "Auctions and market games", 1981.
        M. Núñez and C. Rafels, "The assignment game: the τ-value", 2002.
        """
        return own_point(self, "fair_point")

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return the payoffs of ``"seller_optimal"``, ``"buyer_optimal"``, ``"fair_point"`` and, the same, ``"tau"``."""
        if rule == "seller_optimal":
            return _one_side(self._whole) / self._divisor
        if rule == "buyer_optimal":
            return np.roll(_one_side(self._whole.T), len(self.sellers)) / self._divisor
        if rule in ("fair_point", "tau"):
            return (_one_side(self._whole) + np.roll(_one_side(self._whole.T), len(self.sellers))) / (2 * self._divisor)
        return None

    def exact_closed_form(self, rule: str) -> list[Fraction] | None:
        """Return the payoffs of :meth:`closed_form` in rational numbers. O(n**4)."""
        if rule not in ("seller_optimal", "buyer_optimal", "fair_point", "tau"):
            return None
        profits = [[as_fraction(profit) for profit in row] for row in self.profits.tolist()]
        high, low = rows_best_point(profits)
        if rule == "seller_optimal":
            return [*high, *low]
        buyers, sellers = rows_best_point(list(zip(*profits, strict=True)))
        if rule == "buyer_optimal":
            return [*sellers, *buyers]
        return [(a + b) / 2 for a, b in zip([*high, *low], [*sellers, *buyers], strict=True)]

    def _build_table(self) -> NDArray[np.float64]:
        require_table_memory(self.n)
        return matching_table(self._whole) / self._divisor


def _pairs(profits: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Row and column of every pair that trades in a best matching."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(np.maximum(profits, 0.0), maximize=True)
    return [(i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if profits[i, j] > 0]


def _best(profits: NDArray[np.float64]) -> float:
    return float(sum(profits[pair] for pair in _pairs(profits)))


def _one_side(profits: NDArray[np.float64]) -> NDArray[np.float64]:
    """The core point best for the rows: rows first, then columns."""
    pairs = _pairs(profits)
    total = float(sum(profits[pair] for pair in pairs))
    rows = np.array([total - _best(np.delete(profits, i, axis=0)) for i in range(len(profits))])
    columns = np.zeros(profits.shape[1])
    for i, j in pairs:
        rows[i] = min(rows[i], profits[i, j])  # a seller cannot get more than its pair earns, whatever the rounding of the two sums
        columns[j] = profits[i, j] - rows[i]
    return np.concatenate([rows, columns])
