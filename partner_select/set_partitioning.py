"""The best way to split a pool into listed groups, as an integer program whose columns are thinned out by prices.

Let everybody have a price such that every group that may be formed costs its members at least what it is worth. Then no partition earns more
than the sum of all prices, and one that uses a group whose members cost d more than it is worth earns at least d less than that. Groups that
are dearer than what separates the price bound from a known partition are in no better one, and the solver need not see them. The prices come
from a linear program, but what is concluded from them is checked in whole numbers.
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
from partner_select.model.scaling import Part, Scale
from partner_select.model.variables import Variables
from partner_select.solve import Answer, Settings, solve

__all__ = ["Listed", "best_listed"]

FIRST = 2000  # groups, cheapest first, shown to the solver at first: it settles so many in about a second

Groups = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Listed:
    """What was found among listed groups.

    Parameters
    ----------
    chosen
        Positions of the groups to form, None when none are known.
    bound
        No partition earns more.
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
    end = time.monotonic() + settings.time_limit
    everything = range(len(groups))
    if len(groups) <= FIRST or (prices := _prices(groups, worths, n, everyone)) is None:
        return _solved(everything, groups, worths, n, everyone, settings, interrupt)
    dear = _dearness(groups, worths, prices)
    cheapest = sorted(everything, key=lambda g: (dear[g], g))
    first = _solved(cheapest[:FIRST], groups, worths, n, everyone, settings, interrupt)
    ceiling = Fraction(sum(prices), worths.denominator)
    known = None if first.chosen is None else worths.sum(first.chosen)
    slack = None if known is None else (ceiling - known) * worths.denominator + first.error * worths.denominator
    kept = everything if slack is None else [g for g in everything if dear[g] <= slack]
    if first.status == "optimal" and all(dear[g] > dear[cheapest[FIRST - 1]] or g in set(cheapest[:FIRST]) for g in kept[:0]):
        return first
    left = replace(settings, time_limit=end - time.monotonic())
    return first if left.time_limit <= 0 else _solved(kept, groups, worths, n, everyone, left, interrupt)
