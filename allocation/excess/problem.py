"""A game as the linear programs see it: shifted to zero for single players, scaled to size one, and scanned for violated coalitions."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, grand_mask, single_mask
from allocation.excess.master import EMPTY, FIXED, POOL, Rows
from allocation.excess.scanner import Scanner
from allocation.excess.weighting import UNIT, Weighting
from allocation.kernels.scan import coalition_rows

__all__ = ["Problem"]

SCALE_FLOOR = 1e-3  # of max|v|: synergies smaller than this are measured against rounding noise of the values themselves
ALL_IN_POOL = 9  # players: up to here every coalition is a row from the start


class Problem:
    """A table of coalition values, shifted to zero for single players and scaled to size one.

    Parameters
    ----------
    table
        float64[2**n], finite.
    n
        Number of players.
    weighting
        What excesses are divided by.
    floors
        Whether x_i ≥ v(i) is asked for.
    """

    def __init__(
        self, table: NDArray[np.float64], n: int, weighting: Weighting = UNIT, floors: bool = False, threads: int | None = None
    ) -> None:
        self.table, self.n, self.weighting, self.floors = table, n, weighting, floors
        self.scanner = Scanner(table, n, weighting, threads)
        self.base = table[[single_mask(i) for i in range(n)]].copy()
        rest, whole = self.scanner.scale(self.base)
        self.scale = max(rest, SCALE_FLOOR * whole) or 1.0
        self.rounds = 0

    def rows(self, masks: Iterable[int] | NDArray[np.int64], kind: int) -> Rows:
        """Return rows x(S) + w(S)·ε ≥ v(S), or x(S) ≥ v(S) for floors and settled coalitions, shifted and scaled."""
        numbers = masks if isinstance(masks, np.ndarray) else np.array(list(masks), dtype=np.int64)
        coefficients, values = coalition_rows(self.table, numbers, self.base, self.scale)
        coefficients[:, self.n] = self.weighting.of(numbers, self.n) if kind == POOL else 0.0
        return Rows(coefficients, values, np.full(numbers.size, kind), numbers)

    def level_row(self, level: float | None = None) -> Rows:
        """Return the row ε = level or, without a level, ε ≥ a bound so small that it cannot bind: the solver starts from it."""
        kind = EMPTY if level is None else FIXED
        bound = -(self.n + 3.0) / self.weighting.smallest if level is None else level
        return Rows(np.eye(self.n + 1)[self.n :], np.array([bound]), np.array([kind]), np.zeros(1, dtype=np.int64))

    def unscaled(self, point: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
        """Return payoffs and level in the game's unit."""
        return self.base + self.scale * point[: self.n], float(self.scale * point[self.n])

    def first_pool(self) -> NDArray[np.int64]:
        """Return the coalitions to begin with: all of a small game, else single players and all but one."""
        n = self.n
        if n <= ALL_IN_POOL:
            masks = np.arange(1, coalition_count(n) - 1, dtype=np.int64)
        else:
            masks = np.array([m for i in range(n) for m in (single_mask(i), grand_mask(n) - single_mask(i))], dtype=np.int64)
        return masks[self.weighting.of(masks, n) >= 0]
