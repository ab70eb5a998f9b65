"""A table of all coalitions in whole numbers of one unit: what the exact scans of proofs read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import frexp
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, players_of_table
from allocation.exact import DECIMALS, MAX_EXACT_INTEGER
from allocation.excess.scanner import block_bits, over_blocks
from allocation.kernels.scan_integers import are_multiples, largest_value, write_integers
from allocation.proofs.check import Check

__all__ = ["IntegerTable", "reading"]

T = TypeVar("T")

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
        """Read a float table. Two passes, and a few more where the values are no short decimals."""
        largest = max(_over(table, lambda first, last: largest_value(table, first, last)))
        for places in range(DECIMALS + 1):
            scale = 10.0**places
            if largest * scale >= MAX_EXACT_INTEGER:
                break
            if _all_multiples(table, scale):
                return cls(_written(table, scale, 1.0), Fraction(1, 10**places))
        bits = GRAIN - frexp(largest)[1] - players_of_table(len(table)).bit_length()
        return cls(_written(table, 2.0 ** (bits // 2), 2.0 ** (bits - bits // 2)), Fraction(1, 2) ** bits, exact=False)

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


def _over(table: NDArray[np.float64], work: Callable[[int, int], T]) -> list[T]:
    """Run work on ranges of entries, in threads where that pays."""
    n = players_of_table(len(table))
    size = coalition_count(block_bits(n))
    return over_blocks(n, lambda first, last: work(first * size, last * size))


def _all_multiples(table: NDArray[np.float64], scale: float) -> bool:
    return all(_over(table, lambda first, last: are_multiples(table, first, last, scale)))


def _written(table: NDArray[np.float64], scale: float, further: float) -> NDArray[np.int64]:
    numbers = np.empty(len(table), dtype=np.int64)
    _over(table, lambda first, last: write_integers(table, first, last, scale, further, numbers))
    return numbers


def reading(values: IntegerTable) -> Check:
    """Return how the values were read, as the first check of a proof: everything after it is about them."""
    if values.exact:
        return Check("values", True, "the coalition values were read exactly")
    return Check(
        "values",
        True,
        f"the values are no short decimals: they were read to {float(values.unit):.3g}, and ties hold up to {ROUNDING} times that",
    )
