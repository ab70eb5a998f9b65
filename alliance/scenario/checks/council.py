"""The council part: one way of deciding, somebody who votes, a chair who is one of them."""

from __future__ import annotations

from collections.abc import Iterator

from alliance.language import Message
from alliance.scenario.problems import Finding
from alliance.scenario.refusal import shown
from alliance.scenario.schema import Scenario
from alliance.scenario.shared_findings import named

WITH_QUORUM = ("one_member_one_vote", "two_thirds_present_two_thirds", "two_thirds_present_majority", "majority_present_two_thirds")


def rule_and_quota(scenario: Scenario) -> Iterator[Finding]:
    """Yield a quota beside a rule that has its own."""
    council = scenario.council
    for field in ("quota", "more_than"):
        if council and council.rule and getattr(council, field):
            what = Message("the voting rule {rule} has its own quota.", {"rule": council.rule})
            yield Finding(("council", field), what, Message("Keep the rule or the quota, and delete the other."))


def quorum_of_rule(scenario: Scenario) -> Iterator[Finding]:
    """Yield a quorum beside a rule that has its own."""
    council = scenario.council
    if council and council.rule in WITH_QUORUM and council.quorum is not None:
        what = Message("the voting rule {rule} has its own quorum.", {"rule": council.rule})
        yield Finding(("council", "quorum"), what, Message("Keep the rule or the quorum, and delete the other."))


def unreachable_quota(scenario: Scenario) -> Iterator[Finding]:
    """Yield a quota of all votes that is to be exceeded."""
    council = scenario.council
    if council and council.more_than and council.quota == 1:
        what = Message("more than all votes are asked for, so nothing could ever pass.")
        yield Finding(("council", "quota"), what, Message("Lower the quota, or let reaching it be enough."))


def lonely_more_than(scenario: Scenario) -> Iterator[Finding]:
    """Yield "more than" where there is no quota to exceed."""
    council = scenario.council
    if council and council.more_than and council.quota is None and council.rule is None:
        what = Message("there is no quota to be exceeded.")
        yield Finding(("council", "more_than"), what, Message("Give the quota, or delete this entry."))


def nobody_votes(scenario: Scenario) -> Iterator[Finding]:
    """Yield a council in which no member has a vote."""
    if scenario.council and not any(one.votes for one in scenario.members):
        what = Message("no member has a vote in the council.")
        yield Finding(("council",), what, Message("Give the members votes, or delete the council part."))


def chair_without_vote(scenario: Scenario) -> Iterator[Finding]:
    """Yield a chair who has no vote."""
    council = scenario.council
    voters = [one.id for one in scenario.members if one.votes]
    if council and council.chair is not None and voters and council.chair not in voters:
        what = Message("the chair {name} has no vote.", {"name": shown(council.chair)})
        yield Finding(("council", "chair"), what, Message("Give it a vote, or name another chair, e.g. {names}.", {"names": named(voters)}))
