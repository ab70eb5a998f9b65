"""Interaction indices: whether two or three players are worth more together than apart, on average over all company."""

from __future__ import annotations

from collections.abc import Callable
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, players_of_table
from allocation.errors import RuleError
from allocation.games.base import Game
from allocation.kernels.pairs import fold_pairs, sums_of_pairs
from allocation.parallel import in_order
from allocation.values.onepass import block_weights, player_sums
from allocation.values.semivalue import table_semivalue

__all__ = ["banzhaf_interaction", "shapley_interaction"]

Floats = NDArray[np.float64]
MAX_ORDER = 3
BLOCK_BITS = 10  # 2**10 float64 are 8 KiB: what is halved and added up again and again stays in the nearest cache
CHUNK_BLOCKS = 1024  # blocks that one thread adds up at a time; fixed, so that results do not depend on the threads


def shapley_interaction(game: Game, order: int = 2) -> Floats:
    """Return the Shapley interaction index of all pairs or triples.

    Parameters
    ----------
    game
        A game with a table.
    order
        1 (the Shapley value), 2 or 3.

    Returns
    -------
    float64[n] * order
        Symmetric, zero where an index repeats; in the game's unit. Positive: complements; negative: substitutes.
        Two passes over the table for pairs, n of them for triples.

    Raises
    ------
    RuleError
        If the order is not 1, 2 or 3.
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    M. Grabisch and M. Roubens, "An axiomatic approach to the concept of interaction among players in cooperative games", 1999.

    Examples
    --------
    >>> from allocation import TableGame
    >>> shapley_interaction(TableGame([0, 1, 1, 7, 1, 5, 4, 11])).round(6).tolist()
    [[0.0, 4.0, 2.0], [4.0, 0.0, 1.0], [2.0, 1.0, 0.0]]
    """
    return _interaction(game, order, lambda left: [1 / ((left + 1) * comb(left, size)) for size in range(left + 1)])


def banzhaf_interaction(game: Game, order: int = 2) -> Floats:
    """Return the Banzhaf interaction index of all pairs or triples: as for Shapley, all company counting alike.

    Parameters
    ----------
    game
        A game with a table.
    order
        1 (the Banzhaf value), 2 or 3.

    Returns
    -------
    float64[n] * order
        Symmetric, zero where an index repeats; in the game's unit.

    Examples
    --------
    >>> from allocation import TableGame
    >>> banzhaf_interaction(TableGame([0, 1, 1, 7, 1, 5, 4, 11]))[0].tolist()
    [0.0, 4.0, 2.0]
    """
    return _interaction(game, order, lambda left: [0.5**left] * (left + 1))


def _interaction(game: Game, order: int, chances: Callable[[int], list[float]]) -> Floats:
    """``chances(left)`` says how likely each coalition of s of the ``left`` other players is, s = 0 … left."""
    if order not in range(1, MAX_ORDER + 1):
        raise RuleError(f"the order of an interaction must be 1, 2 or 3, got {order}")
    if order > game.n:
        return np.zeros((game.n,) * order)
    table, given = game.stored_table(), np.array(chances(game.n - order))
    if order == 1:
        return table_semivalue(table, given)
    return _pairs(table, given) if order == 2 else _triples(game.table(), given)


def _pairs(table: NDArray[Any], chances: Floats) -> Floats:
    none, one, both = (np.concatenate((np.zeros(k), chances, np.zeros(2 - k))) for k in range(3))
    alone = player_sums(table, none + one)
    index: Floats = _pair_sums(table, none + 2 * one + both) - alone.players[:, None] - alone.players[None, :] + alone.total(none)
    np.fill_diagonal(index, 0.0)
    return index


def _pair_sums(table: NDArray[Any], weights: Floats) -> Floats:
    """Σ weights[|S|]·v(S) over the coalitions with i and j, in one pass."""
    n = len(weights) - 1
    low = min(n, BLOCK_BITS)
    rows = block_weights(weights, low, n)
    count = coalition_count(n - low)
    blocks, places = np.empty((count, low + 1)), np.zeros(coalition_count(low))

    def fold(first: int) -> Floats:
        """Read one chunk; its total by place is added up later, in order."""
        last = min(first + CHUNK_BLOCKS, count)
        part = np.zeros(len(places))
        fold_pairs(table, rows, first, last, part, blocks[first:last])
        return part

    for part in in_order(fold, range(0, count, CHUNK_BLOCKS)):
        places += part
    sums: Floats = sums_of_pairs(places, blocks, low, n)
    return sums


def _triples(table: Floats, chances: Floats) -> Floats:
    """The interaction of i, j and k is that of i and j in the game of what k adds."""
    n = players_of_table(len(table))
    index = np.zeros((n, n, n))
    for k in range(n):
        halves = table.reshape(-1, 2, coalition_count(k))
        others = np.delete(np.arange(n), k)
        index[np.ix_(others, others, np.array([k]))] = _pairs((halves[:, 1] - halves[:, 0]).ravel(), chances)[:, :, None]
    return index
