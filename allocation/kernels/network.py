"""Games restricted by a network: a coalition earns what its connected parts earn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["link_table", "restricted_table"]

Floats = NDArray[np.float64]
Masks = NDArray[np.int64]


@jit
def _component(mask: int, neighbours: Masks) -> int:
    """The connected part of a coalition that holds its lowest member."""
    part = mask & -mask
    frontier = part
    while frontier:
        reached = 0
        player = 0
        rest = frontier
        while rest:
            if rest & 1:
                reached |= neighbours[player]
            rest >>= 1
            player += 1
        frontier = reached & mask & ~part
        part |= frontier
    return part


@jit
def restricted_table(table: Floats, neighbours: Masks) -> Floats:
    """Return, for every coalition, the sum of the values of its connected parts. O(n 2**n).

    ``neighbours[i]`` is the mask of the players linked to i.
    """
    restricted = np.zeros(table.size)
    for mask in range(1, table.size):
        part = _component(mask, neighbours)
        restricted[mask] = table[part] + restricted[mask ^ part]
    return restricted


@jit
def link_table(table: Floats, n: int, first: Masks, second: Masks) -> Floats:
    """Return, for every set of links, the sum of the values of the parts they connect all n players to. O((n + links) 2**links)."""
    worth = np.zeros(1 << first.size)
    parts = np.empty(n, np.int64)
    for links in range(worth.size):
        for i in range(n):
            parts[i] = 1 << i
        for k in range(first.size):
            if links >> k & 1 and parts[first[k]] != parts[second[k]]:
                joined = parts[first[k]] | parts[second[k]]
                for i in range(n):
                    if joined >> i & 1:
                        parts[i] = joined
        for i in range(n):
            if parts[i] & -parts[i] == 1 << i:
                worth[links] += table[parts[i]]
    return worth
