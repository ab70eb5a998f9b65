"""The best way to split a pool into groups, by dynamic programming over subsets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["best_part", "best_totals"]

Floats = NDArray[np.float64]


@jit
def best_part(joined: Floats, totals: Floats, first: int, rest: int) -> tuple[float, int]:
    """Return the best total of a set, and who joins its first member in the group it is in.

    Parameters
    ----------
    joined
        float64[2**k]: worth of groups.
    totals
        float64[2**k]: best totals of all proper subsets of the set without its first member.
    first
        What is added to a mask to give the group's place in ``joined``: the mask of the first member.
    rest
        Mask of the other members.
    """
    best, chosen = joined[rest | first] + totals[0], rest
    part = rest
    while part:
        part = (part - 1) & rest
        total = joined[part | first] + totals[rest ^ part]
        if total > best:
            best, chosen = total, part
    return best, chosen


@jit
def best_totals(joined: Floats) -> Floats:
    """Return the best total of every subset: float64[2**k] from the worth of every group, float64[2**k]. O(3**k / 2) additions.

    The first member of a set is in exactly one group, so only groups with it are tried, and each split once; masks ascend, so that the
    rest is settled before.
    """
    totals = np.zeros(joined.size)
    for mask in range(1, joined.size):
        first = mask & -mask
        totals[mask] = best_part(joined, totals, first, mask ^ first)[0]
    return totals
