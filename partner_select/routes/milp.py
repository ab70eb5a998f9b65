"""Mixed-integer linear programming through SciPy: a wanted pair is a variable below both its ends, an unwanted one above their sum less 1.

The solver computes in floating point: its set is checked exactly like any other, its bound is rounded up to
the next whole unit, and where its tolerances are wider than a unit they are stated as the error.
"""

from __future__ import annotations

import math
from fractions import Fraction
from importlib.metadata import version
from typing import Any

import numpy as np

from partner_select.quadratic import Quadratic
from partner_select.routes.route import Outcome, Route, Task

__all__ = ["MILP"]

NAME = "SciPy milp"
SLACK = 1e-6  # share of the objective's size by which a floating-point bound may be too low: the solver's own tolerance
LARGEST = 2.0**30  # coefficients above are beyond what the solver's tolerances tell apart
OPTIMAL, TIME_IS_UP, INFEASIBLE = 0, 1, 2  # the solver's statuses


def _unfit(quadratic: Quadratic) -> str | None:
    if not quadratic.exact or quadratic.rounded or quadratic.error:
        return "it takes values, costs, pairs and limits that whole numbers say exactly, without groups and coverage in the objective"
    largest = max((float(np.abs(x).max(initial=0.0)) for x in (quadratic.own, quadratic.pair, quadratic.rows, quadratic.room)), default=0.0)
    return "its numbers are too large for floating-point tolerances" if largest > LARGEST else None


def _program(q: Quadratic) -> dict[str, Any]:
    """The arguments of :func:`scipy.optimize.milp`: candidates first, then pairs."""
    from scipy import optimize, sparse

    m = len(q.own)
    first, second = np.nonzero(np.triu(q.pair, 1))
    value = q.pair[first, second]
    k, pairs = len(value), np.arange(len(value))
    one = np.ones(k)
    below = [
        sparse.csr_matrix((one, (pairs, m + pairs)), shape=(k, m + k)) - sparse.csr_matrix((one, (pairs, e)), shape=(k, m + k))
        for e in (first, second)
    ]
    above = below[0] + sparse.csr_matrix((-one, (pairs, second)), shape=(k, m + k))
    wanted = value > 0
    size = sparse.csr_matrix((np.ones(m), (np.zeros(m, dtype=np.int64), np.arange(m))), shape=(1, m + k))
    limits = sparse.hstack([sparse.csr_matrix(q.rows), sparse.csr_matrix((len(q.rows), k))])
    rows = sparse.vstack([limits, size, below[0][wanted], below[1][wanted], -above[~wanted]]).tocsr()
    ends = [q.room, np.array([float(q.most)]), np.zeros(2 * int(wanted.sum())), np.ones(int((~wanted).sum()))]
    return {
        "c": -np.concatenate([q.own, value]),
        "integrality": np.concatenate([np.ones(m), np.zeros(k)]),
        "bounds": optimize.Bounds(0.0, 1.0),
        "constraints": optimize.LinearConstraint(rows, ub=np.concatenate(ends)),
    }


def _prove(task: Task) -> Outcome:
    from scipy import optimize

    q, who = task.quadratic or Quadratic.of(task.problem, task.limits), (NAME, version("scipy"))
    if task.over:
        return Outcome(None, None, False, q.error, *who)
    if not len(q.own):
        members = frozenset(q.inside)
        kept = all(limit.holds(members) for limit in task.limits)
        return Outcome(members if kept else None, q.worth(Fraction(0)) if kept else None, True, q.error, *who)
    found = optimize.milp(**_program(q), options={"time_limit": max(task.left, 0.01), "mip_rel_gap": 0.0})
    if found.status == INFEASIBLE:
        return Outcome(None, None, True, q.error, *who)
    if found.status not in (OPTIMAL, TIME_IS_UP) or found.x is None:
        return Outcome(None, None, False, q.error, *who)
    members = frozenset(q.open[found.x[: len(q.own)] > 0.5].tolist()) | frozenset(q.inside)
    if not all(limit.holds(members) for limit in task.limits):
        return Outcome(None, None, False, q.error, *who)
    most = -float(found.mip_dual_bound)
    slack = SLACK * max(1.0, abs(most))
    bound = q.worth(Fraction(math.floor(most + slack)))
    return Outcome(members, bound, found.status == OPTIMAL, q.unit * math.floor(slack), *who)


MILP = Route("milp", _unfit, _prove)
