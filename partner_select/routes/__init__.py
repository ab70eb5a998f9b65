"""Routes to a proof: one file each, listed here once."""

from __future__ import annotations

from partner_select.errors import SelectionError
from partner_select.local_search import SMALL
from partner_select.problem import Problem
from partner_select.quadratic import Quadratic
from partner_select.routes.branch_and_bound import BRANCH_AND_BOUND
from partner_select.routes.cp_sat import CP_SAT
from partner_select.routes.milp import MILP
from partner_select.routes.route import Outcome, Route, Task

__all__ = ["ROUTES", "Outcome", "Route", "Task", "choose_route", "has_wanted_pairs"]

ROUTES: dict[str, Route] = {route.name: route for route in (CP_SAT, BRANCH_AND_BOUND, MILP)}


def has_wanted_pairs(problem: Problem) -> bool:
    """Return whether some pair adds to the objective: without any, the solver's own linear bound is as good as the Lagrangian one."""
    return bool(problem.objective.synergy) and bool((problem.pool.pairs.values > 0).any())


def choose_route(name: str, problem: Problem, quadratic: Quadratic) -> Route:
    """Return the route of a name; ``"auto"`` takes branch and bound where it fits and pairs matter, else CP-SAT.

    Raises
    ------
    SelectionError
        If there is no such route, or it cannot take the problem.
    """
    if name == "auto":
        pays = problem.pool.n > SMALL and has_wanted_pairs(problem)
        return BRANCH_AND_BOUND if pays and BRANCH_AND_BOUND.unfit(quadratic) is None else CP_SAT
    if name not in ROUTES:
        raise SelectionError(f"route: must be 'auto' or one of {', '.join(map(repr, ROUTES))}, got {name!r}")
    reason = ROUTES[name].unfit(quadratic)
    if reason:
        raise SelectionError(f"route: {name!r} cannot take this problem: {reason}")
    return ROUTES[name]
