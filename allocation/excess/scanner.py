"""The separation problem on a table: which coalitions does a payoff vector wrong the most?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count
from allocation.excess.members import SMALL, members_of_all
from allocation.excess.weighting import UNIT, Weighting
from allocation.kernels import read_only, worth_compiling
from allocation.kernels.scan import scan_blocks, scan_blocks_weighted, scan_scale
from allocation.kernels.scan_span import PRIME
from allocation.parallel import in_order, thread_count
from allocation.subset_sums import subset_sums, subset_sums_mod

__all__ = ["Scanner", "block_bits", "in_threads", "over_blocks"]

T = TypeVar("T")

LARGEST_BLOCK = 10  # bits: 2**10 sums of 8 bytes stay in the first-level cache
SPREAD = 6  # bits: at least 2**6 blocks where there are enough players, so that one scan yields many coalitions
THREADED = 2**21  # coalitions: fewer are read in less time than it takes to hand them to threads


def block_bits(n: int) -> int:
    """Return how many low bits of a mask number the coalition inside its block."""
    return min(n, LARGEST_BLOCK, max(n - SPREAD, 1))


def in_threads(work: Callable[[NDArray[np.int64]], T], blocks: NDArray[np.int64], each: int, threads: int | None = None) -> list[T]:
    """Run ``work`` on parts of a list of blocks of ``each`` coalitions, in threads where that pays."""
    count = 1 if len(blocks) * each < THREADED else min(threads or thread_count(), len(blocks))
    if count == 1:
        return [work(blocks)]
    return list(in_order(work, np.array_split(blocks, 4 * count), count))  # four pieces a thread even out what other processes take


def over_blocks(n: int, work: Callable[[int, int], T], threads: int | None = None) -> list[T]:
    """Run ``work(first, last)`` over all blocks of a table of n players, in threads where that pays."""
    bits = block_bits(n)
    every = np.arange(coalition_count(n - bits))
    return in_threads(lambda part: work(int(part[0]), int(part[-1]) + 1), every, coalition_count(bits), threads)


class Scanner:
    """Finds violated coalitions of one table, and remembers which blocks cannot hold any.

    Parameters
    ----------
    table
        2**n values, float64 or float32.
    weighting
        What excesses are divided by.
    threads
        Number of threads; all processors when left out.
    """

    def __init__(self, table: NDArray[Any], n: int, weighting: Weighting = UNIT, threads: int | None = None) -> None:
        self.n, self._table, self._weighting, self._threads = n, read_only(table), weighting, threads
        self._bits = block_bits(n)
        blocks = coalition_count(n - self._bits)
        self._bound = np.full(blocks, np.inf)
        self._stamp = np.zeros(blocks, dtype=np.int64)
        self._mask = np.zeros(blocks, dtype=np.int64)
        self._seen: list[tuple[NDArray[np.float64], float]] = []
        self._heaviest, self._lightest = self._weights_of_blocks()
        self.blocks_read = 0

    @property
    def passes(self) -> float:
        """Blocks read so far, counted in passes over the table."""
        return self.blocks_read / self._bound.size

    def scale(self, base: NDArray[np.float64]) -> tuple[float, float]:
        """Return max |v(S) - base(S)| and max |v(S)|. One pass."""
        if self.n <= SMALL:
            return float(np.abs(self._table - members_of_all(self.n) @ base).max()), float(np.abs(self._table).max())
        low, high = subset_sums(base[: self._bits]), subset_sums(base[self._bits :])
        scan = worth_compiling(scan_scale, self._table.size)

        def largest(first: int, last: int) -> NDArray[np.float64]:
            found = np.empty(2)
            scan(self._table, first, last, low, high, found)
            return found

        rest, whole = np.max(over_blocks(self.n, largest, self._threads), axis=0)
        return float(rest), float(whole)

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
        bits, weights = self._bits, self._weighting.table
        x = payoffs + self._weighting.each * level
        x_low, x_high = subset_sums(x[:bits]), subset_sums(x[bits:])
        y_low = subset_sums_mod(outside[:bits])
        y_skip = (np.uint64(PRIME) - subset_sums_mod(outside[bits:])) % np.uint64(PRIME)
        threshold = tolerance if weights is not None else self._weighting.constant * level + tolerance
        blocks = self._pending(x[:bits], x_high, level, threshold)

        plain = worth_compiling(scan_blocks, 2 * len(blocks) * coalition_count(bits))

        def scan(some: NDArray[np.int64]) -> None:
            if weights is None:
                plain(self._table, some, x_low, y_low, y_skip, self._bound, self._mask)
            else:
                scan_blocks_weighted(self._table, weights, some, x_low, y_low, y_skip, level, self._bound, self._mask)

        in_threads(scan, blocks, coalition_count(bits), self._threads)
        self.blocks_read += len(blocks)
        gain = self._bound[blocks] - x_high[blocks] - threshold
        hit = np.flatnonzero(gain > 0)
        if hit.size > most:
            hit = hit[np.argpartition(-gain[hit], most - 1)[:most]]
        worst_first: NDArray[np.int64] = self._mask[blocks[hit[np.argsort(-gain[hit], kind="stable")]]]
        return worst_first

    def _pending(self, low: NDArray[np.float64], x_high: NDArray[np.float64], level: float, threshold: float) -> NDArray[np.int64]:
        """The blocks that have to be read; they are stamped with the present x and level."""
        self._seen.append((low, level))
        slack = np.maximum(np.array([x for x, _ in self._seen]) - low, 0.0).sum(axis=1)[self._stamp]
        if self._weighting.table is not None:
            fallen = np.array([seen for _, seen in self._seen])[self._stamp] - level
            slack = slack + np.where(fallen > 0, self._heaviest, self._lightest) * fallen
        blocks: NDArray[np.int64] = np.flatnonzero(self._bound + slack > threshold + x_high)
        self._stamp[blocks] = len(self._seen) - 1
        return blocks

    def _weights_of_blocks(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The largest and the smallest weight that counts in every block; empty without a table of weights. One pass."""
        weights = self._weighting.table
        if weights is None:
            return np.empty(0), np.empty(0)
        rows = weights.reshape(self._bound.size, -1)
        return np.maximum(rows.max(axis=1), 0.0), np.maximum(rows.min(axis=1), 0.0)
