"""A table of all coalitions in whole numbers of one unit: what the exact scans of proofs read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import frexp
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, players_of_table
from allocation.exact import DECIMALS, MAX_EXACT_INTEGER
from allocation.excess.scanner import block_bits, over_blocks
from allocation.kernels import read_only, worth_compiling
from allocation.kernels.scan_integers import misfits
from allocation.proofs.check import Check

__all__ = ["IntegerTable", "reading"]

T = TypeVar("T")

GRAIN = 44  # bits of the largest sum of values that a rounded table keeps; leaves 18 for the denominator of the payoffs
STRETCH = 2**13  # values looked at together: they and what becomes of them stay in the nearest caches
ROUNDING = 64  # units: a tie of the true values may be missed by this much, as rounding is passed on by the tight coalitions


@dataclass(frozen=True, eq=False)
class IntegerTable:
    """Coalition values as whole numbers of a unit.

    Decimals of up to nine places are read exactly. Other values come out of a calculation in float64 whose rounding would break every tie:
    they are read to 2**-44 of n times the largest, and proofs about them hold up to 64 such units. The table itself is kept as it was
    given, in memory or on disk, and coalitions are read when they are asked for.

    Parameters
    ----------
    entries
        2**n floats, or int64[2**n].
    unit
        What one counts for.
    largest
        The largest whole number in absolute value.
    exact
        Whether these are exactly the values given.
    factors
        Two powers of ten or two that make whole numbers of the entries; their product may be more than float64 holds.
    """

    entries: NDArray[Any]
    unit: Fraction
    largest: int
    exact: bool = True
    factors: tuple[float, float] = (1.0, 1.0)

    @classmethod
    def of(cls, table: NDArray[Any]) -> IntegerTable:
        """Read a float table. One pass."""
        values, count = read_only(table), worth_compiling(misfits, len(table))
        found = _over(table, lambda first, last: _decimals(values[first:last], count))
        largest, places = max(size for size, _ in found), max(places for _, places in found)
        scale = 10.0**places
        if places <= DECIMALS and largest * scale < MAX_EXACT_INTEGER:
            return cls(table, Fraction(1, 10**places), round(largest * scale), factors=(scale, 1.0))
        bits = GRAIN - frexp(largest)[1] - players_of_table(len(table)).bit_length()
        factors = 2.0 ** (bits // 2), 2.0 ** (bits - bits // 2)
        return cls(table, Fraction(1, 2) ** bits, round(largest * factors[0] * factors[1]), False, factors)

    @classmethod
    def of_integers(cls, numerators: NDArray[np.int64], unit: Fraction, exact: bool) -> IntegerTable:
        """Keep a table of whole numbers."""
        return cls(numerators, unit, max(abs(int(numerators.max())), abs(int(numerators.min()))), exact)

    @property
    def step(self) -> Fraction:
        """What an entry of one counts for."""
        return self.unit * Fraction(self.factors[0]) * Fraction(self.factors[1])

    @property
    def tolerance(self) -> int:
        """What a comparison may miss, in units: nothing where the values are exact."""
        return 0 if self.exact else ROUNDING

    @property
    def players(self) -> int:
        """Number of players."""
        return players_of_table(len(self.entries))

    def numerators(self) -> NDArray[np.int64]:
        """Return all whole numbers, int64[2**n]: a copy of the table. One pass."""
        if self.entries.dtype == np.int64:
            return self.entries
        numbers = np.empty(len(self.entries), dtype=np.int64)
        _over(self.entries, lambda first, last: self._write(self.entries[first:last], numbers[first:last]))
        return numbers

    def numerators_of(self, masks: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the whole numbers of some coalitions."""
        chosen = self.entries[masks]
        if chosen.dtype == np.int64:
            return chosen
        numbers = np.empty(len(masks), dtype=np.int64)
        self._write(chosen, numbers)
        return numbers

    def _write(self, values: NDArray[Any], numbers: NDArray[np.int64]) -> None:
        """Round values times both factors, one after the other: two reach where one would overflow."""
        scaled = np.empty(min(STRETCH, len(values)))
        for start in range(0, len(values), STRETCH):
            part = values[start : start + STRETCH]
            room = scaled[: len(part)]
            np.multiply(part, self.factors[0], out=room, dtype=np.float64)
            np.multiply(room, self.factors[1], out=room)
            np.rint(room, out=numbers[start : start + STRETCH], casting="unsafe")

    def numerator(self, mask: int) -> int:
        """Return the whole number of one coalition."""
        return int(self.numerators_of(np.array([mask], dtype=np.int64))[0])

    def value(self, mask: int) -> Fraction:
        """Return v(S)."""
        return self.numerator(mask) * self.unit


def _decimals(values: NDArray[Any], count: Callable[[NDArray[Any], float], int]) -> tuple[float, int]:
    """Return the largest absolute value, and how many decimal places the values have; one more than DECIMALS if more."""
    largest, places = 0.0, 0
    for start in range(0, len(values), STRETCH):
        part = values[start : start + STRETCH]
        largest = max(largest, float(part.max()), -float(part.min()))
        while places <= DECIMALS and count(part, 10.0**places):
            places += 1
    return largest, places


def _over(table: NDArray[Any], work: Callable[[int, int], T]) -> list[T]:
    """Run work on ranges of entries, in threads where that pays."""
    n = players_of_table(len(table))
    size = coalition_count(block_bits(n))
    return over_blocks(n, lambda first, last: work(first * size, last * size))


def reading(values: IntegerTable) -> Check:
    """Return how the values were read, as the first check of a proof: everything after it is about them."""
    if values.exact:
        return Check("values", True, "the coalition values were read exactly")
    return Check(
        "values",
        True,
        f"the values are no short decimals: they were read to {float(values.unit):.3g}, and ties hold up to {ROUNDING} times that",
    )
