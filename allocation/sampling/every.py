"""Where all coalitions cost no more than the samples allowed: evaluate each once, and there is nothing left to estimate."""

from __future__ import annotations

from math import comb

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, memberships
from allocation.games.table import TableGame
from allocation.sampling.outcome import Outcome
from allocation.sampling.problem import Problem
from allocation.values.owen import owen
from allocation.values.semivalue import table_semivalue

__all__ = ["every_coalition", "payable"]

MOST_PLAYERS = 24  # a table of more would take longer to evaluate than anybody allows samples for


def payable(n: int, samples: int) -> bool:
    """Whether so many samples pay for every coalition of n players but the empty one."""
    return n <= MOST_PLAYERS and coalition_count(n) - 1 <= samples


def every_coalition(problem: Problem) -> Outcome:
    """Return the exact value, from all coalitions; its standard errors are 0."""
    n = problem.game.n
    table = np.zeros(coalition_count(n))
    rows = memberships(np.arange(1, len(table), dtype=np.uint64), n)
    table[-1] = problem.grand
    table[1:-1] = problem.evaluations.values(rows[:-1])
    why = "the samples pay for every coalition, so nothing is left to chance"
    return Outcome(_value(problem, table), np.zeros(n), "every coalition", why)


def _value(problem: Problem, table: NDArray[np.float64]) -> NDArray[np.float64]:
    if problem.target is None:
        names = problem.game.players
        return owen(TableGame(table, names), [[names[i] for i in group] for group in problem.groups]).payoffs
    n = problem.game.n
    ways = np.array([float(comb(n - 1, s)) for s in range(n)])
    return table_semivalue(table, problem.target.company / ways)
