"""A second opinion on a solution, from the raw table: the point from its tight rows, its weights, one pass over all coalitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import grand_mask, memberships, single_mask
from allocation.excess.lexicographic import Level, Levels
from allocation.excess.members import SMALL, members_of_all
from allocation.excess.problem import Problem
from allocation.excess.span import Span
from allocation.proofs.level_scan import SpanTests, exceeding

__all__ = ["Certified", "certify"]

AGREES = 1e-9  # of the scale: solver and tight rows give the same point up to rounding, which is some 10**-13
POSITIVE = 1e-9  # of the largest weight of a level: weights are ratios of small integers, smaller ones are rounding
SHORTEST = 1e-8  # distance of a 0/1 row from a span it does not lie in; rounding leaves some 10**-15
RANK = 1e-11  # smallest over largest singular value of independent rows; 0/1 rows of 30 players stay far above
NOTHING = 1e-17  # of the scale: what the extended precision leaves of a zero
REFINEMENTS = 4  # each gains some 12 digits: the last ones only confirm
SEED = 7  # of the span tests; another than the solver's


@dataclass(frozen=True)
class Certified:
    """The point that the tight rows determine, and what speaks against it.

    Parameters
    ----------
    payoffs
        float64[n].
    doubt
        None if certified, else the reason in a sentence.
    """

    payoffs: NDArray[np.float64]
    doubt: str | None


def certify(problem: Problem, found: Levels, blocks: Sequence[int] = ()) -> Certified:
    """Check a solution in float64 without the solver. One pass over the table."""
    settled = Settled(problem, found.levels, blocks or [grand_mask(problem.n)])
    solution = settled.point()
    if solution is None:
        return Certified(found.payoffs, "the tight coalitions do not determine one point")
    payoffs, levels = solution[: problem.n], solution[problem.n :]
    if np.abs(payoffs - found.payoffs).max() > AGREES * problem.scale:
        return Certified(found.payoffs, "the solver's payoffs do not lie on its tight coalitions")
    unbalanced = settled.unbalanced()
    if unbalanced is not None:
        return Certified(payoffs, f"level {unbalanced + 1} has no positive balancing weights")
    if problem.floors and np.any(payoffs < problem.base - AGREES * problem.scale):
        return Certified(payoffs, "a player gets less than v(i)")
    above = settled.above(payoffs, levels)
    return Certified(payoffs, None if above is None else f"coalition {above} is above its level")


class Settled:
    """The rows of all levels, in the game's unit."""

    def __init__(self, problem: Problem, levels: Sequence[Level], blocks: Sequence[int]) -> None:
        self.problem, self.levels, self.blocks = problem, levels, list(blocks)
        self._inside = [self._rows(level.masks) for level in levels]
        self._floors = [self._rows([single_mask(i) for i in level.floors]) for level in levels]

    def _rows(self, masks: Sequence[int]) -> NDArray[np.float64]:
        if self.problem.n <= SMALL:
            chosen: NDArray[np.float64] = members_of_all(self.problem.n)[list(masks)]
            return chosen
        return memberships(masks, self.problem.n).astype(np.float64).reshape(len(masks), self.problem.n)

    def _equations(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """x(S) + w(S)·ε_k = v(S) of every listed coalition, x_i = v(i) of every player held there, x(B) = v(B)."""
        problem, count = self.problem, len(self.levels)
        rows, masks = [np.hstack((self._rows(self.blocks), np.zeros((len(self.blocks), count))))], list(self.blocks)
        for k, level in enumerate(self.levels):
            block = np.zeros((len(level.masks), count))
            block[:, k] = problem.weighting.of(np.array(level.masks, dtype=np.int64), problem.n)
            rows += [np.hstack((self._inside[k], block)), np.hstack((self._floors[k], np.zeros((len(level.floors), count))))]
            masks += [*level.masks, *(single_mask(i) for i in level.floors)]
        return np.vstack(rows), problem.table[masks]

    def point(self) -> NDArray[np.float64] | None:
        """Return the only (x, ε_1 … ε_K) with all rows tight, or None.

        It is refined in extended precision, so that short decimals come out as such.
        """
        matrix, right = self._equations()
        left, sizes, across = np.linalg.svd(matrix, full_matrices=False)
        if len(sizes) < matrix.shape[1] or sizes[-1] < RANK * sizes[0]:
            return None
        inverse = (across.T / sizes) @ left.T
        solution = np.zeros(matrix.shape[1], dtype=np.longdouble)
        for _ in range(REFINEMENTS):
            missing = right - matrix.astype(np.longdouble) @ solution
            solution = solution + inverse @ missing.astype(np.float64)
        if np.abs(missing).max() > AGREES * self.problem.scale:
            return None
        rounding = np.abs(solution) < NOTHING * self.problem.scale
        return np.where(rounding, 0.0, solution.astype(np.float64))

    def unbalanced(self) -> int | None:
        """Return the first level whose weights are not positive or do not put its rows into the span of those before, or None."""
        for k, (level, axes) in enumerate(zip(self.levels, self._axes, strict=True)):
            weights = np.array(level.weights)
            rows = np.vstack((self._inside[k], self._floors[k]))
            if len(weights) != len(rows) or not weights.min() >= POSITIVE * weights.max() > 0:
                return k
            total = weights @ rows
            outside = total - axes @ (axes.T @ total)
            if np.abs(outside).max() > AGREES * weights.max():
                return k
        return None

    @cached_property
    def _axes(self) -> list[NDArray[np.float64]]:
        """Orthonormal columns that span what is settled before each level."""
        axes = [_orthonormal(np.empty((self.problem.n, 0)), self._rows(self.blocks))]
        for rows in self._inside[:-1]:
            axes.append(_orthonormal(axes[-1], rows))
        return axes[: len(self.levels)]

    def above(self, payoffs: NDArray[np.float64], levels: NDArray[np.float64]) -> int | None:
        """Return a coalition above the level it is held to, or None. One pass."""
        if not self.levels:
            return None
        if self.problem.n <= SMALL:
            return self._above_all(payoffs, levels)
        span = Span(self.problem.n)
        span.add_all(np.array(self.blocks, dtype=np.int64))
        spans = []
        for level in self.levels:
            spans.append(span.copy())
            span.add_all(np.array(level.masks, dtype=np.int64))
        tests = SpanTests.of(spans, np.random.default_rng(SEED))
        return exceeding(self.problem.table, payoffs, self.problem.weighting, levels, AGREES * self.problem.scale, tests)

    def _above_all(self, payoffs: NDArray[np.float64], levels: NDArray[np.float64]) -> int | None:
        """The same, with all coalitions in memory: what lies outside a span has a residual there."""
        problem = self.problem
        inside = members_of_all(problem.n)
        masks = np.arange(len(inside))
        weights = problem.weighting.of(masks, problem.n)
        excesses = np.where(weights >= 0, problem.table - inside @ payoffs, -np.inf)
        for level, axes in zip(levels.tolist(), self._axes, strict=True):
            above = np.flatnonzero(excesses > weights * level + AGREES * problem.scale)
            rows = inside[above]
            outside = np.abs(rows - (rows @ axes) @ axes.T).max(axis=1, initial=0.0) > SHORTEST
            if outside.any():
                return int(above[outside][0])
        return None


def _orthonormal(axes: NDArray[np.float64], rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Extend orthonormal columns to the span of further rows (Gram–Schmidt, twice for the rounding)."""
    known = axes.shape[1]
    extended = np.empty((axes.shape[0], known + len(rows)))
    extended[:, :known] = axes
    for row in rows:
        across, found = row, extended[:, :known]
        for _ in range(2):
            across = across - found @ (found.T @ across)
        length = float(np.sqrt(across @ across))
        if length > SHORTEST:
            extended[:, known] = across / length
            known += 1
    return extended[:, :known]
