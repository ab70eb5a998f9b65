"""The Banzhaf–Owen value: the Banzhaf value between unions, and again inside each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.exact import ExactTable
from allocation.games.base import Game
from allocation.options import partition_of
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.values.coalitional import coalitional_value, positions_of_unions, shared_in_unions
from allocation.values.semivalue import binomial_chances, table_semivalue

__all__ = ["BANZHAF_OWEN", "banzhaf_owen"]


def banzhaf_owen(game: Game, unions: Iterable[Iterable[str]]) -> Allocation:
    """Pay the Banzhaf–Owen value for a priori unions.

    Parameters
    ----------
    game
        Any game.
    unions
        Groups of players; who is in none of them stands alone.

    Returns
    -------
    Allocation
        Payoffs in the game's unit; they need not add up to v(N). With m unions O(Σ 2**(size + m − 1)) after the table.

    Raises
    ------
    RuleError
        If the unions overlap or name an unknown player.

    References
    ----------
    G. Owen, "Modification of the Banzhaf–Coleman index for games with a priori unions", 1981.

    Examples
    --------
    >>> from allocation import TableGame
    >>> g = TableGame([0, 0, 0, 30, 0, 30, 40, 60, 0, 40, 50, 70, 50, 80, 90, 100])
    >>> banzhaf_owen(g, unions=[["1", "3"]]).payoffs.tolist()
    [22.5, 25.0, 32.5, 35.0]
    """
    groups = partition_of(game, unions)
    options = {"unions": [list(game.names_of(group)) for group in groups]}
    closed = game.closed_form("banzhaf_owen")
    if closed is not None:
        return Allocation(game.players, closed, "banzhaf_owen", "closed form", by_definition("banzhaf_owen"), options)
    payoffs = coalitional_value(game, groups, binomial_chances, _inside)
    return Allocation(game.players, payoffs, "banzhaf_owen", "exact", by_definition("banzhaf_owen"), options)


def _inside(table: NDArray[np.float64]) -> NDArray[np.float64]:
    return table_semivalue(table, binomial_chances(len(table).bit_length() - 1))


def banzhaf_owen_exactly(table: ExactTable, unions: Sequence[Sequence[str]]) -> Sequence[Fraction]:
    """Return the Banzhaf–Owen value in rational numbers, from the dividends."""
    groups = positions_of_unions(table.players, unions)
    return shared_in_unions(table, groups, lambda met, inside: Fraction(1, 2 ** (met - 1) * 2 ** (inside - 1)))


BANZHAF_OWEN = AllocationRule(
    name="banzhaf_owen",
    compute=banzhaf_owen,
    exact=banzhaf_owen_exactly,
    title=Bilingual("班扎夫–欧文值", "Banzhaf–Owen value"),
    meaning=Bilingual(
        "先在各板块之间、再在板块内部按班扎夫值计算；总和不一定等于 v(N)",
        "the Banzhaf value in two steps, between blocks and then inside each; the parts need not add up to v(N)",
    ),
    formula="ψ_i = Σ_{R⊆M∖k} Σ_{S⊆P_k∖i} 2^{1−m} 2^{1−p_k} [v(Q∪S∪i) − v(Q∪S)], Q = ∪_{r∈R} P_r",
    reference="G. Owen, Modification of the Banzhaf-Coleman index for games with a priori unions, 1981",
    needs={"unions": Bilingual("板块（成员组）列表", "list of groups of players that move together")},
    promises=frozenset({"symmetric", "dummy", "additive", "covariant", "homogeneous"}),
)
