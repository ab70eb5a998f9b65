"""The further looks at a selection: sets of candidates, objectives that a frontier can hold, weights that may move."""

from __future__ import annotations

from collections.abc import Iterator

from alliance.language import Message
from alliance.scenario.problems import Finding
from alliance.scenario.refusal import shown
from alliance.scenario.schema import Scenario
from alliance.scenario.shared_findings import repeated, repeated_words
from alliance.scenario.words import identity

JOINT = ("objective", "synergy", "coverage", "cvar", "joint_value")  # more than a sum over single members


def compared_strangers(scenario: Scenario) -> Iterator[Finding]:
    """Yield members of compared sets that are no candidates, or named twice."""
    asked = scenario.selection
    for position, one in enumerate(asked.compare if asked else []):
        steps = ("selection", "compare", position, "members")
        yield from repeated_words(one.members, steps)
        for place, word in enumerate(one.members):
            if asked and asked.candidates and word not in asked.candidates:
                what = Message("{name} is not a candidate.", {"name": shown(word)})
                yield Finding((*steps, place), what, Message("Add it to the candidates, or leave it out here."))


def repeated_sets(scenario: Scenario) -> Iterator[Finding]:
    """Yield compared sets that bear the same name."""
    asked = scenario.selection
    names = [identity(one.name) for one in asked.compare] if asked else []
    for position, _ in repeated(names):
        what = Message("two sets are called {name}.", {"name": shown(asked.compare[position].name if asked else "")})
        yield Finding(("selection", "compare", position, "name"), what, Message("Give each its own name."))


def frontier_objectives(scenario: Scenario) -> Iterator[Finding]:
    """Yield a frontier that nothing can be computed for."""
    asked = list(scenario.selection.frontier) if scenario.selection else []
    steps = ("selection", "frontier")
    if asked and (len(asked) < 2 or len(set(asked)) < len(asked)):
        yield Finding(steps, Message("a frontier needs two or three different objectives."), Message("Name them, e.g. objective, cost."))
    joint = [name for name in asked if name in JOINT]
    if len(set(joint)) > 1:
        what = Message("only one of {names} can be part of a frontier.", {"names": ", ".join(joint)})
        yield Finding(steps, what, Message("Keep one of them, and add value, cost or expected_loss."))


def joint_value_without_project(scenario: Scenario) -> Iterator[Finding]:
    """Yield wishes about the joint value where no project is open."""
    asked = scenario.selection
    if asked is None or asked.project is not None:
        return
    if asked.objective.joint_value or "joint_value" in asked.frontier or "joint_value" in asked.weight_ranges:
        what = Message("the joint value is that of the open project, but the selection names none.")
        yield Finding(("selection", "project"), what, Message("Name the project whose members are choose."))


def benefit_counted_twice(scenario: Scenario) -> Iterator[Finding]:
    """Yield weights that count the open project's benefit twice."""
    asked = scenario.selection
    if asked and asked.objective.joint_value and asked.objective.coverage:
        what = Message("joint value and coverage count the same benefit of the open project.")
        yield Finding(("selection", "objective", "coverage"), what, Message("Set the weight of coverage to 0."))
