"""Roles: how many universities, enterprises, institutes."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

from partner_select.model.limit import Check, Constraint, Limit, counting
from partner_select.problem import Problem

__all__ = ["ROLES"]


def _limits(problem: Problem) -> Iterator[Limit]:
    pool = problem.pool
    for role, (low, high) in problem.roles.items():
        holders = counting(pool.n, (i for i in range(pool.n) if pool.roles[i] == role))
        if low > 0:
            yield Limit("role_min", "at least", holders, Fraction(low), "roles", f"at least {low} with role {role}", {"role": role})
        if high is not None:
            yield Limit("role_max", "at most", holders, Fraction(high), "roles", f"at most {high} with role {role}", {"role": role})


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    for role, (low, high) in problem.roles.items():
        count = sum(problem.pool.roles[i] == role for i in members)
        yield Check.between(f"role {role}", "role", Fraction(count), Fraction(low), None if high is None else Fraction(high))


ROLES = Constraint("roles", _limits, _check)
