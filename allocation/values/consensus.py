"""The consensus value: halfway between the Shapley value and the equal split of the surplus."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from allocation.exact import ExactTable
from allocation.games.base import Game
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.sharing.equal_surplus import equal_surplus, equal_surplus_exactly
from allocation.values.shapley import shapley, shapley_exactly

__all__ = ["CONSENSUS", "consensus"]


def consensus(game: Game) -> Allocation:
    """Split v(N) by the consensus value, the mean of Shapley value and equal surplus.

    Parameters
    ----------
    game
        Any game; one with a closed form for the Shapley value needs no table.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. One pass over the table.

    References
    ----------
    Y. Ju, P. Borm and P. Ruys, "The consensus value: a new solution concept for cooperative games", 2007.

    Examples
    --------
    >>> from allocation import TableGame
    >>> consensus(TableGame([0, 0, 0, 12, 0, 0, 0, 12])).payoffs.tolist()
    [5.0, 5.0, 2.0]
    """
    value = shapley(game)
    payoffs = (value.payoffs + equal_surplus(game).payoffs) / 2
    return Allocation(game.players, payoffs, "consensus", value.method, by_definition("consensus"))


def consensus_exactly(table: ExactTable) -> Sequence[Fraction]:
    """Return the mean of Shapley value and equal surplus in rational numbers."""
    return [(a + b) / 2 for a, b in zip(shapley_exactly(table), equal_surplus_exactly(table), strict=True)]


CONSENSUS = AllocationRule(
    name="consensus",
    compute=consensus,
    exact=consensus_exactly,
    title=Bilingual("共识值", "consensus value"),
    meaning=Bilingual(
        "沙普利值与等额剩余的平均：贡献与平等各占一半",
        "the mean of Shapley value and equal surplus: half for contribution, half for equality",
    ),
    formula="x_i = ½ φ_i + ½ [v(i) + (v(N) − Σ_j v(j))/n]",
    reference="Y. Ju, P. Borm and P. Ruys, The consensus value: a new solution concept for cooperative games, 2007",
    promises=frozenset({"efficient", "symmetric", "additive", "covariant", "homogeneous"}),
)
