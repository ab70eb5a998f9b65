"""Row generation: solve the master problem, add what the scan finds violated, and again until it finds nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.excess.master import POOL, Master
from allocation.excess.separation import Separation

__all__ = ["VIOLATED", "generate_rows"]

VIOLATED = 1e-12  # of the scale: a row counts as violated above this; solutions of the master are good to some 10**-14
NEW_ROWS = 8  # per player and round: more make every step of the simplex method slower, fewer make more scans


def generate_rows(problem: Separation, master: Master, outside: NDArray[np.uint64]) -> NDArray[np.float64] | None:
    """Return the optimal (x, ε), shifted and scaled, over all coalitions outside a span; None if no point satisfies the rows.

    Parameters
    ----------
    problem
        The game.
    master
        The master problem; rows are added to it.
    outside
        A vector of :meth:`Span.orthogonal`: coalitions in that span are no rows.
    """
    while True:
        point = master.solve()
        problem.rounds += 1
        if point is None:
            return None
        payoffs, level = problem.unscaled(point)
        found = problem.most_violated(payoffs, level, VIOLATED * problem.scale, outside, NEW_ROWS * problem.n)
        fresh = master.unknown(found)
        if not fresh:
            return point
        master.add(problem.rows(fresh, POOL))
