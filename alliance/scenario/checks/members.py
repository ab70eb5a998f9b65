"""Members, capabilities, projects and factors: nobody twice; relations between two different members."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliance.language import Message
from alliance.scenario.problems import Finding, Steps
from alliance.scenario.refusal import shown
from alliance.scenario.schema import Named, Scenario
from alliance.scenario.shared_findings import repeated
from alliance.scenario.words import identity


def _named_lists(scenario: Scenario) -> list[tuple[Steps, Sequence[Named]]]:
    return [
        (("members",), scenario.members),
        (("capabilities",), scenario.capabilities),
        (("projects",), scenario.projects),
        (("allocation", "factors"), scenario.allocation.factors),
    ]


def duplicate_ids(scenario: Scenario) -> Iterator[Finding]:
    """Yield every id that is taken already, whatever its width or case."""
    for steps, items in _named_lists(scenario):
        for position, first in repeated([identity(one.id) for one in items]):
            what = Message("{id} is the same id as {first}.", {"id": shown(items[position].id), "first": shown(items[first].id)})
            yield Finding((*steps, position, "id"), what, Message("Give each its own id (case and width of letters do not count)."))


def duplicate_names(scenario: Scenario) -> Iterator[Finding]:
    """Yield every name that another of the same list bears."""
    for steps, items in _named_lists(scenario):
        for language in ("zh", "en"):
            for position, first in repeated([identity(one.name.say(language)) for one in items]):
                if identity(items[position].id) == identity(items[first].id):
                    continue
                name = items[position].name.say(language)
                what = Message("{name} is also the name of {first}.", {"name": shown(name), "first": shown(items[first].id)})
                yield Finding((*steps, position, "name"), what, Message("Give each its own name."))


def self_relations(scenario: Scenario) -> Iterator[Finding]:
    """Yield relations of a member with itself."""
    for position, one in enumerate(scenario.relations):
        if one.a == one.b:
            what = Message("{name} stands in a relation with itself.", {"name": shown(one.a)})
            yield Finding(("relations", position), what, Message("Name two different members."))


def repeated_relations(scenario: Scenario) -> Iterator[Finding]:
    """Yield pairs that are listed twice, in either order."""
    for position, _ in repeated([frozenset((one.a, one.b)) for one in scenario.relations]):
        one = scenario.relations[position]
        what = Message("the pair {a} and {b} is listed twice.", {"a": shown(one.a), "b": shown(one.b)})
        yield Finding(("relations", position), what, Message("Delete one of the two."))


def synergy_of_conflict(scenario: Scenario) -> Iterator[Finding]:
    """Yield pairs that exclude each other and are worth something together all the same."""
    for position, one in enumerate(scenario.relations):
        if one.conflict and one.synergy > 0:
            what = Message("{a} and {b} exclude each other, yet have a synergy.", {"a": shown(one.a), "b": shown(one.b)})
            yield Finding(("relations", position), what, Message("Delete the conflict or the synergy."))
