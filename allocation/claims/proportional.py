"""The proportional rule: the same part of every claim."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.claims.rule import ClaimsRule
from allocation.rule import Bilingual

__all__ = ["PROPORTIONAL", "proportional", "proportional_exactly"]


def proportional(claims: NDArray[np.float64], estate: float) -> NDArray[np.float64]:
    """Pay the same part of every claim. O(n).

    Examples
    --------
    >>> proportional(np.array([100.0, 200.0, 300.0]), 150.0).tolist()
    [25.0, 50.0, 75.0]
    """
    total = claims.sum()
    return claims * (estate / total) if total > 0 else np.zeros_like(claims)


def proportional_exactly(claims: Sequence[Fraction], estate: Fraction) -> list[Fraction]:
    """Return d_i E / Σ d in rational numbers."""
    total = sum(claims, Fraction(0))
    return [claim * estate / total if total else Fraction(0) for claim in claims]


PROPORTIONAL = ClaimsRule(
    name="proportional",
    shares=proportional,
    exactly=proportional_exactly,
    title=Bilingual("按比例", "Proportional"),
    meaning=Bilingual("每项索偿按同一比例兑付", "every claim is paid in the same proportion"),
    formula="x_i = d_i · E / Σ d",
    reference="W. Thomson, Axiomatic and game-theoretic analysis of bankruptcy and taxation problems: a survey, 2003",
    promises=frozenset({"self-dual", "composition", "consistent"}),
)
