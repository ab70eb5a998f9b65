"""The allocation part: factor weights add to one, every factor says something, rules get what they need."""

from __future__ import annotations

from collections.abc import Iterator

from alliance.language import Message
from alliance.scenario.checks.shared import repeated, sum_finding
from alliance.scenario.problems import Finding
from alliance.scenario.refusal import shown
from alliance.scenario.schema import RuleRequest, Scenario


def _takes(request: RuleRequest, option: str) -> bool:
    """Tell whether a rule of the registry has an option."""
    from allocation.registry import find_rule, rule_names  # late: the registry imports the kernels

    return request.rule in rule_names("game") and option in {*find_rule(request.rule).needs, *find_rule(request.rule).takes}


def weights_add_to_one(scenario: Scenario) -> Iterator[Finding]:
    """Yield factor weights that do not add to one."""
    if scenario.allocation.factors:
        yield from sum_finding([one.weight for one in scenario.allocation.factors], ("allocation", "factors"))


def empty_factors(scenario: Scenario) -> Iterator[Finding]:
    """Yield factors of which nobody has a share."""
    for position, factor in enumerate(scenario.allocation.factors):
        if not any(factor.shares.values()):
            what = Message("nobody has a share of factor {id}.", {"id": shown(factor.id)})
            yield Finding(("allocation", "factors", position, "shares"), what, Message("Give the members' shares, or delete the factor."))


def factors_needed(scenario: Scenario) -> Iterator[Finding]:
    """Yield rules that correct by factors where there are none."""
    for position, request in enumerate(scenario.allocation.rules):
        if not scenario.allocation.factors and _takes(request, "factors"):
            what = Message("the rule {rule} needs factors, but there are none.", {"rule": request.rule})
            yield Finding(
                ("allocation", "rules", position, "rule"), what, Message("Add factors with weights and shares, or delete the rule.")
            )


def stray_basis(scenario: Scenario) -> Iterator[Finding]:
    """Yield rules that are told to follow something and follow nothing."""
    for position, request in enumerate(scenario.allocation.rules):
        if request.to is not None and not _takes(request, "weights"):
            what = Message("the rule {rule} does not follow a basis.", {"rule": request.rule})
            yield Finding(
                ("allocation", "rules", position, "to"),
                what,
                Message("Delete this entry; it belongs to rules that take weights, such as proportional."),
            )


def repeated_rules(scenario: Scenario) -> Iterator[Finding]:
    """Yield rules that are asked for twice."""
    requests = scenario.allocation.rules
    for position, _ in repeated([(one.rule, one.to) for one in requests]):
        what = Message("{name} is listed twice.", {"name": shown(requests[position].rule)})
        yield Finding(("allocation", "rules", position, "rule"), what, Message("Delete one of the two."))
