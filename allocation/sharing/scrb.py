"""Separable costs, remaining benefits: everybody bears what it causes, and the rest follows what cooperation still saves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from allocation.exact import as_fraction
from allocation.games.base import Game
from allocation.landmarks import Landmarks
from allocation.options import PerPlayer, named, per_player
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["SCRB", "scrb"]

FLAT = 1e-12  # Σ of the remaining benefits below this part of Σ of their sizes is rounding: no proportions can be read from it


def scrb(game: Game, benefits: PerPlayer | None = None) -> Allocation:
    """Split by separable costs and remaining benefits.

    Read on costs c = −v: everybody pays its separable cost c(N) − c(N∖i), and the rest in proportion to min(benefit_i, c(i)) minus that.
    Without benefits it is the Gately point.

    Parameters
    ----------
    game
        Any game; v(N), v(i) and v(N∖i) are asked for.
    benefits
        What the project is worth to each, by name or in order: nobody would pay more, even alone. Left out, nobody is limited.

    Returns
    -------
    Allocation
        Payoffs in the game's unit (costs are negative). 2n + 1 evaluations. Where no benefits remain, the rest is split equally, and
        ``details["rest"]`` says ``"equal"`` instead of ``"proportional"``.

    Raises
    ------
    RuleError
        If the benefits are not one finite number per player.

    References
    ----------
    Federal Inter-Agency River Basin Committee, "Proposed practices for economic analysis of river basin projects", 1950.

    Examples
    --------
    >>> from allocation import TableGame
    >>> costs = TableGame([0, -120, -150, -210, -90, -180, -200, -260])
    >>> scrb(costs).payoffs.round(4).tolist()
    [-84.7059, -108.8235, -66.4706]
    """
    limit = game.singles()
    options = {}
    if benefits is not None:
        given = per_player(game, benefits, "benefits")
        limit = np.maximum(limit, -given)
        options = {"benefits": named(game, given)}
    separable = game.marginals_to_grand()
    remaining = separable - limit
    rest = game.grand_value - separable.sum()
    flat = abs(remaining.sum()) <= FLAT * np.abs(remaining).sum()
    payoffs = separable + (rest / game.n if flat else remaining * (rest / remaining.sum()))
    details = {"rest": "equal" if flat else "proportional", "separable": separable.tolist()}
    return Allocation(game.players, payoffs, "scrb", "closed form", by_definition("scrb"), options, details)


def scrb_exactly(table: Landmarks, benefits: Mapping[str, float] | None = None) -> Sequence[Fraction]:
    """Return separable contributions and shares of the rest in rational numbers."""
    limit = table.singles()
    if benefits is not None:
        limit = [max(v, -as_fraction(benefits[name])) for v, name in zip(limit, table.players, strict=True)]
    separable = table.marginals_to_grand()
    remaining = [m - v for m, v in zip(separable, limit, strict=True)]
    rest, width = table.grand - sum(separable), sum(remaining)
    return [m + (r * rest / width if width else rest / table.n) for m, r in zip(separable, remaining, strict=True)]


SCRB = AllocationRule(
    name="scrb",
    compute=scrb,
    exact=scrb_exactly,
    title=Bilingual("可分成本—剩余效益法（SCRB）", "separable costs, remaining benefits"),
    meaning=Bilingual(
        "各自承担自己引起的成本，其余按剩余效益的比例分摊",
        "everybody bears the cost it causes, and the rest in proportion to the benefit that then remains to it",
    ),
    formula="x_i = M_i + (M_i − v(i))/Σ_j (M_j − v(j)) · (v(N) − Σ_j M_j), on costs c = −v; v(i) is raised to −benefit_i where given",
    reference="H. P. Young, N. Okada and T. Hashimoto, Cost allocation in water resources development, 1982",
    takes={"benefits": Bilingual("每个成员从项目得到的效益上限", "what the project is worth to each: nobody would pay more alone")},
    promises=frozenset({"efficient", "symmetric", "covariant", "homogeneous"}),
    landmarks_only=True,
)
