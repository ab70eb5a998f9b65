"""The budget: what the members cost together."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

from partner_select.exact import as_fraction
from partner_select.model.limit import Check, Constraint, Limit, plain
from partner_select.problem import Problem

__all__ = ["BUDGET"]


def _limits(problem: Problem) -> Iterator[Limit]:
    if problem.budget is not None:
        bound = as_fraction(problem.budget)
        yield Limit("budget", "at most", problem.pool.exact_cost, bound, "cost", f"a budget of {plain(bound)}")


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    if problem.budget is not None:
        spent = sum((as_fraction(problem.pool.cost[i]) for i in members), Fraction(0))
        yield Check.between("budget", "budget", spent, high=as_fraction(problem.budget))


BUDGET = Constraint("budget", _limits, _check)
