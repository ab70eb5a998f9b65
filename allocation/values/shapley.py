"""The Shapley value: the average of a member's marginal contributions over all orders of joining."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import players_of_table
from allocation.exact import ExactTable
from allocation.games.base import Game
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.values.onepass import player_sums

__all__ = ["SHAPLEY", "shapley", "shapley_exactly", "shapley_weights", "table_shapley"]


def shapley(game: Game) -> Allocation:
    """Split v(N) by the Shapley value.

    Parameters
    ----------
    game
        Any game; one with a closed form for the Shapley value needs no table.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. O(2**n) from a table.

    Raises
    ------
    TableTooLargeError
        If the game has no closed form and its table does not fit in memory.

    References
    ----------
    L. S. Shapley, "A value for n-person games", 1953.

    Examples
    --------
    >>> from allocation import TableGame
    >>> shapley(TableGame([0, 0, 0, 1, 0, 1, 0, 1])).payoffs.round(6).tolist()
    [0.666667, 0.166667, 0.166667]
    """
    closed = game.closed_form("shapley")
    if closed is not None:
        return Allocation(game.players, closed, "shapley", "closed form", by_definition("shapley"))
    return Allocation(game.players, table_shapley(game.stored_table()), "shapley", "exact", by_definition("shapley"))


def table_shapley(table: NDArray[Any]) -> NDArray[np.float64]:
    """Return the Shapley value of a table of 2**n values, float64[n], in one pass over it."""
    n = players_of_table(len(table))
    sums = player_sums(table, shapley_weights(n)).players
    # Σ_i φ_i = v(N) fixes the common term of all players, so that efficiency holds by construction
    return np.asarray(sums - (sums.sum() - table[-1]) / n, dtype=np.float64)


@cache
def shapley_weights(n: int) -> NDArray[np.float64]:
    """Return w(s) = (s−1)!(n−s−1)!/(n−1)!, w(n) = 1/n: what v(S) counts for each member of S, up to a term common to all players."""
    weights = np.array([0.0, *(1 / ((n - s) * comb(n - 1, s - 1)) for s in range(1, n)), 1.0 / n])
    weights.setflags(write=False)
    return weights


def shapley_exactly(table: ExactTable) -> Sequence[Fraction]:
    """Return the Shapley value in rational numbers: every dividend is shared equally. O(n 2**n)."""
    return table.shared_dividends([Fraction(0), *(Fraction(1, size) for size in range(1, table.n + 1))])


SHAPLEY = AllocationRule(
    name="shapley",
    compute=shapley,
    exact=shapley_exactly,
    title=Bilingual("沙普利值", "Shapley value"),
    meaning=Bilingual(
        "按每个成员在所有加入顺序中的平均边际贡献分配", "each member gets its average marginal contribution over all orders of joining"
    ),
    formula="φ_i = Σ_{S∌i} |S|!(n−|S|−1)!/n! · [v(S∪i) − v(S)]",
    reference="L. S. Shapley, A value for n-person games, 1953",
    promises=frozenset({"efficient", "symmetric", "dummy", "additive", "covariant", "homogeneous"}),
)
