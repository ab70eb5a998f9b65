"""The counting table: how many coalitions have which sums of weights, modulo one prime.

One axis per sum. Every axis stops below its cap, because a coalition that reaches a quota never loses it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import worth_compiling
from allocation.kernels.voting_counts import accumulate_rows, add_rows, alternating_column, alternating_sum, running_sums, subtract_rows

__all__ = ["CountingTable", "RowPairs"]

Rows = NDArray[np.int64]


class RowPairs:
    """Which row of a table feeds which, for steps along all axes but the last.

    Parameters
    ----------
    caps
        Lengths of those axes.
    """

    def __init__(self, caps: Sequence[int]) -> None:
        self._where = np.indices(tuple(caps)).reshape(len(caps), prod(caps))
        self._strides = [prod(caps[k + 1 :]) for k in range(len(caps))]
        self._reach = np.zeros((len(caps), 1), dtype=np.int64)

    def offset(self, steps: Sequence[int]) -> int:
        """Return how many rows apart two entries are that differ by these steps."""
        return sum(step * stride for step, stride in zip(steps, self._strides, strict=True))

    def extend(self, steps: Sequence[int]) -> None:
        """Note that one more voter can move sums by these steps."""
        self._reach += np.array(steps, dtype=np.int64)[:, None]

    def pairs(self, steps: Sequence[int]) -> tuple[Rows, Rows]:
        """Return reachable target rows, ascending, and the row each is fed from."""
        inside = (self._where >= np.array(steps, dtype=np.int64)[:, None]) & (self._where <= self._reach)
        targets = np.flatnonzero(inside.all(axis=0))
        return targets, targets - self.offset(steps)


class CountingTable:
    """Counts of coalitions by their sums.

    Parameters
    ----------
    caps
        Length of each axis; sums at or above it are dropped.
    prime
        Counts are kept modulo this prime.

    Notes
    -----
    A voter costs one pass over the table. Counts of coalitions without a voter need no second table: they are an alternating sum
    along the voter's own step (:meth:`without`).
    """

    def __init__(self, caps: Sequence[int], prime: int) -> None:
        self.caps = tuple(caps)
        self.prime = prime
        self._rows = RowPairs(self.caps[:-1])
        self._reach = 0
        self._table = np.zeros((prod(self.caps[:-1]), self.caps[-1]), dtype=np.int64)
        self._table[0, 0] = 1

    def _clipped(self, steps: Sequence[int]) -> tuple[int, ...]:
        return tuple(min(step, cap) for step, cap in zip(steps, self.caps, strict=True))

    def add(self, steps: Sequence[int]) -> None:
        """Let one more voter join, or not, every coalition counted so far."""
        *outer, inner = self._clipped(steps)
        self._rows.extend(outer)
        self._reach = min(self._reach + inner, self.caps[-1] - 1)
        targets, sources = self._rows.pairs(outer)
        add = worth_compiling(add_rows, 2 * len(targets) * (self._reach + 1))
        add(self._table, targets[::-1].copy(), sources[::-1].copy(), inner, self._reach, self.prime)

    def remove(self, steps: Sequence[int]) -> None:
        """Undo :meth:`add` of a voter whose last step is positive."""
        *outer, inner = self._clipped(steps)
        targets, sources = self._rows.pairs(outer)
        subtract_rows(self._table, targets, sources, inner, self.prime)

    def start_accumulated(self) -> None:
        """Count "at most this sum" along the last axis from the beginning: adding voters keeps it so."""
        self._table[0] = 1
        self._reach = self.caps[-1] - 1

    def accumulate(self, axes: Sequence[int]) -> None:
        """Turn counts of exact sums into counts of "at most this sum" along some axes."""
        for axis in axes:
            if axis == len(self.caps) - 1:
                worth_compiling(running_sums, self._table.size)(self._table, self.prime)
            else:
                unit = [int(k == axis) for k in range(len(self.caps) - 1)]
                targets, sources = self._rows.pairs(unit)
                accumulate = worth_compiling(accumulate_rows, len(targets) * self.caps[-1])
                accumulate(self._table, targets, sources, self.prime)

    def at(self, position: Sequence[int]) -> int:
        """Return the entry at a position; 0 outside."""
        if min(position) < 0:
            return 0
        *outer, inner = position
        return int(self._table[self._rows.offset(outer), inner])

    def column(self, x: int) -> list[int]:
        """Return the entries at x along the last axis, for a table of two axes; 0 outside."""
        return [0] * self.caps[0] if x < 0 else [int(value) for value in self._table[:, x].tolist()]

    def column_with(self, x: int, steps: Sequence[int]) -> list[int]:
        """Return what :meth:`column` would say if only coalitions with the voter of these steps counted; its last step is positive."""
        across, inner = self._clipped(steps)
        without: list[int] = alternating_column(self._table, x, across, inner, self.prime).tolist()
        return [(every - other) % self.prime for every, other in zip(self.column(x), without, strict=True)]

    def without(self, position: Sequence[int], steps: Sequence[int]) -> int:
        """Return what :meth:`at` would say had the voter with these steps never joined.

        Some step must be positive. The sum runs down from the position in the voter's own steps.
        """
        if min(position) < 0:
            return 0
        steps = self._clipped(steps)
        terms = min(p // s + 1 for p, s in zip(position, steps, strict=True) if s)
        offset = self._rows.offset(steps[:-1])
        row = self._rows.offset(position[:-1])
        add = worth_compiling(alternating_sum, terms)
        return int(add(self._table, row, position[-1], offset, steps[-1], terms, self.prime))
