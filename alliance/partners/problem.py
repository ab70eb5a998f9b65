"""From a scenario to a partner selection problem, in the alliance's money unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

import partner_select as ps
from alliance.partners.hazards import risk_data, risk_limits
from alliance.partners.restrictions import cost_classes, labels_of, restrictions
from alliance.scenario.schema import Member, Need, Project, Scenario, Selection
from alliance.valuation import market_access, project_game

__all__ = ["MARKET", "complementarity_of", "open_project", "problem_of", "selection_of"]

MARKET = "#market"  # stands beside the scenario's capabilities in the pool; no id begins with that mark


def selection_of(scenario: Scenario) -> Selection:
    """Return the selection part of a scenario.

    Raises
    ------
    ValueError
        If it has none.
    """
    if scenario.selection is None:
        raise ValueError("this scenario has no selection part")
    return scenario.selection


def open_project(scenario: Scenario) -> Project | None:
    """Return the project whose partners are to be chosen, if the selection names one."""
    return next((p for p in scenario.projects if p.id == selection_of(scenario).project), None)


def problem_of(scenario: Scenario) -> ps.Problem:
    """Return the selection problem of a scenario, in the alliance's money unit.

    The coverage term counts, for the open project, the part of the expected benefit that the partners' market access opens
    (base success × benefit × min(1, Σ access)) and the outsourcing that their capabilities save; a pair adds its declared synergy plus
    ``complementarity`` times the pair's complementarity score between 0 and 1. Needs the selection names are limits as well.
    """
    selection, members = selection_of(scenario), _candidates(scenario)
    names, levels = _levels(scenario, members)
    pool = ps.Pool(
        [m.id for m in members],
        value=[m.value for m in members],
        cost=[m.cost for m in members],
        capabilities=levels,
        capability_names=names,
        roles=[m.role for m in members],
        pairs=_pair_worth(scenario, ps.Pool([m.id for m in members], capabilities=levels, capability_names=names)),
        labels=labels_of(members),
        cost_classes=cost_classes(members),
        **risk_data(scenario, selection, members),
    )
    return ps.Problem(
        pool,
        budget=selection.budget,
        size=selection.size,
        needs=_needs(scenario),
        objective=ps.Objective(**selection.objective.model_dump()),
        **restrictions(scenario, selection, members),
        **risk_limits(selection),
        **_joint(scenario, members),
    )


def _joint(scenario: Scenario, members: Sequence[Member]) -> dict[str, Any]:
    """What the split of the open project has to keep or is maximised for; its game only where something asks about it."""
    selection, project = selection_of(scenario), open_project(scenario)
    weighed = selection.objective.joint_value or "joint_value" in selection.weight_ranges or "joint_value" in selection.frontier
    asked = weighed or selection.keep_outside_options or selection.core_margin is not None
    return {
        "game": project_game(scenario, project, [m.id for m in members]) if project and asked else None,
        "outside": {m.id: m.stand_alone for m in members} if selection.keep_outside_options else None,
        "core_margin": selection.core_margin,
    }


def _candidates(scenario: Scenario) -> list[Member]:
    asked = set(selection_of(scenario).candidates)
    return [m for m in scenario.members if not asked or m.id in asked]


def _needs(scenario: Scenario) -> dict[str, ps.Need]:
    """Hard needs as asked; the open project's requirement and market as needs that only pay, at what they are worth to the project."""
    project, asked = open_project(scenario), {k: need for k, need in selection_of(scenario).needs.items() if need.amount > 0}
    required = {k: amount for k, amount in project.requirement.items() if amount > 0} if project else {}
    saved = project.outsourcing if project else {}
    needs = {k: ps.Need(amount, hard=False, worth=saved.get(k, 0.0)) for k, amount in required.items()}
    needs |= {k: _hard(n, saved.get(k, 0.0)) for k, n in asked.items()}
    if project:
        needs[MARKET] = ps.Need(1.0, by="sum", hard=False, worth=project.base_success * project.benefit)
    return needs


def _hard(need: Need, worth: float) -> ps.Need:
    return ps.Need(need.amount, by=need.by, at_least=need.at_least, worth=worth, survive_exit=need.survive_exit)


def _levels(scenario: Scenario, members: Sequence[Member]) -> tuple[list[str], NDArray[np.float64]]:
    """Capabilities of the candidates, and their access to the open project's market as one more."""
    names, project = [k.id for k in scenario.capabilities], open_project(scenario)
    levels = [[m.capabilities.get(k, 0.0) for k in names] for m in members]
    if project:
        levels = [[*row, market_access(m, project.id)] for row, m in zip(levels, members, strict=True)]
        names = [*names, MARKET]
    return names, np.array(levels).reshape(len(members), len(names))


def complementarity_of(pool: ps.Pool, scenario: Scenario) -> NDArray[np.float64]:
    """Return candidates × candidates scores from 0 to 1: what two cover of the requirement beyond the better of them alone."""
    project = open_project(scenario)
    required = {name: amount for name, amount in project.requirement.items() if amount > 0} if project else {}
    if not scenario.capabilities:
        return np.zeros((pool.n, pool.n))
    return ps.complementarity(pool, needs=required or None)


def _pair_worth(scenario: Scenario, pool: ps.Pool) -> NDArray[np.float64]:
    worth = selection_of(scenario).complementarity * complementarity_of(pool, scenario)
    where = {name: i for i, name in enumerate(pool.names)}
    for relation in scenario.relations:
        if relation.a in where and relation.b in where:
            i, j = where[relation.a], where[relation.b]
            worth[i, j] += relation.synergy
            worth[j, i] += relation.synergy
    return worth
