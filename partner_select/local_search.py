"""A good set in a moment: tabu search from many starts, compiled; small problems are climbed without loading a compiler, and so are
problems with terms and limits that the kernel does not know.

The amount of work is counted, not timed, so that the same seed finds the same set on any machine; a deadline or an interruption can
only end it earlier.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from partner_select.checking import exact_objective
from partner_select.climbing import climbed, objectives
from partner_select.interrupt import Interrupt
from partner_select.model import Limit
from partner_select.model.size import most_members
from partner_select.problem import Problem

__all__ = ["SMALL", "find_incumbent", "objectives"]

SMALL = 30  # candidates up to which the solver proves sooner than a compiled kernel is loaded
STARTS = 400  # starts at most
PATIENCE = 12  # starts without a better set, after which the search ends
IDLE = 40  # steps without a better set, plus one per member, after which a start ends
WORK = 3e8  # numbers looked at: about a second
BURST = 2e7  # numbers looked at between two looks at the clock
TENURES = 997  # random tenures, used in turn


def find_incumbent(problem: Problem, limits: Sequence[Limit], seed: int, deadline: float, interrupt: Interrupt) -> NDArray[np.bool_] | None:
    """Return bool[n], the best set found that keeps every limit exactly, or None.

    Parameters
    ----------
    problem
        The problem.
    limits
        Its limits, and cuts if there are any.
    seed
        Seed of the random starts.
    deadline
        On the monotonic clock, in seconds.
    interrupt
        Ends the search when it is wanted.
    """
    if problem.pool.n <= SMALL or not _walkable(problem, limits):
        return climbed(problem, limits, seed, deadline, interrupt)
    best, worth = None, None
    for found in _tabu_searches(problem, limits, seed, deadline, interrupt):
        chosen = np.flatnonzero(found).tolist()
        if all(limit.holds(chosen) for limit in limits):
            value = exact_objective(problem, chosen)
            if worth is None or value > worth:
                best, worth = found, value
    return best


def _walkable(problem: Problem, limits: Sequence[Limit]) -> bool:
    from partner_select.landscape import walkable

    return walkable(problem, limits)


def _tabu_searches(
    problem: Problem, limits: Sequence[Limit], seed: int, deadline: float, interrupt: Interrupt
) -> Iterator[NDArray[np.bool_]]:
    """Sets that tabu search ended at, each better than all before it."""
    if time.monotonic() > deadline or interrupt.wanted:
        return
    from partner_select.kernels.tabu import tabu
    from partner_select.landscape import landscape

    land = landscape(problem, limits)
    rng = np.random.default_rng(seed)
    most = max(1, land.most)
    price = float(np.abs(land.own).max() + np.abs(land.pair[land.pair > -np.abs(land.pair).max()]).max(initial=0.0) * most / 2 + 1.0)
    left, best, idle = WORK, -np.inf, 0
    for start in _starts(problem, rng):
        if left <= 0 or idle == PATIENCE or interrupt.wanted or time.monotonic() > deadline:
            return
        tenures = rng.integers(1, 3 + int(most**0.5) * 2, TENURES)
        value, done = tabu(land, start, tenures, IDLE + most, price, int(min(left, BURST)))
        left, idle = left - done, idle + 1
        if value > best:
            best, idle = value, 0
            yield start


def _starts(problem: Problem, rng: np.random.Generator) -> Iterator[NDArray[np.bool_]]:
    """What must be in; then that with random company."""
    pool = problem.pool
    must = np.zeros(pool.n, dtype=np.bool_)
    must[list(problem.include)] = True
    yield must.copy()
    others = np.flatnonzero(~np.isin(np.arange(pool.n), [*problem.include, *problem.exclude]))
    most = max(0, min(most_members(problem), pool.n) - int(must.sum()))
    for _ in range(STARTS - 1):
        start = must.copy()
        start[rng.permutation(others)[: int(rng.integers(0, most + 1))]] = True
        yield start
