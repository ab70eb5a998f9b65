"""The partner selection of a scenario: the best set, what else was close, and the further looks that were asked for."""

from __future__ import annotations

import partner_select as ps
from alliance.clash import clash_wordings
from alliance.document import Check, SelectionOutcome
from alliance.partners.looks import further_looks
from alliance.partners.measures import coverage_lines, limit_lines, partner_set
from alliance.partners.problem import complementarity_of, problem_of, selection_of
from alliance.partners.repairs import repair_lines
from alliance.partners.side_by_side import compared_sets
from alliance.scenario.schema import Scenario
from partner_select.interrupt import Interrupt

__all__ = ["choose", "repeat"]


def choose(scenario: Scenario) -> SelectionOutcome:
    """Choose the partners of a scenario that has a selection part.

    Parameters
    ----------
    scenario
        A checked scenario with a ``selection``.

    Returns
    -------
    SelectionOutcome
        The chosen set with bound, gap and status, the alternatives, the further looks the scenario asks for, and, when nothing is
        allowed, the limits that clash and the least repairs.
    """
    with Interrupt() as interrupt:
        selection, problem = selection_of(scenario), problem_of(scenario)
        found = ps.select(problem, time_limit=selection.time_limit, seed=scenario.seed)
        outcome = repeat(scenario, problem, found)
        if found.objective is not None:
            outcome = _with_company(scenario, problem, found, outcome, interrupt)
        else:
            outcome = outcome.model_copy(update={"comparison": compared_sets(scenario, problem, None, [])})
        if found.status == "infeasible" and not interrupt.wanted:
            clash = clash_wordings(problem, selection.time_limit, scenario)
            outcome = outcome.model_copy(update={"clash": clash, "repairs": repair_lines(scenario, problem)})
        return outcome.model_copy(update={"interrupted": outcome.interrupted or interrupt.wanted})


def _with_company(
    scenario: Scenario, problem: ps.Problem, found: ps.Selection, outcome: SelectionOutcome, interrupt: Interrupt
) -> SelectionOutcome:
    """The outcome with its checks, the next best sets and whatever else is asked for, until Ctrl-C."""
    others = _others(scenario, problem, found)
    checks = [Check(name=c.name, ok=c.ok, detail=c.detail) for c in ps.verify(problem, found)]
    interrupted = found.interrupted or any(other.interrupted for other in others)
    kept = [partner_set(scenario, other) for other in others]
    outcome = outcome.model_copy(update={"alternatives": kept, "checks": checks, "interrupted": interrupted})
    return outcome.model_copy(update=further_looks(scenario, problem, found, outcome, interrupt))


def repeat(scenario: Scenario, problem: ps.Problem, found: ps.Selection) -> SelectionOutcome:
    """Say in the document's terms what was found, without searching for anything again.

    Parameters
    ----------
    scenario
        A checked scenario with a ``selection``.
    problem
        Its selection problem.
    found
        The answer to it.

    Returns
    -------
    SelectionOutcome
        Without alternatives, further looks, clash and checks.
    """
    chosen = None if found.objective is None else partner_set(scenario, found)
    return SelectionOutcome(
        project=selection_of(scenario).project,
        status=found.status.value,
        candidates=list(problem.pool.names),
        chosen=chosen,
        bound=found.bound,
        gap=found.gap,
        limits=limit_lines(problem, found.members) if chosen else [],
        coverage=coverage_lines(scenario, problem, found.members) if chosen else [],
        alternatives=[],
        interrupted=found.interrupted,
        complementarity=complementarity_of(problem.pool, scenario).round(6).tolist(),
        clash=[],
        checks=[],
        proof=found.to_dict(),
    )


def _others(scenario: Scenario, problem: ps.Problem, found: ps.Selection) -> list[ps.Selection]:
    """The next best sets, unless none are wanted or Ctrl-C was pressed before."""
    selection = selection_of(scenario)
    if found.interrupted or not selection.alternatives:
        return []
    others = ps.alternatives(problem, k=selection.alternatives + 1, time_limit=selection.time_limit, seed=scenario.seed, best=found)
    kept = [other for other in others if other.objective is not None and set(other.members) != set(found.members)]
    return kept[: selection.alternatives]
