"""The best sets after the best: each far enough from all before it, or every one that is nearly as good."""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction

from partner_select.best_set import best_set, require_settings
from partner_select.errors import SelectionError
from partner_select.exact import as_fraction
from partner_select.interrupt import Interrupt
from partner_select.problem import Problem
from partner_select.selection import Selection
from partner_select.solve import Settings
from partner_select.variants import Asker

__all__ = ["NearOptimal", "alternatives", "sets_within"]


@dataclass(frozen=True)
class NearOptimal:
    """Every set that is nearly as good as the best, and what they have in common.

    Parameters
    ----------
    sets
        Best first.
    core, borderline, outside
        Candidates that are in every one of the sets, in some, and in none.
    complete
        Whether there are no further sets as good.
    """

    sets: tuple[Selection, ...]
    core: tuple[str, ...]
    borderline: tuple[str, ...]
    outside: tuple[str, ...]
    complete: bool


def alternatives(
    problem: Problem,
    k: int = 5,
    differ_by: int = 1,
    time_limit: float = 60.0,
    seed: int = 0,
    workers: int = 1,
    best: Selection | None = None,
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
    best
        What :func:`select` found for this problem, if that is known: it is then the first set, and not searched for again.

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
    start = time.monotonic()
    found = [] if best is None or best.objective is None else [best]
    avoid = [(frozenset(problem.pool.positions(selection.members)), differ_by) for selection in found]
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


def sets_within(
    problem: Problem, share: float = 0.05, limit: int = 100, time_limit: float = 60.0, seed: int = 0, workers: int = 1
) -> NearOptimal:
    """Return all partner sets whose objective is within a share of the best one's size.

    Parameters
    ----------
    problem
        The problem.
    share
        0.05 keeps sets that lose at most 5 % of the best objective's absolute value.
    limit
        Most sets to return.
    time_limit
        Seconds for all together.
    seed, workers
        As for :func:`select`.

    Returns
    -------
    NearOptimal
        With candidates sorted by how sure their place is. One solve per set, each beside all sets before it.

    Raises
    ------
    SelectionError
        If a number makes no sense.

    Examples
    --------
    >>> from partner_select import Pool, Problem
    >>> found = sets_within(Problem(Pool(["A", "B", "C"], value=[9, 2, 1.9], cost=[3, 3, 3]), budget=6), share=0.02)
    >>> found.core, found.borderline, found.outside, found.complete
    (('A',), ('B', 'C'), (), True)
    """
    require_settings(time_limit, seed, workers)
    problems = [] if _positive(limit) else [f"limit: must be a whole number from 1, got {limit!r}"]
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 <= share < float("inf"):
        problems.append(f"share: must be a number from 0, got {share!r}")
    if problems:
        raise SelectionError(problems)
    with Interrupt() as interrupt:
        sets, complete = _all_within(problem, as_fraction(share), limit, Asker(time_limit, seed, workers, interrupt))
    chosen = [set(s.members) for s in sets]
    core = tuple(name for name in problem.pool.names if chosen and all(name in s for s in chosen))
    outside = tuple(name for name in problem.pool.names if not any(name in s for s in chosen))
    borderline = tuple(name for name in problem.pool.names if name not in core and name not in outside)
    return NearOptimal(sets, core, borderline, outside, complete)


def _all_within(problem: Problem, share: Fraction, limit: int, asker: Asker) -> tuple[tuple[Selection, ...], bool]:
    """Ask for the next best until it is not good enough; also say whether that point was reached with certainty."""
    found: list[Selection] = []
    known: list[frozenset[int]] = []
    while True:
        selection = asker.ask(problem, avoid=known)
        if selection is None or selection.objective is None:
            return tuple(found), asker.final
        worth = Fraction(selection.proof["objective"])
        best = Fraction(found[0].proof["objective"]) if found else worth
        if worth < best - share * abs(best):
            return tuple(found), asker.final
        if len(found) == limit:
            return tuple(found), False
        found.append(selection)
        known.append(frozenset(problem.pool.positions(selection.members)))
