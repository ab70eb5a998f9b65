"""Lexicographic minimisation of weighted excesses by row generation: the engine of the nucleolus family.

One level: minimise ε over x(S) + w(S)·ε ≥ v(S) for all coalitions outside the span of the settled ones. The master problem holds few of
these rows; a scan of the
table returns the worst missing ones until there are none. Rows with a positive dual value are tight at every optimum: they are settled
at ε. The span of the
settled rows grows with every level, so there are at most n - 1 of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import grand_mask, single_mask
from allocation.errors import RuleError
from allocation.excess.master import EMPTY, FLOOR, POOL, SETTLED, Master
from allocation.excess.problem import Problem
from allocation.excess.row_generation import generate_rows
from allocation.excess.span import Span, in_span

__all__ = ["Level", "Levels", "lexicographic"]

POSITIVE = 1e-8  # a dual value above this is positive: they are ratios of small integers that add up to about one
POOL_KEPT = 1500  # rows carried from level to level; more make every step of the simplex method slower
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
    """

    excess: float
    masks: tuple[int, ...]
    floors: tuple[int, ...]


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
    """The state that levels hand on: settled rows, their span, the pool, and the last basis."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.random = np.random.default_rng(SEED)
        self.span = Span(problem.n)
        self.settled = problem.rows([], SETTLED)
        self.pool = problem.first_pool()
        self.near: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self.levels: list[Level] = []
        self.settle([grand_mask(problem.n)], 0.0)

    def settle(self, masks: Iterable[int], level: float) -> None:
        """Hold coalitions at an excess; rows that depend on earlier ones add nothing."""
        numbers = np.array(list(masks), dtype=np.int64)
        fresh = numbers[self.span.add_all(numbers)]
        self.settled = self.settled.joined(self.problem.rows(fresh, SETTLED, level))

    def outside(self, masks: NDArray[np.int64], y: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return those of some coalitions that are not in the span."""
        return masks[~in_span(masks, y)]

    def master(self) -> Master:
        """Set up the master problem of the next level, started near the last point."""
        problem, n = self.problem, self.problem.n
        singles = [single_mask(i) for i in range(n)]
        rows = self.settled.joined(problem.rows([0], EMPTY))
        rows = rows.joined(problem.rows(singles if problem.floors else [], FLOOR)).joined(problem.rows(self.pool, POOL))
        numbers = np.arange(len(rows.masks))
        fixed = numbers[rows.kinds <= EMPTY]
        loose = numbers[rows.kinds >= FLOOR]
        last = np.isin(rows.masks[loose], self.near)
        candidates = np.concatenate((loose[last], loose[~last]))
        basis = np.concatenate((fixed, candidates[self.span.copy().add_all(rows.masks[candidates])]))
        objective = np.zeros(n + 1)
        objective[n] = 1.0
        return Master(rows, basis, objective, self.random)

    def solve_level(self) -> None:
        """Find the next level and settle its coalitions."""
        problem = self.problem
        y = self.span.orthogonal(self.random)
        self.pool = self.outside(self.pool, y)
        master = self.master()
        point = generate_rows(problem, master, y)
        if point is None:
            raise RuleError("no split gives every player at least v(i)")
        self._close(master, point)

    def _close(self, master: Master, point: NDArray[np.float64]) -> None:
        positive = master.weights > POSITIVE
        rows, basis = master.rows, master.basis
        if np.any(positive & (rows.kinds[basis] == EMPTY)):
            raise RuleError("the coalitions that count do not determine one split: give the others a weight, or use the nucleolus")
        tight = basis[positive & (rows.kinds[basis] == POOL)]
        floors = basis[positive & (rows.kinds[basis] == FLOOR)]
        level = float(point[-1])
        masks = tuple(int(mask) for mask in rows.masks[tight])
        players = tuple(int(mask).bit_length() - 1 for mask in rows.masks[floors])
        self.levels.append(Level(level * self.problem.scale / self.problem.weighting.unit, masks, players))
        self.settle(masks, level)
        self.near = rows.masks[basis[rows.kinds[basis] >= FLOOR]]
        pool = rows.kinds == POOL
        slack = rows.coefficients[pool] @ point - rows.values[pool]
        self.pool = rows.masks[pool][np.argsort(slack, kind="stable")[:POOL_KEPT]]


def lexicographic(problem: Problem) -> Levels:
    """Minimise the sorted weighted excesses lexicographically."""
    run = _Run(problem)
    while run.span.rank < problem.n:
        run.solve_level()
    settled = run.settled
    shifted = np.linalg.solve(settled.coefficients[:, :-1], settled.values)
    payoffs = problem.base + problem.scale * shifted
    return Levels(payoffs, tuple(run.levels), problem.rounds, problem.scanner.passes)
