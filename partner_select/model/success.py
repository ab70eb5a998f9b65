"""The chance that nobody fails, Π (1 - failure) over the members, at least so much: a chance constraint, linear in logarithms."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction
from math import ceil, floor, log, prod

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.limit import Check, Constraint, Limit, counting, plain
from partner_select.model.measure import Measure
from partner_select.problem import Problem

__all__ = ["SUCCESS"]

GRAIN = 2**32  # steps of a logarithm: rounding lets only sets through whose chance is within 1e-7 of the bound, and fractions decide those
LEAST = Fraction(1, 10**300)  # a chance that a float still tells from 0
IMPOSSIBLE = -1e3  # stands for log 0 in float sums: exp of it is 0


def _amount(problem: Problem, members: AbstractSet[int]) -> Fraction:
    return prod((1 - as_fraction(problem.pool.failure[i]) for i in members), start=Fraction(1))


def _row(failure: NDArray[np.float64], least: Fraction) -> tuple[ExactVector, Fraction]:
    """Σ log(1 - failure) >= log least, rounded so that every set that keeps the limit keeps the row."""
    bound = floor(log(least) * GRAIN) - 1
    logs = [bound - GRAIN if p == 1 else max(bound - GRAIN, ceil(np.log1p(-p) * GRAIN) + 1) if p else 0 for p in failure.tolist()]
    return ExactVector(tuple(int(x) for x in logs), GRAIN), Fraction(bound, GRAIN)


def _limit(problem: Problem, least: Fraction) -> Limit:
    row, bound = _row(problem.pool.failure, least)
    with np.errstate(divide="ignore"):
        logs = np.maximum(np.log1p(-problem.pool.failure), IMPOSSIBLE)
    words = f"a chance of at least {plain(least)} that nobody fails"
    measure = Measure(
        lambda members: _amount(problem, members),
        lambda sets: np.exp(sets @ logs),
        least,
        moved=lambda other: _limit(problem, max(other, LEAST)),
        cut=lambda members: _fewer(problem, members),
        rounded=True,
    )
    return Limit("success", "at least", row, bound, "failure", words, measure=measure)


def _fewer(problem: Problem, members: AbstractSet[int]) -> Limit:
    """Not all of these at once: with more members the chance only falls."""
    return Limit("cut", "at most", counting(problem.pool.n, members), Fraction(len(members) - 1), "failure", "fewer of these members")


def _limits(problem: Problem) -> Iterator[Limit]:
    if problem.risk.min_success is not None:
        yield _limit(problem, as_fraction(problem.risk.min_success))


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    if problem.risk.min_success is not None:
        yield Check.between("success", "success", _amount(problem, members), low=as_fraction(problem.risk.min_success))


SUCCESS = Constraint("success", _limits, _check)
