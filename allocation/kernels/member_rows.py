"""Spans of coalitions given as rows of Booleans, for more players than a mask has bits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit
from allocation.kernels.scan_span import PRIME, insert_row

__all__ = ["insert_members", "member_tags"]

_P = np.uint64(PRIME)


@jit
def insert_members(rows: NDArray[np.uint64], pivots: NDArray[np.int64], rank: int, members: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Add coalitions one after the other to a reduced echelon form in place; return which were independent. O(m rank n)."""
    n = pivots.size
    grew = np.zeros(members.shape[0], dtype=np.bool_)
    row = np.empty(n, dtype=np.uint64)
    for k in range(members.shape[0]):
        if rank == n:
            break
        for i in range(n):
            row[i] = np.uint64(members[k, i])
        if insert_row(rows, pivots, rank, row):
            grew[k] = True
            rank += 1
    return grew


@jit
def member_tags(members: NDArray[np.bool_], vector: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return for every coalition the sum of a vector over its members, modulo the prime. O(m n)."""
    tags = np.zeros(members.shape[0], dtype=np.uint64)
    for k in range(members.shape[0]):
        for i in range(vector.size):
            if members[k, i]:
                total = tags[k] + vector[i]
                tags[k] = total - _P if total >= _P else total
    return tags
