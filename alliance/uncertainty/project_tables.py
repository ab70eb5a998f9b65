"""Possible futures of a project: tables of all coalitions for drawn chances of success, benefits, costs and subsidies.

What a coalition earns is, before it is cut off at nothing, linear in those four numbers. The three parts that depend on the coalition
alone come from the project's own game, so that the value model is written down once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from alliance.scenario.schema import RANGED, Project, Scenario
from alliance.uncertainty.shapes import Shape, draw_between
from alliance.valuation import project_game
from allocation.coalition import coalition_count, memberships

__all__ = ["project_tables"]


def project_tables(
    scenario: Scenario, project: Project, players: Sequence[str], generator: np.random.Generator, samples: int
) -> NDArray[np.float64]:
    """Draw tables of a project's game.

    Parameters
    ----------
    scenario
        Its uncertainty part gives the ranges.
    project, players
        Whose game it is: member ids.
    generator
        Source of the random numbers.
    samples
        How many futures.

    Returns
    -------
    float64[samples, 2**n]
    """
    drawn = _drawn(scenario, project, generator, samples)
    market, eligible, bought = _parts(scenario, project, players)
    tables = np.outer(drawn["base_success"] * drawn["benefit"], market)
    tables += np.outer(drawn["subsidy"], eligible)
    tables -= drawn["cost"][:, None] + bought
    np.maximum(tables, 0.0, out=tables)
    tables += _alone(scenario, players)
    tables[:, 0] = 0.0
    return tables


def _drawn(scenario: Scenario, project: Project, generator: np.random.Generator, samples: int) -> dict[str, NDArray[np.float64]]:
    ranges = scenario.uncertainty.projects.get(project.id) if scenario.uncertainty else None
    shape: Shape = scenario.uncertainty.shape if scenario.uncertainty else "triangular"
    drawn = {}
    for field in RANGED:
        given, found = getattr(project, field), getattr(ranges, field, None)
        low, high = (found.low, found.high) if found else (given, given)
        drawn[field] = draw_between(generator, shape, low, given, high, samples)
    return drawn


def _parts(scenario: Scenario, project: Project, players: Sequence[str]) -> tuple[NDArray[np.float64], ...]:
    """For every coalition: market reached times part of the base success, whether the subsidy is granted, what has to be bought."""
    bare = scenario.model_copy(update={"members": [m.model_copy(update={"stand_alone": 0.0}) for m in scenario.members]})
    nothing = {"base_success": 1.0, "benefit": 0.0, "cost": 0.0, "subsidy": 0.0, "outsourcing": {}}
    whole = sum(project.outsourcing.values())

    def table(**changes: object) -> NDArray[np.float64]:
        return project_game(bare, project.model_copy(update={**nothing, **changes}), players).table()

    left = table(subsidy=whole, subsidy_for="everyone", outsourcing=project.outsourcing)  # a grant as large as all that could be bought
    return table(benefit=1.0), table(subsidy=1.0), whole - left


def _alone(scenario: Scenario, players: Sequence[str]) -> NDArray[np.float64]:
    """What the members of every coalition earn without the alliance."""
    by_id = {m.id: m.stand_alone for m in scenario.members}
    every = memberships(np.arange(coalition_count(len(players)), dtype=np.uint64), len(players))
    return np.asarray(every @ np.array([by_id[p] for p in players]), dtype=np.float64)
