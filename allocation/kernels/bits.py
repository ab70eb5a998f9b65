"""Counting the members of a coalition inside a kernel."""

from __future__ import annotations

from allocation.kernels import jit

__all__ = ["popcount"]


@jit
def popcount(mask: int) -> int:
    """Return the number of members of a mask. One step per member."""
    count = 0
    while mask:
        mask &= mask - 1
        count += 1
    return count
