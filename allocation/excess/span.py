"""The span of settled coalitions: those whose excess can no longer change.

Spans are kept over the prime field of 2**61 - 1 elements. A minor of a 0/1 matrix with n columns is at most (n + 1)**((n + 1) / 2) / 2**n
(Hadamard), which stays below the prime for n ≤ 36: up to there, independence in this field is independence over the rationals, without
rounding.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import memberships
from allocation.kernels.scan_span import PRIME, insert_row, product

__all__ = ["Span", "in_span", "members_in_span"]

Residues = NDArray[np.uint64]

_P = np.uint64(PRIME)
_HIGH, _LOW = np.uint64(31), np.uint64(2**31 - 1)  # halves of a residue: sums of fewer than 2**22 of them are exact in float64
_UPPER = np.uint64(2**31)  # what one of the upper half counts for
_SHIFT = np.uint64(2**31)
_WRAP, _BELOW = np.uint64(30), np.uint64(2**30 - 1)  # 2**61 is one: what is shifted out by 31 comes in again 30 places lower


def _halves(vector: Residues) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return (vector >> _HIGH).astype(np.float64), (vector & _LOW).astype(np.float64)


def _joined(high: NDArray[np.float64], low: NDArray[np.float64]) -> Residues:
    """Sums of halves as residues."""
    upper, lower = high.astype(np.uint64), low.astype(np.uint64)
    total: Residues = (upper & _BELOW) * _UPPER + (upper >> _WRAP) + lower
    return total % _P


class Span:
    """A linear span of coalitions, kept in reduced echelon form over a prime field.

    Parameters
    ----------
    n
        Number of players, at most 36: up to there the field gives the rank over the rationals.
    """

    def __init__(self, n: int) -> None:
        self._rows = np.zeros((n, n), dtype=np.uint64)
        self._pivots = np.zeros(n, dtype=np.int64)
        self.n = n
        self.rank = 0

    def copy(self) -> Span:
        """Return a span that can grow on its own."""
        other = Span(self.n)
        other._rows[:], other._pivots[:], other.rank = self._rows, self._pivots, self.rank
        return other

    def add(self, mask: int) -> bool:
        """Add a coalition; return whether it was outside the span. O(n**2)."""
        return bool(self.add_all(np.array([mask], dtype=np.int64))[0])

    def add_all(self, masks: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Add coalitions one after the other; return which were outside the span when their turn came."""
        return self.add_members(memberships(masks.astype(np.uint64), self.n))

    def add_members(self, members: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Do the same for coalitions given by who is in them, bool[m, n]."""
        grew = np.zeros(len(members), dtype=np.bool_)
        for k, row in enumerate(members.astype(np.uint64)):
            if self.rank == self.n:
                break
            if insert_row(self._rows, self._pivots, self.rank, row):
                grew[k] = True
                self.rank += 1
        return grew

    def orthogonal(self, random: np.random.Generator) -> Residues:
        """Return a random vector y with Σ_{i∈S} y_i = 0 modulo the prime for every S in the span.

        A coalition outside the span passes the test ``Σ_{i∈S} y_i = 0`` with probability 2**-61.
        """
        vector = random.integers(1, PRIME, size=self.n, dtype=np.uint64)
        pivots = self._pivots[: self.rank]
        vector[pivots] = 0
        high, low = _halves(product(self._rows[: self.rank], vector))
        vector[pivots] = (_P - _joined(high.sum(axis=1), low.sum(axis=1))) % _P
        return vector


def members_in_span(members: NDArray[np.bool_], orthogonal: Residues) -> NDArray[np.bool_]:
    """Return for coalitions given by who is in them, bool[m, n], whether they pass the test of a span."""
    high, low = _halves(orthogonal)
    passed: NDArray[np.bool_] = _joined((members * high).sum(axis=1), (members * low).sum(axis=1)) == 0
    return passed


def in_span(masks: NDArray[np.int64], orthogonal: Residues) -> NDArray[np.bool_]:
    """Return for every coalition whether it passes the test of a span, given a vector of :meth:`Span.orthogonal`."""
    return members_in_span(memberships(masks.astype(np.uint64), len(orthogonal)), orthogonal)
