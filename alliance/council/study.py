"""What a look at the council alone runs: which rule, and whether benefit shares come at once."""

from __future__ import annotations

from difflib import get_close_matches

from alliance.council.rules import RULE_NAMES
from alliance.language import Message
from alliance.scenario import Problem, Scenario, ScenarioError
from alliance.scenario.schema import Council
from alliance.valuation import plan_games

__all__ = ["benefit_is_cheap", "with_rule"]

CHEAP_PLAYERS = 12  # players of a game up to which all its rules take about a second


def benefit_is_cheap(scenario: Scenario) -> bool:
    """Return whether splitting takes no choice of partners, and no large game."""
    return scenario.selection is None and all(plan.game.n <= CHEAP_PLAYERS for plan in plan_games(scenario))


def with_rule(scenario: Scenario, rule: str | None) -> Scenario:
    """Return the scenario with a council part: its own, with another voting rule where one is given.

    Parameters
    ----------
    scenario
        With or without a council part.
    rule
        A name of :data:`alliance.council.rules.RULE_NAMES`, or None.

    Raises
    ------
    ScenarioError
        If there is no such rule, or nobody has a vote.
    """
    council = scenario.council or Council()
    if not any(one.votes for one in scenario.members):
        raise _problem(Message("no member has a vote in the council."), Message("Give the members votes, or delete the council part."))
    if rule is not None and rule not in RULE_NAMES:
        close = get_close_matches(rule, RULE_NAMES, n=3) or RULE_NAMES
        raise _problem(
            Message("there is no voting rule {rule}.", {"rule": rule}),
            Message("Choose one of: {expected}.", {"expected": ", ".join(close)}),
        )
    if rule is not None:
        council = Council.model_validate({"rule": rule, "chair": council.chair, "blocks": council.blocks})
    return scenario.model_copy(update={"council": council})


def _problem(what: Message, fix: Message) -> ScenarioError:
    return ScenarioError([Problem("council", what, fix)])
