"""Which allocation rules a scenario can ask for: those whose options it can give, and those that only its kind of value has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final, get_args

if TYPE_CHECKING:
    from alliance.scenario.schema import Scenario
    from allocation.rule import AllocationRule, Domain

__all__ = ["COMBINED", "FED", "domains", "missing_option", "offered_rules", "rule_meant"]

COMBINED: Final = "schemes"  # the option of rules that combine the other rules asked for
FED: Final = frozenset({"weights", "unions", "factors", "graph", COMBINED})  # options that a scenario has the data for


@cache
def domains() -> tuple[Domain, ...]:
    """Return the domains of rules that scenarios can reach: any game first; voting games are the council's, not the value part's."""
    from allocation.rule import Domain

    return tuple(domain for domain in get_args(Domain) if domain != "voting")


def missing_option(rule: AllocationRule) -> str | None:
    """Return an option that a rule needs and no scenario can give, None where there is none."""
    return next((name for name in rule.needs if name not in FED), None)


def offered_rules() -> Iterator[AllocationRule]:
    """Yield every rule that some scenario can ask for; of a name that two domains share, the one for any game."""
    from allocation.registry import rules  # late: the registry imports the kernels

    seen: set[str] = set()
    for rule in (one for domain in domains() for one in rules(domain)):
        if missing_option(rule) is None and rule.name not in seen:
            seen.add(rule.name)
            yield rule


def rule_meant(scenario: Scenario, name: str, to: str | None = None) -> AllocationRule | None:
    """Return the rule that a name means in a scenario, None where its kind of value does not have it.

    Parameters
    ----------
    scenario
        Its kind of value may have rules of its own; they come before a rule of the same name for any game.
    name
        Of the registry.
    to
        What the split follows; only rules for any game follow something.
    """
    from allocation.registry import find_rule, rule_names

    any_game: tuple[Domain, ...] = ("game",)
    for domain in any_game if to is not None else (scenario.value.domain, *any_game):
        if name in rule_names(domain):
            return find_rule(name, domain)
    return None
