"""The selection part: no limit contradicts another on paper. What cannot be met by the candidates is for the solver to explain."""

from __future__ import annotations

from collections.abc import Iterator

from alliance.language import Message
from alliance.scenario.problems import Finding
from alliance.scenario.refusal import shown
from alliance.scenario.schema import Scenario
from alliance.scenario.shared_findings import named, repeated_words


def included_and_excluded(scenario: Scenario) -> Iterator[Finding]:
    """Yield members that must and must not be chosen."""
    asked = scenario.selection
    for position, word in enumerate(asked.include if asked else []):
        if asked and word in asked.exclude:
            what = Message("{name} must be chosen and must not be chosen.", {"name": shown(word)})
            yield Finding(("selection", "include", position), what, Message("Delete it from one of the two lists."))


def included_but_no_candidate(scenario: Scenario) -> Iterator[Finding]:
    """Yield members that must be chosen but may not."""
    asked = scenario.selection
    for position, word in enumerate(asked.include if asked else []):
        if asked and asked.candidates and word not in asked.candidates:
            what = Message("{name} must be chosen but is not a candidate.", {"name": shown(word)})
            yield Finding(("selection", "include", position), what, Message("Add it to the candidates, or leave it out here."))


def more_included_than_allowed(scenario: Scenario) -> Iterator[Finding]:
    """Yield a list of musts that is longer than the partner set may be."""
    asked = scenario.selection
    if asked and asked.size[1] is not None and len(set(asked.include)) > asked.size[1]:
        values = {"count": len(set(asked.include)), "names": named(asked.include), "most": asked.size[1]}
        what = Message("{count} members must be chosen ({names}), but at most {most} may be.", values)
        yield Finding(("selection", "include"), what, Message("Raise the largest size, or shorten the list."))


def more_roles_than_allowed(scenario: Scenario) -> Iterator[Finding]:
    """Yield role limits that ask for more partners than may be chosen."""
    asked = scenario.selection
    least = sum(low for low, _ in asked.roles.values()) if asked else 0
    if asked and asked.size[1] is not None and least > asked.size[1]:
        what = Message(
            "the roles ask for at least {least} partners, but at most {most} may be chosen.", {"least": least, "most": asked.size[1]}
        )
        yield Finding(("selection", "roles"), what, Message("Raise the largest size, or lower the roles' smallest numbers."))


def repeated_members(scenario: Scenario) -> Iterator[Finding]:
    """Yield members that a list of the selection names twice."""
    if scenario.selection:
        for field in ("candidates", "include", "exclude"):
            yield from repeated_words(getattr(scenario.selection, field), ("selection", field))


def project_is_closed(scenario: Scenario) -> Iterator[Finding]:
    """Yield a selection for a project whose members are named already, or not for the one that is open."""
    asked = scenario.selection
    closed = {project.id for project in scenario.projects if project.members != "choose"}
    if asked and asked.project in closed:
        what = Message("project {id} has its members already.", {"id": shown(asked.project)})
        yield Finding(("selection", "project"), what, Message("Name the project whose members are choose."))
