"""A book of the coalitions met so far: each gets a number, as rows of more than 62 players are no bit masks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.excess.span import Span

__all__ = ["Book", "BookSpan"]


class Book:
    """Numbers coalitions in the order they come; 0 is the empty one, 1 the grand one, 2 … n + 1 the single players.

    Examples
    --------
    >>> book = Book(3)
    >>> book.numbers(np.array([[True, True, False], [True, True, True]])).tolist()
    [5, 1]
    >>> book.members(np.array([5])).astype(int).tolist()
    [[1, 1, 0]]
    """

    def __init__(self, n: int) -> None:
        self.n = n
        self._rows: list[NDArray[np.bool_]] = []
        self._where: dict[bytes, int] = {}
        self.numbers(np.vstack((np.zeros((1, n), dtype=np.bool_), np.ones((1, n), dtype=np.bool_), np.eye(n, dtype=np.bool_))))

    def numbers(self, rows: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the numbers of coalitions, bool[m, n]; new ones are written down."""
        found = np.empty(len(rows), dtype=np.int64)
        for k, row in enumerate(rows):
            key = row.tobytes()
            if key not in self._where:
                self._where[key] = len(self._rows)
                self._rows.append(row.copy())
            found[k] = self._where[key]
        return found

    def recent(self, most: int) -> NDArray[np.bool_]:
        """Return the coalitions written down last, bool[m, n] with m up to ``most``."""
        return np.array(self._rows[-most:], dtype=np.bool_)

    def members(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return bool[m, n]: who is in the coalitions of these numbers."""
        return np.array([self._rows[k] for k in numbers.tolist()], dtype=np.bool_).reshape(len(numbers), self.n)


class BookSpan(Span):
    """A span of the coalitions of a book.

    Beyond 36 players independence in the prime field is no proof of independence over the rationals; the check of the result is exact.
    """

    def __init__(self, book: Book) -> None:
        super().__init__(book.n)
        self._book = book
        self._given: list[NDArray[np.bool_]] = []

    @property
    def given(self) -> NDArray[np.bool_]:
        """The independent coalitions that were added, bool[rank, n]."""
        return np.array(self._given, dtype=np.bool_).reshape(-1, self.n)

    def copy(self) -> BookSpan:
        """Return a span that can grow on its own."""
        other = BookSpan(self._book)
        other._rows[:], other._pivots[:], other.rank = self._rows, self._pivots, self.rank
        other._given = list(self._given)
        return other

    def add_all(self, masks: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Add coalitions by their numbers; return which were outside the span when their turn came."""
        members = self._book.members(masks)
        grew = self.add_members(members)
        self._given += list(members[grew])
        return grew
