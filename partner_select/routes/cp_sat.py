"""CP-SAT: takes every problem."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from partner_select.checking import exact_objective
from partner_select.model import BuildStopped, Variables, with_objective
from partner_select.model.differ import away_from
from partner_select.model.scaling import Scale
from partner_select.quadratic import Quadratic
from partner_select.routes.route import Outcome, Route, Task
from partner_select.solve import Answer, Settings, Watch, solve, solver_version

__all__ = ["CP_SAT"]


def _watch(task: Task, scale: Scale) -> Watch:
    def report(incumbent: int | None, bound: int | None) -> None:
        task.report(*(None if x is None else x * scale.unit for x in (incumbent, bound)))

    return report


def _solved(task: Task, variables: Variables, scale: Scale) -> Answer:
    """Solve until the set returned keeps every limit exactly and is worth what the model says, or time is up."""
    best = Answer("unknown")
    while not task.over:
        settings = Settings(task.left, task.settings.seed, task.settings.workers, task.settings.presolve)
        answer = solve(variables, settings, task.interrupt, _watch(task, scale))
        if answer.members is None:
            return answer if answer.status == "infeasible" and best.members is None else best
        if not all(limit.holds(answer.members) for limit in task.limits):
            away_from(task.problem.pool.n, answer.members).add(variables)
            best = replace(best, bound=answer.bound)
            continue
        if answer.status != "optimal":
            return _better(task, best, answer)
        if not variables.sharpened(answer.members):
            return answer
        best = _better(task, best, replace(answer, status="feasible"))
        variables.hint(np.isin(np.arange(task.problem.pool.n), list(answer.members)))
    return best


def _better(task: Task, before: Answer, now: Answer) -> Answer:
    """The better set of two, with the later bound: rows have only been added."""
    if before.members is None or now.members is None:
        return now
    return replace(now, members=max(before.members, now.members, key=lambda s: exact_objective(task.problem, s)))


def _prove(task: Task) -> Outcome:
    hopeless = frozenset() if task.relaxation is None else task.relaxation.hopeless
    try:
        variables = with_objective(task.problem, task.limits, hopeless, lambda: task.over)
    except BuildStopped:
        return Outcome(None, None, False, Fraction(0), "OR-Tools CP-SAT", solver_version())
    scale = variables.maximise()
    if task.known is not None:
        variables.hint(np.isin(np.arange(task.problem.pool.n), list(task.known)))
    answer = _solved(task, variables, scale)
    bound = None if answer.bound is None else answer.bound * scale.unit + scale.error
    finished = answer.status in ("optimal", "infeasible")
    return Outcome(answer.members, bound, finished, scale.error, "OR-Tools CP-SAT", solver_version())


def _unfit(quadratic: Quadratic) -> str | None:
    return None


CP_SAT = Route("cp-sat", _unfit, _prove)
