"""Conflicts: two candidates that will not sit at one table."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

from partner_select.model.limit import Check, Constraint, Limit, counting
from partner_select.problem import Problem

__all__ = ["CONFLICTS"]


def _limits(problem: Problem) -> Iterator[Limit]:
    pool = problem.pool
    for i, j in problem.conflicts:
        a, b = pool.names[i], pool.names[j]
        about = {"members": [a, b]}
        yield Limit(
            "conflict", "at most", counting(pool.n, [i, j]), Fraction(1), "conflicts", f"{a} and {b} never together", about, measured=False
        )


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    names = problem.pool.names
    for i, j in problem.conflicts:
        both = i in members and j in members
        yield Check(f"conflict {names[i]} / {names[j]}", not both, "both chosen" if both else "not both", "conflict")


CONFLICTS = Constraint("conflicts", _limits, _check)
