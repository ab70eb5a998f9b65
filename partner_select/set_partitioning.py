"""The best way to split a pool into listed groups, as an integer program whose columns are thinned out by prices.

Let everybody have a price such that every group that may be formed costs its members at least what it is worth. Then no partition earns
more than the sum of all prices, and one with a group whose members cost d more than it is worth earns at least d less than that. Groups
dearer than what separates the sum of the prices from a known partition are in no better one: the solver need not see them. The prices
come from a linear program, but what is concluded from them is checked in whole numbers.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from partner_select.exact import ExactVector
from partner_select.interrupt import Interrupt
from partner_select.model.scaling import Part
from partner_select.model.variables import Variables
from partner_select.solve import Settings, solve

__all__ = ["Listed", "best_listed"]

FIRST = 500  # groups, cheapest first, shown to the solver at first: enough for a good partition, settled in half a second

Groups = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Listed:
    """What was found among listed groups.

    Parameters
    ----------
    chosen
        Positions of the groups to form, None when none are known.
    bound
        No partition earns more; None when nothing is known.
    status
        As for the solver's answer, about all listed groups.
    error
        How far scaling to integers may have moved the bound.
    shown
        How many groups the solver saw in the end.
    """

    chosen: tuple[int, ...] | None
    bound: Fraction | None
    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    error: Fraction
    shown: int


@dataclass(frozen=True)
class _Task:
    groups: Groups
    worths: ExactVector
    n: int
    everyone: bool
    settings: Settings
    interrupt: Interrupt
    end: float

    def solved(self, shown: Sequence[int]) -> Listed:
        """The best partition into some of the groups."""
        variables = Variables.of(len(shown), self.n)
        around: list[list[Any]] = [[] for _ in range(self.n)]
        for variable, number in zip(variables.chosen, shown, strict=True):
            for player in self.groups[number]:
                around[player].append(variable)
        for ones in around:
            if self.everyone:
                variables.model.add_exactly_one(ones)
            elif ones:
                variables.model.add_at_most_one(ones)
        weights = [self.worths.numerators[number] for number in shown]
        variables.parts.append(Part("worth", variables.chosen, weights, Fraction(1, self.worths.denominator)))
        scale = variables.maximise()
        left = replace(self.settings, time_limit=max(self.end - time.monotonic(), 0.0))
        answer = solve(variables, left, self.interrupt)
        chosen = None if answer.members is None else tuple(sorted(shown[k] for k in answer.members))
        bound = None if answer.bound is None else answer.bound * scale.unit + scale.error
        return Listed(chosen, bound, answer.status, scale.error, len(shown))

    def better(self, first: Listed, second: Listed) -> Listed:
        """The one whose partition earns more."""
        known = [found for found in (second, first) if found.chosen is not None]
        return max(known, key=lambda found: self.worths.sum(found.chosen or ()), default=second)

    def prices(self) -> list[int] | None:
        """A price per player, in the worths' unit, under which every group costs at least its worth; None where there is no telling.

        The duals of the linear program, rounded, and raised until they keep that exactly.
        """
        from scipy.optimize import linprog
        from scipy.sparse import csr_array

        rows = [player for group in self.groups for player in group]
        columns = [number for number, group in enumerate(self.groups) for _ in group]
        inside = csr_array((np.ones(len(rows)), (rows, columns)), shape=(self.n, len(self.groups)))
        size = float(np.abs(self.worths.floats).max()) or 1.0
        limits = {"A_eq": inside, "b_eq": np.ones(self.n)} if self.everyone else {"A_ub": inside, "b_ub": np.ones(self.n)}
        outcome = linprog(-self.worths.floats / size, bounds=(0, None), method="highs", **limits)
        if not outcome.success:
            return None
        duals = -(outcome.eqlin if self.everyone else outcome.ineqlin).marginals * size
        rounded = [round(Fraction(dual) * self.worths.denominator) for dual in duals.tolist()]
        if not self.everyone:
            rounded = [max(price, 0) for price in rounded]
        lacking = max(0, -min(self.dearness(rounded)))
        return [price + lacking for price in rounded]

    def dearness(self, prices: Sequence[int]) -> list[int]:
        """What the members of each group cost above its worth."""
        return [sum(prices[i] for i in group) - worth for group, worth in zip(self.groups, self.worths.numerators, strict=True)]


def best_listed(groups: Groups, worths: ExactVector, n: int, everyone: bool, settings: Settings, interrupt: Interrupt) -> Listed:
    """Return which groups to form, so that nobody is in two of them and the worths add up to the most.

    Parameters
    ----------
    groups
        Positions of the members of every group that may be formed; at least one group.
    worths
        One per group.
    n
        Number of players.
    everyone
        Whether everybody must be in a group.
    settings, interrupt
        Of the solver; the time limit is for everything.
    """
    task = _Task(groups, worths, n, everyone, settings, interrupt, time.monotonic() + settings.time_limit)
    prices = task.prices() if len(groups) > FIRST else None
    if prices is None:
        return task.solved(range(len(groups)))
    dear = task.dearness(prices)
    cheapest = sorted(range(len(groups)), key=lambda number: (dear[number], number))
    first = task.solved(cheapest[:FIRST])
    ceiling = Fraction(sum(prices), worths.denominator)
    slack = None if first.chosen is None else (ceiling - worths.sum(first.chosen)) * worths.denominator
    kept = [number for number in cheapest if slack is None or dear[number] <= slack]
    if first.status == "optimal" and len(kept) <= FIRST:
        return first
    if interrupt.wanted or time.monotonic() >= task.end:
        return _unfinished(first, ceiling)
    second = task.solved(sorted(kept))
    if second.status == "optimal" or first.chosen is None:
        return second
    return _unfinished(task.better(first, second), min(ceiling, ceiling if second.bound is None else second.bound))


def _unfinished(found: Listed, bound: Fraction) -> Listed:
    """What some of the groups tell about all of them: a partition, and a bound that holds for all."""
    return replace(found, bound=None if found.chosen is None else bound, status="unknown" if found.chosen is None else "feasible")
