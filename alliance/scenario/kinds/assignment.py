"""Value of a market with two sides: each member trades with at most one of the other side (assignment game)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from alliance.language import Message, marked
from alliance.scenario.entries import Number
from alliance.scenario.kinds.base import RowUse, WholeValue
from alliance.scenario.parts import Part
from alliance.scenario.problems import Finding
from alliance.scenario.references import MemberRef
from alliance.scenario.refusal import shown
from alliance.scenario.shared_findings import repeated, repeated_words
from alliance.scenario.tables import Column

if TYPE_CHECKING:
    import allocation as al
    from alliance.scenario.schema import Scenario
    from allocation.rule import Domain

__all__ = ["AssignmentValue", "Profit"]


class Profit(Part):
    """What a seller and a buyer earn together by trading."""

    seller: MemberRef
    buyer: MemberRef
    value: Number


class AssignmentValue(WholeValue):
    """Two sides, and what every pair earns by trading; a group earns its best matching."""

    title: ClassVar[str] = "market with two sides"
    hint: ClassVar[str] = (
        "   · market with two sides: one row per pair (seller、buyer) and what it earns; the two sides stand on the sheet Alliance."
    )
    told: ClassVar[str] = "the best matching of sellers with buyers"
    lines: ClassVar[tuple[Column, ...]] = (
        Column(("value", "sellers"), "Sellers", "For a market: members of the first side, names with 、 or + between them.", "names"),
        Column(("value", "buyers"), "Buyers", "For a market: members of the second side, names with 、 or + between them.", "names"),
    )
    rows: ClassVar[RowUse] = RowUse(
        marked("a row of a market holds a seller, a buyer and what the two earn."), pair="profits", ends=("seller", "buyer")
    )

    kind: Literal["assignment"]
    sellers: Annotated[list[MemberRef], Field(min_length=1)]
    buyers: Annotated[list[MemberRef], Field(min_length=1)]
    profits: list[Profit]  # left out: the two do not trade

    @property
    def domain(self) -> Domain:
        """The rules of markets with two sides."""
        return "assignment"

    def players_of(self, scenario: Scenario) -> list[str]:
        """Return the sellers, then the buyers."""
        return [*self.sellers, *self.buyers]

    def findings(self, scenario: Scenario) -> Iterator[Finding]:
        """Yield members on a side twice or on both, pairs that are not one of each side, and pairs listed twice."""
        for side in ("sellers", "buyers"):
            yield from repeated_words(getattr(self, side), ("value", side))
        for position, word in enumerate(self.buyers):
            if word in self.sellers:
                what = Message("{name} is both a seller and a buyer.", {"name": shown(word)})
                yield Finding(("value", "buyers", position), what, Message("Keep it on one side."))
        for position, pair in enumerate(self.profits):
            yield from self._strangers(position, pair)
        for position, _ in repeated([(pair.seller, pair.buyer) for pair in self.profits]):
            pair = self.profits[position]
            what = Message("the pair {a} and {b} is listed twice.", {"a": shown(pair.seller), "b": shown(pair.buyer)})
            yield Finding(("value", "profits", position), what, Message("Delete one of the two."))

    def _strangers(self, position: int, pair: Profit) -> Iterator[Finding]:
        for end, side, text in (
            ("seller", self.sellers, marked("{name} is not among the sellers.")),
            ("buyer", self.buyers, marked("{name} is not among the buyers.")),
        ):
            if getattr(pair, end) not in side:
                what = Message(text, {"name": shown(getattr(pair, end))})
                yield Finding(("value", "profits", position, end), what, Message("Add it to that side, or correct the pair."))

    def game(self, scenario: Scenario) -> al.Game:
        """Return the assignment game."""
        import numpy as np

        import allocation as al

        row, column = ({p: i for i, p in enumerate(side)} for side in (self.sellers, self.buyers))
        profits = np.zeros((len(row), len(column)))
        for pair in self.profits:
            profits[row[pair.seller], column[pair.buyer]] = pair.value
        return al.AssignmentGame(profits, self.players_of(scenario))
