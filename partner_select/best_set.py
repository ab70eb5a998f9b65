"""The best partner set: a quick incumbent, then CP-SAT, then everything checked again from raw data."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from partner_select.certificate import pack_certificate
from partner_select.checking import Verdict, check_positions, exact_objective
from partner_select.errors import SelectionError
from partner_select.interrupt import Interrupt
from partner_select.lagrangian import Relaxation, relax
from partner_select.local_search import SMALL, find_incumbent
from partner_select.model import Limit, ceiling, limits_of
from partner_select.model.differ import away_from
from partner_select.problem import Problem
from partner_select.quadratic import Quadratic
from partner_select.routes import Outcome, Task, choose_route, has_wanted_pairs
from partner_select.selection import Selection, Status
from partner_select.solve import Settings

__all__ = ["Progress", "best_set", "require_settings", "select"]

Progress = Callable[[float | None, float | None, float], None]

SEARCH_SHARE = 0.5  # of the time limit, at most, for the local search: the rest is for the bound, without which a set says little
RELAX_SHARE = 0.6  # of what is then left, at most, for the Lagrangian bound
CHECK_SHARE = 0.1  # of the time limit, at most, kept for checking the answer from raw data, which takes about as long as reading them


@dataclass(frozen=True)
class _Found:
    """What is known at the end: the best set, a bound on all sets, and whether the search was finished."""

    members: frozenset[int] | None
    bound: Fraction
    finished: bool
    outcome: Outcome
    certificate: dict[str, Any] | None = None


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


@dataclass
class _Run:
    """One search: a set, a bound, then a route to the proof."""

    problem: Problem
    limits: list[Limit]
    settings: Settings
    route: str
    interrupt: Interrupt
    progress: Progress | None
    start: float

    @property
    def deadline(self) -> float:
        """End of the time limit on the monotonic clock."""
        return self.start + self.settings.time_limit

    def report(self, objective: Fraction | None, bound: Fraction | None) -> None:
        """Hand news on."""
        if self.progress is not None:
            best, most = (None if x is None else float(x) for x in (objective, bound))
            self.progress(best, most, time.monotonic() - self.start)

    def incumbent(self) -> frozenset[int] | None:
        """A set that local search finds: something to return at any time, and a start for the proof."""
        deadline = self.start + SEARCH_SHARE * self.settings.time_limit
        found = find_incumbent(self.problem, self.limits, self.settings.seed, deadline, self.interrupt)
        return None if found is None else frozenset(np.flatnonzero(found).tolist())

    def relaxation(self, quadratic: Quadratic, known: frozenset[int] | None) -> Relaxation | None:
        """The Lagrangian bound, where it says more than a linear one and there is a choice to make."""
        pays = self.problem.pool.n > SMALL and has_wanted_pairs(self.problem) and quadratic.most > 0
        if not pays or time.monotonic() > self.deadline or self.interrupt.wanted:
            return None
        worth = None if known is None else exact_objective(self.problem, known)
        deadline = time.monotonic() + RELAX_SHARE * (self.deadline - time.monotonic())
        return relax(quadratic, worth, deadline, self.interrupt, lambda bound: self.report(None, bound))

    def proof_deadline(self, read: float) -> float:
        """When the proof has to end for its answer to be checked in time; ``read`` seconds went into reading the problem."""
        return self.deadline - min(read, CHECK_SHARE * self.settings.time_limit)

    def find(self) -> _Found:
        """Search, bound, prove."""
        quadratic = Quadratic.of(self.problem, self.limits)
        deadline = self.proof_deadline(time.monotonic() - self.start)
        route = choose_route(self.route, self.problem, quadratic)
        known = self.incumbent()
        if known is not None:
            self.report(exact_objective(self.problem, known), None)
        relaxation = self.relaxation(quadratic, known)
        task = Task(
            self.problem, self.limits, quadratic, relaxation, known, self.settings, self.interrupt, deadline, self.report
        )  # fmt: skip
        outcome = route.prove(task)
        most = ceiling(self.problem)
        if relaxation is not None:
            most = min(most, relaxation.bound)
        found = self._weigh(outcome, known, most)
        if relaxation is not None:
            found = replace(found, certificate=pack_certificate(quadratic, relaxation.multipliers, relaxation.bound))
        if found.members is not None:
            self.report(exact_objective(self.problem, found.members), found.bound)
        return found

    def _weigh(self, outcome: Outcome, known: frozenset[int] | None, most: Fraction) -> _Found:
        """Put the route's answer and the incumbent together; believe neither further than exact arithmetic confirms."""
        sets = {s for s in (outcome.members, known) if s is not None and all(limit.holds(s) for limit in self.limits)}
        worth = {s: exact_objective(self.problem, s) for s in sets}
        if not worth:
            return _Found(None, most, outcome.finished and outcome.members is None, outcome)
        best = max(worth, key=lambda s: worth[s])
        if outcome.bound is None or worth[best] > outcome.bound:  # no bound, or one that a set refutes: nothing else it said is used
            return _Found(best, most, False, outcome)
        bound = min(outcome.bound, most)
        return _Found(best, bound, outcome.finished and bound - worth[best] <= 2 * outcome.error, outcome)


def _proof(run: _Run, found: _Found, verdict: Verdict | None, cuts: Sequence[Any]) -> dict[str, Any]:
    stopped = "proof" if found.finished else "interrupt" if run.interrupt.wanted else "time limit"
    proof = {
        "members": [] if verdict is None else list(verdict.members),
        "objective": None if verdict is None else str(verdict.exact_objective),
        "bound": None if verdict is None else str(found.bound),
        "solver": found.outcome.solver,
        "version": found.outcome.version,
        "seed": run.settings.seed,
        "workers": run.settings.workers,
        "stopped_by": stopped,
        "scaling_error": str(found.outcome.error),
        "away_from": list(cuts),
    }
    return proof if found.certificate is None else proof | {"certificate": found.certificate}


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
    route: str = "auto",
    further: Sequence[Limit] = (),
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
    route
        Name of a route to the proof, or ``"auto"``.
    further
        More limits to keep.
    """
    cuts = [away_from(problem.pool.n, members, differ_by) for members, differ_by in avoid]
    run = _Run(problem, [*limits_of(problem), *cuts, *further], settings, route, interrupt, progress, time.monotonic())
    found = run.find()
    verdict = None if found.members is None else check_positions(problem, found.members)
    avoided = [{"members": list(problem.pool.names_of(sorted(members))), "differ_by": d} for members, d in avoid]
    proof = _proof(run, found, verdict, avoided)
    if verdict is None:
        return Selection((), None, {}, _status(found), None, None, proof)
    gap = (found.bound - verdict.exact_objective) / max(Fraction(1), abs(verdict.exact_objective))
    return Selection(verdict.members, verdict.objective, verdict.terms, _status(found), float(found.bound), float(gap), proof)


def select(
    problem: Problem,
    time_limit: float = 60.0,
    seed: int = 0,
    workers: int = 1,
    progress: Progress | None = None,
    route: str = "auto",
) -> Selection:
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
    route
        How to prove: ``"cp-sat"``, ``"branch-and-bound"``, ``"milp"``, ``"enumeration"``, or ``"auto"`` for the one that fits best.

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
        return best_set(problem, Settings(time_limit, seed, workers), interrupt, progress, route=route)
