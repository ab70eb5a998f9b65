"""The core centre: the mean of all core splits, every one counting the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import prod

import numpy as np

from allocation.errors import RuleError
from allocation.exact import ExactTable
from allocation.excess.core_vertices import Corner, corners_of, vertex_at
from allocation.games.base import Game
from allocation.proofs.definition import by_definition
from allocation.proofs.elimination import determinant, independent_columns
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["CORE_CENTER", "core_center", "core_center_exactly"]

MOST_PLAYERS = 6  # the core of a convex game is cut into some 10**n / 20 simplices


def core_center(game: Game) -> Allocation:
    """Split v(N) at the centre of gravity of the core.

    Parameters
    ----------
    game
        A game of at most 6 players with a core.

    Returns
    -------
    Allocation
        Payoffs in the game's unit; calculated in rational numbers and rounded once. ``details["vertices"]`` counts those of the core.

    Raises
    ------
    RuleError
        If the core is empty, or there are more than 6 players.

    References
    ----------
    J. González-Díaz and E. Sánchez-Rodríguez, "A natural selection from the core of a TU game: the core-center", 2007.

    Examples
    --------
    >>> import allocation as al
    >>> al.core_center(al.TableGame([0, 0, 0, 0, 0, 0, 0, 6])).payoffs.tolist()
    [2.0, 2.0, 2.0]
    """
    if game.n > MOST_PLAYERS:
        raise RuleError(
            f"the core centre is calculated for at most {MOST_PLAYERS} players, got {game.n}: mcrs lies between the core's extremes"
        )
    table = game.exact_table()
    corners = corners_of(table)
    center = _center(table, corners)
    payoffs = np.array([float(x) for x in center])
    return Allocation(game.players, payoffs, "core_center", "exact", by_definition("core_center"), {}, {"vertices": len(corners)})


def core_center_exactly(table: ExactTable) -> Sequence[Fraction]:
    """Return the centre of gravity of the core in rational numbers."""
    return _center(table, corners_of(table))


def _center(table: ExactTable, corners: list[Corner]) -> list[Fraction]:
    if not corners:
        raise RuleError("the core is empty, so it has no centre: cost_of_stability says what would fill it")
    vertices = [vertex_at(table, point) for point, _ in corners]
    columns = independent_columns([point for point, _ in corners])
    total, moment = Fraction(0), [Fraction(0)] * table.n
    for simplex in _simplices(list(range(len(corners))), corners):
        rows = [[corners[k][0][c] for c in columns] for k in simplex]
        volume = Fraction(abs(determinant(rows)), prod(sum(corners[k][0]) for k in simplex))
        total += volume
        moment = [m + volume * sum((vertices[k][i] for k in simplex), Fraction(0)) for i, m in enumerate(moment)]
    return [m / (total * len(columns)) for m in moment]


def _simplices(face: list[int], corners: list[Corner]) -> Iterator[tuple[int, ...]]:
    """Cut a face of the core into simplices: one corner is joined with those of every facet that does not contain it."""
    if len(face) == 1:
        yield (face[0],)
        return
    for facet in _facets(face, corners):
        if face[0] not in facet:
            for simplex in _simplices(facet, corners):
                yield (face[0], *simplex)


def _facets(face: list[int], corners: list[Corner]) -> list[list[int]]:
    """The largest proper parts of a face in which one more coalition is tight."""
    tight = 0
    for k in face:
        tight |= corners[k][1]
    parts, rest = set(), tight
    while rest:
        lowest = rest & -rest
        rest -= lowest
        part = sum(2**place for place, k in enumerate(face) if corners[k][1] & lowest)
        parts.add(part)
    parts.discard(2 ** len(face) - 1)
    largest = [part for part in parts if not any(part != other and part & other == part for other in parts)]
    return [[k for place, k in enumerate(face) if part & 2**place] for part in sorted(largest)]


CORE_CENTER = AllocationRule(
    name="core_center",
    compute=core_center,
    exact=core_center_exactly,
    title=Bilingual("核心重心", "Core centre"),
    meaning=Bilingual(
        "无人会离开的所有分配的平均，每一种分配同等看待",
        "the mean of all splits from which no coalition would walk out, every one of them counting the same",
    ),
    formula="centre of gravity of {x : x(N) = v(N), x(S) ≥ v(S) for all S}",
    reference="J. González-Díaz and E. Sánchez-Rodríguez, A natural selection from the core of a TU game: the core-center, 2007",
    promises=frozenset({"efficient", "symmetric", "dummy", "covariant", "homogeneous", "individually rational", "in the core"}),
)
