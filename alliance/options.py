"""What each allocation rule needs beyond the game, taken from the scenario; or why it cannot be had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic_core import PydanticCustomError

import allocation as al
from alliance.document import Wording, said
from alliance.language import Message
from alliance.scenario.asked_rules import COMBINED, rule_meant
from alliance.scenario.checks import check
from alliance.scenario.places import dotted
from alliance.scenario.problems import Problem, ScenarioError
from alliance.scenario.references import rule_named
from alliance.scenario.schema import RuleRequest, Scenario
from alliance.valuation import GamePlan, wording
from allocation.memory import require_table_memory

__all__ = ["Unavailable", "asked_rule", "combines", "default_requests", "request_title", "requests_of", "rule_options", "with_rules"]

LEAST_COMBINED = 2  # rules; the mean of one is that one
WHOLE = 1e-9  # of the largest payoff: by how much payoffs may miss the total for rounding
OF_COALITIONS = ("weighted_nucleolus", "weighted_prenucleolus")  # rules that weigh coalitions, not members


class Unavailable(Exception):
    """The scenario lacks what a rule needs; ``why`` says what to fill in."""

    def __init__(self, why: Wording) -> None:
        super().__init__(why.en)
        self.why = why


def _weights(scenario: Scenario, plan: GamePlan, request: RuleRequest) -> dict[str, Any]:
    weights = _by_member(scenario, plan, request)
    if request.rule not in OF_COALITIONS:
        return {"weights": weights.tolist()}
    if (weights <= 0).any():
        raise Unavailable(said("The basis “{basis}” must be above zero for every member.", basis=_BASIS[request.to or "investment"]))
    return {"weights": _sums(weights).tolist()}


def _sums(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the members of every coalition weigh together, in the order of a table."""
    require_table_memory(len(weights))
    sums = np.zeros(1)
    for weight in weights.tolist():
        sums = np.concatenate([sums, sums + weight])
    return sums


def _by_member(scenario: Scenario, plan: GamePlan, request: RuleRequest) -> NDArray[np.float64]:
    by_id = {m.id: m for m in scenario.members}
    basis = request.to or "investment"
    if basis == "investment":
        weights = plan.investment(scenario)
    elif basis == "stand_alone":
        weights = -plan.game.singles() if plan.game.sense == "cost" else plan.game.singles()
    else:
        weights = np.array([by_id[p].votes for p in plan.game.players])
    if weights.sum() <= 0 or (weights < 0).any():
        raise Unavailable(said("The basis “{basis}” must be non-negative and not zero for everybody.", basis=_BASIS[basis]))
    return np.asarray(weights, dtype=np.float64)


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


def asked_rule(scenario: Scenario, request: RuleRequest) -> al.AllocationRule:
    """Return the rule that a request means: one that only this kind of value has comes before one for any game.

    Raises
    ------
    Unavailable
        If this kind of value does not have it.
    """
    rule = rule_meant(scenario, request.rule, request.to)
    if rule is None:
        raise Unavailable(said("This kind of value does not have the rule."))
    return rule


def combines(scenario: Scenario, request: RuleRequest) -> bool:
    """Whether a rule combines the other rules that are asked for."""
    rule = rule_meant(scenario, request.rule, request.to)
    return rule is not None and COMBINED in rule.needs


def rule_options(scenario: Scenario, plan: GamePlan, request: RuleRequest, others: Sequence[al.Allocation] = ()) -> dict[str, Any]:
    """Return the options of a rule for one game.

    Parameters
    ----------
    scenario
        Where the options come from.
    plan
        The game.
    request
        The rule.
    others
        What the other rules gave, for a rule that combines them.

    Raises
    ------
    Unavailable
        If the scenario does not say what the rule needs.
    """
    options: dict[str, Any] = {}
    for name in asked_rule(scenario, request).needs:
        if name == COMBINED:
            options[name] = _combined(plan, others)
        elif name not in _SOURCES:
            raise Unavailable(said("The rule needs “{option}”, which a scenario file cannot give; call it from Python.", option=name))
        else:
            options |= _SOURCES[name](scenario, plan, request)
    return options


def _combined(plan: GamePlan, others: Sequence[al.Allocation]) -> list[list[float]]:
    """The splits to combine: those that hand out just what there is."""
    whole = [one.payoffs for one in others if _hands_out(one.payoffs, plan.game.grand_value)]
    if len(whole) < LEAST_COMBINED:
        raise Unavailable(said("The rule combines the other rules, but there are not two others with an answer."))
    return [payoffs.tolist() for payoffs in whole]


def _hands_out(payoffs: NDArray[np.float64], total: float) -> bool:
    return abs(float(payoffs.sum()) - total) <= WHOLE * max(abs(total), float(np.abs(payoffs).max()))


def request_title(request: RuleRequest) -> Wording:
    """Return the title of a rule, with the basis of a proportional split."""
    from allocation.registry import find_rule

    title = find_rule(request.rule).title
    plain = Wording(zh=title.zh, en=title.en)
    return said("{rule} ({basis})", rule=plain, basis=_BASIS[request.to]) if request.to else plain


def requests_of(scenario: Scenario) -> list[RuleRequest]:
    """Return the rules to compare: those the scenario names, else :func:`default_requests`."""
    return scenario.allocation.rules or default_requests(scenario)


def with_rules(scenario: Scenario, names: Sequence[str] | None) -> Scenario:
    """Return the scenario with other rules in place of its own; as it is where none are named.

    Parameters
    ----------
    scenario
        A checked scenario.
    names
        Rules by name or title; one that is named twice is computed once.

    Raises
    ------
    ScenarioError
        If a rule does not exist, does not fit this kind of value, or needs what the scenario does not give.
    """
    if not names:
        return scenario
    try:
        requests = [RuleRequest(rule=name) for name in dict.fromkeys(map(rule_named, names))]
    except PydanticCustomError as error:
        said = error.context or {}
        what, fix = (Message(said[part], said["values"]) for part in ("what", "fix"))
        raise ScenarioError([Problem(dotted(("allocation", "rules")), what, fix)]) from None
    changed = scenario.model_copy(update={"allocation": scenario.allocation.model_copy(update={"rules": requests})})
    findings = [one for one in check(changed) if one.steps[:2] == ("allocation", "rules")]
    if findings:
        raise ScenarioError([Problem(dotted(one.steps), one.what, one.fix) for one in findings])
    return changed


def default_requests(scenario: Scenario) -> list[RuleRequest]:
    """Return the rules to compare when the scenario names none: what any council would want to see side by side.

    Where the kind of value has rules of its own, such as those for claims, they come first.
    """
    own = () if scenario.value.domain == "game" else al.rule_names(scenario.value.domain)
    names = ["shapley", "nucleolus", "ensc", "gately", "equal_surplus", "equal"]
    if scenario.allocation.factors:
        names.insert(1, "corrected_shapley")
    if any(m.block for m in scenario.members):
        names.append("owen")
    requests = [RuleRequest(rule=name) for name in (*own, *names)]
    if any(m.investment or m.project_investment for m in scenario.members):
        requests.append(RuleRequest(rule="proportional", to="investment"))
    return requests
