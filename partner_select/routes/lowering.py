"""A smaller bound where no proof is in sight: suppose that some set exceeds a target, and refute it.

A tree of the sets better than a high target closes soon, because most candidates are in none of them; the target is then a bound. Targets
fall by a share of the gap, a larger one while refuting is quick.

Klein, R. and Scholl, A. (1999). Computing lower bounds by destructive improvement: an application to resource-constrained project
scheduling. European Journal of Operational Research 112, 322-346.
"""

from __future__ import annotations

import math
from fractions import Fraction

from partner_select.quadratic import Quadratic
from partner_select.routes.route import Task
from partner_select.routes.tree import Tree

__all__ = ["lowered", "next_target"]

SHARE = 0.125  # of the gap, by which the first target lies below the bound; at 500 candidates it was refuted within a second
LARGEST = 0.5  # of the gap, by which a target lies below the bound at most
QUICK = 0.25  # share of the time left; after a target that took less the next step is twice as large


def next_target(best: float, bound: float, share: float) -> float:
    """Return a whole number from ``best`` to below ``bound``, by a share of the gap below the bound."""
    return max(best, min(math.floor(bound - share * (bound - best)), math.ceil(bound) - 1.0))


def lowered(task: Task, q: Quadratic, tree: Tree) -> float:
    """Return a bound in whole units, as small as time allows; the tree is given every better set found on the way.

    Parameters
    ----------
    task
        What to work on, until when.
    q
        The problem in whole numbers.
    tree
        An open tree that knows a set; it stays where it is.
    """
    bound, share = tree.bound, SHARE
    while not task.over and bound > tree.best[0]:
        trial, left = Tree.of(task, q, next_target(float(tree.best[0]), bound, share)), task.left
        target = float(trial.best[0])
        while trial.is_open and not task.over:
            trial.walk(task)
        bound = min(bound, trial.bound)
        if trial.best[0] > target:
            tree.best[0] = trial.best[0]
            tree.members[:] = trial.members
        task.report(None, q.worth(Fraction(max(bound, float(tree.best[0])))))
        share = min(LARGEST, 2.0 * share) if left - task.left < QUICK * left else share
    return bound
