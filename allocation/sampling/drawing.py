"""Drawing coalitions, band by band: from a shuffled list where a size has few, at random where it has many."""

from __future__ import annotations

from math import comb

import numpy as np
from numpy.typing import NDArray

from allocation.kernels.sampling_rows import draw_rows, rows_of_ranks
from allocation.sampling.bands import Bands

__all__ = ["draw"]

Places = NDArray[np.int64]
_LIST = 7  # stream of the shuffled lists, apart from the stages


def draw(bands: Bands, quotas: Places, counts: Places | None, seed: int, stage: int) -> NDArray[np.bool_]:
    """Return coalitions: as many of each band as its quota says, in order of their bands.

    Parameters
    ----------
    bands
        The bands.
    quotas
        int64[bands].
    counts
        int64[n + 1]: how many coalitions of each size were drawn before; a list goes on where it stopped. None: draw all at random.
    seed, stage
        The same two give the same coalitions.
    """
    rng = np.random.default_rng([seed, 0, stage])
    n = bands.n
    sizes = bands.sizes_drawn(rng, quotas)
    luck = rng.integers(0, 2**32, (len(sizes), max(1, n // 2)), dtype=np.uint32)
    rows = draw_rows(luck, sizes, n)
    if counts is None:
        return rows
    for size in np.unique(sizes).tolist():
        places = np.flatnonzero(sizes == size)
        if bands.listed(size):
            ranks = _listed(n, size, seed, int(counts[size]), len(places))
            rows[places[: len(ranks)]] = _unranked(ranks, n, size)
    return rows


def _listed(n: int, size: int, seed: int, start: int, count: int) -> Places:
    few = min(size, n - size)
    order = np.random.default_rng([seed, _LIST, few]).permutation(comb(n, few))
    return order[start : start + count].astype(np.int64)


def _unranked(ranks: Places, n: int, size: int) -> NDArray[np.bool_]:
    """The list of a size above one half holds the complements of that of the mirrored size, so that pairs and single draws go on alike."""
    few = min(size, n - size)
    ways = np.array([[comb(i, k) for k in range(few + 1)] for i in range(n + 1)], dtype=np.int64)
    rows = rows_of_ranks(ranks, ways, n, few)
    return rows if few == size else ~rows
