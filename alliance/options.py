"""What each allocation rule needs beyond the game, taken from the scenario; or why it cannot be had."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from alliance.document import Wording, said
from alliance.scenario.schema import RuleRequest, Scenario
from alliance.valuation import GamePlan, wording

__all__ = ["Unavailable", "default_requests", "request_title", "rule_options"]


class Unavailable(Exception):
    """The scenario lacks what a rule needs; ``why`` says what to fill in."""

    def __init__(self, why: Wording) -> None:
        super().__init__(why.en)
        self.why = why


def _weights(scenario: Scenario, plan: GamePlan, request: RuleRequest) -> dict[str, Any]:
    by_id = {m.id: m for m in scenario.members}
    basis = request.to or "investment"
    if basis == "investment":
        weights = plan.investment(scenario)
    elif basis == "stand_alone":
        weights = plan.game.singles()
    else:
        weights = np.array([by_id[p].votes for p in plan.game.players])
    if weights.sum() <= 0 or (weights < 0).any():
        raise Unavailable(said("The basis “{basis}” must be non-negative and not zero for everybody.", basis=_BASIS[basis]))
    return {"weights": [float(w) for w in weights]}


def _unions(scenario: Scenario, plan: GamePlan, _: RuleRequest) -> dict[str, Any]:
    by_id = {m.id: m for m in scenario.members}
    blocks: dict[str, list[str]] = {}
    for player in plan.game.players:
        blocks.setdefault(by_id[player].block or f"\0{player}", []).append(player)
    if all(name.startswith("\0") for name in blocks):
        raise Unavailable(said("No member names a block: fill in the column “block” of the members."))
    return {"unions": list(blocks.values())}


def _factors(scenario: Scenario, plan: GamePlan, _: RuleRequest) -> dict[str, Any]:
    factors = scenario.allocation.factors
    if not factors:
        raise Unavailable(said("No correction factors are given: fill in the factors and their weights."))
    shares = np.array([[f.shares.get(p, 0.0) for f in factors] for p in plan.game.players])
    sums = shares.sum(axis=0)
    for factor, total in zip(factors, sums, strict=True):
        if total <= 0:
            raise Unavailable(said("Factor “{factor}” is zero for every member of this game.", factor=wording(factor.name)))
    share = (shares / sums) @ np.array([f.weight for f in factors])
    return {
        "factors": {p: float(s / share.sum()) for p, s in zip(plan.game.players, share, strict=True)},
        "theta": scenario.allocation.theta,
    }


def _graph(scenario: Scenario, plan: GamePlan, _: RuleRequest) -> dict[str, Any]:
    inside = set(plan.game.players)
    links = [(r.a, r.b) for r in scenario.relations if r.a in inside and r.b in inside and not r.conflict]
    if not links:
        raise Unavailable(said("No relations between these members are given: the links of the network are missing."))
    return {"graph": links}


_SOURCES: dict[str, Callable[[Scenario, GamePlan, RuleRequest], dict[str, Any]]] = {
    "weights": _weights,
    "unions": _unions,
    "factors": _factors,
    "graph": _graph,
}
_BASIS = {"investment": said("investment"), "stand_alone": said("stand-alone value"), "votes": said("votes")}


def rule_options(scenario: Scenario, plan: GamePlan, request: RuleRequest) -> dict[str, Any]:
    """Return the options of a rule for one game.

    Raises
    ------
    Unavailable
        If the scenario does not say what the rule needs.
    """
    from allocation.registry import find_rule

    options: dict[str, Any] = {}
    for name in find_rule(request.rule).needs:
        if name not in _SOURCES:
            raise Unavailable(said("The rule needs “{option}”, which a scenario file cannot give; call it from Python.", option=name))
        options |= _SOURCES[name](scenario, plan, request)
    return options


def request_title(request: RuleRequest) -> Wording:
    """Return the title of a rule, with the basis of a proportional split."""
    from allocation.registry import find_rule

    title = find_rule(request.rule).title
    plain = Wording(zh=title.zh, en=title.en)
    return said("{rule} ({basis})", rule=plain, basis=_BASIS[request.to]) if request.to else plain


def default_requests(scenario: Scenario) -> list[RuleRequest]:
    """Return the rules to compare when the scenario names none: what any council would want to see side by side."""
    names = ["shapley", "nucleolus", "ensc", "gately", "equal_surplus", "equal"]
    if scenario.allocation.factors:
        names.insert(1, "corrected_shapley")
    if any(m.block for m in scenario.members):
        names.append("owen")
    requests = [RuleRequest(rule=name) for name in names]
    if any(m.investment or m.project_investment for m in scenario.members):
        requests.append(RuleRequest(rule="proportional", to="investment"))
    return requests
