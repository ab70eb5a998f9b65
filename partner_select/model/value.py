"""What the members are worth by themselves."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from fractions import Fraction

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.linear import add_per_member, same_per_member, sum_per_member
from partner_select.model.term import Term
from partner_select.problem import Problem

__all__ = ["VALUE"]


def _numbers(problem: Problem) -> ExactVector:
    return problem.pool.exact_value


def _amount(problem: Problem, members: AbstractSet[int]) -> Fraction:
    return sum((as_fraction(problem.pool.value[i]) for i in members), Fraction(0))


VALUE = Term("value", 1, _amount, sum_per_member(_numbers), same_per_member(_numbers), add_per_member("value", _numbers))
