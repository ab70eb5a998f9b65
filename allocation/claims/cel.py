"""Constrained equal losses: what is missing is borne as equally as possible, nobody below zero."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.claims.cea import cea_exactly
from allocation.claims.rule import ClaimsRule
from allocation.rule import Bilingual

__all__ = ["CEL", "cel", "cel_exactly"]


def cel(claims: NDArray[np.float64], estate: float) -> NDArray[np.float64]:
    """Cut every claim by the same amount, but nobody below zero. O(n log n).

    Examples
    --------
    >>> cel(np.array([100.0, 200.0, 300.0]), 200.0).tolist()
    [0.0, 50.0, 150.0]
    """
    if estate <= 0:
        return np.zeros_like(claims)
    descending = np.sort(claims)[::-1]
    # what it takes until the largest claims have come down to the next one; adding gaps, unlike subtracting sums, keeps small estates exact
    needed = np.concatenate([[0.0], np.cumsum((descending[:-1] - descending[1:]) * np.arange(1, len(claims)))])
    paid = int(np.count_nonzero(needed < estate))
    least = descending[paid - 1]
    share = (estate - needed[paid - 1]) / paid
    return np.where(claims >= least, np.minimum(claims, claims - least + share), 0.0)


def cel_exactly(claims: Sequence[Fraction], estate: Fraction) -> list[Fraction]:
    """Share the loss by constrained equal awards, in rational numbers."""
    losses = cea_exactly(claims, sum(claims, Fraction(0)) - estate)
    return [claim - loss for claim, loss in zip(claims, losses, strict=True)]


CEL = ClaimsRule(
    name="cel",
    shares=cel,
    exactly=cel_exactly,
    title=Bilingual("约束等额损失", "Constrained equal losses"),
    meaning=Bilingual(
        "大家损失尽量相等，但所得不为负；照顾大额索偿者", "everybody loses the same but nobody falls below zero; it protects large claims"
    ),
    formula="x_i = max(0, d_i − μ), Σ x = E",
    reference="Maimonides, 12th century; W. Thomson, Axiomatic and game-theoretic analysis of bankruptcy and taxation problems, 2003",
    promises=frozenset({"minimal rights first", "composition", "consistent"}),
)
