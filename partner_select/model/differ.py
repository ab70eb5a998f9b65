"""Keeping away from a set that is already known: a cut that only asks for enough candidates to change sides."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from partner_select.exact import ExactVector
from partner_select.model.limit import Limit

__all__ = ["away_from"]


def away_from(n: int, members: Collection[int], differ_by: int = 1) -> Limit:
    """Return the limit that at least ``differ_by`` of n candidates are in where these members are out, or out where they are in.

    Balas, E. and Jeroslow, R. (1972). Canonical cuts on the unit hypercube. SIAM J. Appl. Math. 23, 61-69.
    """
    signs = ExactVector(tuple(-1 if i in members else 1 for i in range(n)), 1)
    bound = Fraction(differ_by - len(members))
    return Limit("differ", "at least", signs, bound, "differ_by", f"at least {differ_by} candidates changed", measured=False)
