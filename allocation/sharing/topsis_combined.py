"""Several splits combined by TOPSIS: those nearer to the best and farther from the worst of all count more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isqrt
from typing import Any

import numpy as np

from allocation.games.base import Game
from allocation.landmarks import Landmarks
from allocation.options import exact_weights
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.sharing.centroid import weighted_mean
from allocation.sharing.schemes import payoffs_of_schemes, recorded_schemes

__all__ = ["TOPSIS_COMBINED", "topsis_combined"]

ROOT_DIGITS = 40  # decimal digits of the square roots in the definition: far beyond what float64 can tell apart


def topsis_combined(game: Game, schemes: Sequence[Any]) -> Allocation:
    """Combine several splits, each weighted by its closeness to the member-wise best over all of them.

    Parameters
    ----------
    game
        The game that is split.
    schemes
        Rule names that need no options, allocations, or payoffs by name or in order; at least one.

    Returns
    -------
    Allocation
        Payoffs in the game's unit; they add up to v(N) if every scheme does. ``details`` hold ``d_plus`` and ``d_minus`` (Euclidean
        distances to the member-wise best and worst) and ``closeness``. Schemes that are all the same count alike.

    Raises
    ------
    RuleError
        If a scheme does not fit the game.

    References
    ----------
    C. L. Hwang and K. Yoon, "Multiple Attribute Decision Making", 1981; 叶飞, 基于合作对策的供应链协作利益分配方法研究, 2003.

    Examples
    --------
    >>> from allocation import TableGame
    >>> topsis_combined(TableGame([0, 1, 3, 10]), schemes=[[5, 5], [4, 6], [3, 7]]).payoffs.round(6).tolist()
    [4.0, 6.0]
    """
    payoffs = payoffs_of_schemes(game, schemes)
    scale = float(np.abs(payoffs).max()) or 1.0
    rows = payoffs / scale
    plus = np.linalg.norm(rows - rows.max(axis=0), axis=1)
    minus = np.linalg.norm(rows - rows.min(axis=0), axis=1)
    together = plus + minus
    closeness = np.where(together > 0, minus / np.where(together > 0, together, 1.0), 1.0)
    weights = closeness if closeness.sum() > 0 else np.ones(len(rows))
    details = {"d_plus": (plus * scale).tolist(), "d_minus": (minus * scale).tolist(), "closeness": closeness.tolist()}
    options = {"schemes": recorded_schemes(game, payoffs)}
    mixed = weights / weights.sum() @ payoffs
    return Allocation(game.players, mixed, "topsis_combined", "closed form", by_definition("topsis_combined"), options, details)


def _root(square: Fraction) -> Fraction:
    scale = 10**ROOT_DIGITS
    return Fraction(isqrt(square.numerator * scale * scale // square.denominator), scale)


def _distances(rows: Sequence[Sequence[Fraction]], ideal: Sequence[Fraction]) -> list[Fraction]:
    return [_root(sum(((x - y) ** 2 for x, y in zip(row, ideal, strict=True)), Fraction(0))) for row in rows]


def topsis_combined_exactly(table: Landmarks, schemes: Sequence[Mapping[str, float]]) -> Sequence[Fraction]:
    """Return the combination with square roots to forty digits."""
    rows = [exact_weights(table.players, scheme) for scheme in schemes]
    best, worst = [max(column) for column in zip(*rows, strict=True)], [min(column) for column in zip(*rows, strict=True)]
    plus, minus = (
        [_root(sum(((x - y) ** 2 for x, y in zip(row, ideal, strict=True)), Fraction(0))) for row in rows] for ideal in (best, worst)
    )
    closeness = [m / (p + m) if p + m else Fraction(1) for p, m in zip(plus, minus, strict=True)]
    return weighted_mean(rows, closeness if any(closeness) else [Fraction(1)] * len(rows))


TOPSIS_COMBINED = AllocationRule(
    name="topsis_combined",
    compute=topsis_combined,
    exact=topsis_combined_exactly,
    title=Bilingual("TOPSIS综合分配", "TOPSIS combination of several splits"),
    meaning=Bilingual(
        "若干分配方案的加权平均：离各成员最优越近、离最差越远的方案权重越大",
        "a mean of several splits in which those nearer to everybody's best and farther from everybody's worst count more",
    ),
    formula="x = Σ_k C_k x^k / Σ_k C_k, C_k = D⁻_k/(D⁺_k + D⁻_k)",
    reference="C. L. Hwang and K. Yoon, Multiple Attribute Decision Making, 1981; 叶飞, 2003",
    needs={"schemes": Bilingual("要综合的分配方案：规则名或数值", "the splits to combine: rule names or payoffs")},
    promises=frozenset({"efficient"}),
    landmarks_only=True,
)
