"""Greedy climbing by adding, dropping and swapping, from several starts; numpy only, for small problems.

Limits come first (how far they are missed), then the objective. The amount of work is counted, not timed, so that the same seed
finds the same set on any machine; a deadline or an interruption can only end it earlier.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from partner_select.interrupt import Interrupt
from partner_select.model import TERMS, Limit, Term
from partner_select.problem import Problem

__all__ = ["climbed", "objectives"]

STARTS = (2, 12)  # fewest and most: a start for every four candidates; more rarely changed the best set (n up to 500)
PATIENCE = 3  # starts without a better set, after which further ones are left to the solver
WORK = 5e8  # passes over numbers: about a second
BLOCK = 2048  # neighbours valued at a time: a block of 500 candidates stays under 8 MiB
STEP_SLACK = 1e-9  # share of the size: a smaller step may be rounding, and climbing on rounding goes round in circles
VIOLATION_SLACK = 1e-12  # shares of a limit: rounding of float64 sums, far below what exact checks would call a violation of real data


def objectives(problem: Problem, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return float64[m], the objective of bool[m, n], up to rounding."""
    return _weighted(problem, _weights(problem), sets)


def _weights(problem: Problem) -> list[tuple[Term, float]]:
    return [(term, float(weight)) for term in TERMS if (weight := term.weight(problem))]


def _weighted(problem: Problem, weights: Sequence[tuple[Term, float]], sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    total = np.zeros(len(sets))
    for term, weight in weights:
        total += weight * term.amounts(problem, sets)
    return total


@dataclass
class _Search:
    problem: Problem
    limits: Sequence[Limit]
    deadline: float
    interrupt: Interrupt
    work: float = WORK

    def __post_init__(self) -> None:
        self.weights = _weights(self.problem)
        products = self.problem.pool.n / 16 if len(self.problem.pool.pairs.values) else 0.0  # a matrix product does many to a pass
        self.passes = 8 + 2 * len(self.limits) + products

    def over(self) -> bool:
        """Whether work, time or patience is used up."""
        return self.work <= 0 or self.interrupt.wanted or time.monotonic() > self.deadline

    def score(self, sets: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Missed limits and objective of every set."""
        self.work -= sets.size * self.passes
        missed = np.zeros(len(sets))
        for limit in self.limits:
            missed += limit.violation(sets)
        missed[missed <= VIOLATION_SLACK] = 0.0
        return missed, _weighted(self.problem, self.weights, sets)

    def best_of(self, blocks: Iterator[NDArray[np.bool_]], best: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The best set among a known one and all neighbours."""
        missed, worth = (x[0] for x in self.score(best[None, :]))
        for sets in blocks:
            if self.over():
                break
            misses, worths = self.score(sets)
            k = int(np.lexsort((-worths, misses))[0])
            fewer = misses[k] < missed - STEP_SLACK
            if fewer or (misses[k] <= missed and worths[k] > worth + STEP_SLACK * max(1.0, abs(worth))):
                best, missed, worth = sets[k], misses[k], worths[k]
        return best

    def climb(self, members: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Move to the best neighbour until none is better: single changes first, swaps when those are used up."""
        while not self.over():
            better = self.best_of(_flips(members), members)
            if better is members:
                better = self.best_of(_swaps(members), members)
            if better is members:
                break
            members = better
        return members


def _flips(members: NDArray[np.bool_]) -> Iterator[NDArray[np.bool_]]:
    n = len(members)
    for start in range(0, n, BLOCK):
        rows = np.arange(start, min(start + BLOCK, n))
        sets = np.repeat(members[None, :], len(rows), axis=0)
        sets[np.arange(len(rows)), rows] ^= True
        yield sets


def _swaps(members: NDArray[np.bool_]) -> Iterator[NDArray[np.bool_]]:
    leave, enter = (x.ravel() for x in np.meshgrid(np.flatnonzero(members), np.flatnonzero(~members), indexing="ij"))
    for start in range(0, len(leave), BLOCK):
        out, into = leave[start : start + BLOCK], enter[start : start + BLOCK]
        sets = np.repeat(members[None, :], len(out), axis=0)
        rows = np.arange(len(out))
        sets[rows, out], sets[rows, into] = False, True
        yield sets


def _starts(problem: Problem, rng: np.random.Generator) -> Iterator[NDArray[np.bool_]]:
    """What must be in; then that with random company."""
    n = problem.pool.n
    must = np.zeros(n, dtype=np.bool_)
    must[list(problem.include)] = True
    yield must
    high = n if problem.size[1] is None else min(n, problem.size[1])
    for _ in range(min(max(n // 4, STARTS[0]), STARTS[1]) - 1):
        start = must.copy()
        start[rng.choice(n, size=int(rng.integers(1, max(1, high) + 1)), replace=False)] = True
        yield start


def climbed(problem: Problem, limits: Sequence[Limit], seed: int, deadline: float, interrupt: Interrupt) -> NDArray[np.bool_] | None:
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
    search = _Search(problem, limits, deadline, interrupt)
    best: NDArray[np.bool_] | None = None
    worth, idle = -np.inf, 0
    for start in _starts(problem, np.random.default_rng(seed)):
        if search.over() or (best is not None and idle == PATIENCE):
            break
        idle += 1
        found = search.climb(start)
        value = float(objectives(problem, found[None, :])[0])
        chosen = np.flatnonzero(found).tolist()
        if value > worth and all(limit.holds(chosen) for limit in limits):
            best, worth, idle = found, value, 0
    return best
