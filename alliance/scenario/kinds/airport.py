"""Value of a shared facility: it is built as large as its most demanding user needs (airport game)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from alliance.language import marked
from alliance.scenario.entries import Amount, Flag, Table
from alliance.scenario.kinds.base import PLAYERS, RowUse, WholeValue, amounts_missing
from alliance.scenario.kinds.views import SAVINGS, seen
from alliance.scenario.problems import Finding, Steps
from alliance.scenario.references import MemberRef
from alliance.scenario.tables import Column

if TYPE_CHECKING:
    import allocation as al
    from alliance.scenario.schema import Scenario

__all__ = ["AirportValue"]


class AirportValue(WholeValue):
    """What the facility would cost for each member alone; a group pays for its most demanding member."""

    title: ClassVar[str] = "shared facility (cost)"
    hint: ClassVar[str] = "   · shared facility: one row per member and what it would cost for that member alone; a group pays the largest."
    told: ClassVar[str] = "the cost of a shared facility: a group pays for its most demanding member"
    lines: ClassVar[tuple[Column, ...]] = (PLAYERS, SAVINGS)
    rows: ClassVar[RowUse] = RowUse(marked("a row of a shared facility holds one member and its cost."), single="costs")

    kind: Literal["airport"]
    players: list[MemberRef] = []  # empty: every member
    costs: Table[MemberRef, Amount]
    savings: Flag = False

    def members_named(self) -> Iterator[tuple[Steps, str]]:
        """Yield every member with a cost."""
        yield from ((("value", "costs", word), word) for word in self.costs)

    def findings(self, scenario: Scenario) -> Iterator[Finding]:
        """Yield players without a cost."""
        yield from amounts_missing(self.costs, self.players_of(scenario), ("value", "costs"))

    def game(self, scenario: Scenario) -> al.Game:
        """Return the airport game, or what is saved in it."""
        import allocation as al

        players = self.players_of(scenario)
        return seen(al.AirportGame([self.costs[p] for p in players], players), savings=self.savings)
