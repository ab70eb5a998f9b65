"""Equal split of the non-separable contribution (协商解, 最小距离解): everybody gets what all lose without it, corrected equally."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from allocation.games.base import Game
from allocation.landmarks import Landmarks
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["ENSC", "ensc"]


def ensc(game: Game) -> Allocation:
    """Give everybody its contribution to the whole, and split what is then missing or left equally.

    It is the efficient split nearest to the vector of contributions M_i = v(N) − v(N∖i), hence also called minimum-distance solution.

    Parameters
    ----------
    game
        Any game; n + 1 values are asked for: v(N) and v(N∖i).

    Returns
    -------
    Allocation
        Payoffs in the game's unit, possibly below v(i). n + 1 evaluations.

    References
    ----------
    T. S. H. Driessen and Y. Funaki, "Coincidence of and collinearity between game theoretic solutions", 1991.

    Examples
    --------
    >>> from allocation import TableGame
    >>> ensc(TableGame([0, 0, 0, 1, 0, 1, 0, 1])).payoffs.tolist()
    [1.0, 0.0, 0.0]
    """
    contributions = game.marginals_to_grand()
    payoffs = contributions + (game.grand_value - contributions.sum()) / game.n
    return Allocation(game.players, payoffs, "ensc", "closed form", by_definition("ensc"))


def ensc_exactly(table: Landmarks) -> Sequence[Fraction]:
    """Return M_i + (v(N) − Σ M_j)/n in rational numbers."""
    contributions = table.marginals_to_grand()
    part = (table.grand - sum(contributions)) / table.n
    return [value + part for value in contributions]


ENSC = AllocationRule(
    name="ensc",
    compute=ensc,
    exact=ensc_exactly,
    title=Bilingual("协商解（最小距离解）", "equal split of the non-separable contribution (ENSC)"),
    meaning=Bilingual(
        "每人得到“少了他整体损失多少”，差额人人均摊；只需 n+1 个数",
        "everybody gets what the whole would lose without it, and the difference is split equally; needs only n + 1 numbers",
    ),
    formula="x_i = M_i + (v(N) − Σ_j M_j)/n, M_i = v(N) − v(N∖i)",
    reference="T. S. H. Driessen and Y. Funaki, Coincidence of and collinearity between game theoretic solutions, 1991",
    promises=frozenset({"efficient", "symmetric", "additive", "covariant", "homogeneous"}),
    landmarks_only=True,
)
