"""Why this set: what every candidate is worth to it, who could take whose place, how sure each place is."""

from __future__ import annotations

from typing import Literal

import partner_select as ps
from alliance.partners.problem import selection_of
from alliance.partners.records import CandidateLine, Reasons, SwapLine
from alliance.scenario.schema import Scenario

__all__ = ["reasons_for"]

Place = Literal["core", "borderline", "outside"]
MOST_NEAR = 200  # sets nearly as good that are looked at


def reasons_for(scenario: Scenario, problem: ps.Problem, found: ps.Selection) -> Reasons:
    """Explain the chosen set.

    Parameters
    ----------
    scenario
        ``selection.within`` says which sets are nearly as good.
    problem
        Its selection problem.
    found
        The chosen set.
    """
    selection = selection_of(scenario)
    explained = ps.explain(problem, found, time_limit=selection.time_limit, seed=scenario.seed)
    near = ps.sets_within(problem, selection.within, MOST_NEAR, selection.time_limit, scenario.seed)
    places = _places(near)
    return Reasons(
        candidates=[_line(row, places.get(row.name)) for row in explained.candidates],
        swaps=[SwapLine(leaves=s.leaves, enters=s.enters, change=s.change) for s in explained.swaps],
        within=selection.within,
        near=len(near.sets),
        near_complete=near.complete,
        complete=explained.complete and near.complete,
    )


def _places(near: ps.NearOptimal) -> dict[str, Place]:
    """Where every candidate stands; nobody is called an outsider before all sets nearly as good are known."""
    places: dict[str, Place] = {}
    named: tuple[tuple[Place, tuple[str, ...]], ...] = (("core", near.core), ("borderline", near.borderline), ("outside", near.outside))
    for place, members in named:
        if place != "outside" or (near.complete and near.sets):
            places.update(dict.fromkeys(members, place))
    return places


def _line(row: ps.CandidateRow, place: Place | None) -> CandidateLine:
    return CandidateLine(
        member=row.name,
        chosen=row.chosen,
        place=place,
        best_with=row.best_with,
        best_without=row.best_without,
        worth=row.worth,
        value_to_get_in=row.value_to_get_in,
        cost_to_get_in=row.cost_to_get_in,
        synergy_to_get_in=row.synergy_to_get_in,
        comes=list(row.comes),
        goes=list(row.goes),
        proved=row.proved,
    )
