"""Exact numbers: a float stands for the shortest decimal that prints it, so 0.1 means one tenth, as whoever typed it meant.

Written without :mod:`allocation.exact`, whose package compiles kernels and loads solvers when imported: the checker must load neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
from numpy.typing import NDArray

__all__ = ["ExactVector", "as_fraction"]

DECIMALS = 6  # decimal places of money and of most ratings: tried as whole arrays before going number by number
MAX_EXACT_INTEGER = 2.0**53  # above it float64 no longer holds every integer


def as_fraction(value: float) -> Fraction:
    """Return the decimal that a float prints as.

    Examples
    --------
    >>> as_fraction(0.1)
    Fraction(1, 10)
    """
    return Fraction(repr(float(value)))


def _as_integers(values: NDArray[np.float64]) -> tuple[list[int], int]:
    for places in range(DECIMALS + 1):
        scale = 10.0**places
        with np.errstate(over="ignore"):
            scaled = np.rint(values * scale)
        if np.all(np.abs(scaled) < MAX_EXACT_INTEGER) and np.array_equal(scaled / scale, values):
            return [int(x) for x in scaled.tolist()], 10**places
    fractions = [as_fraction(x) for x in values.tolist()]
    denominator = lcm(*(f.denominator for f in fractions))
    return [f.numerator * (denominator // f.denominator) for f in fractions], denominator


@dataclass(frozen=True)
class ExactVector:
    """Numbers as integers over one denominator.

    Parameters
    ----------
    numerators
        One integer per number.
    denominator
        What they are divided by, at least 1.

    Examples
    --------
    >>> ExactVector.of(np.array([0.5, 2.25]))
    ExactVector(numerators=(50, 225), denominator=100)
    """

    numerators: tuple[int, ...]
    denominator: int

    @classmethod
    def of(cls, values: NDArray[np.float64]) -> ExactVector:
        """Read finite floats exactly. O(n)."""
        numerators, denominator = _as_integers(np.asarray(values, dtype=np.float64))
        return cls(tuple(numerators), denominator)

    @classmethod
    def of_fractions(cls, values: Sequence[Fraction]) -> ExactVector:
        """Read fractions exactly. O(n).

        Examples
        --------
        >>> ExactVector.of_fractions([Fraction(1, 2), Fraction(1, 3)])
        ExactVector(numerators=(3, 2), denominator=6)
        """
        denominator = lcm(*(x.denominator for x in values))
        return cls(tuple(x.numerator * (denominator // x.denominator) for x in values), denominator)

    def __mul__(self, other: ExactVector) -> ExactVector:
        pairs = zip(self.numerators, other.numerators, strict=True)
        return ExactVector(tuple(a * b for a, b in pairs), self.denominator * other.denominator)

    def __getitem__(self, position: int) -> Fraction:
        return Fraction(self.numerators[position], self.denominator)

    def __len__(self) -> int:
        return len(self.numerators)

    def sum(self, positions: Iterable[int]) -> Fraction:
        """Return the sum of some of the numbers."""
        return Fraction(sum(self.numerators[i] for i in positions), self.denominator)

    @cached_property
    def floats(self) -> NDArray[np.float64]:
        """float64[n], each correctly rounded."""
        return np.array([x / self.denominator for x in self.numerators], dtype=np.float64)
