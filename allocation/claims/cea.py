"""Constrained equal awards: as equal as possible, nobody above its claim."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.claims.rule import ClaimsRule
from allocation.rule import Bilingual

__all__ = ["CEA", "cea", "cea_exactly"]


def cea(claims: NDArray[np.float64], estate: float) -> NDArray[np.float64]:
    """Pay everybody the same amount, but nobody more than its claim. O(n log n).

    Examples
    --------
    >>> cea(np.array([100.0, 200.0, 300.0]), 400.0).tolist()
    [100.0, 150.0, 150.0]
    """
    ascending = np.sort(claims)
    paid_in_full = np.concatenate([[0.0], np.cumsum(ascending[:-1])])
    levels = (estate - paid_in_full) / np.arange(len(claims), 0, -1)
    short = levels <= ascending
    return np.minimum(claims, levels[short.argmax()]) if short.any() else claims.copy()


def cea_exactly(claims: Sequence[Fraction], estate: Fraction) -> list[Fraction]:
    """Fill step by step in rational numbers: whoever asks no more than an equal part is paid and leaves."""
    shares = [Fraction(0)] * len(claims)
    waiting, rest = set(range(len(claims))), estate
    while waiting:
        equal = rest / len(waiting)
        content = {i for i in waiting if claims[i] <= equal} or waiting
        for i in content:
            shares[i] = min(claims[i], equal)
        rest -= sum(shares[i] for i in content)
        waiting = waiting - content
    return shares


CEA = ClaimsRule(
    name="cea",
    shares=cea,
    exactly=cea_exactly,
    title=Bilingual("约束等额所得", "Constrained equal awards"),
    meaning=Bilingual(
        "大家所得尽量相等，但不超过各自的索偿；照顾小额索偿者", "as equal as possible but nobody above its claim; it protects small claims"
    ),
    formula="x_i = min(d_i, λ), Σ x = E",
    reference="Maimonides, 12th century; W. Thomson, Axiomatic and game-theoretic analysis of bankruptcy and taxation problems, 2003",
    promises=frozenset({"truncation", "composition", "consistent", "minimal share"}),
)
