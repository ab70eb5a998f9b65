"""Budgets: what the members cost together, in money and by class of cost."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.limit import Check, Constraint, Limit, plain
from partner_select.problem import Problem

__all__ = ["BUDGET", "BUDGETS"]


def _limits(problem: Problem) -> Iterator[Limit]:
    if problem.budget is not None and problem.risk.gamma is None:  # one that holds when costs rise says it already
        bound = as_fraction(problem.budget)
        yield Limit("budget", "at most", problem.pool.exact_cost, bound, "cost", f"a budget of {plain(bound)}")


def _spent(cost: NDArray[np.float64], members: AbstractSet[int]) -> Fraction:
    return sum((as_fraction(cost[i]) for i in members), Fraction(0))


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    if problem.budget is not None:
        yield Check.between("budget", "budget", _spent(problem.pool.cost, members), high=as_fraction(problem.budget))


def _class_limits(problem: Problem) -> Iterator[Limit]:
    for name, most in problem.budgets.items():
        costs, bound = ExactVector.of(problem.pool.cost_classes[name]), as_fraction(most)
        words = f"a budget of {plain(bound)} for {name}"
        yield Limit("class_budget", "at most", costs, bound, f"cost_classes[{name!r}]", words, {"class": name})


def _class_check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    for name, most in problem.budgets.items():
        yield Check.between(f"budget {name}", "class_budget", _spent(problem.pool.cost_classes[name], members), high=as_fraction(most))


BUDGET = Constraint("budget", _limits, _check)
BUDGETS = Constraint("budgets", _class_limits, _class_check)
