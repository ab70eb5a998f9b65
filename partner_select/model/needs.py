"""Needed capabilities: enough members who can, enough of it together, or a high enough probability that one of them can.

A need that must survive any single exit is one row per candidate: without that candidate, the others still reach the amount. For
candidates that are not chosen the row says no more than the need itself, so that no case distinction is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import Any

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.limit import Check, Constraint, Limit, counting, plain
from partner_select.model.measure import Measure
from partner_select.model.probability import log_shares
from partner_select.model.products import fitted
from partner_select.model.scaling import Part
from partner_select.model.smallest_sum import smallest_sum
from partner_select.model.variables import Variables
from partner_select.need import Need, reached, reached_by_each
from partner_select.problem import Problem

__all__ = ["NEEDS"]

ROUGH = 1000  # steps of a share in the row that bounds work with; the exact row is kept beside it


def _about(problem: Problem, k: int, need: Need) -> dict[str, Any]:
    about = {"capability": problem.pool.capability_names[k], "by": need.by, "amount": plain(as_fraction(need.amount))}
    return about | {"survive_exit": True} if need.survive_exit else about


def _able(problem: Problem, k: int, need: Need) -> Limit:
    pool, amount = problem.pool, as_fraction(need.amount)
    able = counting(pool.n, (i for i in range(pool.n) if pool.capabilities[i, k] >= need.amount))
    words = f"at least {need.rank} with {pool.capability_names[k]} of {plain(amount)} or more"
    return Limit("need", "at least", able, Fraction(need.rank), "needs", words, _about(problem, k, need))


def _shares(problem: Problem, k: int, need: Need, amount: Fraction) -> tuple[ExactVector, Fraction]:
    """One number per candidate, and what the members' numbers must add up to."""
    levels = problem.pool.capabilities[:, k]
    if need.by == "sum":
        return ExactVector.of(levels), amount
    return log_shares([as_fraction(x) for x in levels.tolist()], amount), Fraction(1)


def _rounded_up(row: ExactVector) -> ExactVector:
    """The same row in few steps: weaker, but of a size that a bound can put a price on."""
    return ExactVector(tuple(-(-x * ROUGH // row.denominator) for x in row.numerators), ROUGH)


def _measure(problem: Problem, k: int, need: Need, amount: Fraction) -> Measure:
    levels = problem.pool.capabilities[:, k]
    row, bound = _shares(problem, k, need, amount)

    def express(variables: Variables) -> Part:
        if not need.survive_exit:
            return Part("capabilities", variables.chosen, row.numerators, Fraction(1, row.denominator))
        most = ceil(bound * row.denominator)
        numbers, unit, lost = fitted(ExactVector(tuple(min(x, most) for x in row.numerators), row.denominator))
        full = min(sum(numbers), ceil((bound + lost) / unit))
        total, _ = smallest_sum(variables, f"reached{k}", numbers, full, need.survive_exit)
        return Part("capabilities", [total], [1], unit, reach=full, error=lost)

    return Measure(
        lambda members: reached(need, (as_fraction(levels[i]) for i in members)),
        lambda sets: reached_by_each(need, levels, sets),
        amount,
        express,
        lambda target: _together(problem, k, need, target),
        rounded=need.by == "any",
    )


def _together(problem: Problem, k: int, need: Need, amount: Fraction) -> Limit:
    """What the members must reach together, and still reach without any one of them if they must survive an exit."""
    name = problem.pool.capability_names[k]
    row, bound = _shares(problem, k, need, amount)
    rough = _rounded_up(row) if need.by == "any" else row
    words = f"{plain(amount)} of {name} {'together' if need.by == 'sum' else 'by any member'}"
    limit = Limit("need", "at least", rough, bound, f"capabilities[{name!r}]", words, _about(problem, k, need))
    if need.by == "sum" and not need.survive_exit:
        return limit
    measure = _measure(problem, k, need, amount)
    if not need.survive_exit:
        return replace(limit, measure=measure, rows=(row,))
    able = [i for i, x in enumerate(row.numerators) if x] or [0]
    rows = tuple(ExactVector(tuple(x * (j != i) for j, x in enumerate(row.numerators)), row.denominator) for i in able)
    return replace(limit, words=f"{words} even if any one leaves", measure=measure, rows=rows)


def _limits(problem: Problem) -> Iterator[Limit]:
    for k, need in problem.needs.items():
        if need.hard:
            yield _able(problem, k, need) if need.by == "best" else _together(problem, k, need, as_fraction(need.amount))


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    pool = problem.pool
    for k, need in problem.needs.items():
        if need.hard:
            found = reached(need, (as_fraction(pool.capabilities[i, k]) for i in members))
            yield Check.between(f"need {pool.capability_names[k]}", "need", found, low=as_fraction(need.amount))


NEEDS = Constraint("needs", _limits, _check)
