"""Coverage: how much of every needed capability the members have, each times its worth, as a term of the objective.

The covered fraction of a need is min(1, level / amount). By sum, the level is the members' sum; by best with ``at_least = m``,
it is the m-th best member's level (0 if there are fewer), so that it is 1 exactly when the hard need would hold.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.scaling import MAX_TOTAL, Part
from partner_select.model.term import Majorant, Term
from partner_select.model.variables import Meaning, Variables
from partner_select.problem import Need, Problem

__all__ = ["COVERAGE"]

STEPS = 10**6  # integer steps of a summed capability whose decimals have too many places: error 1e-6 of a need per candidate


def _fraction(problem: Problem, k: int, need: Need, members: AbstractSet[int]) -> Fraction:
    levels = sorted((as_fraction(problem.pool.capabilities[i, k]) for i in members), reverse=True)
    counted = levels if need.by == "sum" else levels[need.at_least - 1 : need.at_least]
    return min(Fraction(1), sum(counted, Fraction(0)) / as_fraction(need.amount))


def _amount(problem: Problem, members: AbstractSet[int]) -> Fraction:
    return sum((as_fraction(need.worth) * _fraction(problem, k, need, members) for k, need in problem.needs.items()), Fraction(0))


def _amounts(problem: Problem, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    total = np.zeros(len(sets))
    for k, need in problem.needs.items():
        levels = problem.pool.capabilities[:, k]
        if need.by == "sum":
            reached = sets @ levels
        elif need.at_least > problem.pool.n:
            continue
        else:
            reached = np.partition(np.where(sets, levels, 0.0), -need.at_least, axis=1)[:, -need.at_least]
        total += need.worth * np.minimum(1.0, reached / need.amount)
    return total


def _enough(able: NDArray[np.intp], at_least: int) -> Meaning:
    return lambda members: int(members[able].sum() >= at_least)


def _add_best(problem: Problem, variables: Variables, weight: Fraction, k: int, need: Need) -> None:
    """One Boolean per distinct level: "at least m members reach it"; the objective pays for the steps between levels."""
    amount, column = as_fraction(need.amount), problem.pool.capabilities[:, k]
    reach = np.minimum(column, need.amount)
    levels = [level for level in np.unique(reach).tolist() if level > 0]
    reached = []
    for level in levels:
        able = np.flatnonzero(reach >= level)
        flag = variables.new_bool(f"c{k}_{level}", _enough(able, need.at_least))
        variables.model.add(sum(variables.chosen[i] for i in able.tolist()) >= need.at_least * flag)
        reached.append(flag)
    steps = ExactVector.of(np.array(levels))
    weights = [x - before for x, before in zip(steps.numerators, (0, *steps.numerators), strict=False)]
    variables.parts.append(Part("capabilities", reached, weights, weight / (amount * steps.denominator)))


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
    array = np.array(levels, dtype=np.int64)
    covered = variables.new_int(full, f"c{k}", lambda members: min(full, int(array[members].sum())))
    variables.model.add(covered <= variables.weighted(variables.chosen, levels))
    variables.parts.append(Part("capabilities", [covered], [1], weight / full, reach=full, error=weight * error))


def _add(problem: Problem, variables: Variables, weight: Fraction) -> None:
    for k, need in problem.needs.items():
        if need.worth == 0:
            continue
        (_add_sum if need.by == "sum" else _add_best)(problem, variables, weight * as_fraction(need.worth), k, need)


def _majorant(problem: Problem) -> Majorant:
    """What everybody together would cover."""
    everyone = frozenset(range(problem.pool.n))
    most = _amount(problem, everyone)
    return Majorant(constant=most, exact=most == 0)


COVERAGE = Term("coverage", 1, _amount, _amounts, _majorant, _add)
