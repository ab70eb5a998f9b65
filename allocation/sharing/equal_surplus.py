"""Equal surplus: everybody keeps what it earns alone, and the surplus of cooperation is split equally."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from allocation.games.base import Game
from allocation.landmarks import Landmarks
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual, Promise

__all__ = ["CIS", "EQUAL_SURPLUS", "cis", "equal_surplus"]


def equal_surplus(game: Game) -> Allocation:
    """Give everybody its stand-alone value and an equal part of what cooperation adds.

    Parameters
    ----------
    game
        Any game; v(N) and the n stand-alone values are asked for.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. n + 1 evaluations.

    Examples
    --------
    >>> from allocation import TableGame
    >>> equal_surplus(TableGame([0, 1, 3, 10])).payoffs.tolist()
    [4.0, 6.0]
    """
    return _split(game, "equal_surplus")


def cis(game: Game) -> Allocation:
    """Return the centre of the imputation set: the point of :func:`equal_surplus`, under the name that game theory gives it.

    Parameters
    ----------
    game
        Any game; v(N) and the n stand-alone values are asked for.

    Examples
    --------
    >>> from allocation import TableGame
    >>> cis(TableGame([0, 1, 3, 10])).payoffs.tolist()
    [4.0, 6.0]
    """
    return _split(game, "cis")


def _split(game: Game, rule: str) -> Allocation:
    alone = game.singles()
    payoffs = alone + (game.grand_value - alone.sum()) / game.n
    return Allocation(game.players, payoffs, rule, "closed form", by_definition(rule))


def equal_surplus_exactly(table: Landmarks) -> Sequence[Fraction]:
    """Return v(i) + (v(N) − Σ v(j))/n in rational numbers."""
    alone = table.singles()
    part = (table.grand - sum(alone)) / table.n
    return [value + part for value in alone]


FORMULA = "x_i = v(i) + (v(N) − Σ_j v(j))/n"
REFERENCE = "T. S. H. Driessen and Y. Funaki, Coincidence of and collinearity between game theoretic solutions, 1991"
PROMISES: frozenset[Promise] = frozenset({"efficient", "symmetric", "additive", "covariant", "homogeneous"})

EQUAL_SURPLUS = AllocationRule(
    name="equal_surplus",
    compute=equal_surplus,
    exact=equal_surplus_exactly,
    title=Bilingual("等额剩余分配", "equal surplus"),
    meaning=Bilingual(
        "先保留各自单干的收益，合作剩余人人等额", "everybody keeps what it earns alone, and what cooperation adds is split equally"
    ),
    formula=FORMULA,
    reference=REFERENCE,
    promises=PROMISES,
    landmarks_only=True,
)

CIS = AllocationRule(
    name="cis",
    compute=cis,
    exact=equal_surplus_exactly,
    title=Bilingual("转归集中心", "centre of the imputation set"),
    meaning=Bilingual(
        "所有不低于单干收益的分配方案的中心点，与等额剩余分配相同",
        "the centre of all splits that give nobody less than it earns alone; the same point as the equal surplus split",
    ),
    formula=FORMULA,
    reference=REFERENCE,
    promises=PROMISES,
    landmarks_only=True,
)
