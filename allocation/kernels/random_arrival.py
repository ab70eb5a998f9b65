"""Random arrival of claimants: what each finds left when it comes, averaged over all orders."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["arrival_shares", "arrival_shares_by_subsets"]


@jit
def arrival_shares(
    sizes: NDArray[np.int64], points: int, offset: float, nodes: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what each claimant gets of an estate of ``points - 1 + offset`` steps. O(nodes · n · points).

    At a node t every other claimant is ahead with probability t, independently. ``after[i, j]`` is what is expected to be left of
    ``j + offset`` by the claimants behind i in the list, ``ahead[s]`` the probability that those before i in the list take s steps.
    All terms are sums of non-negative numbers but for one difference, so that nothing is amplified.
    """
    n = sizes.size
    shares = np.zeros(n)
    after = np.empty((n, points))
    ahead = np.empty(points)
    for q in range(nodes.size):
        t = nodes[q]
        for j in range(points):
            after[n - 1, j] = j + offset
        for i in range(n - 2, -1, -1):
            size = sizes[i + 1]
            for j in range(points):
                after[i, j] = (1 - t) * after[i + 1, j] + (t * after[i + 1, j - size] if j >= size else 0.0)
        ahead[:] = 0.0
        ahead[0] = 1.0
        for i in range(n):
            size = sizes[i]
            expected = 0.0
            for s in range(points):
                j = points - 1 - s
                expected += ahead[s] * (after[i, j] - (after[i, j - size] if j >= size else 0.0))
            shares[i] += weights[q] * expected
            for s in range(points - 1, -1, -1):
                ahead[s] = (1 - t) * ahead[s] + (t * ahead[s - size] if s >= size else 0.0)
    return shares


@jit
def arrival_shares_by_subsets(claims: NDArray[np.float64], estate: float, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what each claimant gets; ``weights[k]`` is the chance that just one given set of k others is ahead. O(n 2**n)."""
    n = claims.size
    shares = np.zeros(n)
    taken = np.zeros(1 << n)
    for mask in range(1 << n):
        size = 0
        rest = mask
        while rest:
            rest &= rest - 1
            size += 1
        if mask:
            lowest = 0
            while not mask >> lowest & 1:
                lowest += 1
            taken[mask] = claims[lowest] + taken[mask & (mask - 1)]
        left = estate - taken[mask]
        if left <= 0:
            continue
        for i in range(n):
            if not mask >> i & 1:
                shares[i] += weights[size] * min(claims[i], left)
    return shares
