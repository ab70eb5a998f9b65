"""Projects: partners are named or to be chosen, weights add to one, prices belong to requirements."""

from __future__ import annotations

from collections.abc import Iterator

from alliance.language import Message
from alliance.scenario.problems import Finding
from alliance.scenario.refusal import shown
from alliance.scenario.schema import Scenario
from alliance.scenario.shared_findings import named, repeated_words, sum_finding


def no_partners(scenario: Scenario) -> Iterator[Finding]:
    """Yield projects that nobody takes part in."""
    for position, project in enumerate(scenario.projects):
        if project.members == []:
            what = Message("project {id} has no members.", {"id": shown(project.id)})
            yield Finding(("projects", position, "members"), what, Message("Name its members, or write choose to have them selected."))


def repeated_partners(scenario: Scenario) -> Iterator[Finding]:
    """Yield members that a project lists twice."""
    for position, project in enumerate(scenario.projects):
        if project.members != "choose":
            yield from repeated_words(project.members, ("projects", position, "members"))


def weights_add_to_one(scenario: Scenario) -> Iterator[Finding]:
    """Yield projects whose capability weights do not add to one."""
    for position, project in enumerate(scenario.projects):
        if project.requirement or project.weights:
            yield from sum_finding(project.weights.values(), ("projects", position, "weights"))


def stray_terms(scenario: Scenario) -> Iterator[Finding]:
    """Yield weights and outsourcing prices of capabilities that the project does not require."""
    for position, project in enumerate(scenario.projects):
        for field, table in (("weights", project.weights), ("outsourcing", project.outsourcing)):
            for capability in table:
                if capability not in project.requirement:
                    what = Message(
                        "project {id} does not require {capability}.", {"id": shown(project.id), "capability": shown(capability)}
                    )
                    yield Finding(("projects", position, field, capability), what, Message("Add the requirement, or delete this entry."))


def _open(scenario: Scenario) -> list[int]:
    return [position for position, project in enumerate(scenario.projects) if project.members == "choose"]


def open_without_selection(scenario: Scenario) -> Iterator[Finding]:
    """Yield an open project that no selection part is for."""
    if scenario.selection is None:
        for position in _open(scenario)[:1]:
            what = Message(
                "the partners of project {id} are to be chosen, but there is no selection.", {"id": shown(scenario.projects[position].id)}
            )
            yield Finding(("projects", position, "members"), what, Message("Add the selection part, or name the project's members."))


def several_open(scenario: Scenario) -> Iterator[Finding]:
    """Yield open projects beyond the first: one run chooses partners for one project."""
    if len(_open(scenario)) > 1:
        ids = named(scenario.projects[position].id for position in _open(scenario))
        what = Message("several projects have partners to be chosen: {ids}.", {"ids": ids})
        fix = Message("Leave one of them open, and put the others into files of their own.")
        yield Finding(("projects", _open(scenario)[1], "members"), what, fix)
