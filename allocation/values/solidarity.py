"""The solidarity value: who joins gets the average contribution of all who are then in, so that the weak are carried along."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import comb

import numpy as np
from numpy.typing import NDArray

from allocation.exact import ExactTable
from allocation.exact_sums import sums_by_size
from allocation.games.base import Game
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.values.onepass import player_sums

__all__ = ["SOLIDARITY", "solidarity"]


def solidarity(game: Game) -> Allocation:
    """Split v(N) by the solidarity value.

    Parameters
    ----------
    game
        A game with a table.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. One pass over the table.

    Raises
    ------
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    A. S. Nowak and T. Radzik, "A solidarity value for n-person transferable utility games", 1994.

    Examples
    --------
    >>> from allocation import TableGame
    >>> solidarity(TableGame([0, 0, 0, 10, 0, 10, 0, 10])).payoffs.round(4).tolist()
    [4.4444, 2.7778, 2.7778]
    """
    table = game.stored_table()
    sums = player_sums(table, _weights(game.n)).players
    # Σ_i x_i = v(N) fixes the common term of all players, so that efficiency holds by construction
    payoffs = sums - (sums.sum() - game.grand_value) / game.n
    return Allocation(game.players, payoffs, "solidarity", "exact", by_definition("solidarity"))


@cache
def _weights(n: int) -> NDArray[np.float64]:
    """What v(S) counts for its members beyond what it counts for everybody: q_s − (n−s−1) q_{s+1}/(s+1), q_s = (n−s)!(s−1)!/n!."""
    q = [0.0, *(1 / (s * comb(n, s)) for s in range(1, n + 1)), 0.0]
    weights = np.array([0.0, *(q[s] - (n - s - 1) * q[s + 1] / (s + 1) for s in range(1, n + 1))])
    weights.setflags(write=False)
    return weights


def solidarity_exactly(table: ExactTable) -> Sequence[Fraction]:
    """Return the solidarity value in rational numbers: Σ_{S∋i} (n−s)!(s−1)!/n! · mean marginal contribution in S."""
    n = table.n
    mine, every = sums_by_size(table.numerators)

    def adding(player: int, size: int) -> int:
        """Σ_{S∋i, |S|=size} Σ_{k∈S} [v(S) − v(S∖k)], counted by how often every value comes up."""
        smaller = mine[player][size - 1]
        return size * mine[player][size] - (n - size + 1) * smaller - (every[size - 1] - smaller)

    chances = [size * size * comb(n, size) * table.denominator for size in range(1, n + 1)]
    return [sum((Fraction(adding(i, size), chances[size - 1]) for size in range(1, n + 1)), Fraction(0)) for i in range(n)]


SOLIDARITY = AllocationRule(
    name="solidarity",
    compute=solidarity,
    exact=solidarity_exactly,
    title=Bilingual("团结值", "solidarity value"),
    meaning=Bilingual(
        "加入者得到当时全体成员的平均边际贡献：强者扶持弱者",
        "who joins gets the average contribution of all who are then in: the strong carry the weak",
    ),
    formula="x_i = Σ_{S∋i} (n−s)!(s−1)!/n! · (1/s) Σ_{k∈S} [v(S) − v(S∖k)], s = |S|",
    reference="A. S. Nowak and T. Radzik, A solidarity value for n-person transferable utility games, 1994",
    promises=frozenset({"efficient", "symmetric", "additive", "homogeneous"}),
)
