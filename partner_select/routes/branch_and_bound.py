"""Branch and bound with the Lagrangian decomposition of every node: strong where many pairs have a value and sets are small."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from importlib.metadata import version

import numpy as np

from partner_select.checking import exact_objective
from partner_select.model.differ import away_from
from partner_select.quadratic import Quadratic
from partner_select.routes.lowering import lowered
from partner_select.routes.route import Outcome, Route, Task
from partner_select.routes.tree import Tree

__all__ = ["BRANCH_AND_BOUND"]

NAME = "branch and bound"
MEMORY = 2**30  # bytes of multipliers, one matrix per level, at most
ROWS = 2**22  # numbers in all limits together that every node may look at
PROOF_SHARE = 0.25  # of the time, for a proof whose bound hardly falls; the rest is then for a smaller bound
FALLEN = 0.5  # share of the first gap that must be gone by then for the proof to go on


def _unfit(quadratic: Quadratic) -> str | None:
    m = len(quadratic.own)
    if not quadratic.exact:
        return "it takes values, costs, pairs and limits that rows of whole numbers say, without groups and coverage in the objective"
    if quadratic.error:
        return "the objective has too many decimals to be counted exactly"
    if (quadratic.most + 2) * m * m * 8 > MEMORY or quadratic.rows.size > ROWS:
        return f"{m} candidates with up to {quadratic.most} members need too much memory"
    return None


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
    q = task.quadratic or Quadratic.of(task.problem, task.limits)
    tree = Tree.of(task, q, -np.inf)
    if task.known is not None:
        tree.best[0] = float((exact_objective(task.problem, task.known) - q.constant) / q.unit)
        tree.members[:] = np.isin(q.open, list(task.known))
    bound = _walked(task, q, tree)
    if tree.is_open and tree.best[0] > -np.inf and np.isfinite(bound):
        bound = lowered(task, q, tree)
    finished = not tree.is_open or bound <= tree.best[0]
    most = q.worth(Fraction(bound)) if np.isfinite(bound) else None
    chosen = None if tree.best[0] == -np.inf else frozenset(q.open[tree.members].tolist()) | frozenset(q.inside)
    return Outcome(chosen, most, finished, q.error, NAME, f"numba {version('numba')}")


def _walked(task: Task, q: Quadratic, tree: Tree) -> float:
    """Walk a tree to its end, or until its bound has not fallen enough in its share of the time; return the bound in whole units."""
    first, told, share = np.inf, tree.best[0], (1.0 - PROOF_SHARE) * task.left
    while tree.is_open and not task.over:
        tree.walk(task)
        first = min(first, tree.bound) if first == np.inf else first
        if tree.is_open:
            most = q.worth(Fraction(tree.bound)) if np.isfinite(tree.bound) else None
            task.report(q.worth(Fraction(tree.best[0])) if tree.best[0] > told else None, most)
            told = tree.best[0]
        if task.left < share and tree.best[0] > -np.inf and tree.bound - tree.best[0] > FALLEN * (first - tree.best[0]):
            break
    return tree.bound


BRANCH_AND_BOUND = Route("branch-and-bound", _unfit, _prove)
