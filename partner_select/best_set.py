"""The best partner set: a quick incumbent, then CP-SAT, then everything checked again from raw data."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from partner_select.checking import Verdict, check_positions, exact_objective
from partner_select.errors import SelectionError
from partner_select.interrupt import Interrupt
from partner_select.local_search import find_incumbent
from partner_select.model import Limit, Variables, limits_of, with_objective
from partner_select.model.differ import away_from
from partner_select.model.scaling import Scale
from partner_select.problem import Problem
from partner_select.selection import Selection, Status
from partner_select.solve import Answer, Settings, Watch, solve, solver_version

__all__ = ["Progress", "best_set", "require_settings", "select"]

Progress = Callable[[float | None, float | None, float], None]

SEARCH_SHARE = 0.5  # of the time limit, at most, for the local search: the rest is for the bound, without which a set says little


@dataclass(frozen=True)
class _Found:
    """What is known at the end: the best set, a bound on all sets, and whether the search was finished."""

    members: frozenset[int] | None
    bound: Fraction
    finished: bool


def require_settings(time_limit: float, seed: int, workers: int) -> None:
    """Raise SelectionError, listing every setting that makes no sense."""
    problems = []
    if isinstance(time_limit, bool) or not isinstance(time_limit, (int, float)) or not 0 < time_limit < float("inf"):
        problems.append(f"time_limit: must be a positive number of seconds, got {time_limit!r}")
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**31:
        problems.append(f"seed: must be a whole number from 0 to 2**31 - 1, got {seed!r}")
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        problems.append(f"workers: must be a whole number from 1, got {workers!r}")
    if problems:
        raise SelectionError(problems)


def _watch(scale: Scale, progress: Progress | None, start: float) -> Watch | None:
    if progress is None:
        return None

    def report(incumbent: int | None, bound: int | None) -> None:
        best, most = (None if x is None else float(x * scale.unit) for x in (incumbent, bound))
        progress(best, most, time.monotonic() - start)

    return report


@dataclass
class _Run:
    """One search: its limits grow by a cut for every set that the solver liked and exact arithmetic did not."""

    problem: Problem
    limits: list[Limit]
    settings: Settings
    interrupt: Interrupt
    start: float

    def left(self) -> float:
        """Seconds left."""
        return self.settings.time_limit - (time.monotonic() - self.start)

    def solve(self, variables: Variables, scale: Scale, progress: Progress | None) -> Answer:
        """Solve until the set returned keeps every limit exactly, or time is up."""
        watch = _watch(scale, progress, self.start)
        while self.left() > 0 and not self.interrupt.wanted:
            settings = Settings(self.left(), self.settings.seed, self.settings.workers, self.settings.presolve)
            answer = solve(variables, settings, self.interrupt, watch)
            if answer.members is None or all(limit.holds(answer.members) for limit in self.limits):
                return answer
            away_from(self.problem.pool.n, answer.members).add(variables)
        return Answer("unknown")

    def incumbent(self) -> frozenset[int] | None:
        """A set that local search finds: something to return at any time, and a start for the solver."""
        deadline = self.start + SEARCH_SHARE * self.settings.time_limit
        found = find_incumbent(self.problem, self.limits, self.settings.seed, deadline, self.interrupt)
        return None if found is None else frozenset(np.flatnonzero(found).tolist())

    def find(self, progress: Progress | None) -> tuple[_Found, Scale]:
        """Search, build the model, solve it."""
        known = self.incumbent()
        if progress is not None and known is not None:
            progress(float(exact_objective(self.problem, known)), None, time.monotonic() - self.start)
        variables = with_objective(self.problem, self.limits)
        scale = variables.maximise()
        if known is not None:
            variables.hint(np.isin(np.arange(self.problem.pool.n), list(known)))
        ceiling = sum((p.ceiling + p.error for p in variables.parts), Fraction(0))
        found = self._weigh(self.solve(variables, scale, progress), known, scale, ceiling)
        if progress is not None and found.members is not None:
            progress(float(exact_objective(self.problem, found.members)), float(found.bound), time.monotonic() - self.start)
        return found, scale

    def _weigh(self, answer: Answer, known: frozenset[int] | None, scale: Scale, ceiling: Fraction) -> _Found:
        """Put the solver's answer and the incumbent together; believe neither further than exact arithmetic confirms."""
        worth = {s: exact_objective(self.problem, s) for s in (answer.members, known) if s is not None}
        if not worth:
            return _Found(None, ceiling, answer.status == "infeasible")
        best = max(worth, key=lambda s: worth[s])
        if answer.bound is None:
            return _Found(best, ceiling, False)
        bound = answer.bound * scale.unit + scale.error
        if worth[best] > bound:  # a set that refutes the solver's bound: nothing it said is used
            return _Found(best, ceiling, False)
        closed = bound - worth[best] <= 2 * scale.error
        return _Found(best, min(bound, ceiling), answer.status == "optimal" and closed)


