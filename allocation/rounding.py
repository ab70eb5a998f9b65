"""Rounding a split so that it still adds up: the largest-remainder method on integers of the smallest unit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.errors import AllocationError
from allocation.exact import as_fraction

__all__ = ["largest_remainder"]


def _half_away_from_zero(number: Fraction) -> int:
    whole = (2 * abs(number.numerator) + number.denominator) // (2 * number.denominator)
    return whole if number >= 0 else -whole


def _positive_decimal(step: str | Decimal) -> Decimal:
    try:
        unit = Decimal(step)
    except InvalidOperation:
        unit = Decimal("NaN")
    if not unit.is_finite() or unit <= 0:
        raise AllocationError(f"the rounding step must be a positive decimal such as 0.01, got {step}")
    return unit


def _times(unit: Decimal, count: int) -> Decimal:
    """The product to the last digit, however many digits that takes: the default context keeps 28."""
    return Context(prec=len(unit.as_tuple().digits) + len(str(count))).multiply(unit, Decimal(count))


def largest_remainder(shares: NDArray[np.float64] | Sequence[float], step: str | Decimal = "0.01") -> tuple[Decimal, ...]:
    """Round shares to multiples of a step so that they add up to the total rounded to that step.

    Every share is first rounded down; the missing steps go to the largest remainders, ties in the order of the shares.

    Parameters
    ----------
    shares
        n finite numbers, any sign.
    step
        The smallest unit, a positive decimal such as ``"0.01"``.

    Returns
    -------
    tuple of Decimal
        n multiples of ``step``, each within one step of its share.

    Raises
    ------
    AllocationError
        If the step is not a positive decimal or a share is not finite.

    References
    ----------
    M. L. Balinski and H. P. Young, *Fair Representation*, 1982 (Hamilton's method).

    Examples
    --------
    >>> largest_remainder([1 / 3, 1 / 3, 1 / 3], "0.01")
    (Decimal('0.34'), Decimal('0.33'), Decimal('0.33'))
    """
    unit = _positive_decimal(step)
    values = np.asarray(shares, dtype=np.float64)
    if not np.all(np.isfinite(values)):
        raise AllocationError("shares must be finite numbers to be rounded")
    exact = [as_fraction(x) for x in values.tolist()]
    steps = [x / Fraction(unit) for x in exact]
    floors = [s.numerator // s.denominator for s in steps]
    missing = _half_away_from_zero(sum(steps, Fraction(0))) - sum(floors)
    order = sorted(range(len(steps)), key=lambda i: (floors[i] - steps[i], i))
    for i in order[:missing]:
        floors[i] += 1
    return tuple(_times(unit, floor) for floor in floors)
