"""Linear algebra in whole numbers: elimination without fractions and without rounding."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

__all__ = ["IntegerSpan", "determinant", "independent_columns", "null_space", "positive_combination", "solve_exactly"]

Row = list[int]


def _primitive(row: Row) -> Row:
    divisor = gcd(*row)
    return [x // divisor for x in row] if divisor > 1 else row


class IntegerSpan:
    """The rational span of integer vectors, in echelon form.

    Examples
    --------
    >>> span = IntegerSpan()
    >>> span.add([1, 1, 0]), span.add([2, 2, 0]), span.residual([1, 0, 0])
    (True, False, [0, -1, 0])
    """

    def __init__(self) -> None:
        self._rows: list[tuple[int, Row]] = []

    @property
    def rank(self) -> int:
        """Number of independent vectors."""
        return len(self._rows)

    def copy(self) -> IntegerSpan:
        """Return a span that can grow on its own."""
        other = IntegerSpan()
        other._rows = list(self._rows)
        return other

    def residual(self, vector: Sequence[int]) -> Row:
        """Return a positive multiple of the vector minus a vector of the span; zero if and only if it lies in the span."""
        left = list(vector)
        for pivot, row in self._rows:
            factor, head = left[pivot], row[pivot]
            if factor:
                left = _primitive([head * a - factor * b for a, b in zip(left, row, strict=True)])
        return left

    def add(self, vector: Sequence[int]) -> bool:
        """Add a vector; return whether it was outside the span."""
        left = self.residual(vector)
        pivot = next((k for k, x in enumerate(left) if x), None)
        if pivot is None:
            return False
        self._rows.append((pivot, [-x for x in left] if left[pivot] < 0 else left))
        return True

    def orthogonal(self, draw: Sequence[int], prime: int) -> list[int]:
        """Return a vector orthogonal to the span modulo a prime: random numbers, of which those at the pivots are replaced.

        A vector of the span has product zero with it; another one has with probability 1 / prime.

        Parameters
        ----------
        draw
            n random numbers below the prime.
        prime
            A prime that divides no pivot.

        Raises
        ------
        ValueError
            If the prime divides a pivot.
        """
        vector = list(draw)
        for pivot, row in reversed(self._rows):
            rest = sum(a * y for k, (a, y) in enumerate(zip(row, vector, strict=True)) if k != pivot)
            vector[pivot] = -rest * pow(row[pivot], -1, prime) % prime
        return vector


def _echelon(rows: list[Row], columns: int) -> list[int]:
    """Bring integer rows to echelon form in place (Bareiss), pivots in the first ``columns`` columns; return the pivot columns."""
    pivots: list[int] = []
    previous = 1
    for column in range(columns):
        at = len(pivots)
        chosen = next((r for r in range(at, len(rows)) if rows[r][column]), None)
        if chosen is None:
            continue
        rows[at], rows[chosen] = rows[chosen], rows[at]
        head, top = rows[at][column], rows[at]
        for r in range(at + 1, len(rows)):
            factor = rows[r][column]
            rows[r] = [(head * a - factor * b) // previous for a, b in zip(rows[r], top, strict=True)]
        pivots.append(column)
        previous = head
    return pivots


def _back_substituted(rows: list[Row], pivots: list[int], unknowns: int, free: int | None = None) -> list[Fraction]:
    """Solve echelon rows; with ``free``, the right-hand side is zero and that unknown is one."""
    # over the last pivot, which is the determinant, all unknowns are whole numbers (Cramer): every division below is without remainder
    determinant = rows[len(pivots) - 1][pivots[-1]] if pivots else 1
    numerators = [0] * unknowns
    if free is not None:
        numerators[free] = determinant
    for row, pivot in zip(reversed(rows[: len(pivots)]), reversed(pivots), strict=True):
        right = determinant * row[unknowns] if free is None else 0
        right -= sum(a * x for a, x in zip(row[pivot + 1 : unknowns], numerators[pivot + 1 :], strict=True) if a and x)
        numerators[pivot] = right // row[pivot]
    return [Fraction(x, determinant) for x in numerators]


def solve_exactly(matrix: Sequence[Sequence[int]], right: Sequence[int]) -> list[Fraction] | None:
    """Return the only solution of integer equations, or None if there is none or more than one.

    Parameters
    ----------
    matrix
        m rows of k integers, m ≥ k.
    right
        m integers.

    Examples
    --------
    >>> solve_exactly([[2, 1], [0, 4]], [1, 2])
    [Fraction(1, 4), Fraction(1, 2)]
    """
    unknowns = len(matrix[0]) if matrix else 0
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    pivots = _echelon(rows, unknowns)
    if len(pivots) < unknowns or any(row[unknowns] for row in rows[unknowns:]):
        return None
    return _back_substituted(rows, pivots, unknowns)


def positive_combination(vectors: Sequence[Sequence[int]]) -> list[Fraction] | None:
    """Return positive weights, adding up to one, under which the vectors add up to zero; None unless they are the only weights that do.

    Examples
    --------
    >>> positive_combination([[1, -1], [-2, 2]])
    [Fraction(2, 3), Fraction(1, 3)]
    """
    count = len(vectors)
    rows = [list(column) for column in zip(*vectors, strict=True)]
    pivots = _echelon(rows, count)
    loose = [k for k in range(count) if k not in pivots]
    if len(loose) != 1:
        return None
    weights = _back_substituted(rows, pivots, count, loose[0])
    if min(weights) <= 0:
        return None
    total = sum(weights, Fraction(0))
    return [w / total for w in weights]


def determinant(rows: Sequence[Sequence[int]]) -> int:
    """Return the determinant of a square matrix, up to its sign.

    Examples
    --------
    >>> determinant([[2, 1], [0, 4]])
    8
    """
    work = [list(row) for row in rows]
    pivots = _echelon(work, len(work))
    return work[-1][-1] if len(pivots) == len(work) else 0


def independent_columns(rows: Sequence[Sequence[int]]) -> list[int]:
    """Return the first columns that are independent and span all others.

    Examples
    --------
    >>> independent_columns([[1, 1, 0], [2, 2, 1]])
    [0, 2]
    """
    work = [list(row) for row in rows]
    return _echelon(work, len(work[0]))


def null_space(rows: Sequence[Sequence[int]]) -> list[Row]:
    """Return integer vectors that span what is orthogonal to all rows; one for each column that is no pivot, zero in the others of these.

    Examples
    --------
    >>> null_space([[1, 1, 1], [1, 1, 0]])
    [[-1, 1, 0]]
    """
    work, columns = [list(row) for row in rows], len(rows[0])
    pivots = _echelon(work, columns)
    found = []
    for free in (k for k in range(columns) if k not in pivots):
        vector = _back_substituted(work, pivots, columns, free)
        common = lcm(*(x.denominator for x in vector))
        found.append(_primitive([int(x * common) for x in vector]))
    return found
