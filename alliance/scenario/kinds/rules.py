"""Value from rules: these together add so much, unless one of those is there too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from alliance.scenario.entries import Flag, Number
from alliance.scenario.kinds.base import PLAYERS, RowUse, WholeValue
from alliance.scenario.kinds.views import DUAL, seen
from alliance.scenario.parts import Part, Text
from alliance.scenario.problems import Steps
from alliance.scenario.references import MemberRef
from alliance.scenario.tables import Column

if TYPE_CHECKING:
    import allocation as al
    from alliance.scenario.schema import Scenario

__all__ = ["RulesValue", "ValueRule"]


class ValueRule(Part):
    """`needs` together add `value`, unless one of `without` is there too."""

    value: Number
    needs: Annotated[list[MemberRef], Field(min_length=1)]
    without: list[MemberRef] = []
    note: Text = Text()


class RulesValue(WholeValue):
    """The worth of a coalition as the sum of the rules that hold in it."""

    title: ClassVar[str] = "rules of cooperation"
    hint: ClassVar[str] = "   · rules of cooperation: “these together add so much, unless one of those is there too”."
    told: ClassVar[str] = "rules (these together add so much)"
    lines: ClassVar[tuple[Column, ...]] = (PLAYERS, DUAL)
    rows: ClassVar[RowUse] = RowUse(group="rules", members="needs")

    kind: Literal["rules"]
    players: list[MemberRef] = []  # empty: every member
    rules: list[ValueRule]
    dual: Flag = False

    @property
    def takes_spread(self) -> bool:
        """Whether an uncertain relative spread of its numbers is understood."""
        return not self.dual

    def members_named(self) -> Iterator[tuple[Steps, str]]:
        """Yield every member that a rule needs or forbids."""
        for part in ("needs", "without"):
            for i, rule in enumerate(self.rules):
                yield from ((("value", "rules", i, part, j), word) for j, word in enumerate(getattr(rule, part)))

    def game(self, scenario: Scenario) -> al.Game:
        """Return the game of rules."""
        import allocation as al

        rules = [al.Rule(one.value, needs=tuple(one.needs), without=tuple(one.without)) for one in self.rules]
        return seen(al.RuleGame(rules, self.players_of(scenario)), dual=self.dual)
