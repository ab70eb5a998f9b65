"""The centroid of several splits (群体重心): the split nearest to all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from allocation.errors import RuleError
from allocation.exact import as_fraction
from allocation.games.base import Game
from allocation.landmarks import Landmarks
from allocation.options import exact_weights, numbers_of
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.sharing.schemes import payoffs_of_schemes, recorded_schemes

__all__ = ["CENTROID", "centroid"]


def centroid(game: Game, schemes: Sequence[Any], weights: ArrayLike | None = None) -> Allocation:
    """Average several splits: the result minimises the weighted sum of squared distances to them.

    Parameters
    ----------
    game
        The game that is split.
    schemes
        Rule names that need no options, allocations, or payoffs by name or in order; at least one.
    weights
        One non-negative weight per scheme; equal when left out.

    Returns
    -------
    Allocation
        Payoffs in the game's unit; they add up to v(N) if every scheme does.

    Raises
    ------
    RuleError
        If a scheme does not fit the game, or the weights do not fit the schemes.

    References
    ----------
    叶飞, 基于合作对策的供应链协作利益分配方法研究, 2003.

    Examples
    --------
    >>> from allocation import TableGame
    >>> centroid(TableGame([0, 1, 3, 10]), schemes=["equal", [4, 6]]).payoffs.tolist()
    [4.5, 5.5]
    """
    payoffs = payoffs_of_schemes(game, schemes)
    given = np.ones(len(payoffs)) if weights is None else numbers_of(weights, "weights")
    if given.shape != (len(payoffs),) or not np.all(given >= 0) or not 0 < given.sum() < np.inf:
        raise RuleError(f"option weights must be {len(payoffs)} non-negative numbers with a positive sum, one per scheme")
    options = {"schemes": recorded_schemes(game, payoffs), "weights": given.tolist()}
    return Allocation(game.players, given / given.sum() @ payoffs, "centroid", "closed form", by_definition("centroid"), options)


def centroid_exactly(table: Landmarks, schemes: Sequence[Mapping[str, float]], weights: Sequence[float]) -> Sequence[Fraction]:
    """Return the weighted mean of the schemes in rational numbers."""
    return weighted_mean([exact_weights(table.players, scheme) for scheme in schemes], [as_fraction(weight) for weight in weights])


def weighted_mean(rows: Sequence[Sequence[Fraction]], weights: Sequence[Fraction]) -> list[Fraction]:
    """Return the mean of the rows, weighted."""
    total = sum(weights, Fraction(0))
    return [sum(w * x for w, x in zip(weights, column, strict=True)) / total for column in zip(*rows, strict=True)]


CENTROID = AllocationRule(
    name="centroid",
    compute=centroid,
    exact=centroid_exactly,
    title=Bilingual("群体重心", "centroid of several splits"),
    meaning=Bilingual(
        "若干分配方案的平均：到各方案距离平方和最小的折中",
        "the mean of several splits: the compromise with the least squared distance to them all",
    ),
    formula="x = Σ_k ω_k x^k / Σ_k ω_k",
    reference="叶飞, 基于合作对策的供应链协作利益分配方法研究, 2003",
    needs={"schemes": Bilingual("要综合的分配方案：规则名或数值", "the splits to combine: rule names or payoffs")},
    takes={"weights": Bilingual("各方案的权重，默认相等", "one weight per scheme; equal by default")},
    promises=frozenset({"efficient"}),
    landmarks_only=True,
)
