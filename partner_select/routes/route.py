"""What a route to a proof is: whether it fits a problem, and how it is walked."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from partner_select.interrupt import Interrupt
from partner_select.lagrangian import Relaxation
from partner_select.model import Limit
from partner_select.problem import Problem
from partner_select.quadratic import Quadratic
from partner_select.solve import Settings

__all__ = ["Outcome", "Route", "Task"]


@dataclass(frozen=True)
class Outcome:
    """What a route ended with; nothing of it is believed before exact arithmetic has looked at it.

    Parameters
    ----------
    members
        Best set it found, None when it found none.
    bound
        Upper bound on the true objective of all allowed sets, None when it has none.
    finished
        Whether it claims to have proved its set optimal, or, without a set, that there is none.
    error
        How far whole numbers may be off the true objective.
    solver, version
        Who says so.
    """

    members: frozenset[int] | None
    bound: Fraction | None
    finished: bool
    error: Fraction
    solver: str
    version: str


@dataclass(frozen=True, eq=False)
class Task:
    """What a route works on.

    Parameters
    ----------
    problem, limits
        The problem and its limits, cuts included.
    quadratic
        The problem in whole numbers; None where it was not needed.
    relaxation
        The Lagrangian bound; None where there is none.
    known
        A set that keeps every limit.
    settings
        Time limit, seed, workers.
    interrupt
        Stops the search when it is wanted.
    deadline
        On the monotonic clock, in seconds.
    report
        Told (objective or None, bound or None) when there is news.
    """

    problem: Problem
    limits: list[Limit]
    quadratic: Quadratic | None
    relaxation: Relaxation | None
    known: frozenset[int] | None
    settings: Settings
    interrupt: Interrupt
    deadline: float
    report: Callable[[Fraction | None, Fraction | None], None]

    @property
    def left(self) -> float:
        """Seconds left."""
        return self.deadline - time.monotonic()

    @property
    def over(self) -> bool:
        """Whether time is up or somebody pressed Ctrl-C."""
        return self.left <= 0 or self.interrupt.wanted


@dataclass(frozen=True)
class Route:
    """A way to a proof.

    Parameters
    ----------
    name
        Name for ``select(..., route=name)``.
    unfit
        Why the route cannot take a problem; None when it can.
    prove
        Walk it.
    """

    name: str
    unfit: Callable[[Quadratic], str | None]
    prove: Callable[[Task], Outcome]
