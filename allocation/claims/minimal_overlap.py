"""The minimal overlap rule: claims lie on the estate so that as little as possible is claimed more than once."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.claims.rule import ClaimsRule
from allocation.nested import nested_shares
from allocation.rule import Bilingual

__all__ = ["MINIMAL_OVERLAP", "minimal_overlap", "minimal_overlap_exactly"]


def minimal_overlap(claims: NDArray[np.float64], estate: float) -> NDArray[np.float64]:
    """Share the common part of the estate among all who claim it, and leave the rest to its single claimant. O(n log n).

    Examples
    --------
    >>> minimal_overlap(np.array([100.0, 200.0, 300.0]), 300.0).round(4).tolist()
    [33.3333, 83.3333, 183.3333]
    """
    if estate <= claims.max():
        return nested_shares(np.minimum(claims, estate))
    common = _common_part(claims, estate)
    return nested_shares(np.minimum(claims, common)) + np.maximum(0.0, claims - common)


def _common_part(claims: NDArray[np.float64], estate: float) -> float:
    """The t with Σ max(0, d − t) = E − t, for an estate above every claim."""
    descending = np.sort(claims)[::-1]
    reached = np.cumsum(descending)[1:]
    levels = (reached - estate) / np.arange(1, len(claims))
    following = np.append(descending[2:], -np.inf)
    return max(0.0, float(levels[np.argmax(levels >= following)]))


def minimal_overlap_exactly(claims: Sequence[Fraction], estate: Fraction) -> list[Fraction]:
    """Return the minimal overlap division in rational numbers."""
    ascending = sorted(claims)
    if estate <= ascending[-1]:
        common, alone = estate, [Fraction(0)] * len(claims)
    else:
        candidates = [(sum(ascending[k:], -estate)) / (len(claims) - k - 1) for k in range(len(claims) - 1)]
        common = next(t for t in candidates if sum(max(Fraction(0), d - t) for d in claims) == estate - t)
        alone = [max(Fraction(0), d - common) for d in claims]
    heights = [Fraction(0), *(min(d, common) for d in ascending)]
    parts = [(heights[k + 1] - heights[k]) / (len(claims) - k) for k in range(len(claims))]
    return [sum(parts[: ascending.index(d) + 1], extra) for d, extra in zip(claims, alone, strict=True)]


MINIMAL_OVERLAP = ClaimsRule(
    name="minimal_overlap",
    shares=minimal_overlap,
    exactly=minimal_overlap_exactly,
    title=Bilingual("最小重叠", "Minimal overlap"),
    meaning=Bilingual(
        "让各项索偿在财产上尽量少重叠，每一部分由其索偿者平分",
        "claims are laid on the estate with as little overlap as possible, and each part is split equally among those who claim it",
    ),
    formula="x_i = Σ_{k≤i} (min(d_k,t) − min(d_{k−1},t))/(n−k+1) + max(0, d_i − t), Σ max(0, d − t) = E − t; t = E if E ≤ max d",
    reference="B. O'Neill, A problem of rights arbitration from the Talmud, 1982",
    promises=frozenset({"truncation", "minimal share"}),
)
