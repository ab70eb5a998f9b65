"""Needed capabilities: enough members who can, or enough of it together."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.limit import Check, Constraint, Limit, counting, plain
from partner_select.problem import Problem

__all__ = ["NEEDS"]


def _limits(problem: Problem) -> Iterator[Limit]:
    pool = problem.pool
    for k, need in problem.needs.items():
        if not need.hard:
            continue
        name, amount = pool.capability_names[k], as_fraction(need.amount)
        about = {"capability": name, "by": need.by, "amount": plain(amount)}
        if need.by == "sum":
            levels = ExactVector.of(pool.capabilities[:, k])
            yield Limit("need", "at least", levels, amount, f"capabilities[{name!r}]", f"{plain(amount)} of {name} together", about)
        else:
            able = counting(pool.n, (i for i in range(pool.n) if pool.capabilities[i, k] >= need.amount))
            words = f"at least {need.at_least} with {name} of {plain(amount)} or more"
            yield Limit("need", "at least", able, Fraction(need.at_least), "needs", words, about)


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    pool = problem.pool
    for k, need in problem.needs.items():
        if not need.hard:
            continue
        levels = sorted((as_fraction(pool.capabilities[i, k]) for i in members), reverse=True)
        counted = levels if need.by == "sum" else levels[need.at_least - 1 : need.at_least]
        yield Check.between(f"need {pool.capability_names[k]}", "need", sum(counted, Fraction(0)), low=as_fraction(need.amount))


NEEDS = Constraint("needs", _limits, _check)
