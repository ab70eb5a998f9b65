"""Minimum cuts of dense networks: between two nodes (push and relabel), and of a whole graph (Stoer and Wagner)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["global_minimum_cut", "source_side"]


@jit
def _distances(residual: NDArray[np.float64], sink: int) -> NDArray[np.int64]:
    """Steps from every node to the sink along residual arcs; the number of nodes where there is no way."""
    m = residual.shape[0]
    height = np.full(m, m, dtype=np.int64)
    queue = np.empty(m, dtype=np.int64)
    height[sink] = 0
    queue[0] = sink
    first, last = 0, 1
    while first < last:
        node = queue[first]
        first += 1
        for other in range(m):
            if height[other] == m and residual[other, node] > 0.0:
                height[other] = height[node] + 1
                queue[last] = other
                last += 1
    return height


@jit
def _discharge(
    residual: NDArray[np.float64], excess: NDArray[np.float64], height: NDArray[np.int64], node: int, source: int, sink: int
) -> bool:
    """Push what a node holds downhill, lifting it when there is no way down; return whether it was lifted. In place."""
    m = residual.shape[0]
    lifted = False
    while excess[node] > 0.0 and height[node] < m:
        lowest = m
        for other in range(m):
            if residual[node, other] > 0.0:
                if height[other] == height[node] - 1 and excess[node] > 0.0:
                    amount = min(excess[node], residual[node, other])
                    residual[node, other] -= amount
                    residual[other, node] += amount
                    excess[node] -= amount
                    excess[other] += amount
                if residual[node, other] > 0.0 and height[other] < lowest:
                    lowest = height[other]
        if excess[node] > 0.0:
            height[node] = lowest + 1
            lifted = True
    return lifted


@jit
def source_side(capacity: NDArray[np.float64], source: int, sink: int) -> NDArray[np.bool_]:
    """Return the source's side of the largest minimum cut between two nodes: those from which the sink can no longer be reached.

    Every amount pushed empties an arc or a node exactly, so that rounding cannot keep the method from ending. O(m**3) in practice.

    Parameters
    ----------
    capacity
        float64[m, m], each at least 0 and finite.
    source, sink
        Two nodes.
    """
    m = capacity.shape[0]
    residual = capacity.copy()
    excess = np.zeros(m)
    for node in range(m):
        amount = residual[source, node]
        if node != source and amount > 0.0:
            residual[source, node] = 0.0
            residual[node, source] += amount
            excess[node] += amount
    height = _distances(residual, sink)
    height[source] = m
    busy = True
    while busy:
        busy = False
        lifts = 0
        for node in range(m):
            if node != source and node != sink and excess[node] > 0.0 and height[node] < m:
                busy = True
                lifts += _discharge(residual, excess, height, node, source, sink)
        if lifts > 0:
            height = _distances(residual, sink)  # exact distances again: they find at once what no longer reaches the sink
            height[source] = m
    side: NDArray[np.bool_] = _distances(residual, sink) == m
    side[source] = True
    return side


@jit
def global_minimum_cut(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.bool_]]:
    """Return the smallest weight between a proper part of the nodes and the others, and that part. O(m**3).

    Parameters
    ----------
    weights
        float64[m, m], symmetric, each at least 0, m at least 2.
    """
    m = weights.shape[0]
    merged = weights.copy()
    group = np.arange(m)
    alive = np.arange(m)
    best = np.inf
    part = np.zeros(m, dtype=np.bool_)
    for count in range(m, 1, -1):
        tied = np.zeros(count)
        left = alive[:count].copy()
        at = np.arange(count)
        previous, last, cut = -1, -1, 0.0
        pick = 0
        for step in range(count):
            chosen = at[pick]
            at[pick] = at[count - step - 1]
            previous, last, cut = last, chosen, tied[chosen]
            row = merged[left[chosen]]
            pick = 0
            for k in range(count - step - 1):
                tied[at[k]] += row[left[at[k]]]
                if tied[at[k]] > tied[at[pick]]:
                    pick = k
        if cut < best:
            best = cut
            for node in range(m):
                part[node] = group[node] == left[last]
        into, gone = left[previous], left[last]
        for k in range(count):
            node = left[k]
            if node != into and node != gone:
                merged[into, node] += merged[gone, node]
                merged[node, into] = merged[into, node]
        for node in range(m):
            if group[node] == gone:
                group[node] = into
        alive[last] = alive[count - 1]
    return best, part
