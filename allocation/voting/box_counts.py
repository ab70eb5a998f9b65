"""Coalitions that miss every threshold of a box, and the voters who would carry them over: exact counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import prod

from allocation.voting.condition import Box, Threshold
from allocation.voting.counting_table import CountingTable

__all__ = ["BoxCounts"]


@dataclass(frozen=True)
class BoxCounts:
    """How the coalitions of one box are counted.

    Parameters
    ----------
    box
        Thresholds on different weights; a coalition loses when it misses all of them.
    n
        Number of voters.
    by_size
        Whether counts are told apart by the size of the coalition. A threshold on heads is then a cap on the size.
    """

    box: Box
    n: int
    by_size: bool

    @cached_property
    def axes(self) -> tuple[Threshold, ...]:
        """Thresholds with an axis of their own, the longest last."""
        return tuple(sorted((t for t in self.box if not (self.by_size and t.by_heads)), key=lambda t: (t.quota, t.weights)))

    @cached_property
    def sizes(self) -> int:
        """How many sizes a losing coalition can have, the empty one included; 1 when sizes are not told apart."""
        if not self.by_size:
            return 1
        return min([self.n, *(_most_members(t) + 1 for t in self.box)])

    @property
    def caps(self) -> tuple[int, ...]:
        """Lengths of the axes of the counting table."""
        quotas = tuple(t.quota for t in self.axes)
        return (self.sizes, *(quotas or (1,))) if self.by_size else quotas

    @property
    def cells(self) -> int:
        """Entries of the counting table."""
        return prod(self.caps)

    def steps(self, voter: int) -> tuple[int, ...]:
        """Return how far a voter moves the sums."""
        weights = tuple(t.weights[voter] for t in self.axes)
        return (1, *(weights or (0,))) if self.by_size else weights

    def remainders(self, voters: Sequence[int], prime: int) -> list[list[int]]:
        """Count modulo a prime.

        Returns
        -------
        list of lists
            First the losing coalitions, then, for each asked voter, the losing coalitions without it that it carries over;
            each by size, or in one number.
        """
        table = self._filled(prime)
        top = tuple(cap - 1 for cap in self.caps)
        tops = [(s, *top[1:]) for s in range(self.sizes)] if self.by_size else [top]
        return [[table.at(t) for t in tops], *([self._carried(table, t, voter) for t in tops] for voter in voters)]

    def _filled(self, prime: int) -> CountingTable:
        table = CountingTable(self.caps, prime)
        for voter in sorted(range(self.n), key=lambda i: self.steps(i)[-1]):
            table.add(self.steps(voter))
        table.accumulate(range(int(self.by_size), len(self.caps)))
        return table

    def _carried(self, table: CountingTable, top: tuple[int, ...], voter: int) -> int:
        """Losing without the voter, less still losing with it."""
        if not any(t.weights[voter] for t in self.box):
            return 0
        steps = self.steps(voter)
        lost = table.without(top, steps)
        if self.by_size and top[0] + 1 == self.sizes and any(t.by_heads and t.quota == self.sizes for t in self.box):
            return lost
        sums = [t - s for t, s in zip(top, steps, strict=True)]
        if self.by_size:
            sums[0] = top[0]
        return (lost - table.without(sums, steps)) % table.prime


def _most_members(threshold: Threshold) -> int:
    """How many voters fit below the quota."""
    return sum(weight < threshold.quota for weight in accumulate(sorted(threshold.weights)))
