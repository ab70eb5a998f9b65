"""Why this set: what each candidate is worth to it, who would take whose place, and what an outsider would have to change to get in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from partner_select.best_set import require_settings
from partner_select.checking import check_positions, exact_objective
from partner_select.climbing import objectives
from partner_select.errors import SelectionError
from partner_select.exact import as_fraction
from partner_select.interrupt import Interrupt
from partner_select.model import limits_of
from partner_select.problem import Problem
from partner_select.selection import Selection, Status
from partner_select.variants import Asker, forced

__all__ = ["CandidateRow", "Explanation", "Swap", "explain"]

MOST_SWAPS = 20  # swaps listed, the best ones
ROUNDING = 1e-9  # shares of a limit within which a float cannot decide and fractions do


@dataclass(frozen=True)
class CandidateRow:
    """One candidate.

    Parameters
    ----------
    name
        The candidate.
    chosen
        Whether it is in the explained set.
    best_with, best_without
        Best objective of a set with, and without, the candidate; None where no such set is allowed, or time was up.
    worth
        ``best_with - best_without``: what the candidate brings; negative when it would cost something to take it in.
    value_to_get_in
        For outsiders: by how much its own value would have to rise to be in a best set; None where a limit on shares looks at values.
    cost_to_get_in
        For outsiders, where the objective weighs costs: by how much its cost would have to fall, if that is enough and no limit on shares
        looks at costs; else None.
    synergy_to_get_in
        For outsiders: how much synergy with the other members of its best set would have to be added in all; None where the core of
        these pairs is a limit.
    comes, goes
        Who enters and who leaves, compared with the explained set, in the best set of the other kind.
    proved
        Whether both bests are proved.
    """

    name: str
    chosen: bool
    best_with: float | None
    best_without: float | None
    worth: float | None
    value_to_get_in: float | None
    cost_to_get_in: float | None
    synergy_to_get_in: float | None
    comes: tuple[str, ...]
    goes: tuple[str, ...]
    proved: bool


@dataclass(frozen=True)
class Swap:
    """One member replaced by one outsider, all limits kept.

    Parameters
    ----------
    leaves, enters
        Who.
    change
        What it does to the objective.
    """

    leaves: str
    enters: str
    change: float


@dataclass(frozen=True)
class Explanation:
    """A set, explained.

    Parameters
    ----------
    candidates
        One row per candidate asked about, in the pool's order.
    swaps
        Allowed swaps, best first.
    complete
        Whether every question was answered with a proof.
    """

    candidates: tuple[CandidateRow, ...]
    swaps: tuple[Swap, ...]
    complete: bool


def _swaps(problem: Problem, members: frozenset[int]) -> tuple[Swap, ...]:
    """Floats choose which swaps are looked at exactly, one member at a time."""
    n, limits = problem.pool.n, limits_of(problem)
    here = exact_objective(problem, members)
    outsiders = np.array([j for j in range(n) if j not in members], dtype=np.int64)
    rated: list[tuple[float, int, int]] = []
    for i in sorted(members):
        sets = np.zeros((len(outsiders), n), dtype=np.bool_)
        sets[:, sorted(members - {i})] = True
        sets[np.arange(len(outsiders)), outsiders] = True
        likely = np.ones(len(outsiders), dtype=np.bool_)
        for limit in limits:
            likely &= limit.violation(sets) <= ROUNDING
        worth = objectives(problem, sets)
        rated += [(-float(worth[k]), i, int(outsiders[k])) for k in np.flatnonzero(likely).tolist()]
    names, found = problem.pool.names, []
    for _, i, j in sorted(rated):
        after = (members - {i}) | {j}
        if all(limit.holds(after) for limit in limits):
            found.append(Swap(names[i], names[j], float(exact_objective(problem, after) - here)))
        if len(found) == MOST_SWAPS:
            break
    return tuple(sorted(found, key=lambda s: -s.change))


def _objective(selection: Selection | None) -> Fraction | None:
    return None if selection is None or selection.objective is None else Fraction(selection.proof["objective"])


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)


def _shortfall(missing: Fraction, weight: float, most: Fraction | None = None) -> float | None:
    """What has to change when one unit of it is worth ``weight``; None where it is worth nothing, or more than ``most`` is needed."""
    if not weight or missing < 0:
        return None
    needed = missing / as_fraction(weight)
    return None if most is not None and needed > most else float(needed)


def _free_to_change(problem: Problem) -> tuple[bool, bool, bool]:
    """Whether more value, less cost and more synergy of one candidate leave every set allowed that is: shares and cores they may not."""
    shared, split = problem.risk.max_share, problem.risk.core_margin is not None and problem.joint is None
    return "value" not in shared, "cost" not in shared, not split


def _row(problem: Problem, members: frozenset[int], here: Fraction, i: int, asker: Asker) -> CandidateRow:
    chosen, name, weights = i in members, problem.pool.names[i], problem.objective
    other = asker.ask(problem, [forced(problem, i, not chosen)])
    found = _objective(other)
    best_with, best_without = (here, found) if chosen else (found, here)
    worth = None if best_with is None or best_without is None else best_with - best_without
    missing = None if chosen or worth is None else max(Fraction(0), -worth)
    values = cost = synergy = None
    if missing is not None:
        value_counts, cost_counts, synergy_counts = _free_to_change(problem)
        values, synergy = _shortfall(missing, weights.value * value_counts), _shortfall(missing, weights.synergy * synergy_counts)
        cost = _shortfall(missing, weights.cost * cost_counts, as_fraction(problem.pool.cost[i]))
    there: frozenset[int] = frozenset() if other is None or found is None else frozenset(problem.pool.positions(other.members))
    changed = found is not None
    return CandidateRow(
        name,
        chosen,
        _float(best_with),
        _float(best_without),
        _float(worth),
        values,
        cost,
        synergy,
        problem.pool.names_of(sorted(there - members)) if changed else (),
        problem.pool.names_of(sorted(members - there)) if changed else (),
        other is not None and other.status in (Status.PROVED, Status.INFEASIBLE),
    )


def explain(
    problem: Problem,
    selection: Selection,
    candidates: Iterable[str] | None = None,
    time_limit: float = 60.0,
    seed: int = 0,
    workers: int = 1,
) -> Explanation:
    """Explain a set: value with and without every candidate, swaps, and what outsiders would have to change to get in.

    Parameters
    ----------
    problem
        The problem.
    selection
        Its answer, proved best.
    candidates
        Names to ask about; default all. One solve each.
    time_limit
        Seconds for everything; rows that were not reached are left out, and ``complete`` is False.
    seed, workers
        As for :func:`select`.

    Returns
    -------
    Explanation
        The changes named for outsiders are exact: with them, the candidate's best set is as good as the best.

    Raises
    ------
    SelectionError
        If there is no set to explain, it breaks a limit, or a name is unknown.

    Examples
    --------
    >>> import partner_select as ps
    >>> problem = ps.Problem(ps.Pool(["A", "B", "C"], value=[5, 3, 2]), size=(1, 2))
    >>> explained = explain(problem, ps.select(problem))
    >>> [(row.name, row.worth, row.value_to_get_in) for row in explained.candidates]
    [('A', 3.0, None), ('B', 1.0, None), ('C', -1.0, 1.0)]
    >>> explained.swaps[0]
    Swap(leaves='B', enters='C', change=-1.0)
    """
    require_settings(time_limit, seed, workers)
    if selection.objective is None:
        raise SelectionError("selection: there is no set to explain; ask why_infeasible instead")
    members = frozenset(problem.pool.positions(selection.members))
    if not check_positions(problem, members).feasible:
        raise SelectionError("selection: the set breaks a limit of this problem")
    asked: Sequence[int] = range(problem.pool.n)
    if candidates is not None:
        asked = sorted(problem.pool.positions(candidates, "candidates"))
    here, rows = exact_objective(problem, members), []
    with Interrupt() as interrupt:
        asker = Asker(time_limit, seed, workers, interrupt)
        for i in asked:
            if asker.over:
                break
            rows.append(_row(problem, members, here, i, asker))
    complete = asker.final and len(rows) == len(asked) and selection.status == Status.PROVED
    return Explanation(tuple(rows), _swaps(problem, members), complete)
