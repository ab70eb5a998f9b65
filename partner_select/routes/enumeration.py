"""Every set, one by one: takes every term and every limit, up to 20 candidates; the yardstick of the other routes.

Floats rank the sets and rule out what clearly breaks a limit; fractions decide from the top until nothing left can be better.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from partner_select.checking import exact_objective
from partner_select.climbing import objectives
from partner_select.every_set import ENUMERATED, every_set
from partner_select.quadratic import Quadratic
from partner_select.routes.route import Outcome, Route, Task

__all__ = ["ENUMERATION"]

NAME = "enumeration"
ROUNDING = 1e-9  # share of the objective's size, or of a limit, within which a float cannot decide and fractions do
EXACT_LOOKS = 20_000  # sets whose worth fractions compare; where more are tied up to rounding, that is stated as the error


def _unfit(quadratic: Quadratic) -> str | None:
    m = len(quadratic.open)
    return f"{m} candidates to choose from make too many sets; it takes up to {ENUMERATED}" if m > ENUMERATED else None


def _sets(task: Task, q: Quadratic) -> Iterator[NDArray[np.bool_]]:
    """All sets of open candidates around those that must be in."""
    for block in every_set(len(q.open)):
        sets = np.zeros((len(block), task.problem.pool.n), dtype=np.bool_)
        sets[:, list(q.inside)] = True
        sets[:, q.open] = block
        yield sets


def _ranked(task: Task, q: Quadratic) -> tuple[NDArray[np.bool_], NDArray[np.float64]] | None:
    """Sets that floats cannot rule out with their objectives, best first; None when time was up."""
    kept, worths = [], []
    for sets in _sets(task, q):
        if task.over:
            return None
        likely = np.ones(len(sets), dtype=np.bool_)
        for limit in task.limits:
            likely[likely] = limit.violation(sets[likely]) <= ROUNDING
        kept.append(sets[likely])
        worths.append(objectives(task.problem, kept[-1]))
    sets, worth = np.concatenate(kept), np.concatenate(worths)
    order = np.argsort(-worth, kind="stable")
    return sets[order], worth[order]


def _prove(task: Task) -> Outcome:
    q, who = task.quadratic or Quadratic.of(task.problem, task.limits), (NAME, f"numpy {version('numpy')}")
    ranked = _ranked(task, q)
    if ranked is None:
        return Outcome(None, None, False, Fraction(0), *who)
    slack = ROUNDING * max(1.0, float(np.abs(ranked[1]).max(initial=0.0)))
    best: tuple[Fraction, frozenset[int]] | None = None
    looks = 0
    for row, worth in zip(*ranked, strict=True):
        if best is not None and worth < float(best[0]) - slack:
            break
        above = Fraction(float(worth)) + Fraction(slack)
        if task.over:
            return Outcome(None if best is None else best[1], above if best is None else max(best[0], above), False, Fraction(0), *who)
        if best is not None and looks >= EXACT_LOOKS:
            return Outcome(best[1], max(best[0], above), True, Fraction(slack), *who)
        members = frozenset(np.flatnonzero(row).tolist())
        if not all(limit.holds(members) for limit in task.limits):
            continue
        looks += 1
        value = exact_objective(task.problem, members)
        if best is None or value > best[0]:
            best = (value, members)
    return Outcome(None if best is None else best[1], None if best is None else best[0], True, Fraction(0), *who)


ENUMERATION = Route("enumeration", _unfit, _prove)
