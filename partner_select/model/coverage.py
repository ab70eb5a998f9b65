"""Coverage: how much of every needed capability the members have, each times its worth, as a term of the objective.

The covered fraction of a need is min(1, level / amount). By sum, the level is the members' sum; by best with ``at_least = m``,
it is the m-th best member's level (0 if there are fewer); by any, it is 1 - Π(1 - level); with ``survive_exit``, each after the exit that
hurts most: so that it is 1 exactly when the hard need would hold.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.probability import log_shares
from partner_select.model.saturation import GRID, STEPS, SURE, Saturation
from partner_select.model.scaling import MAX_TOTAL, Part
from partner_select.model.smallest_sum import smallest_sum
from partner_select.model.term import Majorant, Term
from partner_select.model.variables import Meaning, Variables
from partner_select.need import Need, reached, reached_by_each
from partner_select.problem import Problem

__all__ = ["COVERAGE"]


def _fraction(problem: Problem, k: int, need: Need, members: AbstractSet[int]) -> Fraction:
    level = reached(need, (as_fraction(problem.pool.capabilities[i, k]) for i in members))
    return min(Fraction(1), level / as_fraction(need.amount))


def _amount(problem: Problem, members: AbstractSet[int]) -> Fraction:
    return sum((as_fraction(need.worth) * _fraction(problem, k, need, members) for k, need in problem.needs.items()), Fraction(0))


def _amounts(problem: Problem, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    total = np.zeros(len(sets))
    for k, need in problem.needs.items():
        level = reached_by_each(need, problem.pool.capabilities[:, k], sets)
        total += need.worth * np.minimum(1.0, level / need.amount)
    return total


def _enough(able: NDArray[np.intp], at_least: int) -> Meaning:
    return lambda members: int(members[able].sum() >= at_least)


def _add_best(problem: Problem, variables: Variables, weight: Fraction, k: int, need: Need) -> None:
    """One Boolean per distinct level: "at least m members reach it"; the objective pays for the steps between levels."""
    amount, column = as_fraction(need.amount), problem.pool.capabilities[:, k]
    reach = np.minimum(column, need.amount)
    levels = [level for level in np.unique(reach).tolist() if level > 0]
    flags = []
    for level in levels:
        able = np.flatnonzero(reach >= level)
        flag = variables.new_bool(f"c{k}_{level}", _enough(able, need.rank))
        variables.model.add(sum(variables.chosen[i] for i in able.tolist()) >= need.rank * flag)
        flags.append(flag)
    steps = ExactVector.of(np.array(levels))
    weights = [x - before for x, before in zip(steps.numerators, (0, *steps.numerators), strict=False)]
    variables.parts.append(Part("capabilities", flags, weights, weight / (amount * steps.denominator)))


def _integer_levels(levels: ExactVector, amount: Fraction) -> tuple[list[int], int, Fraction]:
    """Levels and amount in integer steps, and the error of the covered fraction: exact where it fits."""
    scale = levels.denominator * amount.denominator
    full = int(amount * scale)
    exact = [min(x * amount.denominator, full) for x in levels.numerators]
    if full * (len(exact) + 1) < MAX_TOTAL:
        return exact, full, Fraction(0)
    return [round(Fraction(x * STEPS, full)) for x in exact], STEPS, Fraction(len(exact), 2 * STEPS)


def _add_sum(problem: Problem, variables: Variables, weight: Fraction, k: int, need: Need) -> None:
    """One integer that counts covered steps, up to the amount; the objective pushes it up."""
    levels, full, error = _integer_levels(ExactVector.of(problem.pool.capabilities[:, k]), as_fraction(need.amount))
    covered, _ = smallest_sum(variables, f"c{k}", levels, full, need.survive_exit)
    variables.parts.append(Part("capabilities", [covered], [1], weight / full, reach=full, error=weight * error))


def _add_any(problem: Problem, variables: Variables, weight: Fraction, k: int, need: Need) -> None:
    """One integer for where the members stand, one for what that covers, held below the curve by lines."""
    n, amount = problem.pool.n, min(need.amount, SURE)
    shares = log_shares([as_fraction(x) for x in problem.pool.capabilities[:, k]], as_fraction(amount))
    steps = [-(-x * GRID // shares.denominator) for x in shares.numerators]
    position, stands = smallest_sum(variables, f"u{k}", steps, GRID, need.survive_exit)
    covered = variables.new_int(STEPS, f"c{k}", lambda members: curve.most(stands(members)))

    def where(members: AbstractSet[int]) -> int:
        return stands(np.isin(np.arange(n), list(members)))

    curve = Saturation(variables.model, position, covered, amount, where)
    variables.sharpen.append(curve.sharpen)
    error = weight * curve.error(min(n, variables.most))
    variables.parts.append(Part("capabilities", [covered], [1], weight / STEPS, reach=STEPS, error=error))


ADD = {"best": _add_best, "sum": _add_sum, "any": _add_any}


def _add(problem: Problem, variables: Variables, weight: Fraction) -> None:
    for k, need in problem.needs.items():
        if need.worth:
            ADD[need.by](problem, variables, weight * as_fraction(need.worth), k, need)


def _majorant(problem: Problem) -> Majorant:
    """What everybody together would cover."""
    everyone = frozenset(range(problem.pool.n))
    most = _amount(problem, everyone)
    return Majorant(constant=most, exact=most == 0)


COVERAGE = Term("coverage", 1, _amount, _amounts, _majorant, _add)
