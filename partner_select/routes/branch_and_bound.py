"""Branch and bound with the Lagrangian decomposition of every node: strong where many pairs have a value and sets are small."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from partner_select.checking import exact_objective
from partner_select.lagrangian import even_split
from partner_select.model.differ import away_from
from partner_select.quadratic import Quadratic
from partner_select.routes.route import Outcome, Route, Task

if TYPE_CHECKING:
    from partner_select.kernels.branching import Form, Levels

__all__ = ["BRANCH_AND_BOUND"]

NAME = "branch and bound"
MEMORY = 2**30  # bytes of multipliers, one matrix per level, at most
ROWS = 2**22  # numbers in all limits together that every node may look at
WORK = 1e7  # pairs looked at between two looks at the clock: some tenths of a second
STEPS = 8  # subgradient steps at a node: fewer made more nodes, more made dearer ones, with the same time from 4 to 16


def _unfit(quadratic: Quadratic) -> str | None:
    m = len(quadratic.own)
    if not quadratic.exact:
        return "it takes values, costs, pairs and limits that rows of whole numbers say, without groups and coverage in the objective"
    if quadratic.error:
        return "the objective has too many decimals to be counted exactly"
    if (quadratic.most + 2) * m * m * 8 > MEMORY or quadratic.rows.size > ROWS:
        return f"{m} candidates with up to {quadratic.most} members need too much memory"
    return None


def _levels(task: Task, q: Quadratic) -> tuple[Form, Levels]:
    from partner_select.kernels.branching import Form, Levels

    m, depths = len(q.own), q.most + 2
    form = Form(q.own, q.pair, q.rows, q.room, q.priced, q.knapsack, q.most, q.grid)
    levels = Levels(
        status=np.zeros((depths, m), dtype=np.int8),
        own=np.zeros((depths, m)),
        split=np.zeros((depths, m, m)),
        inner=np.zeros((depths, m)),
        outer=np.zeros((depths, q.priced)),
        room=np.zeros((depths, len(q.room))),
        value=np.zeros(depths),
        bound=np.full(depths, np.inf),
        length=np.ones(depths),
        taken=np.zeros(depths, dtype=np.int64),
        branch=np.zeros(depths, dtype=np.int64),
    )
    levels.own[0], levels.room[0] = q.own, q.room
    start = even_split(q) if task.relaxation is None else task.relaxation.multipliers
    levels.split[0], levels.inner[0], levels.outer[0, : len(start.outer)] = start.split, start.inner, start.outer
    return form, levels


def _prove(task: Task) -> Outcome:
    """Explore until the best set keeps every limit exactly: one that does not is cut off, with all that its limits can say about it."""
    while True:
        found = _explored(task)
        if found.members is None or all(limit.holds(found.members) for limit in task.limits):
            return found
        if task.over:
            return replace(found, members=None, finished=False)
        cuts = [cut for limit in task.limits for cut in limit.cuts(found.members)]
        limits = [*task.limits, *cuts, away_from(task.problem.pool.n, found.members)]
        task = replace(task, limits=limits, quadratic=Quadratic.of(task.problem, limits))


def _explored(task: Task) -> Outcome:
    from partner_select.kernels.branching import explore

    q = task.quadratic or Quadratic.of(task.problem, task.limits)
    form, levels = _levels(task, q)
    best, members = np.array([-np.inf]), np.zeros(len(q.own), dtype=np.bool_)
    if task.known is not None:
        best[0] = float((exact_objective(task.problem, task.known) - q.constant) / q.unit)
        members[:] = np.isin(q.open, list(task.known))
    work, depth, told = np.zeros(2, dtype=np.int64), 0, best[0]
    while depth >= 0 and not task.over:
        work[0] = int(WORK)
        depth = explore(form, levels, depth, STEPS, best, members, work)
        if depth >= 0:
            task.report(q.worth(Fraction(best[0])) if best[0] > told else None, _open_bound(q, levels, best))
            told = best[0]
    version_ = f"numba {version('numba')}"
    if best[0] == -np.inf:
        bound = None if depth < 0 else _open_bound(q, levels, best)
        return Outcome(None, bound, depth < 0, q.error, NAME, version_)
    chosen = frozenset(q.open[members].tolist()) | frozenset(q.inside)
    bound = q.worth(Fraction(best[0])) if depth < 0 else _open_bound(q, levels, best)
    return Outcome(chosen, bound, depth < 0, q.error, NAME, version_)


def _open_bound(q: Quadratic, levels: Levels, best: NDArray[np.float64]) -> Fraction | None:
    """What no set can exceed while levels are open: the first level's bound covers them all."""
    most = max(float(levels.bound[0]), float(best[0]))
    return q.worth(Fraction(most)) if np.isfinite(most) else None


BRANCH_AND_BOUND = Route("branch-and-bound", _unfit, _prove)
