"""Drawing coalitions of given sizes, and sums over them by band of sizes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["band_sums", "draw_rows", "rows_of_ranks"]

Floats = NDArray[np.float64]
Rows = NDArray[np.bool_]


@jit
def draw_rows(luck: NDArray[np.uint32], sizes: NDArray[np.int64], n: int) -> Rows:
    """Return bool[m, n]: coalitions of the given sizes, each equally likely.

    ``luck`` is uint32[m, at least min(size, n - size)], uniform: step k of a shuffle takes one number of a row, scaled to the places left.
    """
    rows = np.zeros((sizes.size, n), np.bool_)
    places = np.arange(n)
    for row in range(sizes.size):
        few = min(sizes[row], n - sizes[row])
        chosen = sizes[row] == few
        if not chosen:
            for i in range(n):
                rows[row, i] = True
        for k in range(few):
            other = k + (np.int64(luck[row, k]) * (n - k) >> 32)
            kept = places[other]
            places[other] = places[k]
            places[k] = kept
            rows[row, kept] = chosen
    return rows


@jit
def band_sums(rows: Rows, bands: NDArray[np.int64], first: Floats, second: Floats, count: int) -> tuple[Floats, Floats]:
    """Return Σ first and Σ second over the rows of every band that hold a player, each float64[count, n]."""
    n = rows.shape[1]
    one = np.zeros((count, n))
    two = np.zeros((count, n))
    for row in range(rows.shape[0]):
        band, a, b = bands[row], first[row], second[row]
        for i in range(n):
            if rows[row, i]:
                one[band, i] += a
                two[band, i] += b
    return one, two


@jit
def rows_of_ranks(ranks: NDArray[np.int64], ways: NDArray[np.int64], n: int, size: int) -> Rows:
    """Return bool[m, n]: the coalitions of a size with the given places in the list of all of them.

    ``ways[i, k]`` is the number of coalitions of k among i players. O(n) a row.
    """
    rows = np.zeros((ranks.size, n), np.bool_)
    for row in range(ranks.size):
        rank, left = ranks[row], size
        for i in range(n - 1, -1, -1):
            if left > 0 and rank >= ways[i, left]:
                rank -= ways[i, left]
                rows[row, i] = True
                left -= 1
    return rows
