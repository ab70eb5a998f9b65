"""Why no partner set is allowed, in the council's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import partner_select as ps
from alliance.document import Wording, said
from alliance.roles import role_title

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


def clash_wordings(problem: ps.Problem, time_limit: float, seed: int) -> list[Wording]:
    """Say which limits contradict each other, one wording per limit; empty when time ran out first.

    Parameters
    ----------
    problem
        An infeasible problem.
    time_limit
        Seconds to look for the smallest clash.
    seed
        Seed of the solver.
    """
    return [_limit_wording(limit) for limit in ps.why_infeasible(problem, time_limit=time_limit, seed=seed)["limits"]]


def _limit_wording(limit: Mapping[str, Any]) -> Wording:
    values = {name: _shown(name, value) for name, value in limit.items() if name != "limit"}
    template = LIMITS[limit["limit"]]
    wording = Wording(**{lang: getattr(template, lang).format(**{k: _in(v, lang) for k, v in values.items()}) for lang in ("zh", "en")})
    if "needed_at_least" in limit:
        return said("{limit} (the other limits named here need at least {amount})", limit=wording, amount=values["needed_at_least"])
    if "possible_at_most" in limit:
        return said("{limit} (the other limits named here allow at most {amount})", limit=wording, amount=values["possible_at_most"])
    return wording


def _shown(name: str, value: Any) -> Any:
    if name == "role":
        return role_title(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else value


def _in(value: Any, language: str) -> Any:
    return value.say(language) if isinstance(value, Wording) else value
