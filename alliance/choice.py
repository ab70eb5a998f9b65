"""From a scenario to a partner selection problem, and from its answer to the document."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

import partner_select as ps
from alliance.clash import clash_wordings
from alliance.document import Check, Coverage, Limit, PartnerSet, SelectionOutcome, Term, Wording, said
from alliance.roles import role_title
from alliance.scenario.schema import Member, Project, Scenario, Selection
from alliance.valuation import market_access, project_game, wording

__all__ = ["choose", "problem_of", "repeat"]

MARKET = "#market"  # stands beside the scenario's capabilities in the pool; no id begins with that mark

TERMS: dict[str, Wording] = {
    "value": said("Own value"),
    "synergy": said("Complementarity and synergy"),
    "coverage": said("Market opened and outsourcing saved"),
    "cost": said("Cost"),
    "expected_loss": said("Expected loss"),
}


def choose(scenario: Scenario) -> SelectionOutcome:
    """Choose the partners of a scenario that has a selection part.

    Parameters
    ----------
    scenario
        A checked scenario with a ``selection``.

    Returns
    -------
    SelectionOutcome
        The chosen set with bound, gap and status, the alternatives, and the limits that clash when nothing is allowed.
    """
    selection = _selection(scenario)
    problem = problem_of(scenario)
    found = ps.select(problem, time_limit=selection.time_limit, seed=scenario.seed)
    others = _others(scenario, problem, found)
    checks = ps.verify(problem, found) if found.objective is not None else []
    return repeat(scenario, problem, found).model_copy(
        update={
            "alternatives": [_partner_set(scenario, other) for other in others][: selection.alternatives],
            "interrupted": found.interrupted or any(other.interrupted for other in others),
            "clash": clash_wordings(problem, selection.time_limit, scenario) if found.status == "infeasible" else [],
            "checks": [Check(name=c.name, ok=c.ok, detail=c.detail) for c in checks],
        }
    )


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
        Without alternatives, clash and checks.
    """
    chosen = None if found.objective is None else _partner_set(scenario, found)
    return SelectionOutcome(
        project=_selection(scenario).project,
        status=found.status.value,
        candidates=list(problem.pool.names),
        chosen=chosen,
        bound=found.bound,
        gap=found.gap,
        limits=_limits(problem, found.members) if chosen else [],
        coverage=_coverage(scenario, problem, found.members) if chosen else [],
        alternatives=[],
        interrupted=found.interrupted,
        complementarity=_complementarity(problem.pool, scenario).round(6).tolist(),
        clash=[],
        checks=[],
        proof=found.to_dict(),
    )


def _selection(scenario: Scenario) -> Selection:
    if scenario.selection is None:
        raise ValueError("this scenario has no selection part")
    return scenario.selection


def _candidates(scenario: Scenario) -> list[Member]:
    asked = set(_selection(scenario).candidates)
    return [m for m in scenario.members if not asked or m.id in asked]


def _project(scenario: Scenario) -> Project | None:
    return next((p for p in scenario.projects if p.id == _selection(scenario).project), None)


def problem_of(scenario: Scenario) -> ps.Problem:
    """Return the selection problem of a scenario, in the alliance's money unit.

    The coverage term counts, for the open project, the part of the expected benefit that the partners' market access opens
    (base success × benefit × min(1, Σ access)) and the outsourcing that their capabilities save; a pair adds its declared synergy plus
    ``complementarity`` times the pair's complementarity score between 0 and 1. Needs the selection names are limits as well.
    """
    selection, members = _selection(scenario), _candidates(scenario)
    inside = {m.id for m in members}
    names, levels = _levels(scenario, members)
    pool = ps.Pool(
        [m.id for m in members],
        value=[m.value for m in members],
        cost=[m.cost for m in members],
        capabilities=levels,
        capability_names=names,
        roles=[m.role for m in members],
        failure=[m.failure for m in members],
        loss=[m.loss for m in members],
        pairs=_pair_worth(scenario, ps.Pool([m.id for m in members], capabilities=levels, capability_names=names)),
    )
    return ps.Problem(
        pool,
        budget=selection.budget,
        size=selection.size,
        needs=_needs(scenario),
        roles={str(role): span for role, span in selection.roles.items()},
        include=selection.include,
        exclude=[m for m in selection.exclude if m in inside],
        conflicts=[(r.a, r.b) for r in scenario.relations if r.conflict and {r.a, r.b} <= inside],
        objective=ps.Objective(**selection.objective.model_dump()),
        max_expected_loss=selection.max_expected_loss,
    )


