"""A game as the linear programs see it: shifted to zero for single players, scaled to size one, and scanned for violated coalitions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, grand_mask, memberships, single_mask
from allocation.excess.master import POOL, Rows
from allocation.excess.scanner import Scanner
from allocation.excess.separation import Separation
from allocation.excess.span import Span, in_span
from allocation.excess.weighting import UNIT, Weighting

__all__ = ["Problem"]

SCALE_FLOOR = 1e-3  # of max|v|: synergies smaller than this are measured against rounding noise of the values themselves
ALL_IN_POOL = 9  # players: up to here every coalition is a row from the start


class Problem(Separation):
    """A table of coalition values, shifted to zero for single players and scaled to size one.

    Parameters
    ----------
    table
        2**n finite values, float64 or float32; also a memory map: read, never copied.
    n
        Number of players.
    weighting
        What excesses are divided by.
    floors
        Whether x_i ≥ v(i) is asked for.
    """

    def __init__(self, table: NDArray[Any], n: int, weighting: Weighting = UNIT, floors: bool = False, threads: int | None = None) -> None:
        self.table, self.n, self.weighting, self.floors = table, n, weighting, floors
        self.scanner = Scanner(table, n, weighting, threads)
        self.base = table[[single_mask(i) for i in range(n)]].astype(np.float64)
        rest, whole = self.scanner.scale(self.base)
        self.scale = max(rest, SCALE_FLOOR * whole) or 1.0
        self.rounds = 0

    def rows(self, masks: Iterable[int] | NDArray[np.int64], kind: int) -> Rows:
        """Return rows x(S) + w(S)·ε ≥ v(S), or x(S) ≥ v(S) for floors and settled coalitions, shifted and scaled."""
        numbers = masks if isinstance(masks, np.ndarray) else np.array(list(masks), dtype=np.int64)
        members = memberships(numbers.astype(np.uint64), self.n).astype(np.float64)
        values = (self.table[numbers] - (members * self.base).sum(axis=1)) / self.scale
        weights = self.weighting.of(numbers, self.n) if kind == POOL else np.zeros(numbers.size)
        return Rows(np.column_stack((members, weights)), values, np.full(numbers.size, kind), numbers)

    @property
    def everyone(self) -> int:
        """The mask of all players."""
        return grand_mask(self.n)

    @property
    def passes(self) -> float:
        """Full passes over the table so far."""
        return self.scanner.passes

    def single(self, player: int) -> int:
        """Return the mask of one player."""
        return single_mask(player)

    def player_of(self, number: int) -> int:
        """Return the player of a mask with one bit."""
        return number.bit_length() - 1

    def span(self) -> Span:
        """Return an empty span of masks."""
        return Span(self.n)

    def inside(self, numbers: NDArray[np.int64], outside: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return which masks lie in a span."""
        return in_span(numbers, outside)

    def most_violated(
        self, payoffs: NDArray[np.float64], level: float, tolerance: float, outside: NDArray[np.uint64], most: int
    ) -> NDArray[np.int64]:
        """Scan the table; return the most violated coalition of every block, worst first."""
        return self.scanner.most_violated(payoffs, level, tolerance, outside, most)

    def first_pool(self) -> NDArray[np.int64]:
        """Return the coalitions to begin with: all of a small game, else single players and all but one."""
        n = self.n
        if n <= ALL_IN_POOL:
            masks = np.arange(1, coalition_count(n) - 1, dtype=np.int64)
        else:
            masks = np.array([m for i in range(n) for m in (single_mask(i), grand_mask(n) - single_mask(i))], dtype=np.int64)
        return masks[self.weighting.of(masks, n) >= 0]
