"""What another budget or another size would bring: the best set for each, and the price of the next unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from partner_select.best_set import require_settings
from partner_select.interrupt import Interrupt
from partner_select.problem import Problem
from partner_select.selection import Selection
from partner_select.variants import Asker, with_budget, with_size

__all__ = ["SweepStep", "budget_sweep", "size_sweep"]

Level = TypeVar("Level", int, float)


@dataclass(frozen=True)
class SweepStep:
    """One level of a sweep.

    Parameters
    ----------
    level
        The budget, or the most members.
    selection
        The best set at this level.
    per_unit
        What one more unit brought on the way from the level before; None at the first level and where a level has no set.
    """

    level: float
    selection: Selection
    per_unit: float | None


def _sweep(problem: Problem, levels: Sequence[Level], at: Callable[[Problem, Level], Problem], asker: Asker) -> tuple[SweepStep, ...]:
    steps: list[SweepStep] = []
    for level in sorted(set(levels)):
        found = asker.ask(at(problem, level))
        if found is None:
            break
        per_unit = None
        if steps and found.objective is not None and steps[-1].selection.objective is not None:
            per_unit = (found.objective - steps[-1].selection.objective) / (level - steps[-1].level)
        steps.append(SweepStep(level, found, per_unit))
    return tuple(steps)


def budget_sweep(
    problem: Problem, budgets: Sequence[float], time_limit: float = 60.0, seed: int = 0, workers: int = 1, of: str | None = None
) -> tuple[SweepStep, ...]:
    """Return the best set for every budget, smallest first.

    Parameters
    ----------
    problem
        The problem; its own budget is replaced.
    budgets
        Budgets to try.
    time_limit
        Seconds for all together; fewer steps come back when it is reached.
    seed, workers
        As for :func:`select`.
    of
        A class of cost of the pool, whose budget is replaced instead.

    Raises
    ------
    SelectionError
        If a budget is not a number from 0, or the pool has no such costs.

    Examples
    --------
    >>> from partner_select import Pool, Problem
    >>> pool = Pool(["A", "B"], value=[3, 2], cost=[4, 2])
    >>> [(s.level, s.selection.objective, s.per_unit) for s in budget_sweep(Problem(pool), [2, 6])]
    [(2, 2.0, None), (6, 5.0, 0.75)]
    """
    require_settings(time_limit, seed, workers)
    for budget in budgets:
        with_budget(problem, budget, of)
    with Interrupt() as interrupt:
        asker = Asker(time_limit, seed, workers, interrupt)
        return _sweep(problem, budgets, lambda asked, budget: with_budget(asked, budget, of), asker)


def size_sweep(problem: Problem, sizes: Sequence[int], time_limit: float = 60.0, seed: int = 0, workers: int = 1) -> tuple[SweepStep, ...]:
    """Return the best set for every largest number of members, smallest first; below the fewest asked, the fewest are none.

    Parameters
    ----------
    problem
        The problem; the upper end of its size is replaced.
    sizes
        Most members to try.
    time_limit, seed, workers
        As for :func:`budget_sweep`.

    Raises
    ------
    SelectionError
        If a size is not a whole number from 0.

    Examples
    --------
    >>> from partner_select import Pool, Problem
    >>> [s.selection.members for s in size_sweep(Problem(Pool(["A", "B"], value=[3, 2])), [1, 2])]
    [('A',), ('A', 'B')]
    """
    require_settings(time_limit, seed, workers)

    def at(asked: Problem, most: int) -> Problem:
        fewer = isinstance(most, int) and most < asked.size[0]
        return with_size(asked, (0 if fewer else asked.size[0], most))

    for size in sizes:
        at(problem, size)
    with Interrupt() as interrupt:
        return _sweep(problem, sizes, at, Asker(time_limit, seed, workers, interrupt))
