"""Why no partner set is allowed, in the council's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import partner_select as ps
from alliance.document import Wording, said
from alliance.naming import Names, listing, names_of
from alliance.roles import role_title
from alliance.scenario.schema import Scenario
from alliance.valuation import wording

__all__ = ["clash_wordings"]

LIMITS: dict[str, Wording] = {
    "budget": said("the budget of {allowed}"),
    "size_max": said("at most {allowed} partners"),
    "size_min": said("at least {required} partners"),
    "role_max": said("at most {allowed} with the role “{role}”"),
    "role_min": said("at least {required} with the role “{role}”"),
    "include": said("{member} must be in"),
    "exclude": said("{member} must not be in"),
    "conflict": said("{members} exclude each other"),
    "need": said("capability {capability} to the required level"),
    "expected_loss": said("the expected loss of at most {allowed}"),
}


def clash_wordings(problem: ps.Problem, time_limit: float, scenario: Scenario) -> list[Wording]:
    """Say which limits contradict each other, one wording per limit; empty when time ran out first.

    Parameters
    ----------
    problem
        An infeasible problem.
    time_limit
        Seconds to look for the smallest clash.
    scenario
        Where it comes from: what members and capabilities are called, and the seed of the solver.
    """
    capabilities = {k.id: wording(k.name) for k in scenario.capabilities}
    found = ps.why_infeasible(problem, time_limit=time_limit, seed=scenario.seed)
    return [_limit_wording(limit, names_of(scenario), capabilities) for limit in found["limits"]]


def _limit_wording(limit: Mapping[str, Any], members: Names, capabilities: Names) -> Wording:
    values = {key: _shown(key, value, members, capabilities) for key, value in limit.items() if key != "limit"}
    template = LIMITS[limit["limit"]]
    filled = Wording(**{lang: getattr(template, lang).format(**{k: _in(v, lang) for k, v in values.items()}) for lang in ("zh", "en")})
    if "needed_at_least" in limit:
        return said("{limit} (the other limits named here need at least {amount})", limit=filled, amount=values["needed_at_least"])
    if "possible_at_most" in limit:
        return said("{limit} (the other limits named here allow at most {amount})", limit=filled, amount=values["possible_at_most"])
    return filled


def _shown(key: str, value: Any, members: Names, capabilities: Names) -> Any:
    if key == "role":
        return role_title(value)
    if key in ("member", "members"):
        return listing([value] if isinstance(value, str) else value, members)
    if key == "capability":
        return listing([value], capabilities)
    return f"{value:g}" if isinstance(value, float) else value


def _in(value: Any, language: str) -> Any:
    return value.say(language) if isinstance(value, Wording) else value
