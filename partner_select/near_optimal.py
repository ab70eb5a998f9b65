"""The best sets after the best: each far enough from all before it."""

from __future__ import annotations

import time

from partner_select.best_set import best_set, require_settings
from partner_select.errors import SelectionError
from partner_select.interrupt import Interrupt
from partner_select.problem import Problem
from partner_select.selection import Selection
from partner_select.solve import Settings

__all__ = ["alternatives"]


def alternatives(
    problem: Problem, k: int = 5, differ_by: int = 1, time_limit: float = 60.0, seed: int = 0, workers: int = 1
) -> tuple[Selection, ...]:
    """Return up to k partner sets, best first, each different enough from every earlier one.

    Parameters
    ----------
    problem
        The problem.
    k
        How many, the best set included.
    differ_by
        How many candidates must at least be in one set and out of the other; a swap changes two.
    time_limit
        Seconds for all together.
    seed, workers
        As for :func:`select`.

    Returns
    -------
    tuple of Selection
        Each one's status and bound speak of all sets that are far enough from those found before it. Fewer than k when there are
        no more, or when time is up. Empty when nothing is feasible.

    Raises
    ------
    SelectionError
        If a number makes no sense.

    Examples
    --------
    >>> from partner_select import Pool, Problem
    >>> problem = Problem(Pool(["A", "B", "C"], value=[3, 2, 1]), size=(1, 1))
    >>> [s.members for s in alternatives(problem, k=2)]
    [('A',), ('B',)]
    """
    require_settings(time_limit, seed, workers)
    problems = [f"{name}: must be a whole number from 1, got {x!r}" for name, x in (("k", k), ("differ_by", differ_by)) if not _positive(x)]
    if problems:
        raise SelectionError(problems)
    start, found = time.monotonic(), list[Selection]()
    avoid: list[tuple[frozenset[int], int]] = []
    with Interrupt() as interrupt:
        while len(found) < k and not interrupt.wanted and (left := time_limit - (time.monotonic() - start)) > 0:
            selection = best_set(problem, Settings(left, seed, workers), interrupt, avoid=avoid)
            if not selection.members and selection.objective is None:
                break
            found.append(selection)
            avoid.append((frozenset(problem.pool.positions(selection.members)), differ_by))
    return tuple(sorted(found, key=lambda s: -(s.objective or 0.0)))


def _positive(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 1
