"""A stable split: the game of the members has a core, with a margin if one is asked for.

Whether it has is no row over the members. A set without one is cut off and the solver goes on: what it proves about the sets that are left
holds at every moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

import numpy as np

from partner_select.exact import ExactVector, as_fraction
from partner_select.exact_split import core_has_margin
from partner_select.joint import split_basis
from partner_select.model.limit import Check, Constraint, Limit, plain
from partner_select.model.measure import Measure
from partner_select.problem import Problem

__all__ = ["CORE"]


def _limits(problem: Problem) -> Iterator[Limit]:
    margin = problem.risk.core_margin
    if margin is None:
        return
    joint, nothing = split_basis(problem), ExactVector((0,) * problem.pool.n, 1)
    look = Measure(
        lambda members: Fraction(int(core_has_margin(joint, members, margin))), lambda sets: np.ones(len(sets)), Fraction(1)
    )  # fmt: skip
    words = "a split that no group of members would leave"
    if margin:
        words += f", with {plain(as_fraction(margin))} to spare for every group"
    about = {"margin": plain(as_fraction(margin))}
    yield Limit("core", "at least", nothing, Fraction(0), "core_margin", words, about, measured=False, measure=look)


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    margin = problem.risk.core_margin
    if margin is not None:
        stable = core_has_margin(split_basis(problem), members, margin)
        found = "a stable split exists" if stable else "some group would leave whatever the split"
        yield Check("core", stable, found, "core")


CORE = Constraint("core", _limits, _check)
