"""The separation problem on a table: which coalitions does a payoff vector wrong the most?"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count
from allocation.excess.weighting import UNIT, Weighting
from allocation.kernels.scan import scan_blocks, scan_blocks_weighted, scan_scale, subset_sums
from allocation.kernels.scan_span import PRIME, subset_sums_mod

__all__ = ["Scanner", "block_bits", "over_blocks"]

T = TypeVar("T")

LARGEST_BLOCK = 10  # bits: 2**10 sums of 8 bytes stay in the first-level cache
SPREAD = 6  # bits: at least 2**6 blocks where there are enough players, so that one scan yields many coalitions
THREADED = 18  # players: below, a scan takes less time than handing it to a thread


def block_bits(n: int) -> int:
    """Return how many low bits of a mask number the coalition inside its block."""
    return min(n, LARGEST_BLOCK, max(n - SPREAD, 1))


def over_blocks(n: int, work: Callable[[int, int], T], threads: int | None = None) -> list[T]:
    """Run ``work(first, last)`` over all blocks of a table, in threads where that pays."""
    blocks = coalition_count(n - block_bits(n))
    count = 1 if n < THREADED else min(threads or os.cpu_count() or 1, blocks)
    if count == 1:
        return [work(0, blocks)]
    edges = [blocks * k // (4 * count) for k in range(4 * count + 1)]  # four pieces a thread even out what other processes take
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, edges[:-1], edges[1:]))


class Scanner:
    """Finds violated coalitions of one table, and remembers which blocks cannot hold any.

    Parameters
    ----------
    table
        float64[2**n].
    weighting
        What excesses are divided by.
    threads
        Number of threads; all processors when left out.
    """

    def __init__(self, table: NDArray[np.float64], n: int, weighting: Weighting = UNIT, threads: int | None = None) -> None:
        self.n, self._table, self._weighting, self._threads = n, table, weighting, threads
        self._bits = block_bits(n)
        blocks = coalition_count(n - self._bits)
        self._bound = np.full(blocks, np.inf)
        self._stamp = np.zeros(blocks, dtype=np.int64)
        self._gain = np.empty(blocks)
        self._mask = np.zeros(blocks, dtype=np.int64)
        self._seen: list[NDArray[np.float64]] = []
        self.blocks_read = 0

    @property
    def passes(self) -> float:
        """Blocks read so far, counted in passes over the table."""
        return self.blocks_read / self._bound.size

    def scale(self, base: NDArray[np.float64]) -> tuple[float, float]:
        """Return max |v(S) - base(S)| and max |v(S)|. One pass."""
        low, high = subset_sums(base[: self._bits]), subset_sums(base[self._bits :])
        found = over_blocks(self.n, lambda first, last: scan_scale(self._table, first, last, low, high), self._threads)
        return max(rest for rest, _ in found), max(whole for _, whole in found)

    def most_violated(
        self, payoffs: NDArray[np.float64], level: float, tolerance: float, outside: NDArray[np.uint64], most: int
    ) -> NDArray[np.int64]:
        """Return the most violated coalition of every block, worst first.

        Parameters
        ----------
        payoffs, level
            A coalition S is violated when v(S) - x(S) - w(S)·level is above the tolerance.
        tolerance
            In the unit of the table.
        outside
            A vector of :meth:`Span.orthogonal`: coalitions in that span are skipped.
        most
            How many to return at most.
        """
        y_low = subset_sums_mod(outside[: self._bits])
        y_skip = (np.uint64(PRIME) - subset_sums_mod(outside[self._bits :])) % np.uint64(PRIME)
        bits, weights = self._bits, self._weighting.table
        heavy = np.empty(0) if weights is None else weights
        x = payoffs + self._weighting.each * level
        sums = (subset_sums(x[:bits]), subset_sums(x[bits:]), y_low, y_skip)
        found = (self._gain, self._mask)

        def additive(first: int, last: int) -> int:
            bounds = (slack, self._bound, self._stamp)
            return int(scan_blocks(self._table, first, last, *sums, self._weighting.constant * level + tolerance, *bounds, *found))

        def weighted(first: int, last: int) -> int:
            return int(scan_blocks_weighted(self._table, heavy, first, last, *sums, level, tolerance, *found))

        slack = self._slack(x[:bits])
        read = over_blocks(self.n, additive if weights is None else weighted, self._threads)
        self.blocks_read += sum(read)
        hit = np.flatnonzero(self._gain > -np.inf)
        if hit.size > most:
            hit = hit[np.argpartition(-self._gain[hit], most - 1)[:most]]
        worst_first: NDArray[np.int64] = self._mask[hit[np.argsort(-self._gain[hit], kind="stable")]]
        return worst_first

    def _slack(self, low: NDArray[np.float64]) -> NDArray[np.float64]:
        """By how much v(S) - x_low(S) can have grown since each earlier x, the present one last."""
        self._seen.append(low)
        growth: NDArray[np.float64] = np.maximum(np.array(self._seen) - low, 0.0).sum(axis=1)
        return growth
