"""Value of an estate that is too small for all claims on it (bankruptcy game)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from alliance.language import Message, marked
from alliance.scenario.entries import Amount, Table
from alliance.scenario.kinds.base import PLAYERS, RowUse, WholeValue, amounts_missing
from alliance.scenario.problems import Finding, Steps
from alliance.scenario.references import MemberRef
from alliance.scenario.tables import Column

if TYPE_CHECKING:
    import allocation as al
    from alliance.scenario.schema import Scenario
    from allocation.rule import Domain

__all__ = ["ClaimsValue"]


class ClaimsValue(WholeValue):
    """What there is, and what each member claims of it; a group is worth what the others leave when they are paid in full."""

    title: ClassVar[str] = "claims on too little"
    hint: ClassVar[str] = "   · claims on too little: one row per member and its claim; the amount to share stands on the sheet Alliance."
    told: ClassVar[str] = "claims: a group is worth what is left once all others are paid in full"
    lines: ClassVar[tuple[Column, ...]] = (
        PLAYERS,
        Column(("value", "estate"), "Amount to share", "For claims: what there is, at most all claims together.", "amount"),
    )
    rows: ClassVar[RowUse] = RowUse(marked("a row of claims holds one member and its claim."), single="claims")

    kind: Literal["claims"]
    players: list[MemberRef] = []  # empty: every member
    estate: Amount
    claims: Table[MemberRef, Amount]

    @property
    def domain(self) -> Domain:
        """The rules of claims problems."""
        return "claims"

    def members_named(self) -> Iterator[tuple[Steps, str]]:
        """Yield every member with a claim."""
        yield from ((("value", "claims", word), word) for word in self.claims)

    def findings(self, scenario: Scenario) -> Iterator[Finding]:
        """Yield players without a claim, and more to share than is claimed."""
        players = self.players_of(scenario)
        yield from amounts_missing(self.claims, players, ("value", "claims"))
        claimed = math.fsum(self.claims.get(p, 0.0) for p in players)
        if self.estate > claimed:
            what = Message(
                "there is {estate} to share, more than all claims together ({claimed}).",
                {"estate": f"{self.estate:g}", "claimed": f"{claimed:g}"},
            )
            yield Finding(("value", "estate"), what, Message("Correct it or the claims; with enough for everybody, each gets its claim."))

    def game(self, scenario: Scenario) -> al.Game:
        """Return the claims game."""
        import allocation as al

        players = self.players_of(scenario)
        return al.ClaimsGame([self.claims[p] for p in players], self.estate, players)
