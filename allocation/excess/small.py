"""Lexicographic minimisation for few players: every coalition is a row from the start, so that nothing is scanned.

It is the method of :mod:`allocation.excess.lexicographic` without its search. What a level leaves of the optimal basis is where the next
one starts: the settled rows, those at a dual value of zero, and the bound of the level in the place of the circuit that was settled.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import members_of, single_mask
from allocation.errors import RuleError
from allocation.excess.lexicographic import POSITIVE, SEED, UNDETERMINED, Level, Levels
from allocation.excess.master import STEPS
from allocation.excess.members import members_of_all
from allocation.excess.problem import Problem
from allocation.excess.simplex import OPTIMAL, UNBOUNDED, maximise

__all__ = ["lexicographic_small"]

SHORTEST = 1e-8  # distance of a 0/1 row from a span it does not lie in; rounding leaves some 10**-15

Floats = NDArray[np.float64]


class _Rows:
    """Rows x(S) + w(S)·ε ≥ v(S) of all coalitions by mask, then ε ≥ a bound at ``bound``, then x_i ≥ v(i); shifted and scaled."""

    def __init__(self, problem: Problem, blocks: Sequence[int]) -> None:
        n = problem.n
        inside = members_of_all(n)
        count = len(inside)
        floors = np.arange(n) + count + 1 if problem.floors else np.arange(0)
        self.bound, self.n = count, n
        self.coefficients = np.zeros((count + 1 + len(floors), n + 1))
        self.coefficients[:count, :n] = inside
        weights = problem.weighting.of(np.arange(count), n)
        self.coefficients[:count, n] = weights
        self.values = np.zeros(len(self.coefficients))
        self.values[:count] = (problem.table - inside @ problem.base) / problem.scale
        level = problem.level_row()
        self.coefficients[count], self.values[count] = level.coefficients[0], level.values[0]
        self.coefficients[floors, floors - count - 1] = 1.0
        self.settled = np.zeros(len(self.coefficients), dtype=np.bool_)
        self.left = self.coefficients[:, :n].copy()  # what of each row lies outside the span of the settled ones
        self.counts = np.ones(len(self.coefficients), dtype=np.bool_)
        self.counts[:count] = weights >= 0
        self.counts[[0, count - 1]] = False
        self.rank = 0
        self.settle(np.array(blocks, dtype=np.int64), 0.0)

    def settle(self, some: NDArray[np.int64], level: float) -> NDArray[np.int64]:
        """Hold rows at a level; return those that were outside the span when their turn came."""
        axes: Floats = np.empty((self.n, len(some)))
        fresh: list[int] = []
        for row in some.tolist():
            found = axes[:, : len(fresh)]
            across = self.left[row]
            across = across - found @ (found.T @ across)
            length = float(np.sqrt(across @ across))
            if length > SHORTEST:
                axes[:, len(fresh)] = across / length
                fresh.append(row)
        axes = axes[:, : len(fresh)]
        self.left -= (self.left @ axes) @ axes.T
        held = np.array(fresh, dtype=np.int64)
        self.values[held] -= level * self.coefficients[held, self.n]
        self.coefficients[held, self.n] = 0.0
        self.settled[held] = self.counts[held] = True
        self.rank += len(fresh)
        return held

    def active(self) -> NDArray[np.int64]:
        """The settled rows, those outside their span, and the bounds."""
        outside = np.abs(self.left).max(axis=1) > SHORTEST
        outside[self.bound :] = True
        found: NDArray[np.int64] = np.flatnonzero(self.settled | (outside & self.counts))
        return found


def lexicographic_small(problem: Problem, blocks: Sequence[int]) -> Levels | None:
    """Do as :func:`allocation.excess.lexicographic.lexicographic`, for few players.

    Returns
    -------
    Levels or None
        None if rounding defeats the short way from level to level: the longer one then is the safe one.
    """
    n = problem.n
    rows, random = _Rows(problem, blocks), np.random.default_rng(SEED)
    basis = np.array([*blocks, rows.bound, *(single_mask(i) for block in blocks for i in members_of(block)[1:])])
    target, levels = np.eye(n + 1)[n], []
    while rows.rank < n:
        active = rows.active()
        problem.rounds += 1
        place = np.searchsorted(active, basis)
        status, point, weights = maximise(
            rows.coefficients[active], rows.values[active], rows.settled[active], place, target, random.uniform(1.0, 2.0, n + 1), STEPS
        )
        if status == UNBOUNDED:
            raise RuleError("no split gives every player at least v(i)")
        if status != OPTIMAL:
            return None
        basis = active[place]
        level, basis = _closed(problem, rows, basis, weights, float(point[-1]))
        if len(basis) != n + 1:
            return None
        levels.append(level)
    held = np.flatnonzero(rows.settled)
    shifted = np.linalg.solve(rows.coefficients[held, :n], rows.values[held])
    return Levels(problem.base + problem.scale * shifted, tuple(levels), problem.rounds, 1.0)


def _closed(problem: Problem, rows: _Rows, basis: NDArray[np.int64], weights: Floats, level: float) -> tuple[Level, NDArray[np.int64]]:
    """Settle the coalitions with a positive dual value; return the level and the basis that the next one starts from."""
    bounding = (weights > POSITIVE) & ~rows.settled[basis]
    circuit, strengths, kept = basis[bounding], weights[bounding], basis[~bounding]
    if rows.bound in circuit:
        raise RuleError(UNDETERMINED)
    tight, floors = circuit[circuit < rows.bound], circuit[circuit > rows.bound]
    order = np.concatenate((strengths[circuit < rows.bound], strengths[circuit > rows.bound]))
    found = Level(
        level * problem.scale / problem.weighting.unit,
        tuple(tight.tolist()),
        tuple((floors - rows.bound - 1).tolist()),
        tuple(order.tolist()),
    )
    fresh = rows.settle(tight, level)
    # the bound of the level is in the basis again where it was not
    bound = np.full(int(rows.bound not in kept), rows.bound)
    return found, np.concatenate((kept, fresh, bound, floors[1:]))
