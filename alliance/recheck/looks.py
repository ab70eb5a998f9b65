"""The further looks of a document's selection: worked out again where no solver is needed, held against the limits where one was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import partner_select as ps
from alliance.document import Check, SelectionOutcome
from alliance.partners.records import FrontierLine, SweepLine, TradeOff
from alliance.partners.side_by_side import compared_sets
from alliance.scenario import Scenario
from alliance.uncertainty.agreement import agree
from partner_select.variants import with_budget, with_size

__all__ = ["look_checks"]


def look_checks(problem: ps.Problem, selection: SelectionOutcome, scenario: Scenario) -> Iterator[Check]:
    """Yield one check per further look.

    Sets compared are worked out again, splits included. Points of the frontier, levels of a sweep, swaps and repairs are sets: each has
    to keep its limits and be worth what is said; that no better one exists is the word of the search.

    Parameters
    ----------
    problem
        The selection problem.
    selection
        What the document says.
    scenario
        What it was computed from.
    """
    yield Check(name="selection: sets compared", ok=_same_comparison(problem, selection, scenario))
    if selection.trade_off is not None:
        yield Check(name="selection: frontier", ok=_frontier_holds(problem, selection.trade_off))
    for sweep in selection.sweeps:
        wrong = [line.level for line in sweep.lines if not _level_holds(problem, sweep.kind, line)]
        yield Check(name=f"selection: sweep of the {sweep.kind}", ok=not wrong, detail=", ".join(f"{level:g}" for level in wrong))
    if selection.reasons is not None and selection.chosen is not None:
        yield Check(name="selection: swaps", ok=_swaps_hold(problem, selection, selection.chosen.members, selection.chosen.objective))


def _same_comparison(problem: ps.Problem, selection: SelectionOutcome, scenario: Scenario) -> bool:
    try:
        again = compared_sets(scenario, problem, selection.chosen, selection.alternatives)
    except (KeyError, ps.SelectionError):  # a set of strangers
        return False
    return agree([one.model_dump() for one in again], [one.model_dump() for one in selection.comparison])


def _worth(problem: ps.Problem, members: Iterable[str]) -> float | None:
    """The objective of a set that keeps every limit; None for any other."""
    try:
        verdict = ps.check(problem, members)
    except ps.SelectionError:
        return None
    return verdict.objective if verdict.feasible else None


def _frontier_holds(problem: ps.Problem, found: TradeOff) -> bool:
    """Whether every point is allowed, worth what it says, and beaten by no other point."""
    signs = [-1.0 if smaller else 1.0 for smaller in found.smaller_is_better]
    goods = [[sign * value for sign, value in zip(signs, point.values, strict=True)] for point in found.points]
    beaten = any(a != b and all(x <= y for x, y in zip(a, b, strict=True)) for a in goods for b in goods)
    return not beaten and all(_point_holds(problem, found.objectives, point) for point in found.points)


def _point_holds(problem: ps.Problem, objectives: list[str], point: FrontierLine) -> bool:
    try:
        verdict = ps.check(problem, point.members)
    except ps.SelectionError:
        return False
    amounts = [verdict.objective if name == "objective" else verdict.terms[name].amount for name in objectives]
    return verdict.feasible and amounts == point.values


def _level_holds(problem: ps.Problem, kind: str, line: SweepLine) -> bool:
    if line.objective is None:
        return not line.members
    low = problem.size[0]
    other = with_budget(problem, line.level) if kind == "budget" else with_size(problem, (0 if line.level < low else low, int(line.level)))
    return _worth(other, line.members) == line.objective


def _swaps_hold(problem: ps.Problem, selection: SelectionOutcome, members: list[str], objective: float) -> bool:
    for swap in selection.reasons.swaps if selection.reasons else ():
        after = _worth(problem, [swap.enters if one == swap.leaves else one for one in members])
        if after is None or not agree(after - objective, swap.change):
            return False
    return True
