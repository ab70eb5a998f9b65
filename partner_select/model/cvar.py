"""Conditional value at risk: the mean loss of the worst scenarios, as a limit and as a term of the objective.

CVaR_α(S) = min over η of η + E[(L(S) - η)⁺] / (1 - α) is linear in further variables; the best η is the loss of some scenario, so that
whole numbers lose nothing.

Rockafellar, R. T. and Uryasev, S. (2000). Optimization of conditional value-at-risk. Journal of Risk 2, 21-41.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction
from math import ceil, gcd, log10
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.limit import Check, Constraint, Limit, plain
from partner_select.model.measure import Measure
from partner_select.model.scaling import MAX_TOTAL, Part
from partner_select.model.term import Held, Majorant, Term
from partner_select.model.variables import Meaning, Variables
from partner_select.problem import Problem

__all__ = ["CVAR", "MAX_CVAR"]

STEPS = 2**30  # steps of losses that decimals of many places are rounded to: a billionth of all losses together
BURST = 2**20  # losses sorted together: 8 MiB


def _masses(problem: Problem) -> tuple[list[int], int]:
    """Probabilities in whole numbers of one unit, and how many of these make the tail."""
    level, masses = as_fraction(problem.risk.cvar_level), problem.pool.risk.masses
    scaled = [x * level.denominator for x in masses]
    tail = sum(masses) * (level.denominator - level.numerator)
    shared = gcd(tail, *scaled)
    return [x // shared for x in scaled], tail // shared


def _amount(problem: Problem, members: AbstractSet[int]) -> Fraction:
    if problem.pool.risk.loss_scenarios is None:
        return Fraction(0)
    numbers, denominator = problem.pool.risk.loss_numbers
    losses = [int(x) for x in numbers[:, sorted(members)].sum(axis=1)]
    masses, tail = _masses(problem)
    left, total = tail, 0
    for s in sorted(range(len(losses)), key=lambda s: -losses[s]):
        total += losses[s] * min(masses[s], left)
        left -= min(masses[s], left)
    return Fraction(total, tail * denominator)


def _amounts(problem: Problem, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    losses = problem.pool.risk.loss_scenarios
    if losses is None:
        return np.zeros(len(sets))
    masses, tail = _masses(problem)
    shares = np.array([x / tail for x in masses])
    rows = max(1, BURST // len(shares))
    blocks = [_worst(sets[start : start + rows] @ losses.T, shares) for start in range(0, len(sets), rows)]
    return np.concatenate([np.zeros(0), *blocks])


def _worst(totals: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of the worst losses of float64[m, s] until their shares of the tail make it up."""
    order = np.argsort(-totals, axis=1)
    counted = shares[order]
    before = np.cumsum(counted, axis=1) - counted
    worst: NDArray[np.float64] = (np.take_along_axis(totals, order, axis=1) * np.clip(1.0 - before, 0.0, counted)).sum(axis=1)
    return worst


