"""The best production plan of one stock of resources: a linear program and its dual."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.errors import AllocationError

__all__ = ["Plan", "best_plan"]

ACTIVE = 1e-9  # share of what a product or a leftover could at most be; below it is rounding of the solver


FEASIBLE = 1e-12  # relative to the largest activity: rounding of one linear solve; below minus this the plan does not carry over


@dataclass(frozen=True, eq=False)
class Plan:
    """A best plan.

    Parameters
    ----------
    value
        What the products sell for.
    amounts
        float64[products]: how much of each is made.
    shadow_prices
        float64[resources]: what one more unit of each resource is worth.
    stock
        float64[resources]: what there was.
    basis
        float64[resources, resources]: columns of the products made and of the resources left over, all relative to the stock; None
        where they are fewer than the resources (a degenerate plan).
    """

    value: float
    amounts: NDArray[np.float64]
    shadow_prices: NDArray[np.float64]
    stock: NDArray[np.float64]
    basis: NDArray[np.float64] | None

    def carries_over(self, stocks: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which other stocks, float64[m, resources], allow the same mix of products: there the shadow prices stay optimal."""
        if self.basis is None:
            return np.zeros(len(stocks), dtype=np.bool_)
        activities = np.linalg.solve(self.basis, (stocks / self.stock).T)
        feasible: NDArray[np.bool_] = activities.min(axis=0) >= -FEASIBLE * np.abs(activities).max(axis=0)
        return feasible


def best_plan(use: NDArray[np.float64], price: NDArray[np.float64], stock: NDArray[np.float64]) -> Plan:
    """Solve max price·y subject to use·y ≤ stock, y ≥ 0 for checked arrays.

    Products that sell for nothing or need a resource that is not there are left out; the others are measured in what the stock allows at
    most, so that the solver sees numbers between 0 and 1 whatever the units.

    Raises
    ------
    AllocationError
        If the solver does not report an optimum.
    """
    there = stock > 0
    makeable = (price > 0) & ~use[~there].any(axis=0)
    shadow = np.zeros(len(stock))
    shadow[~there] = _prohibitive(use[~there], price)
    if not makeable.any():
        return Plan(0.0, np.zeros(len(price)), shadow, stock, np.eye(len(stock)) if there.all() else None)
    shares = use[there][:, makeable] / stock[there, None]
    most = 1.0 / shares.max(axis=0)
    shares, sales = shares * most, price[makeable] * most
    amounts, duals = _solve(shares, sales)
    basis = _basis(shares, amounts) if there.all() else None
    if basis is not None:
        made = amounts > ACTIVE
        # prices from the basis itself carry no tolerance of the solver
        duals = np.linalg.solve(basis.T, np.append(sales[made], np.zeros(len(stock) - np.count_nonzero(made))))
    shadow[there] = duals / stock[there]
    produced = np.zeros(len(price))
    produced[makeable] = amounts * most
    return Plan(float(duals.sum()) if basis is not None else float(sales @ amounts), produced, shadow, stock, basis)


def _prohibitive(use: NDArray[np.float64], price: NDArray[np.float64]) -> NDArray[np.float64]:
    """Prices of resources of which there is nothing, high enough that no product that needs them would pay."""
    wanted = np.where(use > 0, np.maximum(price, 0.0), 0.0)
    prices: NDArray[np.float64] = (wanted / np.where(use > 0, use, 1.0)).max(axis=1, initial=0.0)
    return prices


def _solve(shares: NDArray[np.float64], sales: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Amounts and dual prices of max sales·y, shares·y ≤ 1, y ≥ 0; sales are scaled to at most 1 on the way."""
    from scipy.optimize import linprog

    unit = sales.max()
    result = linprog(-sales / unit, A_ub=shares, b_ub=np.ones(len(shares)), bounds=(0, None), method="highs-ds")
    if result.status != 0:
        raise AllocationError(f"the production plan was not solved: {result.message}; check that the amounts are of comparable size")
    return np.maximum(result.x, 0.0), np.maximum(-result.ineqlin.marginals, 0.0) * unit


def _basis(shares: NDArray[np.float64], amounts: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Columns of the products made, then of the resources left over; None unless there are just as many as resources."""
    left = 1.0 - shares @ amounts
    columns = np.concatenate([shares[:, amounts > ACTIVE], np.eye(len(shares))[:, left > ACTIVE]], axis=1)
    return columns if columns.shape[1] == len(shares) and np.linalg.matrix_rank(columns) == len(shares) else None
