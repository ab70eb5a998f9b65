"""A tree of branch and bound that is walked for a while, left, and taken up again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from partner_select.lagrangian import even_split
from partner_select.quadratic import Quadratic
from partner_select.routes.route import Task

if TYPE_CHECKING:
    from partner_select.kernels.branching import Form, Levels

__all__ = ["WORK", "Tree", "next_quota"]

WORK = 1e7  # pairs looked at between two looks at the clock: some tenths of a second
SHORTEST = 1e-6  # seconds that any work takes at least: the clock may not have moved
STEPS = 8  # subgradient steps at a node: fewer made more nodes, more made dearer ones, with the same time from 4 to 16


def next_quota(done: int, seconds: float, left: float) -> int:
    """Return the work until the next look at the clock: the usual amount, less where it would outlast the time left at the last pace."""
    return int(max(1.0, min(WORK, done / max(seconds, SHORTEST) * left)))


@dataclass
class Tree:
    """All sets better than a given worth, and how far they have been looked at.

    Parameters
    ----------
    form, levels
        The problem, and the path from the root to where the walk is.
    members
        bool[m], the best set, in positions of the quadratic problem.
    best
        float64[1], its worth in whole units, or the worth that a set must exceed.
    """

    form: Form
    levels: Levels
    members: NDArray[np.bool_]
    best: NDArray[np.float64]
    depth: int = 0
    quota: int = field(default_factory=lambda: int(WORK))
    work: NDArray[np.int64] = field(default_factory=lambda: np.zeros(2, dtype=np.int64))

    @classmethod
    def of(cls, task: Task, q: Quadratic, above: float) -> Tree:
        """Plant a tree of the sets worth more than ``above`` whole units. O(most·m²) memory."""
        from partner_select.kernels.branching import Form

        form = Form(q.own, q.pair, q.rows, q.room, q.priced, q.knapsack, q.most, q.grid)
        return cls(form, _levels(task, q), np.zeros(len(q.own), dtype=np.bool_), np.array([above], dtype=np.float64))

    @property
    def is_open(self) -> bool:
        """Whether there is something left to look at."""
        return self.depth >= 0

    @property
    def bound(self) -> float:
        """What no set exceeds, in whole units: the first level's bound covers all that is open."""
        return max(float(self.levels.bound[0]), float(self.best[0])) if self.is_open else float(self.best[0])

    def walk(self, task: Task) -> None:
        """Walk on until it is time to look at the clock."""
        from partner_select.kernels.branching import explore

        self.work[0], began = self.quota, time.monotonic()
        self.depth = explore(self.form, self.levels, self.depth, STEPS, self.best, self.members, self.work)
        self.quota = next_quota(self.quota - int(self.work[0]), time.monotonic() - began, task.left)


def _levels(task: Task, q: Quadratic) -> Levels:
    """Arrays for every depth; the first starts from the multipliers of the relaxation."""
    from partner_select.kernels.branching import Levels

    m, depths = len(q.own), q.most + 2
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
    return levels