def _rounded(problem: Problem, masses: list[int]) -> tuple[NDArray[Any], Fraction, Fraction]:
    """Losses in whole steps of a unit such that weighted sums of them fit, the unit, and how far any set may be off."""
    numbers, denominator = problem.pool.risk.loss_numbers
    size = int(abs(numbers).sum(axis=1).max()) if numbers.size else 0
    room = min(STEPS, MAX_TOTAL // (64 * sum(masses) + 64))
    if size <= room:
        return numbers, Fraction(1, denominator), Fraction(0)
    unit = Fraction(10) ** ceil(log10(size / denominator / room))
    whole = np.array([round(Fraction(int(x), denominator) / unit) for x in numbers.ravel()], dtype=object).reshape(numbers.shape)
    return whole, unit, unit * numbers.shape[1] / 2


def _value_at_risk(losses: NDArray[Any], masses: list[int], tail: int) -> int:
    """The best η: the least loss with no more than the tail above it."""
    left = tail
    for s in sorted(range(len(masses)), key=lambda s: -losses[s]):
        left -= masses[s]
        if left <= 0:
            return int(losses[s])
    raise AssertionError("the tail is no more than everything")


def _eta(whole: NDArray[Any], masses: list[int], tail: int, low: int) -> Meaning:
    return lambda members: _value_at_risk(whole[:, members].sum(axis=1), masses, tail) - low


def _above(whole: NDArray[Any], masses: list[int], tail: int, s: int) -> Meaning:
    def meaning(members: NDArray[np.bool_]) -> int:
        losses = whole[:, members].sum(axis=1)
        return max(0, int(losses[s]) - _value_at_risk(losses, masses, tail))

    return meaning


def _part(problem: Problem, variables: Variables) -> Part:
    """η and what every scenario loses beyond it, over the tail; pushed down by whoever asks."""
    masses, tail = _masses(problem)
    whole, unit, error = _rounded(problem, masses)
    lows = [sum(min(0, int(x)) for x in row) for row in whole]
    highs = [sum(max(0, int(x)) for x in row) for row in whole]
    low, high = min(lows, default=0), max(highs, default=0)
    eta = variables.new_int(high - low, "eta", _eta(whole, masses, tail, low))
    beyond, weights = [], []
    for s, row in enumerate(whole):
        if not masses[s] or highs[s] == low:
            continue
        over = variables.new_int(high - low, f"u{s}", _above(whole, masses, tail, s))
        variables.model.add(variables.weighted(variables.chosen, [int(x) for x in row]) - eta - low <= over)
        beyond.append(over)
        weights.append(masses[s])
    shift = variables.model.new_constant(-low)  # variables start at 0, losses that may be gains do not
    return Part("loss_scenarios", [eta, shift, *beyond], [tail, -tail, *weights], unit / tail, reach=max(1, high - low), error=error)


def _add(problem: Problem, variables: Variables, weight: Fraction) -> None:
    part = _part(problem, variables)
    variables.parts.append(
        Part(part.field, part.variables, part.weights, weight * part.factor, reach=part.reach, error=abs(weight) * part.error)
    )


def _expected(problem: Problem) -> ExactVector:
    """Mean loss of every candidate: no conditional value at risk of a set is below the sum of its members'."""
    numbers, denominator = problem.pool.risk.loss_numbers
    masses = problem.pool.risk.masses
    means = [sum(int(x) * p for x, p in zip(column, masses, strict=True)) for column in numbers.T]
    return ExactVector(tuple(means), denominator * sum(masses))


def _majorant(problem: Problem) -> Majorant:
    if problem.pool.risk.loss_scenarios is None:
        return Majorant()
    return Majorant(own=_expected(problem), exact=False)


def _limit(problem: Problem, bound: Fraction) -> Limit:
    level = plain(as_fraction(problem.risk.cvar_level))
    measure = Measure(
        lambda members: _amount(problem, members),
        lambda sets: _amounts(problem, sets),
        bound,
        lambda variables: _part(problem, variables),
        lambda other: _limit(problem, other),
    )
    words = f"a conditional value at risk of at most {plain(bound)} at level {level}"
    return Limit("cvar", "at most", _expected(problem), bound, "loss_scenarios", words, {"level": level}, measure=measure)


def _limits(problem: Problem) -> Iterator[Limit]:
    if problem.risk.max_cvar is not None:
        yield _limit(problem, as_fraction(problem.risk.max_cvar))


def _held(problem: Problem) -> Held:
    return Held(Fraction(1, _masses(problem)[1] * problem.pool.risk.loss_numbers[1]), lambda bound: _limit(problem, bound))


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    if problem.risk.max_cvar is not None:
        yield Check.between("conditional value at risk", "cvar", _amount(problem, members), high=as_fraction(problem.risk.max_cvar))


MAX_CVAR = Constraint("cvar", _limits, _check)
CVAR = Term("cvar", -1, _amount, _amounts, _majorant, _add, lambda problem: problem.pool.risk.loss_scenarios is not None, _held)
