"""What every convex game offers in closed form."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.games.base import Game

__all__ = ["tau_between_exactly", "tau_of_convex"]


def tau_of_convex(game: Game) -> NDArray[np.float64]:
    """Return the tau value of a convex game: the efficient point between stand-alone worths and marginal contributions.

    In a convex game the least a player can ask is what it earns alone, so that n coalitions and their complements are enough.

    References
    ----------
    T. S. H. Driessen and S. H. Tijs, "The τ-value, the core and semiconvex games", 1985.
    """
    low, high, total = game.singles(), game.marginals_to_grand(), game.grand_value
    span = (high - low).sum()
    return low + (high - low) * ((total - low.sum()) / span) if span > 0 else low


def tau_between_exactly(low: Sequence[Fraction], high: Sequence[Fraction], total: Fraction) -> list[Fraction]:
    """Return the point of this total on the line from the least each can ask to the most each can hope for, in rational numbers."""
    span = sum(high, Fraction(0)) - sum(low, Fraction(0))
    part = (total - sum(low, Fraction(0))) / span if span else Fraction(0)
    return [a + (b - a) * part for a, b in zip(low, high, strict=True)]
