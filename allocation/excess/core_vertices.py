"""The vertices of the core, exactly: the extreme splits from which no coalition walks out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import grand_mask, members_of, single_mask
from allocation.errors import RuleError
from allocation.exact import ExactTable
from allocation.games.base import Game

__all__ = ["CoreVertices", "core_vertices", "corners_of", "vertex_at"]

MOST_PLAYERS = 8  # every step compares pairs of vertices, of which a convex game has up to n!
MOST = 3000  # vertices on the way; the time grows with their square

Corner = tuple[tuple[int, ...], int]
"""A point in whole numbers up to scale, and the set of coalitions S that are tight there, as the sum of 2**S."""


@dataclass(frozen=True, eq=False)
class CoreVertices:
    """The vertices of the core.

    Parameters
    ----------
    players
        Names.
    vertices
        One split for each vertex, as fractions, in rising order; none if the core is empty. Values are read as the decimals they print as.
    tight
        For every vertex the masks of the proper coalitions that get exactly v(S) there.
    """

    players: tuple[str, ...]
    vertices: tuple[tuple[Fraction, ...], ...]
    tight: tuple[tuple[int, ...], ...]

    @property
    def points(self) -> NDArray[np.float64]:
        """The vertices as float64[count, n], in the game's unit."""
        return np.array([[float(x) for x in vertex] for vertex in self.vertices]).reshape(-1, len(self.players))

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; fractions are strings."""
        return {"players": list(self.players), "vertices": [[str(x) for x in v] for v in self.vertices]}


def core_vertices(game: Game) -> CoreVertices:
    """Find all vertices of the core.

    Parameters
    ----------
    game
        Any game of at most 8 players.

    Returns
    -------
    CoreVertices
        The double description method in whole numbers: coalition after coalition cuts the simplex of imputations.

    Raises
    ------
    RuleError
        If there are more than 8 players, or more than 3 000 vertices on the way.

    References
    ----------
    T. S. Motzkin et al., "The double description method", 1953; K. Fukuda and A. Prodon, "Double description method revisited", 1996.

    Examples
    --------
    >>> import allocation as al
    >>> al.core_vertices(al.TableGame([0, 0, 0, 0, 0, 2, 3, 4])).points.tolist()
    [[0.0, 0.0, 4.0], [0.0, 2.0, 2.0], [1.0, 0.0, 3.0], [1.0, 2.0, 1.0]]
    """
    n = game.n
    if n > MOST_PLAYERS:
        raise RuleError(f"the vertices of the core are listed for at most {MOST_PLAYERS} players, got {n}: core_range gives their extent")
    table = game.exact_table()
    found = {vertex_at(table, point): tight for point, tight in corners_of(table)}
    ordered = sorted(found)
    masks = range(1, grand_mask(n))
    return CoreVertices(game.players, tuple(ordered), tuple(tuple(mask for mask in masks if found[x] & 2**mask) for x in ordered))


def corners_of(table: ExactTable) -> list[Corner]:
    """Return the vertices of the core in whole numbers, up to scale, over v(i); none if it is empty.

    Raises
    ------
    RuleError
        If there are more than 3 000 vertices on the way.
    """
    n = table.n
    base = _singles(table)
    rest = table.numerators[-1] - sum(base)
    rows = {mask: table.numerators[mask] - sum(base[i] for i in members_of(mask)) for mask in range(1, grand_mask(n))}
    return _corners(rows, rest, n) if rest >= 0 else []


def vertex_at(table: ExactTable, point: Sequence[int]) -> tuple[Fraction, ...]:
    """Return the split that a point of :func:`corners_of` stands for."""
    base = _singles(table)
    share = Fraction(table.numerators[-1] - sum(base), sum(point))
    return tuple((low + share * y) / table.denominator for low, y in zip(base, point, strict=True))


def _singles(table: ExactTable) -> list[int]:
    return [table.numerators[single_mask(i)] for i in range(table.n)]


def _corners(rows: dict[int, int], rest: int, n: int) -> list[Corner]:
    """Cut the simplex Σ y = rest, y ≥ 0 with y(S) ≥ the number of each row; a set of tight rows is the sum of 2**S."""
    if rest == 0:
        everything = sum(2**mask for mask, right in rows.items() if right == 0)
        return [((1,) * n, everything)] if max(rows.values(), default=0) <= 0 else []
    singles = [single_mask(i) for i in range(n)]
    unit = [tuple(int(i == k) for i in range(n)) for k in range(n)]
    corners = [(point, sum(2**mask for k, mask in enumerate(singles) if not point[k])) for point in unit]
    others = sorted(set(rows) - set(singles), key=lambda mask: (-rows[mask], mask))
    for mask in others:
        corners = _cut(corners, mask, rows[mask], rest, n)
        if len(corners) > MOST:
            raise RuleError(f"the core has more than {MOST} vertices on the way: core_range gives their extent")
    return corners


def _cut(corners: list[Corner], mask: int, right: int, rest: int, n: int) -> list[Corner]:
    """Keep the corners with rest·y(S) ≥ right·Σ y, and add the points where an edge crosses the row."""
    inside = members_of(mask)
    heights = [rest * sum(point[i] for i in inside) - right * sum(point) for point, _ in corners]
    kept = [
        (point, tight | 2**mask if height == 0 else tight) for (point, tight), height in zip(corners, heights, strict=True) if height >= 0
    ]
    above = [(*corner, height) for corner, height in zip(corners, heights, strict=True) if height > 0]
    below = [(*corner, height) for corner, height in zip(corners, heights, strict=True) if height < 0]
    every = [tight for _, tight in corners]
    for high, high_tight, up in above:
        for low, low_tight, down in below:
            common = high_tight & low_tight
            if common.bit_count() >= n - 2 and _adjacent(common, every):
                point = [up * b - down * a for a, b in zip(high, low, strict=True)]
                divisor = gcd(*point)
                kept.append((tuple(x // divisor for x in point), common | 2**mask))
    return kept


def _adjacent(common: int, every: list[int]) -> bool:
    """Whether only the two ends of an edge satisfy all its rows with equality."""
    return sum(tight & common == common for tight in every) == 2
