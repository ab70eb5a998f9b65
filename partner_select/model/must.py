"""Who must be a member, and who must not."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

from partner_select.model.limit import Check, Constraint, Limit, counting
from partner_select.problem import Problem

__all__ = ["MUST"]


def _limits(problem: Problem) -> Iterator[Limit]:
    pool = problem.pool
    for i in problem.include:
        about = {"member": pool.names[i]}
        yield Limit(
            "include", "at least", counting(pool.n, [i]), Fraction(1), "include", f"{pool.names[i]} must be in", about, measured=False
        )
    for i in problem.exclude:
        about = {"member": pool.names[i]}
        yield Limit(
            "exclude", "at most", counting(pool.n, [i]), Fraction(0), "exclude", f"{pool.names[i]} must stay out", about, measured=False
        )


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    names = problem.pool.names
    for i in problem.include:
        yield Check(f"include {names[i]}", i in members, "in" if i in members else "missing", "include")
    for i in problem.exclude:
        yield Check(f"exclude {names[i]}", i not in members, "chosen" if i in members else "out", "exclude")


MUST = Constraint("must", _limits, _check)
