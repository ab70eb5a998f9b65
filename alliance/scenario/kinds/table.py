"""Value from a table: the worth, or the cost, of every coalition, listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from alliance.language import Message
from alliance.scenario.choices import MISSING, YES_NO
from alliance.scenario.entries import Flag, Number
from alliance.scenario.kinds.base import PLAYERS, RowUse, WholeValue
from alliance.scenario.kinds.views import DUAL, SAVINGS, seen
from alliance.scenario.parts import Part
from alliance.scenario.problems import Finding, Steps
from alliance.scenario.references import MemberRef
from alliance.scenario.tables import Column

if TYPE_CHECKING:
    import allocation as al
    from alliance.scenario.schema import Scenario

__all__ = ["CoalitionValue", "TableValue"]


class CoalitionValue(Part):
    """What one group of members is worth."""

    members: Annotated[list[MemberRef], Field(min_length=1)]
    value: Number


class TableValue(WholeValue):
    """The worth of every coalition, listed."""

    title: ClassVar[str] = "table of coalitions"
    hint: ClassVar[str] = "   · table of coalitions: one row per group; three members have 7 groups, five have 31."
    told: ClassVar[str] = "a table of all groups"
    lines: ClassVar[tuple[Column, ...]] = (
        PLAYERS,
        Column(("value", "missing"), "Missing coalitions", "For a table: what coalitions that are not listed are worth.", choices=MISSING),
        Column(("value", "are_costs"), "Amounts are costs", "For a table: yes if it says what groups pay. Empty: no.", choices=YES_NO),
        SAVINGS,
        DUAL,
    )
    rows: ClassVar[RowUse] = RowUse(group="coalitions")

    kind: Literal["table"]
    players: list[MemberRef] = []  # empty: every member
    coalitions: list[CoalitionValue]
    missing: Literal["error", "additive", "superadditive"] = "error"
    are_costs: Flag = False  # the amounts are what groups have to pay
    savings: Flag = False  # with costs: split what is saved against everybody paying alone
    dual: Flag = False

    @property
    def takes_spread(self) -> bool:
        """Whether an uncertain relative spread of its numbers is understood."""
        return not (self.are_costs or self.dual)

    def members_named(self) -> Iterator[tuple[Steps, str]]:
        """Yield every member of every coalition."""
        for i, one in enumerate(self.coalitions):
            yield from ((("value", "coalitions", i, "members", j), word) for j, word in enumerate(one.members))

    def findings(self, scenario: Scenario) -> Iterator[Finding]:
        """Yield savings that are asked of benefits."""
        if self.savings and not self.are_costs:
            what = Message("savings are asked for, but the table says what groups earn.")
            yield Finding(("value", "savings"), what, Message("Say that the amounts are costs, or delete this entry."))

    def game(self, scenario: Scenario) -> al.Game:
        """Return the table game."""
        import allocation as al  # late: a look at a file should not wait for the kernels

        sign = -1.0 if self.are_costs else 1.0
        worths: dict[Sequence[str], float] = {tuple(c.members): sign * c.value for c in self.coalitions}
        game = al.TableGame.from_coalitions(worths, self.players_of(scenario), missing=self.missing)
        game.sense = "cost" if self.are_costs else "benefit"
        return seen(game, savings=self.savings, dual=self.dual)
