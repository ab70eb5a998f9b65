"""Lexicographic minimisation of weighted excesses by row generation: the engine of the nucleolus family.

One level: minimise ε over x(S) + w(S)·ε ≥ v(S) for all coalitions outside the span of the settled ones. The master problem holds few of
these rows; a scan of the
table returns the worst missing ones until there are none. Rows with a positive dual value are tight at every optimum: they are settled
at ε. The span of the
settled rows grows with every level, so there are at most n - 1 of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.errors import RuleError
from allocation.excess.master import EMPTY, FLOOR, POOL, SETTLED, Master, Rows
from allocation.excess.members import SMALL
from allocation.excess.row_generation import generate_rows
from allocation.excess.separation import Separation

__all__ = ["Level", "Levels", "lexicographic"]

POSITIVE = 1e-8  # a dual value above this is positive: they are ratios of small integers that add up to about one
POOL_KEPT = 1500  # rows carried from level to level; more make every step of the simplex method slower
UNDETERMINED = "the coalitions that count do not determine one split: give the others a weight, or use the nucleolus"
SEED = 20  # of the random vectors; the result does not depend on it, so it is not an option


@dataclass(frozen=True)
class Level:
    """One level of the lexicographic minimum.

    Parameters
    ----------
    excess
        Weighted excess (v(S) - x(S)) / w(S) of its coalitions, in the game's unit.
    masks
        Coalitions with a positive dual value.
    floors
        Players whose bound x_i ≥ v(i) has a positive dual value.
    weights
        The dual values of the coalitions, then of the floors.
    """

    excess: float
    masks: tuple[int, ...]
    floors: tuple[int, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Levels:
    """What the engine found.

    Parameters
    ----------
    payoffs
        float64[n].
    levels
        From the largest excess down.
    rounds, passes
        Master problems solved; scans, counted as full passes over the table.
    """

    payoffs: NDArray[np.float64]
    levels: tuple[Level, ...]
    rounds: int
    passes: float


class _Run:
    """The state that levels hand on: settled rows, their span, and the pool of rows found so far, nearly tight ones first."""

    def __init__(self, problem: Separation, blocks: Sequence[int]) -> None:
        n = problem.n
        kept = list(blocks) or [problem.everyone]
        self.problem = problem
        self.random = np.random.default_rng(SEED)
        self.span = problem.span()
        for mask in kept:
            self.span.add(mask)
        self.settled = problem.rows(kept, SETTLED)
        floors = [problem.single(i) for i in range(n)] if problem.floors else []
        self.always = Rows.stacked(problem.level_row(), problem.rows(floors, FLOOR))
        self.pool = problem.rows(problem.first_pool(), POOL)
        self.levels: list[Level] = []

    def solve_level(self) -> None:
        """Find the next level and settle its coalitions."""
        outside = self.span.orthogonal(self.random)
        self.pool = self.pool.kept(~self.problem.inside(self.pool.masks, outside))
        master = self._master()
        point = generate_rows(self.problem, master, outside)
        if point is None:
            raise RuleError("no split gives every player at least v(i)")
        self._close(master, point)

    def _master(self) -> Master:
        """Set up the master problem of the next level, with a basis of nearly tight rows."""
        n = self.problem.n
        rows = Rows.stacked(self.settled, self.always, self.pool)
        fixed = np.arange(len(self.settled.masks) + 1)
        loose = np.flatnonzero(rows.kinds == POOL)
        candidates = np.concatenate((loose, np.flatnonzero(rows.kinds == FLOOR)))
        basis = np.concatenate((fixed, candidates[self.span.copy().add_all(rows.masks[candidates])]))
        return Master(rows, basis, np.eye(n + 1)[n], self.random)

    def _close(self, master: Master, point: NDArray[np.float64]) -> None:
        """Settle the coalitions with a positive dual value, and sort the pool by what rows are short of being tight."""
        rows, positive = master.rows, master.weights > POSITIVE
        basis, weights = master.basis[positive], master.weights[positive]
        kinds = rows.kinds[basis]
        if EMPTY in kinds:
            raise RuleError(UNDETERMINED)
        tight, floors = basis[kinds == POOL], basis[kinds == FLOOR]
        self.levels.append(
            Level(
                float(point[-1]) * self.problem.scale / self.problem.weighting.unit,
                tuple(rows.masks[tight].tolist()),
                tuple(self.problem.player_of(mask) for mask in rows.masks[floors].tolist()),
                tuple(np.concatenate((weights[kinds == POOL], weights[kinds == FLOOR])).tolist()),
            )
        )
        fresh = tight[self.span.add_all(rows.masks[tight])]
        self.settled = Rows.stacked(self.settled, rows.kept(fresh).held(float(point[-1])))
        slack = np.where(rows.kinds == POOL, rows.coefficients @ point - rows.values, np.inf)
        self.pool = rows.kept(np.argsort(slack, kind="stable")[: min(POOL_KEPT, int((rows.kinds == POOL).sum()))])


def lexicographic(problem: Separation, blocks: Sequence[int] = ()) -> Levels:
    """Minimise the sorted weighted excesses lexicographically.

    Every block of a partition keeps what it is worth: all players as one block when left out.
    """
    found = _all_at_once(problem, blocks)
    if found is not None:
        return found
    run = _Run(problem, blocks)
    while run.span.rank < problem.n:
        run.solve_level()
    settled = run.settled
    shifted = np.linalg.solve(settled.coefficients[:, :-1], settled.values)
    payoffs = problem.base + problem.scale * shifted
    return Levels(payoffs, tuple(run.levels), problem.rounds, problem.passes)


def _all_at_once(problem: Separation, blocks: Sequence[int]) -> Levels | None:
    """Take the short way for a table of few players."""
    from allocation.excess.problem import Problem
    from allocation.excess.small import lexicographic_small

    if not isinstance(problem, Problem) or problem.n > SMALL:
        return None
    return lexicographic_small(problem, list(blocks) or [problem.everyone])
