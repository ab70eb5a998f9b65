"""Splits of the joint value of a set of members, exactly: the Shapley value from the definition, and whether the core leaves a margin."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from fractions import Fraction
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector, as_fraction
from partner_select.joint import JointValue

__all__ = ["core_has_margin", "shapley_among"]


def _exact_table(joint: JointValue, members: AbstractSet[int]) -> tuple[NDArray[Any], int]:
    """Worths of all coalitions of the members as Python integers, and what they are divided by."""
    exact = ExactVector.of(joint.among(members).table())
    return np.array(exact.numerators, dtype=object), exact.denominator


def shapley_among(joint: JointValue, members: AbstractSet[int]) -> dict[int, Fraction]:
    """Return the Shapley value of the game of these members; kept, as searches ask again. O(2**k · k) for k members.

    φ_i = Σ over coalitions S without i of |S|! (k - |S| - 1)! / k! · (v(S ∪ i) - v(S)).
    """
    key = ("shapley", frozenset(members))
    if key not in joint.memory:
        joint.memory[key] = _shapley(joint, members)
    found: dict[int, Fraction] = joint.memory[key]
    return found


def _shapley(joint: JointValue, members: AbstractSet[int]) -> dict[int, Fraction]:
    inside, k = sorted(members), len(members)
    if not inside:
        return {}
    if joint.form is not None and not any(rule.without for rule in joint.form.rules):
        return {i: joint.form.shapley(i, members) for i in inside}
    table, denominator = _exact_table(joint, members)
    sizes = np.zeros(1, dtype=np.int64)
    for _ in range(k):
        sizes = np.concatenate((sizes, sizes + 1))
    weights = np.array([factorial(s) * factorial(k - s - 1) for s in range(k)], dtype=object)
    found = {}
    for place, i in enumerate(inside):
        pairs, counts = table.reshape(-1, 2, 2**place), sizes.reshape(-1, 2, 2**place)
        gained = (pairs[:, 1] - pairs[:, 0]) * weights[counts[:, 0]]
        found[i] = Fraction(int(gained.sum()), factorial(k) * denominator)
    return found


def core_has_margin(joint: JointValue, members: AbstractSet[int], margin: float) -> bool:
    """Return whether some split of the members' worth gives every smaller coalition its own worth and the margin on top.

    Decided in rational numbers by :func:`allocation.core_emptiness`; kept, as searches ask again.
    """
    key = ("core", frozenset(members), margin)
    if key not in joint.memory:
        joint.memory[key] = len(members) < 2 or _core(joint, members, margin)
    return bool(joint.memory[key])


def _core(joint: JointValue, members: AbstractSet[int], margin: float) -> bool:
    from allocation.excess.emptiness import core_emptiness
    from allocation.games.table import TableGame

    raised = joint.among(members).table().copy()
    if margin:
        exact, more = ExactVector.of(raised), as_fraction(margin)
        raised[1:-1] = [float(exact[k] + more) for k in range(1, len(raised) - 1)]
    return not core_emptiness(TableGame(raised)).empty
