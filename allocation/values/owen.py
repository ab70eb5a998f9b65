"""The Owen value: the Shapley value when some members always move together as a union."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import comb

import numpy as np
from numpy.typing import NDArray

from allocation.exact import ExactTable
from allocation.games.base import Game
from allocation.options import partition_of
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.values.coalitional import coalitional_value, positions_of_unions, shared_in_unions
from allocation.values.shapley import table_shapley

__all__ = ["OWEN", "owen"]


def owen(game: Game, unions: Iterable[Iterable[str]]) -> Allocation:
    """Split v(N) by the Owen value for a priori unions.

    Parameters
    ----------
    game
        Any game.
    unions
        Groups of players; who is in none of them stands alone.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. With m unions O(Σ 2**(size + m − 1)) after the table.

    Raises
    ------
    RuleError
        If the unions overlap or name an unknown player.
    TableTooLargeError
        If the game has no closed form and its table does not fit in memory.

    References
    ----------
    G. Owen, "Values of games with a priori unions", 1977.

    Examples
    --------
    >>> from allocation import TableGame
    >>> g = TableGame([0, 0, 0, 30, 0, 30, 40, 60, 0, 40, 50, 70, 50, 80, 90, 100])
    >>> owen(g, unions=[["1", "3"]]).payoffs.round(6).tolist()
    [20.0, 20.0, 30.0, 30.0]
    """
    groups = partition_of(game, unions)
    options = {"unions": [list(game.names_of(group)) for group in groups]}
    closed = game.closed_form("owen")
    if closed is not None:
        return Allocation(game.players, closed, "owen", "closed form", by_definition("owen"), options)
    payoffs = coalitional_value(game, groups, _orders, table_shapley)
    return Allocation(game.players, payoffs, "owen", "exact", by_definition("owen"), options)


def _orders(m: int) -> NDArray[np.float64]:
    """Probability that given t of the other m − 1 unions come before one, t!(m−t−1)!/m!."""
    return np.array([1 / (m * comb(m - 1, t)) for t in range(m)])


def owen_exactly(table: ExactTable, unions: Sequence[Sequence[str]]) -> Sequence[Fraction]:
    """Return the Owen value in rational numbers: a dividend is shared equally among the unions it meets, then among their members in it."""
    groups = positions_of_unions(table.players, unions)
    return shared_in_unions(table, groups, lambda met, inside: Fraction(1, met * inside))


OWEN = AllocationRule(
    name="owen",
    compute=owen,
    exact=owen_exactly,
    title=Bilingual("欧文值（有先验联盟）", "Owen value"),
    meaning=Bilingual(
        "先在各板块之间、再在板块内部按沙普利值分配：成员以板块为单位谈判",
        "the Shapley value in two steps, between blocks and then inside each: members bargain as a block",
    ),
    formula="φ_i = average marginal contribution over the orders in which every union joins as one",
    reference="G. Owen, Values of games with a priori unions, 1977",
    needs={"unions": Bilingual("板块（成员组）列表", "list of groups of players that move together")},
    promises=frozenset({"efficient", "symmetric", "dummy", "additive", "covariant", "homogeneous"}),
)
