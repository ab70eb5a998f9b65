"""Linear production games: players pool resources and make the products that sell best."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.arrays import finite_matrix, finite_vector
from allocation.errors import GameError
from allocation.games.base import Game, player_names
from allocation.games.production_plan import Plan, best_plan
from allocation.proofs.shadow_prices import by_shadow_prices
from allocation.result import Allocation

__all__ = ["ProductionGame"]


class ProductionGame(Game):
    """v(S) = max price·y subject to use·y ≤ the resources of S together, y ≥ 0.

    Parameters
    ----------
    resources
        float[resources, players], each at least 0: what each player owns of each resource.
    use
        float[resources, products], each at least 0: what one unit of a product takes.
    price
        float[products]: what one unit of a product sells for.
    players
        Names; ``"1"`` to ``"n"`` when left out.

    Raises
    ------
    GameError
        Listing everything that is wrong: sizes that do not match, negative amounts, a product that sells but takes nothing.

    References
    ----------
    G. Owen, "On the core of linear production games", 1975.

    Examples
    --------
    >>> g = ProductionGame(resources=[[4, 6, 60], [33, 39, 0]], use=[[4, 5], [6, 2]], price=[68, 52])
    >>> round(g.grand_value, 6), g.owen_point().payoffs.round(6).tolist()
    (992.0, [230.0, 282.0, 480.0])
    """

    def __init__(self, resources: ArrayLike, use: ArrayLike, price: ArrayLike, players: Iterable[str] | None = None) -> None:
        self.resources = finite_matrix(resources, "the resources")
        self.use = finite_matrix(use, "the use of resources")
        self.price = finite_vector(price, "the prices")
        wrong = _wrong_sizes(self.resources, self.use, self.price) or _wrong_amounts(self.resources, self.use, self.price)
        if wrong:
            raise GameError("; ".join(wrong))
        super().__init__(player_names(players, self.resources.shape[1]))

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the best sales of many coalitions.

        One linear program for every set of products that is best somewhere: a plan stays best for all coalitions that can afford the
        same mix, which takes no further program.
        """
        stocks = np.asarray(members, dtype=np.float64) @ self.resources.T
        worths = np.zeros(len(stocks))
        open_rows = np.argsort(-np.count_nonzero(stocks, axis=1), kind="stable")  # full stocks first: their plans carry over
        while open_rows.size:
            plan = best_plan(self.use, self.price, stocks[open_rows[0]])
            worths[open_rows[0]] = plan.value
            open_rows = open_rows[1:]
            shared = plan.carries_over(stocks[open_rows])
            worths[open_rows[shared]] = stocks[open_rows[shared]] @ plan.shadow_prices
            open_rows = open_rows[~shared]
        return worths

    def shadow_prices(self) -> NDArray[np.float64]:
        """Return what one more unit of each resource is worth to all together, float64[resources]. One linear program.

        Where several prices do (a degenerate optimum), one of them.
        """
        return self._plan_of_all().shadow_prices

    def production(self) -> NDArray[np.float64]:
        """Return how much of each product all together make, float64[products]. One linear program."""
        return self._plan_of_all().amounts

    def owen_point(self) -> Allocation:
        """Return what each player's resources are worth at shadow prices. It is in the core. One linear program.

        Where several shadow prices do, there are several such points, and this is one of them.

        References
        ----------
        G. Owen, "On the core of linear production games", 1975.
        """
        plan = self._plan_of_all()
        return Allocation(
            self.players, plan.shadow_prices @ self.resources, "owen_point", "exact", by_shadow_prices(plan.shadow_prices, plan.amounts)
        )

    def _plan_of_all(self) -> Plan:
        return best_plan(self.use, self.price, self.resources.sum(axis=1))


def _wrong_sizes(resources: NDArray[np.float64], use: NDArray[np.float64], price: NDArray[np.float64]) -> list[str]:
    wrong = []
    if len(resources) != len(use):
        wrong.append(f"resources and use need one row per resource: got {len(resources)} and {len(use)} rows")
    if use.shape[1] != len(price):
        wrong.append(f"use needs one column per product and price one number: got {use.shape[1]} columns and {len(price)} prices")
    if 0 in resources.shape or 0 in use.shape:
        wrong.append("at least one resource, one player and one product are needed")
    return wrong


def _wrong_amounts(resources: NDArray[np.float64], use: NDArray[np.float64], price: NDArray[np.float64]) -> list[str]:
    wrong = [f"{name} must be at least 0" for name, array in (("resources", resources), ("use", use)) if (array < 0).any()]
    free = np.flatnonzero((price > 0) & ~use.any(axis=0))
    if free.size:
        wrong.append(f"product {free[0]} sells for {price[free[0]]} but takes no resource: its sales would have no limit")
    return wrong
