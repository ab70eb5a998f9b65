"""The Talmud rule: equal awards up to half of every claim, equal losses beyond."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.claims.cea import cea, cea_exactly
from allocation.claims.cel import cel
from allocation.claims.rule import ClaimsRule
from allocation.rule import Bilingual

__all__ = ["TALMUD", "talmud", "talmud_exactly"]


def talmud(claims: NDArray[np.float64], estate: float) -> NDArray[np.float64]:
    """Divide like the contested garment, two by two. O(n log n).

    Examples
    --------
    >>> talmud(np.array([100.0, 200.0, 300.0]), 200.0).tolist()
    [50.0, 75.0, 75.0]
    """
    halves = claims / 2
    middle = halves.sum()
    return cea(halves, estate) if estate <= middle else halves + cel(halves, estate - middle)


def talmud_exactly(claims: Sequence[Fraction], estate: Fraction) -> list[Fraction]:
    """Share by equal awards whichever is smaller, the estate or the loss, in rational numbers."""
    halves = [claim / 2 for claim in claims]
    total = sum(claims, Fraction(0))
    if 2 * estate <= total:
        return cea_exactly(halves, estate)
    return [claim - loss for claim, loss in zip(claims, cea_exactly(halves, total - estate), strict=True)]


TALMUD = ClaimsRule(
    name="talmud",
    shares=talmud,
    exactly=talmud_exactly,
    title=Bilingual("塔木德规则", "Talmud rule"),
    meaning=Bilingual(
        "任意两人之间平分争议部分：不足半数时等额所得，超过半数时等额损失；即核仁",
        "any two split equally what both contest: equal awards up to half the claims, equal losses beyond; it is the nucleolus",
    ),
    formula="x = CEA(d/2, E) if E ≤ Σd/2, else d − CEA(d/2, Σd − E)",
    reference="R. J. Aumann and M. Maschler, Game theoretic analysis of a bankruptcy problem from the Talmud, 1985",
    promises=frozenset({"self-dual", "truncation", "minimal rights first", "consistent", "minimal share"}),
)
