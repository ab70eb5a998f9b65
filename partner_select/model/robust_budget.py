"""A budget that holds even if some costs come out higher: at most Γ of them, whichever they are.

max over sets of Γ members of Σ cost + Σ deviation of these <= budget. By duality the inner maximum is Γ·z + Σ p_i with z + p_i >= deviation
of member i, and z is one of the deviations or 0, so that whole numbers lose nothing.

Bertsimas, D. and Sim, M. (2004). The price of robustness. Operations Research 52, 35-53.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.limit import Check, Constraint, Limit, plain
from partner_select.model.measure import Measure
from partner_select.model.products import fitted
from partner_select.model.scaling import MAX_TOTAL, Part
from partner_select.model.variables import Meaning, Variables
from partner_select.problem import Problem

__all__ = ["ROBUST_BUDGET"]


def _amount(problem: Problem, members: AbstractSet[int]) -> Fraction:
    """Costs, and the largest deviations on top."""
    pool, deviation = problem.pool, problem.pool.risk.cost_deviation
    higher = [] if deviation is None else sorted((as_fraction(deviation[i]) for i in members), reverse=True)
    return sum((as_fraction(pool.cost[i]) for i in members), Fraction(0)) + sum(higher[: problem.risk.gamma], Fraction(0))


def _amounts(problem: Problem, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    pool, deviation, gamma = problem.pool, problem.pool.risk.cost_deviation, problem.risk.gamma
    total: NDArray[np.float64] = sets @ pool.cost
    if deviation is None or not gamma:
        return total
    higher = -np.sort(-np.where(sets, deviation, 0.0), axis=1)[:, :gamma]
    return np.asarray(total + higher.sum(axis=1), dtype=np.float64)


def _threshold(deviation: NDArray[np.int64], gamma: int) -> Meaning:
    """z: the deviation that just does not fit among the Γ largest."""
    return lambda members: int(np.sort(np.where(members, deviation, 0))[::-1][gamma]) if gamma < len(deviation) else 0


def _above(deviation: NDArray[np.int64], gamma: int, i: int) -> Meaning:
    z = _threshold(deviation, gamma)
    return lambda members: max(0, int(deviation[i]) - z(members)) if members[i] else 0


def _part(problem: Problem, variables: Variables) -> Part:
    pool, n = problem.pool, problem.pool.n
    gamma = min(problem.risk.gamma or 0, n)
    cost, deviation = pool.exact_cost, pool.risk.exact_deviation
    common = ExactVector.of_fractions([*(cost[i] for i in range(n)), *(deviation[i] for i in range(n))])
    numbers, unit, error = fitted(common, MAX_TOTAL // (4 * (gamma + 2)))
    highest = np.array(numbers[n:], dtype=np.int64)
    z = variables.new_int(int(highest.max(initial=0)), "z", _threshold(highest, gamma))
    above = []
    for i, most in enumerate(highest.tolist()):
        if not most or i in variables.closed:
            continue
        p = variables.new_int(most, f"p{i}", _above(highest, gamma, i))
        variables.model.add(z + p >= most * variables.chosen[i])
        above.append(p)
    reach = max(1, int(highest.max(initial=0)))
    weights = [*numbers[:n], gamma, *[1] * len(above)]
    return Part("cost", [*variables.chosen, z, *above], weights, unit, reach=reach, error=error)


def _limit(problem: Problem, bound: Fraction) -> Limit:
    gamma = problem.risk.gamma
    measure = Measure(
        lambda members: _amount(problem, members),
        lambda sets: _amounts(problem, sets),
        bound,
        lambda variables: _part(problem, variables),
        lambda other: _limit(problem, other),
        cut=lambda members: _dearest(problem, bound, members),
    )
    words = f"a budget of {plain(bound)} even if any {gamma} costs come out at their upper end"
    return Limit("robust_budget", "at most", problem.pool.exact_cost, bound, "cost", words, {"gamma": gamma}, measure=measure)


def _dearest(problem: Problem, bound: Fraction, members: AbstractSet[int]) -> Limit:
    """The budget when just the costs rise that hurt these members most."""
    cost, deviation = problem.pool.exact_cost, problem.pool.risk.exact_deviation
    worst = set(sorted(members, key=lambda i: (-deviation[i], i))[: problem.risk.gamma])
    row = [cost[i] + (deviation[i] if i in worst else 0) for i in range(problem.pool.n)]
    return Limit("cut", "at most", ExactVector.of_fractions(row), bound, "cost", "the budget when these costs rise")


def _limits(problem: Problem) -> Iterator[Limit]:
    if problem.risk.gamma is not None and problem.budget is not None:
        yield _limit(problem, as_fraction(problem.budget))


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    if problem.risk.gamma is not None and problem.budget is not None:
        yield Check.between("robust budget", "robust_budget", _amount(problem, members), high=as_fraction(problem.budget))


ROBUST_BUDGET = Constraint("robust budget", _limits, _check)
