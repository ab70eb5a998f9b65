"""Members by name in a sentence, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from alliance.document import Wording
from alliance.scenario.schema import Scenario

__all__ = ["Names", "listing", "names_of"]

Names = Mapping[str, Wording]


def names_of(scenario: Scenario) -> Names:
    """Return what every member is called, by its id."""
    return {m.id: Wording(zh=m.name.say("zh") or m.id, en=m.name.say("en") or m.id) for m in scenario.members}


def listing(members: Iterable[str], names: Names) -> Wording:
    """Return the names of members as a list in a sentence.

    Examples
    --------
    >>> listing(["A", "B"], {"A": Wording(zh="甲", en="Alpha"), "B": Wording(zh="乙", en="Beta")})
    Wording(zh='甲、乙', en='Alpha, Beta')
    """
    known = [names.get(member, Wording(zh=member, en=member)) for member in members]
    return Wording(zh="、".join(name.zh for name in known), en=", ".join(name.en for name in known))
