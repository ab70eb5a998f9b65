"""Linear programs over the core, or the ε-core, by row generation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import grand_mask, single_mask
from allocation.excess.master import FIXED, POOL, SETTLED, Master, Rows
from allocation.excess.problem import Problem
from allocation.excess.row_generation import generate_rows
from allocation.excess.span import Span

__all__ = ["CoreOptimum", "CoreProgram"]

SEED = 1959  # of the perturbation and the span test; the result does not depend on it


@dataclass(frozen=True)
class CoreOptimum:
    """An optimal point of a linear program over the core.

    Parameters
    ----------
    payoffs
        float64[n].
    masks
        The n coalitions whose rows determine the point.
    weights
        Their dual values, ≥ 0 but for the grand coalition where its row is an equality.
    """

    payoffs: NDArray[np.float64]
    masks: tuple[int, ...]
    weights: NDArray[np.float64]


class CoreProgram:
    """Minimises linear functions over x(S) ≥ v(S) - ε for all proper coalitions; the rows found once are kept for the next objective.

    Parameters
    ----------
    problem
        The game, with unit weights.
    epsilon
        What every proper coalition may be short of, in the game's unit; may be negative.
    efficient
        Whether x(N) = v(N); otherwise x(N) ≥ v(N).
    """

    def __init__(self, problem: Problem, epsilon: float = 0.0, efficient: bool = True) -> None:
        self.problem, self.efficient = problem, efficient
        self._epsilon = epsilon / problem.scale
        self._random = np.random.default_rng(SEED)
        self._pool = problem.first_pool()
        if not efficient:
            self._pool = np.append(self._pool, grand_mask(problem.n))

    def minimise(self, objective: NDArray[np.float64]) -> CoreOptimum | None:
        """Return a point that minimises objective · x, or None if no point satisfies all rows.

        Parameters
        ----------
        objective
            float64[n]; each ≥ 0 if the program is not efficient.
        """
        problem, n = self.problem, self.problem.n
        master = self._master(objective)
        span = Span(n)
        if self.efficient:
            span.add(grand_mask(n))
        point = generate_rows(problem, master, span.orthogonal(self._random))
        rows = master.rows
        self._pool = rows.masks[rows.kinds == POOL]
        if point is None:
            return None
        real = rows.kinds[master.basis] != FIXED
        basis = master.basis[real]
        return CoreOptimum(problem.unscaled(point)[0], tuple(int(m) for m in rows.masks[basis]), master.weights[real])

    def _master(self, objective: NDArray[np.float64]) -> Master:
        """Start at single players: raised by multiples of the grand coalition, every objective is a non-negative combination of them."""
        problem, n = self.problem, self.problem.n
        singles = list(range(n))
        if self.efficient:
            singles.remove(int(np.argmin(objective)))
        total = problem.rows([grand_mask(n)] if self.efficient else [], SETTLED)
        rows = Rows.stacked(problem.level_row(self._epsilon), total, problem.rows(self._pool, POOL))
        where = {int(mask): number for number, mask in enumerate(rows.masks) if rows.kinds[number] == POOL}
        basis = [*np.flatnonzero(rows.kinds <= FIXED).tolist(), *(where[single_mask(i)] for i in singles)]
        return Master(rows, np.array(basis, dtype=np.int64), np.append(objective, 0.0), self._random)
