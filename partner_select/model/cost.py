"""What the members cost, as a term of the objective (as a limit it is the budget)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from fractions import Fraction

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.linear import add_per_member, same_per_member, sum_per_member
from partner_select.model.term import Term
from partner_select.problem import Problem

__all__ = ["COST"]


def _numbers(problem: Problem) -> ExactVector:
    return problem.pool.exact_cost


def _amount(problem: Problem, members: AbstractSet[int]) -> Fraction:
    return sum((as_fraction(problem.pool.cost[i]) for i in members), Fraction(0))


COST = Term("cost", -1, _amount, sum_per_member(_numbers), same_per_member(_numbers), add_per_member("cost", _numbers))
