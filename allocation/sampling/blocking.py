"""Searching for coalitions that would gain by leaving: from random coalitions uphill, one member in or out at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.sampling.evaluation import Evaluations

__all__ = ["Found", "climb", "worst_first"]

Floats = NDArray[np.float64]
Rows = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Found:
    """Coalitions a search ended at.

    Parameters
    ----------
    rows
        bool[m, n], the one with the largest excess first, each once.
    values
        float64[m], what they are worth.
    excesses
        float64[m], v(S) - x(S), falling.
    """

    rows: Rows
    values: Floats
    excesses: Floats


def climb(evaluations: Evaluations, payoffs: Floats, rows: Rows, values: Floats, budget: int) -> Found:
    """Improve coalitions until none gains by one member joining or leaving, or the evaluations are used up.

    Parameters
    ----------
    evaluations
        Who evaluates: n coalitions a step.
    payoffs
        float64[n].
    rows, values
        Where to start, best first as far as the budget allows: bool[m, n] and float64[m].
    budget
        Evaluations that may be spent.
    """
    n = len(payoffs)
    ends: list[tuple[Rows, float]] = [(row, float(value)) for row, value in zip(rows, values, strict=True)]
    for start in np.argsort(-(values - rows @ payoffs), kind="stable").tolist():
        row, value = ends[start]
        while budget >= n:
            budget -= n
            near = row ^ np.eye(n, dtype=np.bool_)
            size = near.sum(axis=1)
            near = near[(size > 0) & (size < n)]
            if not len(near):
                break  # of two players each one's neighbours are nobody and everybody
            worth = evaluations.values(near)
            excess = worth - near @ payoffs
            best = int(excess.argmax())
            if excess[best] <= value - row @ payoffs:
                break
            row, value = near[best], float(worth[best])
        ends[start] = (row, value)
    return worst_first(np.array([row for row, _ in ends]), np.array([value for _, value in ends]), payoffs)


def worst_first(rows: Rows, values: Floats, payoffs: Floats) -> Found:
    """Return coalitions in falling order of what they would gain by leaving, each once."""
    excesses = values - rows @ payoffs
    order = np.argsort(-excesses, kind="stable")
    _, first = np.unique(rows[order], axis=0, return_index=True)
    kept = order[np.sort(first)]
    return Found(rows[kept], values[kept], excesses[kept])
