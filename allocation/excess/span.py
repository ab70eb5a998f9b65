"""The span of settled coalitions: those whose excess can no longer change."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels.scan_span import PRIME, insert_masks, orthogonal_vector, sums_mod

__all__ = ["Span", "in_span"]


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
        grew: NDArray[np.bool_] = insert_masks(self._rows, self._pivots, self.rank, masks)
        self.rank += int(grew.sum())
        return grew

    def orthogonal(self, random: np.random.Generator) -> NDArray[np.uint64]:
        """Return a random vector y with Σ_{i∈S} y_i = 0 modulo the prime for every S in the span.

        A coalition outside the span passes the test ``Σ_{i∈S} y_i = 0`` with probability 2**-61.
        """
        draw = random.integers(1, PRIME, size=self.n, dtype=np.uint64)
        vector: NDArray[np.uint64] = orthogonal_vector(self._rows, self._pivots, self.rank, draw)
        return vector


def in_span(masks: NDArray[np.int64], orthogonal: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return for every coalition whether it passes the test of a span, given a vector of :meth:`Span.orthogonal`."""
    passed: NDArray[np.bool_] = sums_mod(masks, orthogonal) == 0
    return passed
