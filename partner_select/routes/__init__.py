"""Routes to a proof: one file each, listed here once."""

from __future__ import annotations

from partner_select.errors import SelectionError
from partner_select.local_search import SMALL
from partner_select.model.project_value import is_project
from partner_select.problem import Problem
from partner_select.quadratic import Quadratic
from partner_select.routes.branch_and_bound import BRANCH_AND_BOUND
from partner_select.routes.cp_sat import CP_SAT
from partner_select.routes.enumeration import ENUMERATION
from partner_select.routes.milp import MILP
from partner_select.routes.route import Outcome, Route, Task

__all__ = ["ROUTES", "Outcome", "Route", "Task", "choose_route", "has_wanted_pairs"]

ROUTES: dict[str, Route] = {route.name: route for route in (CP_SAT, BRANCH_AND_BOUND, MILP, ENUMERATION)}

FEW = 14  # candidates up to which looking at every set takes less time than cutting off, one by one, those that no row rules out


def has_wanted_pairs(problem: Problem) -> bool:
    """Return whether some pair adds to the objective: without any, the solver's own linear bound is as good as the Lagrangian one."""
    form = None if problem.joint is None else problem.joint.form
    joint = bool(problem.objective.joint_value) and form is not None and any(x > 0 for x in form.pairs.numerators)
    return joint or (bool(problem.objective.synergy) and bool((problem.pool.pairs.values > 0).any()))


def _set_by_set(problem: Problem) -> bool:
    """Whether the worth or the stability of a set only shows when it is looked at."""
    form = None if problem.joint is None else problem.joint.form
    formless = problem.joint is not None and form is None
    shared = problem.risk.outside and (formless or (form is not None and any(rule.without for rule in form.rules)))
    return problem.risk.core_margin is not None or bool(shared) or (formless and bool(problem.objective.joint_value))


def _enumerated(problem: Problem, quadratic: Quadratic) -> bool:
    """Whether to look at every set: where that is quick, and where the solver cannot say what a set is worth."""
    joint = problem.joint
    beyond = joint is not None and joint.form is None and bool(problem.objective.joint_value) and not is_project(joint)
    return beyond or (_set_by_set(problem) and len(quadratic.open) <= FEW)


def choose_route(name: str, problem: Problem, quadratic: Quadratic) -> Route:
    """Return the route of a name; ``"auto"`` takes the one that fits best.

    That is enumeration where sets have to be looked at one by one and are few, branch and bound where it fits and pairs matter, else the
    solver.

    Raises
    ------
    SelectionError
        If there is no such route, or it cannot take the problem.
    """
    if name == "auto":
        if _enumerated(problem, quadratic):
            return ENUMERATION
        pays = problem.pool.n > SMALL and has_wanted_pairs(problem)
        return BRANCH_AND_BOUND if pays and BRANCH_AND_BOUND.unfit(quadratic) is None else CP_SAT
    if name not in ROUTES:
        raise SelectionError(f"route: must be 'auto' or one of {', '.join(map(repr, ROUTES))}, got {name!r}")
    reason = ROUTES[name].unfit(quadratic)
    if reason:
        raise SelectionError(f"route: {name!r} cannot take this problem: {reason}")
    return ROUTES[name]
