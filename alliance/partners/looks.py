"""The further looks at a selection that a scenario asks for, one after the other until Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import partner_select as ps
from alliance.partners.acceptance import acceptance_of
from alliance.partners.problem import selection_of
from alliance.partners.reasons import reasons_for
from alliance.partners.records import SelectionOutcome
from alliance.partners.side_by_side import compared_sets
from alliance.partners.sweeps import sweeps_of
from alliance.partners.trade_off import trade_off
from alliance.scenario.schema import Scenario
from partner_select.interrupt import Interrupt

__all__ = ["further_looks"]


def further_looks(
    scenario: Scenario, problem: ps.Problem, found: ps.Selection, outcome: SelectionOutcome, interrupt: Interrupt
) -> dict[str, Any]:
    """Return the fields of the outcome that the asked looks fill; those not reached before Ctrl-C are left out.

    Parameters
    ----------
    scenario
        Whose ``selection`` says what to look at.
    problem
        Its selection problem.
    found, outcome
        The answer, and what the document says of it so far.
    interrupt
        Ends the looks when it is wanted.
    """
    fields: dict[str, Any] = {"comparison": compared_sets(scenario, problem, outcome.chosen, outcome.alternatives)}
    for field, look in _asked(scenario, problem, found):
        if outcome.interrupted or interrupt.wanted:
            break
        fields[field] = look()
    return fields


def _asked(scenario: Scenario, problem: ps.Problem, found: ps.Selection) -> Iterator[tuple[str, Callable[[], Any]]]:
    selection = selection_of(scenario)
    if selection.frontier:
        yield "trade_off", lambda: trade_off(scenario, problem)
    if selection.explain:
        yield "reasons", lambda: reasons_for(scenario, problem, found)
    if selection.sweep:
        yield "sweeps", lambda: sweeps_of(scenario, problem, found.members)
    if selection.weight_ranges:
        yield "acceptance", lambda: acceptance_of(scenario, problem)
