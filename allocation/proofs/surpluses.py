"""Proof of a prekernel point: every two players can threaten each other with the same surplus, re-checked over all coalitions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.games.base import Game
from allocation.kernels.surpluses import largest_surpluses
from allocation.proofs.agreement import size_of
from allocation.proofs.check import Check
from allocation.result import Allocation, Proof

__all__ = ["SURPLUSES", "by_surpluses", "check_surpluses", "imbalance"]

SURPLUSES = "balanced surpluses"
BALANCED = 1e-8  # of the size of the split: the solver stops at a tenth of it


def by_surpluses() -> Proof:
    """Return the proof: it needs no data beyond the split."""
    return Proof(SURPLUSES, "no player's largest excess without another is larger than the other's without it")


def imbalance(surpluses: NDArray[np.float64]) -> float:
    """Return the largest difference between the surpluses of two players against each other; 0 for a single player."""
    first, second = np.triu_indices(len(surpluses), 1)
    return float(np.abs(surpluses[first, second] - surpluses[second, first]).max(initial=0.0))


def check_surpluses(game: Game, allocation: Allocation) -> tuple[list[Check], Sequence[Fraction] | None]:
    """Re-check the surpluses in float64, from the table alone. O(n**2 2**n)."""
    off = imbalance(largest_surpluses(game.stored_table(), allocation.payoffs)[0])
    return [Check("surpluses", off <= BALANCED * float(size_of(game, allocation)), f"two surpluses differ by at most {off:.3g}")], None
