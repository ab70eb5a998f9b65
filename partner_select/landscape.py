"""A problem as the arrays that the compiled local search walks over; floats, for search only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from partner_select.kernels.tabu import Landscape
from partner_select.model import TERMS, Limit
from partner_select.model.size import most_members
from partner_select.problem import Problem

__all__ = ["landscape"]

NOT_ROWS = ("conflict", "include", "exclude", "size_max")  # these limits are kept by the pair values, by fixing and by counting


def landscape(problem: Problem, limits: Sequence[Limit]) -> Landscape:
    """Return the arrays of a problem and its limits. O(n² + limits·n)."""
    pool, weights = problem.pool, {term.name: float(term.weight(problem)) for term in TERMS}
    own = weights["value"] * pool.value + weights["cost"] * pool.cost + weights["expected_loss"] * pool.exact_expected_loss.floats
    pair = weights["synergy"] * pool.pairs.matrix
    rows, room = _rows(problem, [limit for limit in limits if limit.code not in NOT_ROWS])
    never = 2.0 * (np.abs(own).sum() + np.abs(pair).sum() / 2.0) + 1.0
    for i, j in problem.conflicts:
        pair[i, j] = pair[j, i] = -never
    fixed = np.zeros(pool.n, dtype=np.int8)
    fixed[list(problem.include)] = 1
    fixed[list(problem.exclude)] = 2
    levels, worth, at_least = _needs(problem, weights["coverage"])
    starts, members, values, first, holds = _groups(problem, weights["synergy"])
    most = min(most_members(problem), pool.n)
    return Landscape(own, pair, rows, room, levels, worth, at_least, starts, members, values, first, holds, fixed, most)


def _rows(problem: Problem, limits: Sequence[Limit]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Limits as "at most", in shares of their size."""
    rows, room = np.zeros((len(limits), problem.pool.n)), np.zeros(len(limits))
    for r, limit in enumerate(limits):
        sign = 1.0 if limit.sense == "at most" else -1.0
        numbers, bound = limit.coefficients.floats, float(limit.bound)
        size = max(abs(bound), float(np.abs(numbers).max(initial=0.0))) or 1.0
        rows[r], room[r] = sign * numbers / size, sign * bound / size
    return rows, room


def _needs(problem: Problem, weight: float) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    needs = [(k, need) for k, need in problem.needs.items() if weight * need.worth]
    levels = np.zeros((len(needs), problem.pool.n))
    for row, (k, need) in enumerate(needs):
        levels[row] = problem.pool.capabilities[:, k] / need.amount
    worth = np.array([weight * need.worth for _, need in needs])
    return levels, worth, np.array([0 if need.by == "sum" else need.at_least for _, need in needs], dtype=np.int64)


def _groups(
    problem: Problem, weight: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    groups = problem.pool.groups
    starts = np.cumsum([0, *map(len, groups.members)], dtype=np.int64)
    members = np.array([i for group in groups.members for i in group], dtype=np.int64)
    of = np.repeat(np.arange(len(groups.members), dtype=np.int64), np.diff(starts))
    order = np.argsort(members, kind="stable")
    first = np.searchsorted(members[order], np.arange(problem.pool.n + 1)).astype(np.int64)
    return starts, members, weight * groups.values, first, of[order]
