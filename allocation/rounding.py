"""Rounding a split so that it still adds up: the largest-remainder method on integers of the smallest unit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.errors import AllocationError
from allocation.exact import as_fraction

__all__ = ["largest_remainder"]


def _steps_of_total(total: Fraction, step: Fraction) -> int:
    ratio = total / step
    return int((Decimal(ratio.numerator) / Decimal(ratio.denominator)).quantize(Decimal(1), ROUND_HALF_UP))


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
    unit = Decimal(step)
    if not unit.is_finite() or unit <= 0:
        raise AllocationError(f"the rounding step must be a positive decimal such as 0.01, got {step}")
    values = np.asarray(shares, dtype=np.float64)
    if not np.all(np.isfinite(values)):
        raise AllocationError("shares must be finite numbers to be rounded")
    exact = [as_fraction(x) for x in values.tolist()]
    steps = [x / Fraction(unit) for x in exact]
    floors = [s.numerator // s.denominator for s in steps]
    missing = _steps_of_total(sum(exact, Fraction(0)), Fraction(unit)) - sum(floors)
    order = sorted(range(len(steps)), key=lambda i: (floors[i] - steps[i], i))
    for i in order[:missing]:
        floors[i] += 1
    return tuple(unit * floor for floor in floors)
