"""The Shapley value corrected by factors such as investment, effort, innovation and risk (修正沙普利值)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.errors import RuleError
from allocation.exact import ExactTable, as_fraction
from allocation.games.base import Game
from allocation.options import exact_weights, in_players_order, named, numbers_of, positive_weights, shares_of
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.sharing.correction_limit import SLACK, correction_limit
from allocation.values.shapley import shapley, shapley_exactly

__all__ = ["CORRECTED_SHAPLEY", "corrected_shapley"]

Scale = Literal["total", "surplus"]
LIMIT_PLAYERS = 24  # up to here the largest intensity is searched in the table: 128 MiB, a fraction of a second


def corrected_shapley(
    game: Game,
    factors: Mapping[str, Any] | ArrayLike,
    weights: Sequence[float] | NDArray[np.float64] | None = None,
    theta: float = 1.0,
    scale: Scale = "total",
) -> Allocation:
    """Move the Shapley value towards the factors' shares λ: φ_i + θ (λ_i − 1/n) v(N).

    Parameters
    ----------
    game
        Any game.
    factors
        Either λ, one share per player with sum 1, or a table of n rows and k factors whose columns have sum 1; by name or in order.
    weights
        k weights of the factors, non-negative, sum 1; only with a table of factors: λ = factors · weights.
    theta
        Intensity of the correction, at least 0; 0 is the Shapley value.
    scale
        ``"total"``: the correction moves parts of v(N); ``"surplus"``: parts of v(N) − Σ v(i), which is milder.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. ``details`` hold ``lambda``, ``shapley``, ``individually_rational``, ``theta_max`` (the largest θ that
        stays in the core: a number, ``"unbounded"``, or None where it has none), ``theta_max_status`` (which of these, and why) and
        ``theta_max_coalitions`` (who limits it).

    Raises
    ------
    RuleError
        If shares do not add up to 1, θ is negative, or weights and factors do not fit.

    References
    ----------
    戴建华, 薛恒新, 基于Shapley值法的动态联盟伙伴企业利益分配策略, 2004.

    Examples
    --------
    >>> from allocation import TableGame
    >>> g = TableGame([0, 10, 10, 70, 10, 50, 40, 100])
    >>> a = corrected_shapley(g, factors=[0.5, 0.3, 0.2])
    >>> a.payoffs.round(4).tolist(), round(a.details["theta_max"], 4)
    ([56.6667, 31.6667, 11.6667], 1.125)
    """
    if not 0 <= theta < np.inf:
        raise RuleError(f"option theta must be a number of at least 0, got {theta}")
    if scale not in ("total", "surplus"):
        raise RuleError(f"option scale must be 'total' or 'surplus', got {scale!r}")
    shares = _shares(game, factors, weights)
    value = shapley(game)
    alone = game.singles()
    amount = game.grand_value - (alone.sum() if scale == "surplus" else 0.0)
    direction = (shares - 1 / game.n) * amount
    payoffs = value.payoffs + theta * direction
    details = {
        "lambda": named(game, shares),
        "shapley": named(game, value.payoffs),
        "individually_rational": bool(np.all(payoffs >= alone - SLACK * max(abs(game.grand_value), np.abs(alone).max()))),
        **_limit(game, value.payoffs, direction),
    }
    options = {"factors": named(game, shares), "theta": float(theta), "scale": scale}
    return Allocation(game.players, payoffs, "corrected_shapley", value.method, by_definition("corrected_shapley"), options, details)


def _shares(game: Game, factors: Any, weights: Any) -> NDArray[np.float64]:
    """λ, from one share per player or from a table of factors and their weights."""
    if weights is None:
        return shares_of(positive_weights(game, factors, "factors"), "factors")
    table, parts = numbers_of(in_players_order(game, factors, "factors"), "factors"), numbers_of(weights, "weights")
    if table.ndim != 2 or table.shape != (game.n, parts.size) or parts.ndim != 1:
        wanted = f"{game.n} players × {parts.size} factors, one weight each"
        raise RuleError(f"option factors must be a table of {wanted}, got shape {table.shape}")
    if not (np.all(table >= 0) and np.all(parts >= 0)):
        raise RuleError("options factors and weights must not be negative")
    return shares_of(shares_of(table, "factors") @ shares_of(parts, "weights"), "factors")


def _limit(game: Game, value: NDArray[np.float64], direction: NDArray[np.float64]) -> dict[str, Any]:
    if game.n > LIMIT_PLAYERS:
        return {"theta_max": None, "theta_max_status": f"not searched for more than {LIMIT_PLAYERS} players", "theta_max_coalitions": []}
    limit = correction_limit(game, value, direction)
    return {"theta_max": limit.theta, "theta_max_status": limit.status, "theta_max_coalitions": [list(group) for group in limit.coalitions]}


def corrected_shapley_exactly(table: ExactTable, factors: Mapping[str, float], theta: float, scale: Scale) -> Sequence[Fraction]:
    """Return φ_i + θ (λ_i − 1/n) · amount in rational numbers."""
    given = exact_weights(table.players, factors)
    amount = table.grand - (sum(table.singles()) if scale == "surplus" else 0)
    move, total = as_fraction(theta) * amount, sum(given)
    return [x + move * (part / total - Fraction(1, table.n)) for x, part in zip(shapley_exactly(table), given, strict=True)]


CORRECTED_SHAPLEY = AllocationRule(
    name="corrected_shapley",
    compute=corrected_shapley,
    exact=corrected_shapley_exactly,
    title=Bilingual("修正沙普利值", "factor-corrected Shapley value"),
    meaning=Bilingual(
        "在沙普利值基础上按投入、努力、创新、风险等因素修正：高于平均的多得，低于平均的少得",
        "the Shapley value, moved by factors such as investment, effort, innovation and risk: above the average gets more, below it less",
    ),
    formula="x_i = φ_i + θ (λ_i − 1/n) v(N), λ = factors · weights",
    reference="戴建华, 薛恒新, 基于Shapley值法的动态联盟伙伴企业利益分配策略, 2004",
    needs={
        "factors": Bilingual("每个成员的份额 λ（和为1），或成员×因素表", "one share per player with sum 1, or a table players × factors"),
    },
    takes={
        "weights": Bilingual("各因素的权重（和为1）", "weights of the factors, sum 1"),
        "theta": Bilingual("修正强度 θ，默认 1", "intensity of the correction, 1 by default"),
        "scale": Bilingual("修正的总额：total 为 v(N)，surplus 为合作剩余", "what is moved: parts of v(N) (total) or of the surplus"),
    },
    promises=frozenset({"efficient", "homogeneous"}),
)
