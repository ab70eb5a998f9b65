"""Minimum-cost spanning trees that grow from a source."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["grow_tree", "tree_costs"]


@jit
def grow_tree(members: NDArray[np.bool_], costs: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the node towards the source (node 0) of every member in a cheapest tree, -1 for others. Prim's method, O(n**2).

    Player i is node i + 1. Of equally cheap arcs the one of the first player is taken, to the node that joined first.
    """
    n = members.size
    reach = np.empty(n)
    parents = np.full(n, -1, dtype=np.int64)
    joined = np.zeros(n, dtype=np.bool_)
    left = 0
    for i in range(n):
        if members[i]:
            reach[i] = costs[0, i + 1]
            parents[i] = 0
            left += 1
    while left:
        nearest = -1
        for i in range(n):
            if members[i] and not joined[i] and (nearest < 0 or reach[i] < reach[nearest]):
                nearest = i
        joined[nearest] = True
        left -= 1
        for i in range(n):
            if members[i] and not joined[i] and costs[nearest + 1, i + 1] < reach[i]:
                reach[i] = costs[nearest + 1, i + 1]
                parents[i] = nearest + 1
    return parents


@jit
def tree_costs(coalitions: NDArray[np.bool_], costs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the cost of a cheapest tree over the source and the members of every coalition, using their nodes only. O(m n**2)."""
    totals = np.zeros(coalitions.shape[0])
    for row in range(coalitions.shape[0]):
        parents = grow_tree(coalitions[row], costs)
        for i in range(parents.size):
            if parents[i] >= 0:
                totals[row] += costs[parents[i], i + 1]
    return totals
