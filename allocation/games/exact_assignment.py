"""Best matchings and core points of assignment games in rational numbers, without a solver, to re-check results."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

__all__ = ["best_matching", "rows_best_point"]

Matrix = Sequence[Sequence[Fraction]]


def best_matching(profits: Matrix) -> list[tuple[int, int]]:
    """Return the pairs (row, column) of a best matching, pairs that earn nothing left out.

    The Hungarian method on a square of non-positive costs: one shortest augmenting path per row, O(n**3).

    References
    ----------
    H. W. Kuhn, "The Hungarian method for the assignment problem", 1955.
    """
    rows, columns = len(profits), len(profits[0]) if profits else 0
    size = max(rows, columns)
    gain = [[max(Fraction(0), profits[i][j]) if i < rows and j < columns else Fraction(0) for j in range(size)] for i in range(size)]
    row_price, column_price = [Fraction(0)] * size, [Fraction(0)] * (size + 1)
    row_of = [-1] * (size + 1)  # the last column is where a row waits that is about to be placed
    for row in range(size):
        row_of[size] = row
        _place(row_of, gain, row_price, column_price)
    return [(row_of[j], j) for j in range(columns) if row_of[j] < rows and profits[row_of[j]][j] > 0]


def _place(row_of: list[int], gain: Matrix, row_price: list[Fraction], column_price: list[Fraction]) -> None:
    """Place the waiting row along a shortest augmenting path, and move the prices along."""
    size = len(gain)
    column, visited = size, [size]
    distance: dict[int, Fraction] = {}
    came_from: dict[int, int] = {}
    while row_of[column] >= 0:
        row = row_of[column]
        for j in range(size):
            slack = -gain[row][j] - row_price[row] - column_price[j]
            if j not in visited and (j not in distance or slack < distance[j]):
                distance[j], came_from[j] = slack, column
        nearest = min((j for j in range(size) if j not in visited), key=lambda j: distance[j])
        step = distance[nearest]
        for j in visited:
            row_price[row_of[j]] += step
            column_price[j] -= step
        for j in distance:
            if j not in visited:
                distance[j] -= step
        column = nearest
        visited.append(column)
    while column != size:
        row_of[column] = row_of[came_from[column]]
        column = came_from[column]


def _worth(profits: Matrix) -> Fraction:
    return sum((profits[i][j] for i, j in best_matching(profits)), Fraction(0))


def rows_best_point(profits: Matrix) -> tuple[list[Fraction], list[Fraction]]:
    """Return the core point best for all rows: each row gets what all lose without it, its partner the rest. O(n**4)."""
    pairs = best_matching(profits)
    total = sum((profits[i][j] for i, j in pairs), Fraction(0))
    rows = [total - _worth([*profits[:i], *profits[i + 1 :]]) for i in range(len(profits))]
    columns = [Fraction(0)] * len(profits[0])
    for i, j in pairs:
        columns[j] = profits[i][j] - rows[i]
    return rows, columns
