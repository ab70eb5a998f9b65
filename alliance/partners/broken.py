"""The limits a set breaks, in the council's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import partner_select as ps
from alliance.clash import limit_wording
from alliance.naming import Names, names_of
from alliance.scenario.schema import Scenario
from alliance.valuation import wording
from alliance.wording import Wording, said
from partner_select.checking import check_positions
from partner_select.model import Limit, limits_of

__all__ = ["broken_limits", "capability_names"]


def capability_names(scenario: Scenario) -> Names:
    """Return what every capability is called, by its id."""
    return {k.id: wording(k.name) for k in scenario.capabilities}


def broken_limits(scenario: Scenario, problem: ps.Problem, members: Iterable[str]) -> list[Wording]:
    """Say which limits a set breaks, and how far it is beyond those that can be measured; exact.

    Parameters
    ----------
    scenario
        What members and capabilities are called.
    problem
        Its selection problem.
    members
        Ids of candidates.
    """
    chosen, names, capabilities = problem.pool.positions(members), names_of(scenario), capability_names(scenario)
    broken = [limit for limit in limits_of(problem) if not limit.holds(chosen)]
    return [_line(limit, limit_wording(limit.parameters(), names, capabilities), problem, chosen) for limit in broken]


def _line(limit: Limit, text: Wording, problem: ps.Problem, chosen: Sequence[int]) -> Wording:
    if not limit.measured:
        return text
    if limit.code == "need":
        required, used = f"{limit.about['amount']:g}", f"{_level(limit, problem, chosen):g}"
        return said("{limit} {required}: here {used}", limit=text, required=required, used=used)
    return said("{limit}: here {used}", limit=text, used=f"{float(limit.used(chosen)):g}")


def _level(limit: Limit, problem: ps.Problem, chosen: Sequence[int]) -> float:
    """What a set reaches of a need: a level, not the number of members who reach it."""
    checks = check_positions(problem, chosen).checks
    name = f"need {limit.about['capability']}"
    return next((c.used for c in checks if c.name == name and c.used is not None), float(limit.used(chosen)))
