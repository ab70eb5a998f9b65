"""The Aumann–Drèze value: every union splits what it earns by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np

from allocation.exact import ExactTable
from allocation.games.base import Game
from allocation.games.derived.subgame import Subgame
from allocation.options import partition_of
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.values.coalitional import positions_of_unions
from allocation.values.shapley import shapley_exactly, table_shapley

__all__ = ["AUMANN_DREZE", "aumann_dreze"]


def aumann_dreze(game: Game, unions: Iterable[Iterable[str]]) -> Allocation:
    """Split the worth of every union among its own members by the Shapley value.

    Parameters
    ----------
    game
        Any game; only coalitions inside the unions are asked for.
    unions
        Groups of players; who is in none of them stands alone.

    Returns
    -------
    Allocation
        Payoffs in the game's unit; they add up to the worth of the unions, not to v(N). O(Σ 2**size).

    Raises
    ------
    RuleError
        If the unions overlap or name an unknown player.
    TableTooLargeError
        If the table of one union does not fit in memory.

    References
    ----------
    R. J. Aumann and J. H. Drèze, "Cooperative games with coalition structures", 1974.

    Examples
    --------
    >>> from allocation import TableGame
    >>> aumann_dreze(TableGame([0, 1, 1, 4, 1, 9, 9, 20]), unions=[["1", "2"]]).payoffs.tolist()
    [2.0, 2.0, 1.0]
    """
    groups = partition_of(game, unions)
    payoffs = np.empty(game.n)
    for group in groups:
        payoffs[group] = table_shapley(Subgame(game, game.names_of(group)).table())
    options = {"unions": [list(game.names_of(group)) for group in groups]}
    return Allocation(game.players, payoffs, "aumann_dreze", "exact", by_definition("aumann_dreze"), options)


def aumann_dreze_exactly(table: ExactTable, unions: Sequence[Sequence[str]]) -> Sequence[Fraction]:
    """Return the Shapley value of every union's own game in rational numbers."""
    payoffs = [Fraction(0)] * table.n
    for group in positions_of_unions(table.players, unions):
        for i, x in zip(group, shapley_exactly(table.restricted(group)), strict=True):
            payoffs[i] = x
    return payoffs


AUMANN_DREZE = AllocationRule(
    name="aumann_dreze",
    compute=aumann_dreze,
    exact=aumann_dreze_exactly,
    title=Bilingual("奥曼–德雷兹值", "Aumann–Drèze value"),
    meaning=Bilingual(
        "各板块只分自己单独能得到的收益，板块内部按沙普利值分配",
        "every block splits only what it earns by itself, by the Shapley value inside the block",
    ),
    formula="x_i = φ_i(v restricted to the union of i)",
    reference="R. J. Aumann and J. H. Drèze, Cooperative games with coalition structures, 1974",
    needs={"unions": Bilingual("板块（成员组）列表", "list of groups of players that work together")},
    promises=frozenset({"symmetric", "dummy", "additive", "covariant", "homogeneous"}),
)
