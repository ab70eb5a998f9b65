"""Semivalues: averages of marginal contributions in which only the size of the coalition counts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.coalition import players_of_table
from allocation.errors import RuleError
from allocation.exact import ExactTable, as_fraction
from allocation.games.base import Game
from allocation.options import numbers_of
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.values.onepass import player_sums

__all__ = ["SEMIVALUE", "beta_chances", "binomial_chances", "semivalue", "semivalue_exactly", "table_semivalue"]

CHANCE_TOLERANCE = 1e-9  # how far the given chances may add up beside one


def semivalue(game: Game, chances: ArrayLike) -> Allocation:
    """Pay the average marginal contribution, every coalition of s others being met with the same chance.

    Parameters
    ----------
    game
        A game with a table.
    chances
        float64[n]: chance of meeting one given coalition of s = 0 … n − 1 others; non-negative, Σ C(n−1, s)·chances[s] = 1.
        :func:`binomial_chances` and :func:`beta_chances` make well-known ones.

    Returns
    -------
    Allocation
        Payoffs in the game's unit; they need not add up to v(N). One pass over the table.

    Raises
    ------
    RuleError
        If the chances are not a probability distribution.
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    P. Dubey, A. Neyman and R. J. Weber, "Value theory without efficiency", 1981.

    Examples
    --------
    >>> from allocation import TableGame
    >>> semivalue(TableGame([0, 1, 3, 10]), chances=[0.75, 0.25]).payoffs.tolist()
    [2.5, 4.5]
    """
    given = numbers_of(chances, "chances")
    if given.shape != (game.n,) or not np.all(given >= 0):
        raise RuleError(f"option chances must be {game.n} numbers of at least 0, one per size 0 … {game.n - 1}")
    table = game.stored_table()
    total = float(sum(comb(game.n - 1, s) * chance for s, chance in enumerate(given.tolist())))
    if not abs(total - 1) <= CHANCE_TOLERANCE:
        raise RuleError(f"option chances must satisfy Σ C(n−1, s)·chances[s] = 1, got {total:.12g}")
    payoffs = table_semivalue(table, given)
    return Allocation(game.players, payoffs, "semivalue", "exact", by_definition("semivalue"), {"chances": given.tolist()})


def table_semivalue(table: NDArray[Any], chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return Σ over S without i of chances[|S|]·(v(S ∪ i) − v(S)) of a table, float64[n], in one pass over it."""
    players_of_table(len(table))
    before, after = np.append(0.0, chances), np.append(chances, 0.0)
    sums = player_sums(table, before + after)
    return np.asarray(sums.players - sums.total(after), dtype=np.float64)


def semivalue_exactly(table: ExactTable, chances: Sequence[float]) -> Sequence[Fraction]:
    """Return the semivalue in rational numbers, from the dividends."""
    given = [as_fraction(chance) for chance in chances]
    return table.shared_dividends([Fraction(0), *(_part(given, size) for size in range(1, table.n + 1))])


def _part(chances: Sequence[Fraction], size: int) -> Fraction:
    """What a member of a coalition gets of its dividend: the chance that the size − 1 others are met, with whoever else."""
    n = len(chances)
    return sum((comb(n - size, s - size + 1) * chances[s] for s in range(size - 1, n)), Fraction(0))


def binomial_chances(n: int, p: float = 0.5) -> NDArray[np.float64]:
    """Return the chances when every other player is met with probability p, independently; p = 1/2 is the Banzhaf value.

    Examples
    --------
    >>> binomial_chances(3, 0.5).tolist()
    [0.25, 0.25, 0.25]
    """
    if not 0 <= p <= 1:
        raise RuleError(f"the probability p must lie between 0 and 1, got {p}")
    return np.array([p**s * (1 - p) ** (n - 1 - s) for s in range(n)])


def beta_chances(n: int, a: float = 1.0, b: float = 1.0) -> NDArray[np.float64]:
    """Return the chances when p itself follows a beta distribution; a = b = 1 is the Shapley value.

    Examples
    --------
    >>> beta_chances(3).round(6).tolist()
    [0.333333, 0.166667, 0.333333]
    """
    if not (0 < a < np.inf and 0 < b < np.inf):
        raise RuleError(f"the parameters a and b of a beta distribution must be positive, got {a} and {b}")
    chances = []
    for s in range(n):
        rising = [(a + k) / (a + b + k) for k in range(s)]
        falling = [(b + k) / (a + b + s + k) for k in range(n - 1 - s)]
        chances.append(float(np.prod(rising + falling)))
    return np.array(chances)


SEMIVALUE = AllocationRule(
    name="semivalue",
    compute=semivalue,
    exact=semivalue_exactly,
    title=Bilingual("半值", "semivalue"),
    meaning=Bilingual(
        "边际贡献的平均，权重只取决于联盟的大小；总和不一定等于 v(N)",
        "an average of marginal contributions in which only the size of the group counts; the parts need not add up to v(N)",
    ),
    formula="ψ_i = Σ_{S∌i} p_|S| · [v(S∪i) − v(S)], Σ_s C(n−1, s) p_s = 1",
    reference="P. Dubey, A. Neyman and R. J. Weber, Value theory without efficiency, 1981",
    needs={"chances": Bilingual("遇到每个 s 人联盟的概率，s = 0…n−1", "chance of meeting one given group of s others, s = 0 … n − 1")},
    promises=frozenset({"symmetric", "dummy", "additive", "covariant", "homogeneous"}),
)
