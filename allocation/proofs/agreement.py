"""Do float64 payoffs agree with exact ones?"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from allocation.exact import as_fraction
from allocation.games.base import Game
from allocation.proofs.check import Check
from allocation.result import Allocation

__all__ = ["AGREES", "agreement", "size_of"]

AGREES = Fraction(1, 10**9)  # of the size of the split: float64 payoffs against exact ones; rounding takes some 10**-14


def size_of(game: Game, allocation: Allocation) -> Fraction:
    """Return the size of a split: the largest of |v(N)|, |v(i)| and the payoffs."""
    return max(as_fraction(x) for x in (abs(game.grand_value), *np.abs(game.singles()).tolist(), *np.abs(allocation.payoffs).tolist()))


def agreement(game: Game, allocation: Allocation, exact: Sequence[Fraction]) -> Check:
    """Check that the payoffs are the exact ones, up to 1e-9 of the size of the split."""
    if len(exact) != game.n:
        return Check("payoffs", False, "the exact payoffs are not one for each player")
    off = max(abs(as_fraction(x) - y) for x, y in zip(allocation.payoffs.tolist(), exact, strict=True))
    return Check(
        "payoffs", off <= AGREES * size_of(game, allocation), f"the payoffs differ from the exact ones by at most {float(off):.3g}"
    )
