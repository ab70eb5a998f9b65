"""The least core by an oracle: row generation, with a lower and an upper bound that meet unless the oracle stops at its limit."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from allocation.errors import AllocationError
from allocation.excess.lexicographic import POSITIVE
from allocation.excess.master import POOL, SETTLED, Master, Rows
from allocation.excess.oracles.oracle import SolverOracle
from allocation.excess.oracles.separation import OracleSeparation
from allocation.games.base import Game

__all__ = ["Bracket", "least_core_bracket"]

MEETS = 1e-9  # of the scale: bounds closer than this are one value; the solver rounds to some 10**-12 of it
ROUNDS = 500  # questions to the oracle; games of 40 players take some dozens
SEED = 1959  # of the perturbation; the bounds do not depend on it


@dataclass(frozen=True, eq=False)
class Bracket:
    """What is known about the least core.

    Parameters
    ----------
    lower
        No split keeps the largest excess below this.
    upper
        The split below keeps it at or below this.
    payoffs
        float64[n].
    coalitions
        Positions of the members of the coalitions whose balanced weights prove the lower bound.
    calls
        Questions to the oracle.
    tolerance
        Bounds closer than this have met.
    """

    lower: float
    upper: float
    payoffs: NDArray[np.float64]
    coalitions: tuple[tuple[int, ...], ...]
    calls: int
    tolerance: float

    @property
    def closed(self) -> bool:
        """Whether the bounds have met: then the payoffs are a point of the least core."""
        return self.upper - self.lower <= self.tolerance


def least_core_bracket(game: Game, oracle: SolverOracle, seconds: float = np.inf) -> Bracket:
    """Narrow the least core down until its bounds meet, the oracle finds nothing new within its limit, or the time is over.

    Raises
    ------
    AllocationError
        If a linear program fails.
    """
    ends = monotonic() + seconds
    problem = OracleSeparation(game, oracle, oracle.scale)
    master = _master(problem)
    upper, best = np.inf, problem.base
    meets = max(MEETS, oracle.precision) * problem.scale
    for _ in range(ROUNDS):
        point = master.solve()
        if point is None:
            raise AllocationError("the linear program of the least core has no solution: rescale the game's values")
        payoffs, lower = problem.unscaled(point)
        found = oracle.worst(payoffs)
        problem.calls += 1
        if found.bound < upper:
            upper, best = found.bound, payoffs
        above = found.rows[found.excesses > lower + MEETS * problem.scale]
        fresh = master.unknown(problem.book.numbers(above))
        if not fresh or upper - lower <= meets or monotonic() > ends:
            break
        master.add(problem.rows(fresh, POOL))
    tight = master.basis[(master.weights > POSITIVE) & (master.rows.kinds[master.basis] == POOL)]
    # rounding may leave the lower bound a trifle above the upper one
    return Bracket(lower, max(upper, lower), best, problem.coalitions(master.rows.masks[tight].tolist()), problem.calls, meets)


def _master(problem: OracleSeparation) -> Master:
    """Minimise ε over single players and all but one, to begin with."""
    n = problem.n
    pool = problem.rows(problem.first_pool(), POOL)
    rows = Rows.stacked(problem.rows([problem.everyone], SETTLED), problem.level_row(), pool)
    span = problem.span()
    span.add(problem.everyone)
    basis = np.concatenate(([0, 1], 2 + np.flatnonzero(span.add_all(pool.masks))))
    return Master(rows, basis, np.eye(n + 1)[n], np.random.default_rng(SEED))
