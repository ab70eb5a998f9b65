"""A problem as the arrays that the compiled local search walks over; floats, for search only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from partner_select.kernels.tabu import BY_ANY, BY_SUM, Landscape
from partner_select.model import TERMS, Limit
from partner_select.model.size import most_members
from partner_select.problem import Problem

__all__ = ["landscape", "walkable"]

KNOWN = ("value", "synergy", "coverage", "cost", "expected_loss")  # terms with arrays of their own; others enter as what they add up to

NOT_ROWS = ("conflict", "include", "exclude", "size_max")  # these limits are kept by the pair values, by fixing and by counting


def landscape(problem: Problem, limits: Sequence[Limit]) -> Landscape:
    """Return the arrays of a problem and its limits. O(n² + limits·n)."""
    pool, weights = problem.pool, {term.name: float(term.weight(problem)) for term in TERMS}
    own = weights["value"] * pool.value + weights["cost"] * pool.cost + weights["expected_loss"] * pool.exact_expected_loss.floats
    pair = weights["synergy"] * pool.pairs.matrix
    _add_sums(problem, weights, own, pair)
    rows, room = _rows(problem, [limit for limit in limits if limit.code not in NOT_ROWS and limit.is_row])
    never = 2.0 * (np.abs(own).sum() + np.abs(pair).sum() / 2.0) + 1.0
    for i, j in problem.conflicts:
        pair[i, j] = pair[j, i] = -never
    fixed = np.zeros(pool.n, dtype=np.int8)
    fixed[list(problem.include)] = 1
    fixed[list(problem.exclude)] = 2
    needs = _needs(problem, weights["coverage"])
    starts, members, values, first, holds = _groups(problem, weights["synergy"])
    most = min(most_members(problem), pool.n)
    return Landscape(own, pair, rows, room, *needs, starts, members, values, first, holds, fixed, most)


def walkable(problem: Problem, limits: Sequence[Limit]) -> bool:
    """Return whether the arrays say all that the objective and the limits say."""
    further = (term for term in TERMS if term.name not in KNOWN and term.weight(problem))
    return all(limit.is_row for limit in limits) and all(term.majorant(problem).exact for term in further)


def _add_sums(problem: Problem, weights: dict[str, float], own: NDArray[np.float64], pair: NDArray[np.float64]) -> None:
    """Add terms that are sums over members and pairs."""
    for term in TERMS:
        if term.name in KNOWN or not weights[term.name]:
            continue
        most = term.majorant(problem)
        if most.own is not None:
            own += weights[term.name] * most.own.floats
        if most.pairs is not None and most.ends is not None:
            first, second = most.ends
            np.add.at(pair, (first, second), weights[term.name] * most.pairs.floats)
            np.add.at(pair, (second, first), weights[term.name] * most.pairs.floats)


def _rows(problem: Problem, limits: Sequence[Limit]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Limits as "at most", in shares of their size."""
    listed = [(limit, row.floats) for limit in limits for row in (limit.coefficients, *limit.rows)]
    rows, room = np.zeros((len(listed), problem.pool.n)), np.zeros(len(listed))
    for r, (limit, numbers) in enumerate(listed):
        sign = 1.0 if limit.sense == "at most" else -1.0
        bound = float(limit.bound)
        size = max(abs(bound), float(np.abs(numbers).max(initial=0.0))) or 1.0
        rows[r], room[r] = sign * numbers / size, sign * bound / size
    return rows, room


def _needs(
    problem: Problem, weight: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]]:
    """Levels in shares of each need, probabilities as they are; what the needs are worth; how levels count; amounts; spare members."""
    needs = [(k, need) for k, need in problem.needs.items() if weight * need.worth]
    levels = np.zeros((len(needs), problem.pool.n))
    amounts = np.array([need.amount if need.by == "any" else 1.0 for _, need in needs])
    for row, (k, need) in enumerate(needs):
        levels[row] = problem.pool.capabilities[:, k] / (1.0 if need.by == "any" else need.amount)
    worth = np.array([weight * need.worth for _, need in needs])
    ways = {"sum": BY_SUM, "any": BY_ANY}
    ranks = np.array([ways.get(need.by, need.rank) for _, need in needs], dtype=np.int64)
    return levels, worth, ranks, amounts, np.array([need.survive_exit for _, need in needs], dtype=np.bool_)


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
