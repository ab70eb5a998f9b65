"""Values with a priori unions: first the unions bargain as blocs, then the members inside each union."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import mask_of, members_of, single_mask, sizes, submasks
from allocation.exact import ExactTable
from allocation.games.base import Game
from allocation.kernels import worth_compiling
from allocation.kernels.unions import inside_union

__all__ = ["coalitional_value", "positions_of_unions", "shared_in_unions"]

Weights = Callable[[int], NDArray[np.float64]]
Inner = Callable[[NDArray[np.float64]], NDArray[np.float64]]


def coalitional_value(game: Game, unions: Sequence[Sequence[int]], outer: Weights, inner: Inner) -> NDArray[np.float64]:
    """Value every union's inside game, in which the other unions join as blocs.

    Parameters
    ----------
    game
        A game with a table.
    unions
        A partition of the positions.
    outer
        ``outer(m)`` gives float64[m]: the probability that given t of the other m − 1 unions are there.
    inner
        Value of a table, float64[2**b] → float64[b].

    Returns
    -------
    float64[n]
        O(Σ over unions of 2**(size + unions − 1)).
    """
    table = game.table()
    blocs = [mask_of(union) for union in unions]
    payoffs = np.empty(game.n)
    for k, union in enumerate(unions):
        inside = submasks(single_mask(i) for i in union)
        outside = submasks(bloc for other, bloc in enumerate(blocs) if other != k)
        play = worth_compiling(inside_union, len(inside) * len(outside))
        payoffs[list(union)] = inner(play(table, inside, outside, outer(len(unions))[sizes(len(unions) - 1)]))
    return payoffs


def positions_of_unions(players: Sequence[str], unions: Sequence[Sequence[str]]) -> list[list[int]]:
    """Return recorded unions as positions."""
    return [[players.index(name) for name in union] for union in unions]


def shared_in_unions(table: ExactTable, unions: Sequence[Sequence[int]], part: Callable[[int, int], Fraction]) -> list[Fraction]:
    """Return Σ over coalitions S with i of dividend(S) · part(unions that S meets, members of S in the union of i). O(n 2**n)."""
    union_of = {i: k for k, union in enumerate(unions) for i in union}
    payoffs = [Fraction(0)] * table.n
    for mask, dividend in enumerate(table.dividends()):
        if dividend:
            inside = members_of(mask)
            meets = [union_of[i] for i in inside]
            for i in inside:
                payoffs[i] += dividend * part(len(set(meets)), meets.count(union_of[i]))
    return [x / table.denominator for x in payoffs]
