"""The master problem of row generation: few coalitions, solved again each time some are added."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from allocation.errors import AllocationError
from allocation.kernels.simplex import OPTIMAL, UNBOUNDED, maximise

__all__ = ["EMPTY", "FIXED", "FLOOR", "POOL", "SETTLED", "Master", "Rows"]

# kinds of rows: x(S) fixed; ε fixed; ε ≥ a bound; x_i ≥ v(i); x(S) + w(S)·ε ≥ v(S)
SETTLED, FIXED, EMPTY, FLOOR, POOL = 0, 1, 2, 3, 4
STEPS = 20_000  # exchanges of one solve; problems of 30 players take a few hundred


@dataclass
class Rows:
    """Rows ``coefficients · (x, ε) ≥ value`` of the master problem.

    Parameters
    ----------
    coefficients
        float64[count, n + 1].
    values
        float64[count].
    kinds
        int64[count], one of SETTLED, FIXED, EMPTY, FLOOR, POOL.
    masks
        int64[count].
    """

    coefficients: NDArray[np.float64]
    values: NDArray[np.float64]
    kinds: NDArray[np.int64]
    masks: NDArray[np.int64]

    def joined(self, other: Rows) -> Rows:
        """Return these rows followed by others."""
        return Rows(
            np.concatenate((self.coefficients, other.coefficients)),
            np.concatenate((self.values, other.values)),
            np.concatenate((self.kinds, other.kinds)),
            np.concatenate((self.masks, other.masks)),
        )


@dataclass
class Master:
    """Minimise objective · (x, ε) over rows; rows of settled and fixed kind are equalities.

    Parameters
    ----------
    rows
        Rows to start with.
    basis
        n + 1 row numbers: a feasible basis of the dual, every equality among them.
    objective
        float64[n + 1].
    random
        Draws the perturbation that keeps degenerate steps from cycling.
    """

    rows: Rows
    basis: NDArray[np.int64]
    objective: NDArray[np.float64]
    random: np.random.Generator
    weights: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))

    def add(self, rows: Rows) -> None:
        """Add rows; the basis stays feasible."""
        self.rows = self.rows.joined(rows)

    def solve(self) -> NDArray[np.float64] | None:
        """Return the optimal (x, ε), or None if no point satisfies the rows; ``weights`` then holds the dual values of the basis.

        Raises
        ------
        AllocationError
            If rounding defeats the method.
        """
        nudges = self.random.uniform(1.0, 2.0, self.basis.size)
        status, point, self.weights = maximise(
            self.rows.coefficients, self.rows.values, self.rows.kinds <= FIXED, self.basis, self.objective, nudges, STEPS
        )
        if status == UNBOUNDED:
            return None
        if status != OPTIMAL:
            raise AllocationError("the linear program of the excesses is too ill-conditioned for float64: rescale the game's values")
        return point
