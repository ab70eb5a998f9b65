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

__all__ = ["clash_wordings", "limit_wording", "shown_value"]

LIMITS: dict[str, Wording] = {
    "budget": said("the budget of {allowed}"),
    "size_max": said("number of partners at most {allowed}"),
    "size_min": said("number of partners at least {required}"),
    "role_max": said("at most {allowed} with the role “{role}”"),
    "role_min": said("at least {required} with the role “{role}”"),
    "include": said("{member} must be in"),
    "exclude": said("{member} must not be in"),
    "conflict": said("{members} exclude each other"),
    "need": said("capability {capability} to the required level"),
    "expected_loss": said("the expected loss of at most {allowed}"),
    "count_max": said("at most {allowed} with {label} “{is}”"),
    "count_min": said("at least {required} with {label} “{is}”"),
    "cover": said("somebody with {label} “{is}”"),
    "class_budget": said("the budget of {allowed} for “{class}”"),
    "robust_budget": said("the budget of {allowed} even if {gamma} costs come out high"),
    "either": said("at least one of {members}"),
    "one_of": said("exactly one of {members}"),
    "implies": said("{member} only together with {needs}"),
    "stranger_pairs": said("at most {allowed} pairs without a past project together"),
    "strangers": said("at most {allowed} partners with no past project with another"),
    "success": said("a chance of at least {required} that no partner fails"),
    "variance": said("a standard deviation of at most {allowed}"),
    "cvar": said("an average loss beyond the level {level} of at most {allowed}"),
    "share": said("at most {share} of the {of} with {member}"),
    "outside": said("for {member} at least its stand-alone value of {outside}"),
    "core": said("a split that no group of members would leave (margin {margin})"),
}
SHARED = {"cost": said("total cost"), "value": said("total value"), "expected_loss": said("total expected loss")}
ROOTS = ("allowed", "needed_at_least")  # of a variance: readers know the standard deviation


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
    return [limit_wording(limit, names_of(scenario), capabilities) for limit in found["limits"]]


def limit_wording(limit: Mapping[str, Any], members: Names, capabilities: Names) -> Wording:
    """Say a limit in words, from the plain data that :mod:`partner_select` names it by.

    Parameters
    ----------
    limit
        Its code under ``"limit"`` and its parameters.
    members, capabilities
        What they are called.
    """
    if limit["limit"] == "variance":
        limit = {key: value**0.5 if key in ROOTS else value for key, value in limit.items()}
    values = {key: shown_value(key, value, members, capabilities) for key, value in limit.items() if key != "limit"}
    template = LIMITS[limit["limit"]]
    filled = Wording(**{lang: getattr(template, lang).format(**{k: _in(v, lang) for k, v in values.items()}) for lang in ("zh", "en")})
    if "needed_at_least" in limit:
        return said("{limit} (the other limits named here need at least {amount})", limit=filled, amount=values["needed_at_least"])
    if "possible_at_most" in limit:
        return said("{limit} (the other limits named here allow at most {amount})", limit=filled, amount=values["possible_at_most"])
    return filled


def shown_value(key: str, value: Any, members: Names, capabilities: Names) -> Any:
    """Return a parameter of a limit as readers know it: names for ids, short numbers."""
    if key == "role":
        return role_title(value)
    if key == "of":
        return SHARED[value]
    if key in ("member", "members", "needs"):
        return listing([value] if isinstance(value, str) else value, members)
    if key == "capability":
        return listing([value], capabilities)
    return f"{value:g}" if isinstance(value, float) else value


def _in(value: Any, language: str) -> Any:
    return value.say(language) if isinstance(value, Wording) else value
