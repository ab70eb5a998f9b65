"""One pass over a table for all players: the part that every average of marginal contributions shares."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, sizes
from allocation.kernels import read_only
from allocation.kernels.semivalue import fold_blocks
from allocation.parallel import in_order, thread_count
from allocation.subset_sums import player_totals

__all__ = ["WHOLE", "PlayerSums", "block_weights", "player_sums"]

WHOLE = 10  # players: tables up to here are one product with the table of who is in which coalition
BLOCK_BITS = 8  # 2**8 float64 are 2 KiB: totals and weights of the blocks of every size stay in the nearest caches
CHUNK_BLOCKS = 2048  # blocks that are added up by themselves, 4 MiB of table; fixed, so that results do not depend on the threads
PIECES = 4  # per thread, to even out what other processes take; one that works alone reads everything at once

Floats = NDArray[np.float64]


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

    players: Floats
    places: Floats

    def total(self, weights: Floats) -> float:
        """Return Σ weights[|S|]·v(S) over all coalitions, for any weights of the sizes 0 to n."""
        n = len(self.players)
        return float((block_weights(weights, n + 1 - len(self.places), n) * self.places).sum())


def block_weights(weights: Floats, low: int, n: int) -> Floats:
    """Return float64[n - low + 1, 2**low]: the weight of each place in a block, by the number of high bits that are set."""
    chosen: Floats = weights[_sizes_by_place(low, n)]
    return chosen


@lru_cache(maxsize=64)
def _sizes_by_place(low: int, n: int) -> NDArray[np.intp]:
    """Members of a coalition, by the number of its high bits and its place; some 60 KB for 30 players."""
    members = np.add.outer(np.arange(n - low + 1), sizes(low).astype(np.intp))
    members.setflags(write=False)
    return members


def player_sums(table: NDArray[Any], weights: Floats) -> PlayerSums:
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
        O(2**n) time at the speed of memory. Sums are taken in stretches of at most 2 048 terms and then over the chunks, so that their
        relative error stays below (2 048 + 2**n / 2**19) · 1.1e-16 of Σ |weight · v|, and is a few 1e-16 in practice.
    """
    n = len(weights) - 1
    if n <= WHOLE:
        places = table.astype(np.float64)
        return PlayerSums(player_totals(block_weights(weights, n, n)[0] * places), places[None])
    rows = block_weights(weights, BLOCK_BITS, n)
    blocks = np.empty(coalition_count(n - BLOCK_BITS))
    chunks = _folded(read_only(table), rows, blocks)
    places = chunks.sum(axis=0) if len(chunks) > 1 else chunks[0]
    low_players = player_totals(np.einsum("cp,cp->p", rows, places))
    return PlayerSums(np.concatenate((low_players, player_totals(blocks))), places)


def _folded(table: NDArray[Any], rows: Floats, blocks: Floats) -> Floats:
    """Fill the weighted total of every block, and return the totals by place of every chunk."""
    chunks = -(-len(blocks) // CHUNK_BLOCKS)
    places = np.zeros((chunks, *rows.shape))
    if chunks == 1:
        fold_blocks(table, rows, 0, len(blocks), CHUNK_BLOCKS, places, blocks)
        return places
    threads = min(thread_count(), chunks)
    pieces = 1 if threads == 1 else min(PIECES * threads, chunks)
    ends = [chunks * k // pieces * CHUNK_BLOCKS for k in range(pieces + 1)]

    def fold(k: int) -> None:
        fold_blocks(table, rows, ends[k], min(ends[k + 1], len(blocks)), CHUNK_BLOCKS, places, blocks)

    deque(in_order(fold, range(pieces)), maxlen=0)
    return places
