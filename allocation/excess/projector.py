"""Projection onto the core by the dual active-set method, with the scan of the table as the search for violated rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import grand_mask, memberships
from allocation.excess.problem import Problem
from allocation.excess.span import Span

__all__ = ["Projection", "project"]

VIOLATED = 1e-12  # of the scale: a row counts as violated above this
PARALLEL = 1e-10  # squared length of a 0/1 row outside the span of the active ones, below which it lies in it
ROUNDS = 10_000  # rows taken in; problems of 20 players take some dozens
SEED = 1983  # of the span test that leaves out the empty and the grand coalition


@dataclass(frozen=True)
class Projection:
    """The nearest point.

    Parameters
    ----------
    payoffs
        float64[n].
    masks
        Binding proper coalitions, with positive multipliers.
    doubt
        None, or why the point is not certified.
    """

    payoffs: NDArray[np.float64]
    masks: tuple[int, ...]
    doubt: str | None


class _ActiveSet:
    """Rows held at equality, the nearest point on them, and their multipliers; the first ones, the grand coalition's before all, stay."""

    def __init__(self, problem: Problem, goal: NDArray[np.float64], epsilon: float, held: Sequence[int]) -> None:
        self.problem, self._epsilon = problem, epsilon / problem.scale
        self.masks = [grand_mask(problem.n), *held]
        self.held = len(self.masks)
        self.rows = memberships(self.masks, problem.n).astype(np.float64)
        right = np.array([self._value(mask) for mask in self.masks]) - self.rows @ goal
        self.point = goal + np.linalg.lstsq(self.rows, right, rcond=None)[0]
        self.multipliers = np.linalg.lstsq(self.rows.T, self.point - goal, rcond=None)[0]

    def _value(self, mask: int) -> float:
        inside = memberships([mask], self.problem.n)[0]
        value = float((self.problem.table[mask] - inside @ self.problem.base) / self.problem.scale)
        return value - (0.0 if mask == grand_mask(self.problem.n) else self._epsilon)

    def take(self, mask: int) -> bool:
        """Bring a violated row in, dropping others on the way; False if no point satisfies all rows."""
        row, entering = memberships([mask], self.problem.n)[0].astype(np.float64), 0.0
        while True:
            along = np.linalg.lstsq(self.rows.T, row, rcond=None)[0]
            across = row - self.rows.T @ along
            length = float(across @ across)
            falling = np.flatnonzero(along[self.held :] > PARALLEL) + self.held
            ratios = self.multipliers[falling] / along[falling]
            partial = float(ratios.min()) if falling.size else np.inf
            full = float(self._value(mask) - row @ self.point) / length if length > PARALLEL else np.inf
            step = min(partial, full)
            if step == np.inf:
                return False
            self.multipliers = self.multipliers - step * along
            entering += step
            if length > PARALLEL:
                self.point = self.point + step * across
            if step == full:
                self._add(mask, row, entering)
                return True
            self._drop(int(falling[np.argmin(ratios)]))

    def _add(self, mask: int, row: NDArray[np.float64], multiplier: float) -> None:
        self.masks.append(mask)
        self.rows = np.vstack((self.rows, row))
        self.multipliers = np.append(self.multipliers, multiplier)

    def _drop(self, k: int) -> None:
        del self.masks[k]
        self.rows = np.delete(self.rows, k, axis=0)
        self.multipliers = np.delete(self.multipliers, k)

    def polished(self, goal: NDArray[np.float64]) -> NDArray[np.float64]:
        """Solve once more for the nearest point on the active rows, free of accumulated rounding."""
        right = np.array([self._value(mask) for mask in self.masks]) - self.rows @ goal
        nearest: NDArray[np.float64] = goal + np.linalg.lstsq(self.rows, right, rcond=None)[0]
        return nearest


def project(table: NDArray[Any], n: int, target: NDArray[np.float64], epsilon: float = 0.0, held: Sequence[int] = ()) -> Projection | None:
    """Return the point of the core, or of the ε-core, nearest to a target; None if it is empty.

    Parameters
    ----------
    table
        2**n values, float64 or float32.
    target
        float64[n].
    epsilon
        What every proper coalition may be short of, in the game's unit.
    held
        Independent coalitions that are short of just that at every point.
    """
    problem = Problem(table, n)
    goal = (target - problem.base) / problem.scale
    span = Span(n)
    span.add(grand_mask(n))
    span.add_all(np.array(held, dtype=np.int64))
    outside = span.orthogonal(np.random.default_rng(SEED))
    active = _ActiveSet(problem, goal, epsilon, held)
    for _ in range(ROUNDS):
        payoffs = problem.base + problem.scale * active.point
        found = problem.scanner.most_violated(payoffs, epsilon, VIOLATED * problem.scale, outside, 1)
        if not found.size or int(found[0]) in active.masks:
            break
        if not active.take(int(found[0])):
            return None
    payoffs = problem.base + problem.scale * active.polished(goal)
    kept = tuple(mask for mask, u in zip(active.masks[active.held :], active.multipliers[active.held :], strict=True) if u > 0)
    return Projection(payoffs, tuple(sorted(kept)), _doubt(problem, payoffs, epsilon, outside))


def _doubt(problem: Problem, payoffs: NDArray[np.float64], epsilon: float, outside: NDArray[np.uint64]) -> str | None:
    short = problem.scanner.most_violated(payoffs, epsilon, 1e3 * VIOLATED * problem.scale, outside, 1)
    return f"coalition {int(short[0])} gets too little" if short.size else None
