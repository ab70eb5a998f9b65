"""From a game of a scenario to its possible futures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

import allocation as al
from alliance.scenario.schema import Scenario, TableValue
from alliance.uncertainty.project_tables import project_tables
from alliance.uncertainty.spread_tables import spread_tables
from alliance.valuation import GamePlan
from allocation.coalition import coalition_count

__all__ = ["futures", "is_uncertain", "too_large"]

MOST_VALUES = 2**25  # worths of coalitions in all futures of a game together: 256 MB
MOST_TO_FILL = 10  # players; filling in the best parts of coalitions that are not listed looks at 3**n pairs of them


def is_uncertain(scenario: Scenario, plan: GamePlan) -> bool:
    """Whether the scenario leaves anything uncertain in this game."""
    asked = scenario.uncertainty
    if asked is None:
        return False
    return asked.spread > 0 if plan.project is None else plan.project in asked.projects


def too_large(scenario: Scenario, plan: GamePlan) -> bool:
    """Whether the futures of this game would take too much memory or time."""
    n, asked = plan.game.n, scenario.uncertainty
    if asked is None:
        return False
    fills = isinstance(scenario.value, TableValue) and scenario.value.missing == "superadditive" and n > MOST_TO_FILL
    return fills or n > MOST_VALUES.bit_length() or asked.samples * coalition_count(n) > MOST_VALUES


def futures(scenario: Scenario, plan: GamePlan) -> al.ScenarioTables:
    """Draw the possible futures of a game for which :func:`is_uncertain` holds and :func:`too_large` does not.

    Parameters
    ----------
    scenario
        Its uncertainty part says what is uncertain, its seed starts the random numbers.
    plan
        The game.
    """
    asked = scenario.uncertainty
    if asked is None:
        raise ValueError("the scenario leaves nothing uncertain")
    players = plan.game.players
    project = next((one for one in scenario.projects if one.id == plan.project), None)
    listed = scenario.value if isinstance(scenario.value, TableValue) else None

    def draw(generator: np.random.Generator, samples: int) -> NDArray[np.float64]:
        if project is not None:
            return project_tables(scenario, project, players, generator, samples)
        return spread_tables(plan.game, listed, asked, generator, samples)

    return al.scenario_tables(draw, players, samples=asked.samples, seed=scenario.seed)
