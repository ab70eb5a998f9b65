"""What must fit together in a scenario once every single entry is sound: one small function per rule.

A new check is a function from a scenario to findings, and one line in ``CHECKS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from alliance.scenario.checks import allocation, council, looks, members, partners, projects, selection, uncertainty, value
from alliance.scenario.problems import Finding, Steps
from alliance.scenario.schema import Scenario

__all__ = ["CHECKS", "Check", "check"]


class Check(NamedTuple):
    """One check.

    Parameters
    ----------
    find
        Yields what is wrong.
    reads
        The entries it leans on, without list positions; where one of them is broken already, the check would only echo that.
    """

    find: Callable[[Scenario], Iterator[Finding]]
    reads: tuple[str, ...]


CHECKS: tuple[Check, ...] = (
    Check(members.duplicate_ids, ("members.id", "members.name", "capabilities.id", "projects.id", "allocation.factors.id")),
    Check(members.duplicate_names, ("members.id", "members.name", "capabilities", "projects.id", "projects.name")),
    Check(members.self_relations, ("relations",)),
    Check(members.repeated_relations, ("members.id", "members.name", "relations")),
    Check(members.synergy_of_conflict, ("relations",)),
    Check(projects.no_partners, ("projects.id", "projects.members")),
    Check(projects.repeated_partners, ("members.id", "members.name", "projects.members")),
    Check(projects.weights_add_to_one, ("projects.requirement", "projects.weights")),
    Check(projects.stray_terms, ("projects.requirement", "projects.weights", "projects.outsourcing")),
    Check(projects.open_without_selection, ("projects.members", "projects.id", "selection")),
    Check(projects.several_open, ("projects.members",)),
    Check(value.too_many_players, ("members.id", "value.kind", "value.players")),
    Check(value.repeated_players, ("members.id", "members.name", "value.players")),
    Check(value.strangers, ("members.id", "members.name", "value")),
    Check(value.repeated_in_group, ("members.id", "members.name", "value")),
    Check(value.contradicting_rules, ("members.id", "members.name", "value")),
    Check(value.repeated_coalitions, ("members.id", "members.name", "value")),
    Check(value.missing_coalitions, ("members", "value")),
    Check(value.self_pairs, ("value",)),
    Check(value.repeated_pairs, ("members.id", "members.name", "value")),
    Check(value.no_projects, ("value", "projects")),
    Check(value.of_its_kind, ("members.id", "members.name", "value")),
    Check(allocation.weights_add_to_one, ("allocation.factors",)),
    Check(allocation.empty_factors, ("allocation.factors",)),
    Check(allocation.factors_needed, ("allocation.factors", "allocation.rules")),
    Check(allocation.stray_basis, ("allocation.rules",)),
    Check(allocation.unfed_rules, ("allocation.rules", "value.kind")),
    Check(allocation.rules_of_other_kinds, ("allocation.rules", "value.kind", "value.savings")),
    Check(allocation.lonely_combinations, ("allocation.rules",)),
    Check(allocation.repeated_rules, ("allocation.rules",)),
    Check(selection.included_and_excluded, ("members.id", "members.name", "selection")),
    Check(selection.included_but_no_candidate, ("members.id", "members.name", "selection")),
    Check(selection.more_included_than_allowed, ("selection",)),
    Check(selection.more_roles_than_allowed, ("selection",)),
    Check(selection.repeated_members, ("members.id", "members.name", "selection")),
    Check(selection.project_is_closed, ("selection", "projects.id", "projects.members")),
    Check(looks.compared_strangers, ("members.id", "members.name", "selection")),
    Check(looks.repeated_sets, ("selection.compare",)),
    Check(looks.frontier_objectives, ("selection.frontier",)),
    Check(looks.joint_value_without_project, ("selection",)),
    Check(looks.benefit_counted_twice, ("selection.objective",)),
    Check(partners.condition_members, ("members.id", "members.name", "selection")),
    Check(partners.unknown_labels, ("members", "selection")),
    Check(partners.repeated_counts, ("selection.counts",)),
    Check(partners.unknown_classes, ("members.cost_classes", "selection.budgets")),
    Check(partners.chances_above_one, ("members.capabilities", "selection.needs")),
    Check(partners.needs_counted_otherwise, ("selection.needs",)),
    Check(partners.gamma_without_budget, ("selection.gamma", "selection.budget")),
    Check(partners.share_of_negative_values, ("members.value", "selection.max_share")),
    Check(uncertainty.given_outside_range, ("uncertainty.projects", "projects")),
    Check(uncertainty.idle_ranges, ("uncertainty.projects", "projects.id", "value")),
    Check(uncertainty.idle_spread, ("uncertainty.spread", "value.kind")),
    Check(uncertainty.nothing_uncertain, ("uncertainty", "projects.id", "value.kind")),
    Check(council.rule_and_quota, ("council",)),
    Check(council.quorum_of_rule, ("council",)),
    Check(council.unreachable_quota, ("council",)),
    Check(council.lonely_more_than, ("council",)),
    Check(council.nobody_votes, ("council", "members.votes")),
    Check(council.chair_without_vote, ("council", "members.id", "members.name", "members.votes")),
)


def check(scenario: Scenario, broken: Sequence[Steps] = ()) -> list[Finding]:
    """Run every check that does not lean on a broken entry.

    Parameters
    ----------
    scenario
        A scenario whose single entries are sound.
    broken
        Entries that were wrong in the file and are replaced by stand-ins here.
    """
    names = [_without_positions(steps) for steps in broken]
    return [finding for one in CHECKS if not _touched(one.reads, names) for finding in one.find(scenario)]


def _without_positions(steps: Steps) -> str:
    return ".".join(step for step in steps if isinstance(step, str))


def _touched(reads: Iterable[str], broken: Iterable[str]) -> bool:
    return any(f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.") for one in reads for other in broken)