def _needs(scenario: Scenario) -> dict[str, ps.Need]:
    """Hard needs as asked; the open project's requirement and market as needs that only pay, at what they are worth to the project."""
    project, asked = _project(scenario), {k: need for k, need in _selection(scenario).needs.items() if need.amount > 0}
    required = {k: amount for k, amount in project.requirement.items() if amount > 0} if project else {}
    saved = project.outsourcing if project else {}
    needs = {k: ps.Need(amount, hard=False, worth=saved.get(k, 0.0)) for k, amount in required.items()}
    needs |= {k: ps.Need(n.amount, by=n.by, at_least=n.at_least, worth=saved.get(k, 0.0)) for k, n in asked.items()}
    if project:
        needs[MARKET] = ps.Need(1.0, by="sum", hard=False, worth=project.base_success * project.benefit)
    return needs


def _levels(scenario: Scenario, members: Sequence[Member]) -> tuple[list[str], NDArray[np.float64]]:
    """Capabilities of the candidates, and their access to the open project's market as one more."""
    names, project = [k.id for k in scenario.capabilities], _project(scenario)
    levels = [[m.capabilities.get(k, 0.0) for k in names] for m in members]
    if project:
        levels = [[*row, market_access(m, project.id)] for row, m in zip(levels, members, strict=True)]
        names = [*names, MARKET]
    return names, np.array(levels).reshape(len(members), len(names))


def _complementarity(pool: ps.Pool, scenario: Scenario) -> NDArray[np.float64]:
    """Return candidates × candidates scores from 0 to 1: what two cover of the requirement beyond the better of them alone."""
    project = _project(scenario)
    required = {name: amount for name, amount in project.requirement.items() if amount > 0} if project else {}
    if not scenario.capabilities:
        return np.zeros((pool.n, pool.n))
    return ps.complementarity(pool, needs=required or None)


def _pair_worth(scenario: Scenario, pool: ps.Pool) -> NDArray[np.float64]:
    worth = _selection(scenario).complementarity * _complementarity(pool, scenario)
    where = {name: i for i, name in enumerate(pool.names)}
    for relation in scenario.relations:
        if relation.a in where and relation.b in where:
            i, j = where[relation.a], where[relation.b]
            worth[i, j] += relation.synergy
            worth[j, i] += relation.synergy
    return worth


def _partner_set(scenario: Scenario, found: ps.Selection) -> PartnerSet:
    project = _project(scenario)
    joint = project_game(scenario, project, found.members).grand_value if project and found.members else None
    terms = [
        Term(name=name, title=TERMS[name], amount=term.amount, weight=term.weight, contribution=term.contribution)
        for name, term in found.terms.items()
        if name in TERMS and term.weight and term.amount
    ]
    return PartnerSet(members=list(found.members), objective=found.objective or 0.0, terms=terms, joint_value=joint)


def _others(scenario: Scenario, problem: ps.Problem, found: ps.Selection) -> list[ps.Selection]:
    """The next best sets, unless none are wanted or Ctrl-C was pressed before."""
    selection = _selection(scenario)
    if found.objective is None or found.interrupted or not selection.alternatives:
        return []
    others = ps.alternatives(problem, k=selection.alternatives + 1, time_limit=selection.time_limit, seed=scenario.seed)
    return [other for other in others if other.objective is not None and set(other.members) != set(found.members)]


def _limits(problem: ps.Problem, chosen: Sequence[str]) -> list[Limit]:
    pool = problem.pool
    inside = np.array([name in set(chosen) for name in pool.names])
    roles = np.array(pool.roles)
    limits = [Limit(name="size", title=said("Number of partners"), used=len(chosen), low=problem.size[0], high=problem.size[1])]
    if problem.budget is not None:
        limits.append(Limit(name="budget", title=said("Budget"), used=float(pool.cost[inside].sum()), low=None, high=problem.budget))
    if problem.max_expected_loss is not None:
        expected = float((pool.failure * pool.loss)[inside].sum())
        limits.append(Limit(name="expected_loss", title=said("Expected loss"), used=expected, low=None, high=problem.max_expected_loss))
    for role, (low, high) in problem.roles.items():
        used = float((inside & (roles == role)).sum())
        limits.append(
            Limit(name=f"role:{role}", title=said("Partners with the role “{role}”", role=role_title(role)), used=used, low=low, high=high)
        )
    return limits


def _coverage(scenario: Scenario, problem: ps.Problem, chosen: Sequence[str]) -> list[Coverage]:
    titles = {k.id: wording(k.name) for k in scenario.capabilities}
    inside = np.array([name in set(chosen) for name in problem.pool.names])
    lines = []
    for k, need in problem.needs.items():
        if problem.pool.capability_names[k] == MARKET:
            continue
        levels = problem.pool.capabilities[inside, k]
        reached = levels.sum() if need.by == "sum" else np.sort(levels)[::-1][need.at_least - 1 : need.at_least].sum()
        name = problem.pool.capability_names[k]
        lines.append(Coverage(capability=name, title=titles[name], needed=need.amount, reached=float(reached), by=need.by))
    return lines
