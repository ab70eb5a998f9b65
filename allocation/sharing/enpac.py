"""Equal split of the non-pairwise-averaged contribution: like the ENSC, but by what pairs contribute."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import grand_mask, mask_of
from allocation.exact import ExactTable
from allocation.games.base import Game
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.sharing.equal_surplus import equal_surplus, equal_surplus_exactly

__all__ = ["ENPAC", "enpac"]


def enpac(game: Game) -> Allocation:
    """Give everybody what its pairs contribute to the whole, averaged, and split the rest equally.

    Two players, or one, have no pairs with anybody left outside: they split by the standard solution, equal surplus.

    Parameters
    ----------
    game
        Any game; v(N) and the n(n−1)/2 values v(N∖ij) are asked for.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. n(n−1)/2 + 1 evaluations.

    Notes
    -----
    Dividing by n − 2, not by the n − 1 pairs a player is in, is what makes the value the one of the literature: an additive game a then
    has Σ_{j≠i} (a_i + a_j)/(n − 2) = a_i + the same for everybody, so that the value is covariant, and where v(N∖ij) = c − a_i − a_j all
    coalitions of n − 2 players complain alike, as they must where it is the prenucleolus. Any constant added to all averages cancels.

    References
    ----------
    T. S. H. Driessen and Y. Funaki, "The egalitarian nonpairwise-averaged contribution (ENPAC-) value for TU-games", 1997.
    T. Namekata and T. S. H. Driessen, "Reduced game property of the egalitarian non-k-averaged contribution (ENkAC-) value and the Shapley
    value", 2000.

    Examples
    --------
    >>> from allocation import TableGame
    >>> enpac(TableGame([0, 10, 10, 70, 10, 50, 40, 100])).payoffs.round(4).tolist()
    [33.3333, 33.3333, 33.3333]
    """
    if game.n < 3:
        payoffs = equal_surplus(game).payoffs
    else:
        pairs = _pair_sums(game) / (game.n - 2)
        payoffs = pairs + (game.grand_value - pairs.sum()) / game.n
    return Allocation(game.players, payoffs, "enpac", "closed form", by_definition("enpac"))


def _pair_sums(game: Game) -> NDArray[np.float64]:
    """Σ_{j≠i} [v(N) − v(N∖ij)], one row of pairs at a time to keep the memory at n**2."""
    sums = np.zeros(game.n)
    for i in range(1, game.n):
        without = np.ones((i, game.n), dtype=np.bool_)
        without[:, i] = False
        without[np.arange(i), np.arange(i)] = False
        lost = game.grand_value - game.worth(without)
        sums[i] += lost.sum()
        sums[:i] += lost
    return sums


def enpac_exactly(table: ExactTable) -> Sequence[Fraction]:
    """Return the ENPAC value in rational numbers."""
    n, everyone = table.n, grand_mask(table.n)
    if n < 3:
        return equal_surplus_exactly(table)
    lost = [[table.grand - table.value(everyone - mask_of({i, j})) for j in range(n) if j != i] for i in range(n)]
    pairs = [sum(row, Fraction(0)) / (n - 2) for row in lost]
    return [x + (table.grand - sum(pairs)) / n for x in pairs]


ENPAC = AllocationRule(
    name="enpac",
    compute=enpac,
    exact=enpac_exactly,
    title=Bilingual("两两平均贡献均分解", "equal split of the non-pairwise-averaged contribution (ENPAC)"),
    meaning=Bilingual(
        "按成员两两合在一起的贡献的平均值分配，差额人人均摊",
        "everybody gets the averaged contribution of its pairs to the whole, and the difference is split equally",
    ),
    formula="x_i = P_i + (v(N) − Σ_j P_j)/n, P_i = Σ_{j≠i} [v(N) − v(N∖ij)]/(n−2)",
    reference="T. S. H. Driessen and Y. Funaki, The egalitarian nonpairwise-averaged contribution (ENPAC-) value for TU-games, 1997",
    promises=frozenset({"efficient", "symmetric", "additive", "covariant", "homogeneous"}),
)
