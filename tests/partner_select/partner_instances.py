"""Problems larger than enumeration can check, for tests of the search."""

from __future__ import annotations

from typing import Any

import numpy as np

import partner_select as ps


def alliance_problem(n: int, share: float, most: int, seed: int, **limits: Any) -> ps.Problem:
    """Values and costs 10…99, a budget for most of a full set, pairs 1…59 of which a fifth negative."""
    rng = np.random.default_rng(seed)
    value, cost = rng.integers(10, 100, n), rng.integers(10, 100, n)
    pairs = np.triu(rng.integers(1, 60, (n, n)) * np.where(rng.random((n, n)) < 0.2, -1, 1) * (rng.random((n, n)) < share), 1)
    roles = rng.choice(["enterprise", "university", "institute"], n).tolist()
    pool = ps.Pool([f"c{i}" for i in range(n)], value=value, cost=cost, pairs=pairs, roles=roles)
    return ps.Problem(pool, budget=float(int(0.8 * most * cost.mean())), size=(1, most), **limits)


def quadratic_knapsack(n: int, share: float, seed: int) -> ps.Problem:
    """The recipe of Billionnet and Soutif: profits 1…100, weights 1…50, a random capacity."""
    rng = np.random.default_rng(seed)
    profit = np.triu(rng.integers(1, 101, (n, n)) * (rng.random((n, n)) < share))
    cost = rng.integers(1, 51, n)
    pool = ps.Pool([f"c{i}" for i in range(n)], value=np.diag(profit), cost=cost, pairs=np.triu(profit, 1))
    return ps.Problem(pool, budget=float(rng.integers(50, max(51, cost.sum()))), size=(0, None))
