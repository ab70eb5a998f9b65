"""Further limits of the selection: labels and classes that somebody bears, conditions among candidates, numbers that limits lean on."""

from __future__ import annotations

from collections.abc import Iterator

from alliance.language import Message
from alliance.scenario.problems import Finding, Steps
from alliance.scenario.refusal import shown
from alliance.scenario.schema import Scenario
from alliance.scenario.shared_findings import named, repeated, repeated_words


def condition_members(scenario: Scenario) -> Iterator[Finding]:
    """Yield members of conditions that are no candidates, or named twice."""
    asked = scenario.selection
    for position, one in enumerate(asked.conditions if asked else []):
        steps = ("selection", "conditions", position, "members")
        yield from repeated_words(one.members, steps)
        for place, word in enumerate(one.members):
            if asked and asked.candidates and word not in asked.candidates:
                what = Message("{name} is not a candidate.", {"name": shown(word)})
                yield Finding((*steps, place), what, Message("Add it to the candidates, or leave it out here."))


def _labels(scenario: Scenario) -> dict[str, set[str]]:
    """Every label that candidates bear, with its values; the blocks are one more."""
    asked, found = scenario.selection, dict[str, set[str]]()
    for m in scenario.members:
        if asked is None or not asked.candidates or m.id in asked.candidates:
            for label, values in m.labels.items():
                found.setdefault(label, set()).update(values)
            if m.block:
                found.setdefault("block", set()).add(m.block)
    return found


def unknown_labels(scenario: Scenario) -> Iterator[Finding]:
    """Yield labels, and values of labels, that no candidate bears."""
    asked, known = scenario.selection, _labels(scenario)
    wanted: list[tuple[Steps, str]] = []
    wanted += [(("selection", "counts", k, "label"), one.label) for k, one in enumerate(asked.counts)] if asked else []
    wanted += [(("selection", "cover", k), label) for k, label in enumerate(asked.cover)] if asked else []
    for steps, label in wanted:
        if label not in known:
            what = Message("no candidate bears the label {name}.", {"name": shown(label)})
            yield Finding(steps, what, Message("Give it to the members, or delete this entry."))
    for position, one in enumerate(asked.counts if asked else []):
        if one.label in known and one.value not in known[one.label]:
            what = Message("no candidate has {label} {name}.", {"label": one.label, "name": shown(one.value)})
            fix = Message("Known are: {known}.", {"known": named(sorted(known[one.label]))})
            yield Finding(("selection", "counts", position, "value"), what, fix)


def repeated_counts(scenario: Scenario) -> Iterator[Finding]:
    """Yield limits on a label's value that stand twice."""
    counts = scenario.selection.counts if scenario.selection else []
    for position, _ in repeated([(one.label, one.value) for one in counts]):
        what = Message("{name} is listed twice.", {"name": shown(counts[position].value)})
        yield Finding(("selection", "counts", position), what, Message("Delete one of the two."))


def unknown_classes(scenario: Scenario) -> Iterator[Finding]:
    """Yield budgets of classes in which nobody costs anything."""
    known = {name for m in scenario.members for name in m.cost_classes}
    for name in scenario.selection.budgets if scenario.selection else ():
        if name not in known:
            what = Message("no member has a cost of the class {name}.", {"name": shown(name)})
            yield Finding(("selection", "budgets", name), what, Message("Give it to the members, or delete this entry."))


def chances_above_one(scenario: Scenario) -> Iterator[Finding]:
    """Yield needs counted by chances whose amount or levels are no chances."""
    asked = scenario.selection
    for name, need in asked.needs.items() if asked else ():
        if need.by != "any":
            continue
        high = [m.id for m in scenario.members if m.capabilities.get(name, 0.0) > 1]
        if need.amount > 1 or high:
            what = Message("{name} is counted by chances, so neither it nor a member's level may be above 1.", {"name": shown(name)})
            yield Finding(("selection", "needs", name), what, Message("Count it by the best member, or give chances between 0 and 1."))


def needs_counted_otherwise(scenario: Scenario) -> Iterator[Finding]:
    """Yield needs that ask for several members where members are not counted."""
    for name, need in scenario.selection.needs.items() if scenario.selection else ():
        if need.at_least > 1 and need.by != "best":
            what = Message("{name} asks for several members, but does not count single ones.", {"name": shown(name)})
            yield Finding(("selection", "needs", name), what, Message("Count it by the best member, or let it survive an exit."))


def gamma_without_budget(scenario: Scenario) -> Iterator[Finding]:
    """Yield costs that may rise where there is no budget for them."""
    asked = scenario.selection
    if asked and asked.gamma is not None and asked.budget is None:
        what = Message("there is no budget that could hold when costs rise.")
        yield Finding(("selection", "gamma"), what, Message("Give the budget, or delete this entry."))


def share_of_negative_values(scenario: Scenario) -> Iterator[Finding]:
    """Yield a largest share of the value where a value is negative."""
    asked = scenario.selection
    below = [m.id for m in scenario.members if m.value < 0]
    if asked and asked.max_share.value is not None and below:
        what = Message("shares of the value make no sense while {names} has a negative one.", {"names": named(below)})
        yield Finding(("selection", "max_share", "value"), what, Message("Delete this entry, or correct the value."))
