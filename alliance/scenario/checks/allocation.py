"""The allocation part: factor weights add to one, every factor says something, rules get what they need."""

from __future__ import annotations

from collections.abc import Iterator

from alliance.language import Message
from alliance.scenario.asked_rules import COMBINED, missing_option, rule_meant
from alliance.scenario.problems import Finding
from alliance.scenario.refusal import shown
from alliance.scenario.schema import RuleRequest, Scenario
from alliance.scenario.shared_findings import repeated, sum_finding


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


def unfed_rules(scenario: Scenario) -> Iterator[Finding]:
    """Yield rules that need what no scenario file can give."""
    for position, request in enumerate(scenario.allocation.rules):
        rule = rule_meant(scenario, request.rule, request.to)
        option = missing_option(rule) if rule else None
        if option is not None:
            what = Message("the rule {rule} needs “{option}”, which a scenario cannot give.", {"rule": request.rule, "option": option})
            yield Finding(("allocation", "rules", position, "rule"), what, Message("Delete it here, or call it from Python."))


def rules_of_other_kinds(scenario: Scenario) -> Iterator[Finding]:
    """Yield rules that only another kind of value has."""
    for position, request in enumerate(scenario.allocation.rules):
        if rule_meant(scenario, request.rule, request.to) is None:
            values = {"rule": request.rule, "kind": scenario.value.kind}
            what = Message("the rule {rule} does not exist for values of the kind {kind}.", values)
            yield Finding(("allocation", "rules", position, "rule"), what, Message("Delete it, or choose another rule."))


def lonely_combinations(scenario: Scenario) -> Iterator[Finding]:
    """Yield rules that combine the others where there are not two others."""
    takes = [_takes(request, COMBINED) for request in scenario.allocation.rules]
    for position, combines in enumerate(takes):
        if combines and takes.count(False) < 2:
            rule = scenario.allocation.rules[position].rule
            what = Message("the rule {rule} combines the other rules, but there are not two others.", {"rule": rule})
            yield Finding(("allocation", "rules", position, "rule"), what, Message("List at least two other rules, or delete this one."))


def repeated_rules(scenario: Scenario) -> Iterator[Finding]:
    """Yield rules that are asked for twice."""
    requests = scenario.allocation.rules
    for position, _ in repeated([(one.rule, one.to) for one in requests]):
        what = Message("{name} is listed twice.", {"name": shown(requests[position].rule)})
        yield Finding(("allocation", "rules", position, "rule"), what, Message("Delete one of the two."))
