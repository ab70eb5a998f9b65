"""Which sets a scenario allows, by the definitions in plain Python: nothing of the selection model is used."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import prod

from alliance.scenario import Scenario
from alliance.scenario.schema import Member

ROUNDING = 1e-9


def subsets(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """Every set of candidates, the empty one included."""
    names = [m.id for m in scenario.members]
    for size in range(len(names) + 1):
        yield from combinations(names, size)


def allowed(scenario: Scenario, group: tuple[str, ...]) -> bool:
    """Whether a set keeps every limit."""
    members = [m for m in scenario.members if m.id in group]
    return all(rule(scenario, members) for rule in RULES)


def _size(scenario: Scenario, members: list[Member]) -> bool:
    low, high = scenario.selection.size
    return low <= len(members) <= (high if high is not None else len(members))


def _budget(scenario: Scenario, members: list[Member]) -> bool:
    asked = scenario.selection
    if asked.budget is None:
        return True
    rises = sorted((m.cost_deviation for m in members), reverse=True)[: asked.gamma or 0]
    return sum(m.cost for m in members) + sum(rises) <= asked.budget + ROUNDING


def _class_budgets(scenario: Scenario, members: list[Member]) -> bool:
    budgets = scenario.selection.budgets.items()
    return all(sum(m.cost_classes.get(name, 0.0) for m in members) <= most.amount + ROUNDING for name, most in budgets)


def _roles(scenario: Scenario, members: list[Member]) -> bool:
    for role, (low, high) in scenario.selection.roles.items():
        count = sum(m.role == role for m in members)
        if count < low or (high is not None and count > high):
            return False
    return True


def _bears(member: Member, label: str, value: str) -> bool:
    if label == "block" and "block" not in member.labels:
        return member.block == value
    return value in member.labels.get(label, [])


def _counts(scenario: Scenario, members: list[Member]) -> bool:
    for one in scenario.selection.counts:
        count = sum(_bears(m, one.label, one.value) for m in members)
        if count < one.min or (one.max is not None and count > one.max):
            return False
    return True


def _cover(scenario: Scenario, members: list[Member]) -> bool:
    for label in scenario.selection.cover:
        values = {value for m in scenario.members for value in m.labels.get(label, [])}
        if not all(any(_bears(m, label, value) for m in members) for value in values):
            return False
    return True


def _musts(scenario: Scenario, members: list[Member]) -> bool:
    names, asked = {m.id for m in members}, scenario.selection
    return set(asked.include) <= names and not names & set(asked.exclude)


def _conflicts(scenario: Scenario, members: list[Member]) -> bool:
    names = {m.id for m in members}
    return not any(r.conflict and {r.a, r.b} <= names for r in scenario.relations)


def _conditions(scenario: Scenario, members: list[Member]) -> bool:
    names = {m.id for m in members}
    for one in scenario.selection.conditions:
        count = sum(name in names for name in one.members)
        if one.rule == "at_least_one" and count == 0:
            return False
        if one.rule == "exactly_one" and count != 1:
            return False
        if one.rule == "requires" and one.members[0] in names and count < len(one.members):
            return False
    return True


def _reached(levels: list[float], by: str, at_least: int) -> float:
    if by == "sum":
        return sum(levels)
    if by == "any":
        return 1 - prod(1 - level for level in levels)
    ranked = sorted(levels, reverse=True)
    return ranked[at_least - 1] if len(ranked) >= at_least else 0.0


def _needs(scenario: Scenario, members: list[Member]) -> bool:
    for name, need in scenario.selection.needs.items():
        levels = [m.capabilities.get(name, 0.0) for m in members]
        groups = [levels]
        if need.survive_exit:
            groups = [levels[:k] + levels[k + 1 :] for k in range(len(levels))] or [[]]
        if min(_reached(group, need.by, need.at_least) for group in groups) < need.amount - ROUNDING:
            return False
    return True


def _strangers(scenario: Scenario, members: list[Member]) -> bool:
    asked = scenario.selection
    known = {frozenset((r.a, r.b)) for r in scenario.relations if r.past}
    pairs = [frozenset((a.id, b.id)) for a, b in combinations(members, 2)]
    lonely = sum(not any(frozenset((a.id, b.id)) in known for b in members if b is not a) for a in members)
    if asked.max_stranger_pairs is not None and sum(pair not in known for pair in pairs) > asked.max_stranger_pairs:
        return False
    return asked.max_strangers is None or lonely <= asked.max_strangers


def _risk(scenario: Scenario, members: list[Member]) -> bool:
    asked = scenario.selection
    expected = sum(m.failure * m.loss for m in members)
    success = prod(1 - m.failure for m in members)
    spread = [m.deviation for m in members]
    variance = sum(a * b * (1 if i == j else asked.correlation) for i, a in enumerate(spread) for j, b in enumerate(spread))
    if asked.max_expected_loss is not None and expected > asked.max_expected_loss + ROUNDING:
        return False
    if asked.min_success is not None and success < asked.min_success - ROUNDING:
        return False
    return asked.max_deviation is None or variance <= asked.max_deviation**2 + ROUNDING


def _shares(scenario: Scenario, members: list[Member]) -> bool:
    amounts = {
        "cost": [m.cost for m in members],
        "value": [m.value for m in members],
        "expected_loss": [m.failure * m.loss for m in members],
    }
    for name, most in scenario.selection.max_share.model_dump().items():
        if most is not None and any(own > most * sum(amounts[name]) + ROUNDING for own in amounts[name]):
            return False
    return True


RULES = (
    _size,
    _budget,
    _class_budgets,
    _roles,
    _counts,
    _cover,
    _musts,
    _conflicts,
    _conditions,
    _needs,
    _strangers,
    _risk,
    _shares,
)


def objective(scenario: Scenario, group: tuple[str, ...]) -> float:
    """The objective of a set without an open project, without complementarity."""
    members, weights = [m for m in scenario.members if m.id in group], scenario.selection.objective
    pairs = sum(r.synergy for r in scenario.relations if {r.a, r.b} <= set(group))
    return (
        weights.value * sum(m.value for m in members)
        + weights.synergy * pairs
        - weights.cost * sum(m.cost for m in members)
        - weights.expected_loss * sum(m.failure * m.loss for m in members)
    )
