"""The Gately point (简化MCRS): everybody has the same propensity to disrupt the alliance."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from allocation.games.base import Game
from allocation.landmarks import Landmarks
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["GATELY", "gately"]

FLAT = 1e-12  # Σ (M_j − v(j)) below this part of Σ |M_j − v(j)| is rounding: no proportions can be read from it


def gately(game: Game) -> Allocation:
    """Split the surplus in proportion to what each can gain or ruin, M_i − v(i).

    Every member's propensity to disrupt, (what the others lose without it) / (what it loses without them), is then the same.

    Parameters
    ----------
    game
        Any game; v(N), v(i) and v(N∖i) are asked for.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. 2n + 1 evaluations. ``details["surplus"]`` is ``"proportional"``, or ``"equal"`` where
        Σ (M_j − v(j)) = 0 leaves no proportions and the surplus is split equally.

    References
    ----------
    D. Gately, "Sharing the gains from regional cooperation", 1974.

    Examples
    --------
    >>> from allocation import TableGame
    >>> gately(TableGame([0, 0, 0, 4, 0, 0, 3, 6])).payoffs.round(4).tolist()
    [1.6364, 3.2727, 1.0909]
    """
    alone = game.singles()
    ranges = game.marginals_to_grand() - alone
    surplus, width = game.grand_value - alone.sum(), ranges.sum()
    flat = abs(width) <= FLAT * abs(ranges).sum()
    payoffs = alone + (surplus / game.n if flat else ranges * (surplus / width))
    details = {"surplus": "equal" if flat else "proportional"}
    return Allocation(game.players, payoffs, "gately", "closed form", by_definition("gately"), details=details)


def gately_exactly(table: Landmarks) -> Sequence[Fraction]:
    """Return the Gately point in rational numbers."""
    alone = table.singles()
    ranges = [m - v for m, v in zip(table.marginals_to_grand(), alone, strict=True)]
    surplus, width = table.grand - sum(alone), sum(ranges)
    if width == 0:
        return [v + surplus / table.n for v in alone]
    return [v + r * surplus / width for v, r in zip(alone, ranges, strict=True)]


GATELY = AllocationRule(
    name="gately",
    compute=gately,
    exact=gately_exactly,
    title=Bilingual("简化MCRS（盖特利点）", "Gately point"),
    meaning=Bilingual(
        "在单干收益与边际贡献之间按同一比例取值：人人离开联盟的冲动相同",
        "everybody stands at the same fraction between what it earns alone and what it contributes: all are equally tempted to leave",
    ),
    formula="x_i = v(i) + (M_i − v(i)) · (v(N) − Σ_j v(j)) / Σ_j (M_j − v(j)), M_i = v(N) − v(N∖i)",
    reference="D. Gately, Sharing the gains from regional cooperation, 1974",
    promises=frozenset({"efficient", "symmetric", "covariant", "homogeneous"}),
    landmarks_only=True,
)
