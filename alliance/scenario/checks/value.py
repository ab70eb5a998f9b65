"""The value part: every coalition once, pairs of two different members, no strangers among the players."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice

from alliance.language import Message
from alliance.scenario.kinds import WholeValue
from alliance.scenario.problems import Finding, Steps
from alliance.scenario.refusal import shown
from alliance.scenario.schema import PairsValue, ProjectsValue, RulesValue, Scenario, TableValue
from alliance.scenario.shared_findings import NAMED_AT_MOST, named, repeated, repeated_words

MAX_TABLE_PLAYERS = 20  # a million coalitions: more cannot be listed by hand nor held in a workbook


def _players(scenario: Scenario) -> Sequence[str]:
    value = scenario.value
    return value.players_of(scenario) if isinstance(value, WholeValue) else [one.id for one in scenario.members]


def _groups(scenario: Scenario) -> Iterator[tuple[Steps, Sequence[str]]]:
    """Every list of members in the value part, with its place."""
    value = scenario.value
    if isinstance(value, TableValue):
        yield from ((("value", "coalitions", i, "members"), one.members) for i, one in enumerate(value.coalitions))
    elif isinstance(value, RulesValue):
        yield from ((("value", "rules", i, "needs"), one.needs) for i, one in enumerate(value.rules))
        yield from ((("value", "rules", i, "without"), one.without) for i, one in enumerate(value.rules))


def too_many_players(scenario: Scenario) -> Iterator[Finding]:
    """Yield a value table for more players than can be listed."""
    players = _players(scenario)
    if isinstance(scenario.value, TableValue) and len(players) > MAX_TABLE_PLAYERS:
        what = Message("a value table of {n} players would need {rows} rows.", {"n": len(players), "rows": f"2^{len(players)} − 1"})
        fix = Message("List up to {most} of them as players, or give the value by rules, pairs or projects.", {"most": MAX_TABLE_PLAYERS})
        yield Finding(("value", "players"), what, fix)


def repeated_players(scenario: Scenario) -> Iterator[Finding]:
    """Yield players that are listed twice."""
    yield from repeated_words(getattr(scenario.value, "players", []), ("value", "players"))


def strangers(scenario: Scenario) -> Iterator[Finding]:
    """Yield members in the value part that are not among its players."""
    players = set(_players(scenario))
    for steps, word in scenario.value.members_named():
        if word not in players:
            what = Message("{name} is not among the players of the value part.", {"name": shown(word)})
            yield Finding(steps, what, Message("Add it to the players, or leave it out here."))


def repeated_in_group(scenario: Scenario) -> Iterator[Finding]:
    """Yield members that a group lists twice."""
    for steps, group in _groups(scenario):
        yield from repeated_words(group, steps)


def contradicting_rules(scenario: Scenario) -> Iterator[Finding]:
    """Yield rules that ask for a member and forbid it."""
    for position, rule in enumerate(scenario.value.rules if isinstance(scenario.value, RulesValue) else []):
        both = [word for word in rule.without if word in rule.needs]
        if both:
            what = Message("the rule needs {names} and forbids the same.", {"names": named(both)})
            yield Finding(("value", "rules", position, "without"), what, Message("Delete one of the two."))


def _coalitions(scenario: Scenario) -> list[frozenset[str]]:
    return [frozenset(one.members) for one in scenario.value.coalitions] if isinstance(scenario.value, TableValue) else []


def repeated_coalitions(scenario: Scenario) -> Iterator[Finding]:
    """Yield coalitions that are listed twice."""
    listed = _coalitions(scenario)
    for position, first in repeated(listed):
        what = Message(
            "the coalition {names} is listed twice, also as number {first}.", {"names": _and(listed[position]), "first": first + 1}
        )
        yield Finding(("value", "coalitions", position, "members"), what, Message("Delete one of the two."))


def missing_coalitions(scenario: Scenario) -> Iterator[Finding]:
    """Yield how many coalitions have no value, and the first few of them."""
    players = _players(scenario)
    if not isinstance(scenario.value, TableValue) or scenario.value.missing != "error" or len(players) > MAX_TABLE_PLAYERS:
        return
    listed = {one for one in _coalitions(scenario) if one <= set(players)}
    count = 2 ** len(players) - 1 - len(listed)
    if count:
        sizes = range(1, len(players) + 1)
        absent = (group for size in sizes for group in combinations(players, size) if frozenset(group) not in listed)
        first = "; ".join(_and(group) for group in islice(absent, NAMED_AT_MOST)) + ("; …" if count > NAMED_AT_MOST else "")
        what = Message("{count} coalitions have no value: {first}.", {"count": count, "first": first})
        fix = Message("Add them, or set missing to additive or superadditive to have them filled in.")
        yield Finding(("value", "coalitions"), what, fix)


def _and(group: Iterable[str]) -> str:
    return " + ".join(sorted(group))


def self_pairs(scenario: Scenario) -> Iterator[Finding]:
    """Yield pairs of a member with itself."""
    for position, pair in enumerate(scenario.value.pairs if isinstance(scenario.value, PairsValue) else []):
        if pair.a == pair.b:
            what = Message("{name} is paired with itself.", {"name": shown(pair.a)})
            yield Finding(
                ("value", "pairs", position), what, Message("Name two different members; what one is worth alone belongs to own.")
            )


def repeated_pairs(scenario: Scenario) -> Iterator[Finding]:
    """Yield pairs that are listed twice, in either order."""
    pairs = scenario.value.pairs if isinstance(scenario.value, PairsValue) else []
    for position, _ in repeated([frozenset((pair.a, pair.b)) for pair in pairs]):
        what = Message("the pair {a} and {b} is listed twice.", {"a": shown(pairs[position].a), "b": shown(pairs[position].b)})
        yield Finding(("value", "pairs", position), what, Message("Delete one of the two."))


def no_projects(scenario: Scenario) -> Iterator[Finding]:
    """Yield a value that is to come from projects where there are none."""
    if isinstance(scenario.value, ProjectsValue) and not scenario.projects:
        what = Message("the value is to come from projects, but there are none.")
        yield Finding(("value", "kind"), what, Message("Add projects, or choose another kind of value."))


def of_its_kind(scenario: Scenario) -> Iterator[Finding]:
    """Yield what the kind of value itself finds."""
    yield from scenario.value.findings(scenario)
