"""The curve that levels follow when they are probabilities, for the solver: concave, so lines that touch it bound it from above.

Members stand at u = Σ shares, where a share is ln(1 - level) / ln(1 - amount); the covered fraction of the need there is
(1 - (1 - amount)**u) / amount, and 1 from u = 1 on. A few lines touch the curve from the start. Whenever the solver ends at a set where
the lines lie above the curve, a line through that point is added and the solver goes on (outer approximation): the bound is valid at
any time, and at the end the set is worth what the model says.

Kelley, J. E. (1960). The cutting-plane method for solving convex programs. J. SIAM 8, 703-712.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, exp, expm1, floor, log, log1p
from typing import Any

__all__ = ["GRID", "STEPS", "Saturation"]

STEPS = 10**6  # integer steps of the covered fraction
GRID = 10**7  # integer steps of u; finer ones made the solver creep towards a bound instead of meeting it
FINENESS = (10**3, 10**4, 10**5, 10**6)  # steps of a slope, the coarsest that is good enough at a point: small numbers are solved faster
SURE = 1.0 - 1e-9  # amounts above are followed on this curve: it ends that much lower
SLACK = 4e-9  # added to every line: what floats and SURE may be wrong by
FIRST = 8  # lines from the start


@dataclass
class Saturation:
    """Lines above the curve of one need, in a model.

    Parameters
    ----------
    model
        CP-SAT model.
    position, covered
        Its integers for u, in 1/GRID, and for the covered fraction, in 1/STEPS.
    amount
        The amount needed, at most ``SURE``.
    where
        u of a set, in 1/GRID.
    """

    model: Any
    position: Any
    covered: Any
    amount: float
    where: Callable[[AbstractSet[int]], int]
    lines: dict[Fraction, Fraction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for k in range(FIRST + 1):
            self.touch(k / FIRST, FINENESS[0])

    @property
    def height(self) -> float:
        """-ln(1 - amount): how far the exponent goes."""
        return -log1p(-self.amount)

    def covers(self, u: float) -> float:
        """The curve."""
        return -expm1(-self.height * u) / self.amount

    def touch(self, u: float, fineness: int) -> None:
        """Add the line whose slope, in steps of 1/fineness, is nearest to the curve's at u; it touches the curve somewhere near u."""
        steps = round(self.height * exp(-self.height * u) / self.amount * fineness)
        slope = Fraction(steps, fineness)
        if not steps or slope in self.lines:
            return
        at = min(1.0, max(0.0, log(self.height / self.amount / float(slope)) / self.height))
        start = ceil((self.covers(at) - float(slope) * at + SLACK) * fineness * GRID)
        self.lines[slope] = Fraction(start, fineness * GRID)
        self.model.add(self.covered * (fineness * GRID // STEPS) <= self.position * steps + start)

    def most(self, u: int) -> int:
        """What the lines let a set at u, in 1/GRID, cover, in 1/STEPS."""
        return min([STEPS, *(floor((start + slope * u / GRID) * STEPS) for slope, start in self.lines.items())])

    def sharpen(self, members: AbstractSet[int]) -> bool:
        """Touch the curve where a set stands, if the lines lie above it there; return whether that lowered them."""
        u = self.where(members)
        before, exact = self.most(u), floor(self.covers(u / GRID) * STEPS)
        for fineness in FINENESS:
            if self.most(u) > exact + 1:
                self.touch(u / GRID, fineness)
        return self.most(u) < before

    def error(self, most: int) -> Fraction:
        """How far the covered fraction of a set of up to so many members may be off where it was sharpened."""
        return Fraction(3, STEPS) + Fraction(most * ceil(self.height / self.amount), GRID)
