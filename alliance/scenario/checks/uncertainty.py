"""The uncertainty part: ranges hold the given values, and something that counts is uncertain."""

from __future__ import annotations

from collections.abc import Iterator

from alliance.language import Message
from alliance.scenario.problems import Finding
from alliance.scenario.refusal import shown
from alliance.scenario.schema import RANGED, Between, Project, ProjectsValue, Scenario


def _ranges(scenario: Scenario) -> Iterator[tuple[Project, str, Between]]:
    """Every range of a known project, with the name of what it is for."""
    known = {project.id: project for project in scenario.projects}
    for name, ranges in (scenario.uncertainty.projects if scenario.uncertainty else {}).items():
        if name in known:
            yield from ((known[name], field, found) for field in RANGED if (found := getattr(ranges, field)) is not None)


def given_outside_range(scenario: Scenario) -> Iterator[Finding]:
    """Yield ranges that do not hold the value given for the project."""
    for project, field, found in _ranges(scenario):
        given = getattr(project, field)
        if not found.low <= given <= found.high:
            what = Message(
                "the range from {low} to {high} does not hold the value {given} of project {id}.",
                {"low": f"{found.low:g}", "high": f"{found.high:g}", "given": f"{given:g}", "id": shown(project.id)},
            )
            yield Finding(("uncertainty", "projects", project.id, field), what, Message("Widen the range, or correct the value."))


def idle_ranges(scenario: Scenario) -> Iterator[Finding]:
    """Yield ranges of projects that have no game of their own, so that nothing would follow from them."""
    value, asked = scenario.value, scenario.uncertainty
    for name in asked.projects if asked else ():
        if not isinstance(value, ProjectsValue):
            what = Message("the value does not come from projects, so ranges of projects say nothing.")
            yield Finding(("uncertainty", "projects", name), what, Message("Delete them, and give a relative spread instead."))
            return
        if value.projects and name not in value.projects:
            what = Message("project {id} is not among the projects that count.", {"id": shown(name)})
            yield Finding(("uncertainty", "projects", name), what, Message("Add it to them, or delete its ranges."))


def idle_spread(scenario: Scenario) -> Iterator[Finding]:
    """Yield a relative spread where the value comes from projects."""
    if scenario.uncertainty and scenario.uncertainty.spread and isinstance(scenario.value, ProjectsValue):
        what = Message("the value comes from projects, so a relative spread says nothing.")
        yield Finding(("uncertainty", "spread"), what, Message("Delete it, and give ranges of the projects instead."))
    elif scenario.uncertainty and scenario.uncertainty.spread and not scenario.value.takes_spread:
        what = Message("a relative spread is for benefits from a table, from pairs or from rules, as they stand.")
        yield Finding(("uncertainty", "spread"), what, Message("Delete it; nothing else can be uncertain in this kind of value."))


def nothing_uncertain(scenario: Scenario) -> Iterator[Finding]:
    """Yield an uncertainty part that leaves every value certain."""
    asked = scenario.uncertainty
    if asked and not asked.spread and not any(found.low < found.high for _, _, found in _ranges(scenario)):
        what = Message("there is an uncertainty part, but every value in it is certain.")
        if isinstance(scenario.value, ProjectsValue):
            fix = Message("Give ranges of the projects, or delete the part.")
        elif scenario.value.takes_spread:
            fix = Message("Give a relative spread, or delete the part.")
        else:
            fix = Message("Delete the part; nothing can be uncertain in this kind of value.")
        yield Finding(("uncertainty",), what, fix)
