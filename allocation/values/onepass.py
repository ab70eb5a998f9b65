"""One pass over a table for all players: the part that every average of marginal contributions shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count
from allocation.kernels.semivalue import block_weights, fold_blocks, sums_of_players
from allocation.parallel import in_order

__all__ = ["PlayerSums", "player_sums"]

BLOCK_BITS = 10  # 2**10 float64 are 8 KiB: totals and weights of a block stay in the nearest caches
CHUNK_BLOCKS = 1024  # blocks that one thread adds up at a time, 8 MiB of table; fixed, so that results do not depend on the threads


@dataclass(frozen=True)
class PlayerSums:
    """What one pass leaves.

    Parameters
    ----------
    players
        float64[n]: Σ weights[|S|]·v(S) over the coalitions S with each player.
    places
        float64[n - low + 1, 2**low]: Σ v(S) over the coalitions with so many high bits and these low bits.
    """

    players: NDArray[np.float64]
    places: NDArray[np.float64]

    def total(self, weights: NDArray[np.float64]) -> float:
        """Return Σ weights[|S|]·v(S) over all coalitions, for any weights of the sizes 0 to n."""
        n = len(self.players)
        return float((block_weights(weights, n + 1 - len(self.places), n) * self.places).sum())


def player_sums(table: NDArray[Any], weights: NDArray[np.float64]) -> PlayerSums:
    """Weigh and add up a table for all players in one pass.

    Parameters
    ----------
    table
        2**n values, float32 or float64, also a memory map: read once, never copied.
    weights
        float64[n + 1]: weight of a coalition by its size.

    Returns
    -------
    PlayerSums
        O(2**n) time at the speed of memory. Sums are taken in stretches of at most 1 024 terms and then over the chunks, so that their
        relative error stays below (1 024 + 2**n / 2**20) · 1.1e-16 of Σ |weight · v|, and is a few 1e-16 in practice.
    """
    n = len(weights) - 1
    low = min(n, BLOCK_BITS)
    rows = block_weights(weights, low, n)
    count = coalition_count(n - low)
    blocks = np.empty(count)
    places = np.zeros(rows.shape)

    def fold(first: int) -> NDArray[np.float64]:
        """Read one chunk; its total by place is added up later, in order."""
        last = min(first + CHUNK_BLOCKS, count)
        part = np.zeros(rows.shape)
        fold_blocks(table, rows, first, last, part, blocks[first:last])
        return part

    for part in in_order(fold, range(0, count, CHUNK_BLOCKS)):
        places += part
    return PlayerSums(sums_of_players(places, blocks, rows, low, n), places)
