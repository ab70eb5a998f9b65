"""Piniles' rule: equal awards on half claims, twice."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.claims.cea import cea, cea_exactly
from allocation.claims.rule import ClaimsRule
from allocation.rule import Bilingual

__all__ = ["PINILES", "piniles", "piniles_exactly"]


def piniles(claims: NDArray[np.float64], estate: float) -> NDArray[np.float64]:
    """Pay half claims by equal awards, then the other halves in the same way. O(n log n).

    Examples
    --------
    >>> piniles(np.array([100.0, 200.0, 300.0]), 300.0).round(4).tolist()
    [50.0, 100.0, 150.0]
    """
    halves = claims / 2
    middle = halves.sum()
    return cea(halves, estate) if estate <= middle else halves + cea(halves, estate - middle)


def piniles_exactly(claims: Sequence[Fraction], estate: Fraction) -> list[Fraction]:
    """Return Piniles' division in rational numbers."""
    halves = [claim / 2 for claim in claims]
    first = cea_exactly(halves, min(estate, sum(halves, Fraction(0))))
    second = cea_exactly(halves, max(Fraction(0), estate - sum(halves, Fraction(0))))
    return [a + b for a, b in zip(first, second, strict=True)]


PINILES = ClaimsRule(
    name="piniles",
    shares=piniles,
    exactly=piniles_exactly,
    title=Bilingual("皮尼莱斯规则", "Piniles' rule"),
    meaning=Bilingual(
        "先对各人索偿的一半等额兑付，余款再对另一半等额兑付",
        "half of every claim is paid by equal awards, what is left pays the other halves in the same way",
    ),
    formula="x = CEA(d/2, E) if E ≤ Σd/2, else d/2 + CEA(d/2, E − Σd/2)",
    reference="H. M. Piniles, Darkah shel Torah, 1861",
    promises=frozenset({"consistent"}),
)
