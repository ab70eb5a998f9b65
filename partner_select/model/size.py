"""How many members: fewest and most."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction
from itertools import accumulate

from partner_select.exact import as_fraction
from partner_select.model.limit import Check, Constraint, Limit, counting
from partner_select.problem import Problem

__all__ = ["SIZE", "most_members"]


def _limits(problem: Problem) -> Iterator[Limit]:
    low, high = problem.size
    everyone = counting(problem.pool.n, range(problem.pool.n))
    if low > 0:
        yield Limit("size_min", "at least", everyone, Fraction(low), "size", f"at least {low} members")
    if high is not None:
        yield Limit("size_max", "at most", everyone, Fraction(high), "size", f"at most {high} members")


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    low, high = problem.size
    yield Check.between("size", "size", Fraction(len(members)), Fraction(low), None if high is None else Fraction(high))


def most_members(problem: Problem) -> int:
    """Return the most members that size and budget let any set have: the cheapest candidates that the budget still pays. O(n log n)."""
    n, high = problem.pool.n, problem.size[1]
    high = n if high is None else min(n, high)
    if problem.budget is None:
        return high
    costs = problem.pool.exact_cost
    budget = as_fraction(problem.budget) * costs.denominator
    affordable = sum(spent <= budget for spent in accumulate(sorted(costs.numerators)))
    return min(high, affordable)


SIZE = Constraint("size", _limits, _check)
