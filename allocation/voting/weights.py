"""Votes as they are written, integers or decimals, turned into the smallest integers that say the same."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil, gcd, isfinite, lcm
from numbers import Integral, Real

from allocation.errors import GameError
from allocation.exact import as_fraction

__all__ = ["Number", "as_exact", "whole_rule"]

Number = int | float | Decimal | Fraction


def as_exact(number: object, what: str) -> Fraction:
    """Return a number as it was written: 0.1 is one tenth.

    Raises
    ------
    GameError
        If it is not a finite number; ``what`` names it.
    """
    if isinstance(number, bool) or not isinstance(number, Real | Decimal):
        raise GameError(f"{what} must be a number, got {number!r}")
    if isinstance(number, Integral):
        return Fraction(int(number))
    if isinstance(number, Fraction):
        return number
    if not isfinite(number):
        raise GameError(f"{what} must be finite, got {number}")
    return Fraction(number) if isinstance(number, Decimal) else as_fraction(float(number))


def whole_rule(weights: Iterable[Number], quota: Number) -> tuple[tuple[int, ...], int]:
    """Return integer weights without a common divisor, and the smallest integer quota, with the same winning coalitions.

    Raises
    ------
    GameError
        If a weight is negative or not finite, all are zero, or the quota is not above 0 and at most the total.

    Examples
    --------
    >>> whole_rule([0.5, 0.25, 0.25], 0.6)
    ((2, 1, 1), 3)
    """
    exact = [as_exact(w, f"weight {i + 1}") for i, w in enumerate(weights)]
    needed = as_exact(quota, "the quota")
    _check(exact, needed)
    scale = lcm(*(w.denominator for w in exact))
    whole = [int(w * scale) for w in exact]
    divisor = gcd(*whole)
    return tuple(w // divisor for w in whole), ceil(needed * scale / divisor)


def _check(weights: list[Fraction], quota: Fraction) -> None:
    negative = [i + 1 for i, w in enumerate(weights) if w < 0]
    if negative:
        raise GameError(f"voting weights must not be negative: weight {negative[0]} is {float(weights[negative[0] - 1]):g}")
    total = sum(weights, Fraction(0))
    if not total:
        raise GameError("a voting game needs at least one voter with a positive weight")
    if quota <= 0:
        raise GameError(f"the quota must be above 0, got {float(quota):g}: otherwise nobody at all would already win")
    if quota > total:
        raise GameError(f"the quota {float(quota):g} is above the total weight {float(total):g}: no coalition could ever win")
