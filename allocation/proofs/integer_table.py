"""A table of all coalitions in whole numbers of one unit: what the exact scans of proofs read."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import frexp

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import players_of_table
from allocation.exact import DECIMALS, MAX_EXACT_INTEGER
from allocation.proofs.check import Check

__all__ = ["IntegerTable", "reading"]

GRAIN = 44  # bits of the largest sum of values that a rounded table keeps; leaves 18 for the denominator of the payoffs
ROUNDING = 64  # units: a tie of the true values may be missed by this much, as rounding is passed on by the tight coalitions


@dataclass(frozen=True, eq=False)
class IntegerTable:
    """Coalition values as whole numbers of a unit.

    Decimals of up to nine places are read exactly. Other values come out of a calculation in float64 whose rounding would break every tie:
    they are read to 2**-44 of n times the largest, and proofs about them hold up to 64 such units.

    Parameters
    ----------
    numerators
        int64[2**n].
    unit
        What one counts for.
    exact
        Whether these are exactly the values given.
    """

    numerators: NDArray[np.int64]
    unit: Fraction
    exact: bool = True

    @classmethod
    def of(cls, table: NDArray[np.float64]) -> IntegerTable:
        """Read a float table. Up to ten passes."""
        largest = float(max(table.max(), -table.min()))
        for places in range(DECIMALS + 1):
            scale = 10.0**places
            if largest * scale >= MAX_EXACT_INTEGER:
                break
            scaled = np.rint(table * scale)
            if np.array_equal(scaled / scale, table):
                return cls(scaled.astype(np.int64), Fraction(1, 10**places))
        return cls._rounded(table, largest)

    @classmethod
    def _rounded(cls, table: NDArray[np.float64], largest: float) -> IntegerTable:
        bits = GRAIN - frexp(largest)[1] - players_of_table(len(table)).bit_length()
        return cls(np.rint(np.ldexp(table, bits)).astype(np.int64), Fraction(1, 2) ** bits, exact=False)

    @property
    def tolerance(self) -> int:
        """What a comparison may miss, in units: nothing where the values are exact."""
        return 0 if self.exact else ROUNDING

    @property
    def players(self) -> int:
        """Number of players."""
        return players_of_table(len(self.numerators))

    def value(self, mask: int) -> Fraction:
        """Return v(S)."""
        return int(self.numerators[mask]) * self.unit

    @property
    def largest(self) -> int:
        """The largest numerator in absolute value."""
        return max(abs(int(self.numerators.max())), abs(int(self.numerators.min())))


def reading(values: IntegerTable) -> Check:
    """Return how the values were read, as the first check of a proof: everything after it is about them."""
    if values.exact:
        return Check("values", True, "the coalition values were read exactly")
    return Check(
        "values",
        True,
        f"the values are no short decimals: they were read to {float(values.unit):.3g}, and ties hold up to {ROUNDING} times that",
    )
