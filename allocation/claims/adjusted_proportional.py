"""The adjusted proportional rule: first what nobody disputes, then in proportion."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.claims.proportional import proportional, proportional_exactly
from allocation.claims.rule import ClaimsRule
from allocation.rule import Bilingual

__all__ = ["ADJUSTED_PROPORTIONAL", "adjusted_proportional", "adjusted_proportional_exactly"]


def adjusted_proportional(claims: NDArray[np.float64], estate: float) -> NDArray[np.float64]:
    """Pay minimal rights, then the rest in proportion to what is left of the claims, none counted beyond that rest. O(n).

    Examples
    --------
    >>> adjusted_proportional(np.array([100.0, 200.0, 300.0]), 200.0).tolist()
    [40.0, 80.0, 80.0]
    """
    before = np.concatenate([[0.0], np.cumsum(claims[:-1])])
    after = np.concatenate([np.cumsum(claims[:0:-1])[::-1], [0.0]])
    # never more than the claim: for an estate that pays everybody, rounding of the sums must not show
    rights = np.minimum(claims, np.maximum(0.0, estate - before - after))
    rest = max(0.0, estate - rights.sum())
    shares: NDArray[np.float64] = rights + proportional(np.minimum(claims - rights, rest), rest)
    return shares


def adjusted_proportional_exactly(claims: Sequence[Fraction], estate: Fraction) -> list[Fraction]:
    """Return the adjusted proportional division in rational numbers."""
    total = sum(claims, Fraction(0))
    rights = [max(Fraction(0), estate - (total - claim)) for claim in claims]
    rest = estate - sum(rights, Fraction(0))
    further = proportional_exactly([min(claim - right, rest) for claim, right in zip(claims, rights, strict=True)], rest)
    return [right + share for right, share in zip(rights, further, strict=True)]


ADJUSTED_PROPORTIONAL = ClaimsRule(
    name="adjusted_proportional",
    shares=adjusted_proportional,
    exactly=adjusted_proportional_exactly,
    title=Bilingual("修正比例", "Adjusted proportional"),
    meaning=Bilingual(
        "先付无争议的部分，其余按剩余索偿的比例分配；即 τ 值",
        "what nobody disputes is paid first, the rest in proportion to what remains of the claims; it is the tau value",
    ),
    formula="x = m + P(min(d − m, E − Σm), E − Σm), m_i = max(0, E − Σ_{j≠i} d_j)",
    reference="I. J. Curiel, M. Maschler and S. H. Tijs, Bankruptcy games, 1987",
    promises=frozenset({"self-dual", "truncation", "minimal rights first", "minimal share"}),
)
