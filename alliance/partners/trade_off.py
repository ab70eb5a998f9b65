"""What more of one objective costs in another: the exact frontier, in the document's words."""

from __future__ import annotations

import partner_select as ps
from alliance.partners.measures import TERMS
from alliance.partners.problem import selection_of
from alliance.partners.records import FrontierLine, TradeOff
from alliance.scenario.schema import Scenario
from alliance.wording import Wording, said

__all__ = ["SMALLER_IS_BETTER", "objective_title", "trade_off"]

SMALLER_IS_BETTER = ("cost", "expected_loss")


def objective_title(name: str) -> Wording:
    """Return what an objective of the frontier is called."""
    return TERMS.get(name) or said("Objective")


def trade_off(scenario: Scenario, problem: ps.Problem) -> TradeOff:
    """Return the frontier of the objectives that the selection asks for.

    Parameters
    ----------
    scenario
        With two or three names in ``selection.frontier``.
    problem
        Its selection problem.
    """
    selection = selection_of(scenario)
    found = ps.frontier(problem, selection.frontier, time_limit=selection.time_limit, seed=scenario.seed)
    return TradeOff(
        objectives=list(found.objectives),
        titles=[objective_title(name) for name in found.objectives],
        smaller_is_better=[name in SMALLER_IS_BETTER for name in found.objectives],
        points=[
            FrontierLine(members=list(p.members), values=[p.values[name] for name in found.objectives], proved=p.status == "proved")
            for p in found.points
        ],
        complete=found.complete,
    )
