"""Proof of an analytic centre: the Newton step from it is short, which bounds how far the true centre can be."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import memberships, proper_masks
from allocation.games.base import Game
from allocation.proofs.check import Check
from allocation.result import Allocation, Proof

__all__ = ["ANALYTIC_CENTER", "by_newton_step", "check_newton_step", "newton_step"]

ANALYTIC_CENTER = "analytic centre"
SHORT = 1e-7  # length of the Newton step where the room to the nearest coalition has length one; float64 reaches some 10**-10


def by_newton_step() -> Proof:
    """Return the proof: it needs no data beyond the split."""
    return Proof(ANALYTIC_CENTER, f"every coalition gets more than v(S), and the Newton step is shorter than {SHORT:g}")


def newton_step(table: NDArray[Any], payoffs: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Return the Newton step of Σ log(x(S) - v(S)) among splits of the same total, and its length in the norm of the second derivative.

    As the logarithm is self-concordant, the true centre lies within length / (1 - length) of the point, in the same norm. Infinite if a
    coalition gets no more than v(S). O(n**2 2**n) time, O(n 2**n) memory.
    """
    n = len(payoffs)
    rows = memberships(np.array(proper_masks(n), dtype=np.uint64), n).astype(np.float64)
    room = rows @ payoffs - table[1:-1]
    if not np.all(room > 0):
        return np.zeros(n), float("inf")
    scaled = rows / room[:, None]
    # single players are among the rows, so the second derivative is definite; what the total pulls is taken out afterwards
    pull, total = np.linalg.solve(scaled.T @ scaled, np.column_stack((scaled.sum(axis=0), np.ones(n)))).T
    step: NDArray[np.float64] = pull - total * (pull.sum() / total.sum())
    return step, float(np.linalg.norm(scaled @ step))


def check_newton_step(game: Game, allocation: Allocation) -> tuple[list[Check], Sequence[Fraction] | None]:
    """Re-check the point in float64, from the table alone."""
    if game.n == 1:
        return [Check("Newton step", True, "a single player has no coalition to keep away from")], None
    length = newton_step(game.stored_table(), allocation.payoffs)[1]
    return [Check("Newton step", length <= SHORT, f"the Newton step has length {length:.3g}")], None
