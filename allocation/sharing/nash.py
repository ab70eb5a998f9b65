"""Nash bargaining: what is gained over the point of disagreement is split equally, or by bargaining power."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.errors import RuleError
from allocation.exact import as_fraction
from allocation.games.base import Game
from allocation.landmarks import Landmarks
from allocation.options import PerPlayer, exact_weights, named, per_player, positive_weights
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["ASYMMETRIC_NASH", "NASH", "asymmetric_nash", "nash"]

ROUNDING = 1e-12  # part of |v(N)| + Σ |d_i| by which the disagreement payoffs may pass v(N) through rounding


def nash(game: Game, disagreement: PerPlayer | None = None) -> Allocation:
    """Split v(N) by the Nash bargaining solution: maximise the product of the gains x_i − d_i.

    Parameters
    ----------
    game
        Any game; v(N) and the stand-alone values are asked for.
    disagreement
        What each gets if they do not agree, by name or in order: v(i) when left out, or for instance last year's income.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. n + 1 evaluations.

    Raises
    ------
    RuleError
        If the disagreement payoffs add up to more than v(N): no agreement is then better for all.

    References
    ----------
    J. F. Nash, "The bargaining problem", 1950.

    Examples
    --------
    >>> from allocation import TableGame
    >>> nash(TableGame([0, 1, 3, 10]), disagreement=[4, 0]).payoffs.tolist()
    [7.0, 3.0]
    """
    return _bargained(game, disagreement, np.full(game.n, 1 / game.n), "nash", {})


def asymmetric_nash(game: Game, weights: PerPlayer, disagreement: PerPlayer | None = None) -> Allocation:
    """Split v(N) by the asymmetric Nash solution: maximise the product of the gains (x_i − d_i)^{w_i}.

    Parameters
    ----------
    game
        Any game; v(N) and the stand-alone values are asked for.
    weights
        Bargaining power of each, non-negative with a positive sum, by name or in order; only proportions count.
    disagreement
        What each gets if they do not agree, by name or in order; v(i) when left out.

    Raises
    ------
    RuleError
        If a weight is negative, or the disagreement payoffs add up to more than v(N).

    References
    ----------
    J. C. Harsanyi and R. Selten, "A generalized Nash solution for two-person bargaining games with incomplete information", 1972.

    Examples
    --------
    >>> from allocation import TableGame
    >>> asymmetric_nash(TableGame([0, 1, 3, 10]), weights=[2, 1]).payoffs.tolist()
    [5.0, 5.0]
    """
    power = positive_weights(game, weights)
    return _bargained(game, disagreement, power / power.sum(), "asymmetric_nash", {"weights": named(game, power)})


def _bargained(
    game: Game, disagreement: PerPlayer | None, power: NDArray[np.float64], rule: str, options: dict[str, dict[str, float]]
) -> Allocation:
    point = game.singles() if disagreement is None else per_player(game, disagreement, "disagreement")
    gain = game.grand_value - point.sum()
    if gain < -ROUNDING * (abs(game.grand_value) + np.abs(point).sum()):
        raise RuleError(f"the disagreement payoffs add up to {-gain:.6g} more than v(N): no agreement is better for everybody")
    if disagreement is not None:
        options = options | {"disagreement": named(game, point)}
    return Allocation(game.players, point + power * gain, rule, "closed form", by_definition(rule), options, {"gain": float(gain)})


def nash_exactly(table: Landmarks, disagreement: Mapping[str, float] | None = None) -> Sequence[Fraction]:
    """Return d_i + (v(N) − Σ d)/n in rational numbers."""
    return asymmetric_nash_exactly(table, dict.fromkeys(table.players, 1.0), disagreement)


def asymmetric_nash_exactly(
    table: Landmarks, weights: Mapping[str, float], disagreement: Mapping[str, float] | None = None
) -> Sequence[Fraction]:
    """Return d_i + w_i (v(N) − Σ d) in rational numbers."""
    point = table.singles() if disagreement is None else [as_fraction(disagreement[name]) for name in table.players]
    power = exact_weights(table.players, weights)
    per_weight = (table.grand - sum(point)) / sum(power)
    return [d + w * per_weight for d, w in zip(point, power, strict=True)]


DISAGREEMENT = {"disagreement": Bilingual("谈判破裂时各自的收益，默认单干收益", "what each gets without an agreement; v(i) by default")}

NASH = AllocationRule(
    name="nash",
    compute=nash,
    exact=nash_exactly,
    title=Bilingual("纳什谈判解", "Nash bargaining solution"),
    meaning=Bilingual("在谈判破裂点之上的合作收益人人等额", "everybody gains the same over what it would have without an agreement"),
    formula="x_i = d_i + (v(N) − Σ_j d_j)/n, which maximises Π_i (x_i − d_i)",
    reference="J. F. Nash, The bargaining problem, 1950",
    takes=DISAGREEMENT,
    promises=frozenset({"efficient", "symmetric", "covariant", "homogeneous", "individually rational"}),
    landmarks_only=True,
)

ASYMMETRIC_NASH = AllocationRule(
    name="asymmetric_nash",
    compute=asymmetric_nash,
    exact=asymmetric_nash_exactly,
    title=Bilingual("非对称纳什谈判解", "asymmetric Nash bargaining solution"),
    meaning=Bilingual(
        "在谈判破裂点之上的合作收益按谈判力分配", "what is gained over the point of disagreement is split by bargaining power"
    ),
    formula="x_i = d_i + w_i (v(N) − Σ_j d_j), Σ w = 1, which maximises Π_i (x_i − d_i)^{w_i}",
    reference="J. C. Harsanyi and R. Selten, A generalized Nash solution for two-person bargaining games, 1972",
    needs={"weights": Bilingual("每个成员的谈判力", "bargaining power of every player")},
    takes=DISAGREEMENT,
    promises=frozenset({"efficient", "covariant", "homogeneous", "individually rational"}),
    landmarks_only=True,
)
