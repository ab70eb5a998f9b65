"""The master problem of row generation: few coalitions, solved again each time some are added."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from allocation.errors import AllocationError
from allocation.excess.simplex import OPTIMAL, UNBOUNDED, maximise

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

    def kept(self, which: NDArray[np.int64] | NDArray[np.bool_]) -> Rows:
        """Return some of these rows, copied."""
        return Rows(self.coefficients[which], self.values[which], self.kinds[which], self.masks[which])

    def held(self, level: float) -> Rows:
        """Return these rows as equalities at a level: settled."""
        values = self.values - level * self.coefficients[:, -1]
        weightless = self.coefficients.copy()
        weightless[:, -1] = 0.0
        return Rows(weightless, values, np.full(len(values), SETTLED), self.masks)

    @classmethod
    def stacked(cls, *parts: Rows) -> Rows:
        """Return all rows of some parts, in order."""
        return cls(
            np.concatenate([part.coefficients for part in parts]),
            np.concatenate([part.values for part in parts]),
            np.concatenate([part.kinds for part in parts]),
            np.concatenate([part.masks for part in parts]),
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
    known: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.known.update(self.rows.masks[self.rows.kinds == POOL].tolist())

    def unknown(self, masks: NDArray[np.int64]) -> list[int]:
        """Return those of some coalitions that are not yet a row."""
        return [mask for mask in masks.tolist() if mask not in self.known]

    def add(self, rows: Rows) -> None:
        """Add rows of coalitions; the basis stays feasible."""
        self.rows = Rows.stacked(self.rows, rows)
        self.known.update(rows.masks.tolist())

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