def _proof(run: _Run, scale: Scale, found: _Found, verdict: Verdict | None, cuts: Sequence[Any]) -> dict[str, Any]:
    stopped = "proof" if found.finished else "interrupt" if run.interrupt.wanted else "time limit"
    return {
        "members": [] if verdict is None else list(verdict.members),
        "objective": None if verdict is None else str(verdict.exact_objective),
        "bound": None if verdict is None else str(found.bound),
        "solver": "OR-Tools CP-SAT",
        "version": solver_version(),
        "seed": run.settings.seed,
        "workers": run.settings.workers,
        "stopped_by": stopped,
        "scaling_error": str(scale.error),
        "away_from": list(cuts),
    }


def _status(found: _Found) -> Status:
    if found.members is None:
        return Status.INFEASIBLE if found.finished else Status.NO_SOLUTION_YET
    return Status.PROVED if found.finished else Status.GAP


def best_set(
    problem: Problem,
    settings: Settings,
    interrupt: Interrupt,
    progress: Progress | None = None,
    avoid: Sequence[tuple[frozenset[int], int]] = (),
) -> Selection:
    """Return the best set that differs enough from given ones.

    Parameters
    ----------
    problem
        The problem.
    settings
        Time limit, seed, workers.
    interrupt
        Stops the search and keeps the best.
    progress
        Called with (incumbent, bound, seconds).
    avoid
        Pairs (positions, differ_by): stay at least that many changes away.
    """
    cuts = [away_from(problem.pool.n, members, differ_by) for members, differ_by in avoid]
    run = _Run(problem, [*limits_of(problem), *cuts], settings, interrupt, time.monotonic())
    found, scale = run.find(progress)
    verdict = None if found.members is None else check_positions(problem, found.members)
    avoided = [{"members": list(problem.pool.names_of(sorted(members))), "differ_by": d} for members, d in avoid]
    proof = _proof(run, scale, found, verdict, avoided)
    if verdict is None:
        return Selection((), None, {}, _status(found), None, None, proof)
    gap = (found.bound - verdict.exact_objective) / max(Fraction(1), abs(verdict.exact_objective))
    return Selection(verdict.members, verdict.objective, verdict.terms, _status(found), float(found.bound), float(gap), proof)


def select(problem: Problem, time_limit: float = 60.0, seed: int = 0, workers: int = 1, progress: Progress | None = None) -> Selection:
    """Select the partner set with the highest objective within the limits, and prove it.

    Parameters
    ----------
    problem
        The problem.
    time_limit
        Seconds for everything; when it is reached, the best set so far is returned with its gap.
    seed
        Seed of the local search and of the solver. The same seed gives the same answer unless the time limit or Ctrl-C came first.
    workers
        Search workers of the solver; more than one take turns, which keeps the answer reproducible.
    progress
        Called in this thread with (incumbent or None, bound or None, seconds since the start) whenever there is news.

    Returns
    -------
    Selection
        Outcome as data: proved, gap, infeasible, or no solution yet.

    Raises
    ------
    SelectionError
        If a setting makes no sense.
    ScaleError
        If the numbers cannot be counted in 64-bit integers; it names the input.

    Notes
    -----
    Quadratic knapsack with side limits, NP-hard. Ctrl-C stops the search and keeps the best set (status ``"gap"``); a second
    Ctrl-C interrupts as usual. Pair products are linearised one-sidedly with one strengthening row per candidate.

    References
    ----------
    Billionnet, A. and Soutif, E. (2004). An exact method based on Lagrangian decomposition for the 0-1 quadratic knapsack problem.
    European Journal of Operational Research 157, 565-575.

    Examples
    --------
    >>> import partner_select as ps
    >>> pool = ps.Pool(["A", "B", "C"], value=[3, 2, 2], cost=[5, 3, 3], pairs={("B", "C"): 1.5})
    >>> sel = ps.select(ps.Problem(pool, budget=6))
    >>> sel.members, sel.objective, sel.bound, sel.gap
    (('B', 'C'), 5.5, 5.5, 0.0)
    """
    require_settings(time_limit, seed, workers)
    with Interrupt() as interrupt:
        return best_set(problem, Settings(time_limit, seed, workers), interrupt, progress)
