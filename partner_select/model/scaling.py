"""From exact decimals to the 64-bit integers that the solver counts in, with a guard against overflow and a stated error.

CP-SAT computes in int64 and reports objectives as float64, so everything is kept below 2**50: sums stay exact in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from partner_select.errors import ScaleError
from partner_select.exact import ExactVector

__all__ = ["MAX_TOTAL", "Part", "Scale", "ScaledRow", "scale_parts", "scale_row"]

MAX_TOTAL = (
    2**50
)  # Σ|coefficient|·max|variable|, in integer units: a float64 holds such sums exactly, with room for the solver's own arithmetic


@dataclass(frozen=True)
class ScaledRow:
    """A row in integers.

    Parameters
    ----------
    coefficients
        One integer per number.
    bound
        The right-hand side.
    exact
        False if the row was rounded: outwards, so that every set that keeps the true limit keeps this row too.
    """

    coefficients: list[int]
    bound: int
    exact: bool


def _decimals_that_fit(total: Fraction, slack: int) -> int | None:
    """Most decimal places d with total·10**d + slack below the guard; None if not even whole units fit."""
    if total + slack >= MAX_TOTAL:
        return None
    places = 0
    while total * 10 ** (places + 1) + slack < MAX_TOTAL:
        places += 1
    return places


def _within_reach(row: ExactVector, bound: Fraction) -> Fraction:
    """Draw a bound in to one step beyond what any set can reach: it says the same, in smaller numbers of the same unit."""
    step = gcd(*row.numerators) or row.denominator
    low, high = (sum(x for x in row.numerators if (x > 0) == positive) for positive in (False, True))
    return max(Fraction(low - step, row.denominator), min(Fraction(high + step, row.denominator), bound))


def scale_row(row: ExactVector, bound: Fraction, at_most: bool, field: str) -> ScaledRow:
    """Return integers for ``Σ row·x <= bound`` (or ``>=``) over variables in [0, 1].

    A bound that no set can reach is drawn in first, so that "practically unlimited" budgets do not overflow.

    Raises
    ------
    ScaleError
        If the sizes do not fit.

    Examples
    --------
    >>> scale_row(ExactVector((50, 25), 100), Fraction(3, 4), True, "cost")
    ScaledRow(coefficients=[2, 1], bound=3, exact=True)
    """
    bound = _within_reach(row, bound)
    common = lcm(row.denominator, bound.denominator)
    integers = [x * (common // row.denominator) for x in row.numerators]
    right = bound.numerator * (common // bound.denominator)
    shared = gcd(right, *integers) or 1
    if (sum(abs(x) for x in integers) + abs(right)) // shared < MAX_TOTAL:
        return ScaledRow([x // shared for x in integers], right // shared, True)
    total = Fraction(sum(abs(x) for x in row.numerators), row.denominator) + abs(bound)
    places = _decimals_that_fit(total, len(row) + 1)
    if places is None:
        raise ScaleError(field, float(total), MAX_TOTAL)
    return _rounded_outwards([x * 10**places for x in integers], right * 10**places, common, at_most)


def _rounded_outwards(integers: list[int], right: int, common: int, at_most: bool) -> ScaledRow:
    if at_most:
        return ScaledRow([x // common for x in integers], right // common, False)
    return ScaledRow([-(-x // common) for x in integers], -(-right // common), False)


@dataclass(frozen=True)
class Part:
    """A linear part of the objective: factor · Σ weights·variables.

    Parameters
    ----------
    field
        Which input it comes from, for messages.
    variables
        Solver variables.
    weights
        One integer per variable.
    factor
        What one unit of weight is worth.
    reach
        Largest value of each variable (they start at 0).
    error
        How far the part may be off already, in the objective's unit.
    """

    field: str
    variables: Sequence[Any]
    weights: Sequence[int]
    factor: Fraction
    reach: int = 1
    error: Fraction = Fraction(0)

    @property
    def total(self) -> Fraction:
        """Largest size the part can take."""
        return abs(self.factor) * self.reach * sum(abs(w) for w in self.weights)

    @property
    def ceiling(self) -> Fraction:
        """Largest value the part can take."""
        good = sum(w for w in self.weights if (w > 0) == (self.factor > 0))
        return self.factor * self.reach * good


@dataclass(frozen=True)
class Scale:
    """The objective in integers.

    Parameters
    ----------
    coefficients
        Integers of every part, in order.
    unit
        What one integer unit is worth: true objective = integer objective · unit, give or take ``error``.
    error
        Largest possible difference for any set; 0 when everything is exact.
    """

    coefficients: list[list[int]]
    unit: Fraction
    error: Fraction


def scale_parts(parts: Sequence[Part]) -> Scale:
    """Return integer coefficients for the whole objective, exact where they fit, else rounded with a stated error.

    Raises
    ------
    ScaleError
        Naming the largest part, if not even whole units fit.
    """
    common = lcm(*(p.factor.denominator for p in parts))
    integers = [[w * p.factor.numerator * (common // p.factor.denominator) for w in p.weights] for p in parts]
    shared = gcd(*(gcd(*row) for row in integers)) or 1
    known = sum((p.error for p in parts), Fraction(0))
    total = sum((p.total for p in parts), Fraction(0))
    if total * common / shared < MAX_TOTAL:
        return Scale([[x // shared for x in row] for row in integers], Fraction(shared, common), known)
    places = _decimals_that_fit(total, sum(p.reach * len(p.weights) for p in parts))
    if places is None:
        largest = max(parts, key=lambda p: p.total)
        raise ScaleError(largest.field, float(total), MAX_TOTAL)
    step = 10**places
    rounded = [[(2 * x * step + common) // (2 * common) for x in row] for row in integers]
    lost = (
        p.reach * abs(x * step - r * common)
        for p, row, kept in zip(parts, integers, rounded, strict=True)
        for x, r in zip(row, kept, strict=True)
    )
    return Scale(rounded, Fraction(1, step), known + Fraction(sum(lost), common * step))
