"""What another budget, or another number of partners, would bring, and the price of the next unit."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

import partner_select as ps
from alliance.partners.problem import selection_of
from alliance.partners.records import Sweep, SweepLine
from alliance.scenario.schema import Scenario

__all__ = ["budget_levels", "size_levels", "sweeps_of"]

BELOW, ABOVE = 4, 4  # budgets looked at on each side of the present one
STEP = 0.125  # of the present budget, rounded to two digits
AROUND = 3  # numbers of partners looked at on each side


def budget_levels(budget: float) -> list[float]:
    """Return budgets around the present one, in steps of about an eighth of it.

    Examples
    --------
    >>> budget_levels(320)
    [160.0, 200.0, 240.0, 280.0, 320, 360.0, 400.0, 440.0, 480.0]
    """
    if budget <= 0:
        return []
    step = STEP * budget
    digits = 1 - floor(log10(step))
    step = round(step, digits)
    levels = [round(budget + k * step, max(digits, 0)) for k in range(-BELOW, ABOVE + 1) if k]
    return sorted({*(level for level in levels if level >= 0), budget})


def size_levels(low: int, now: int, candidates: int) -> list[int]:
    """Return largest numbers of partners around the present one.

    Examples
    --------
    >>> size_levels(2, 4, 10)
    [2, 3, 4, 5, 6, 7]
    """
    return list(range(max(low, now - AROUND, 1), min(candidates, now + AROUND) + 1))


def sweeps_of(scenario: Scenario, problem: ps.Problem, chosen: Sequence[str]) -> list[Sweep]:
    """Return the sweep of the budget, where there is one, and of the largest number of partners.

    Parameters
    ----------
    scenario
        Time limit and seed.
    problem
        Its selection problem.
    chosen
        The best set; where the size is open upwards, its number of members is where the sweep is centred.
    """
    selection = selection_of(scenario)
    seconds, seed, sweeps = selection.time_limit, scenario.seed, list[Sweep]()
    if problem.budget is not None and (budgets := budget_levels(problem.budget)):
        sweeps.append(_sweep("budget", problem.budget, len(budgets), ps.budget_sweep(problem, budgets, seconds, seed)))
    low, high = problem.size
    sizes = size_levels(low, len(chosen) if high is None else min(high, problem.pool.n), problem.pool.n)
    sweeps.append(_sweep("size", high, len(sizes), ps.size_sweep(problem, sizes, seconds, seed)))
    return sweeps


def _sweep(kind: str, now: float | None, asked: int, steps: Sequence[ps.SweepStep]) -> Sweep:
    lines = [
        SweepLine(
            level=step.level,
            members=list(step.selection.members),
            objective=step.selection.objective,
            per_unit=step.per_unit,
            proved=step.selection.status in ("proved", "infeasible"),
        )
        for step in steps
    ]
    return Sweep.model_validate(
        {"kind": kind, "now": now, "lines": lines, "complete": len(lines) == asked and all(line.proved for line in lines)}
    )
