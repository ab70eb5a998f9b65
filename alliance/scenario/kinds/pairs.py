"""Value from pairs: what every member is worth alone, and what two add to each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from alliance.language import marked
from alliance.scenario.entries import Flag, Number, Table
from alliance.scenario.kinds.base import PLAYERS, RowUse, WholeValue
from alliance.scenario.kinds.views import DUAL, seen
from alliance.scenario.parts import Part
from alliance.scenario.problems import Steps
from alliance.scenario.references import MemberRef
from alliance.scenario.tables import Column

if TYPE_CHECKING:
    import allocation as al
    from alliance.scenario.schema import Scenario

__all__ = ["PairValue", "PairsValue"]


class PairValue(Part):
    """What two members add to each other."""

    a: MemberRef
    b: MemberRef
    value: Number


class PairsValue(WholeValue):
    """Own worth plus pair worth; empty tables mean the members' stand-alone values and the relations' synergies."""

    title: ClassVar[str] = "pairs of members"
    hint: ClassVar[str] = (
        "   · pairs of members: one row per member alone (M1) and one per pair (M1、M2); everything else follows. The easiest way."
    )
    told: ClassVar[str] = "own worth and pairs"
    lines: ClassVar[tuple[Column, ...]] = (PLAYERS, DUAL)
    rows: ClassVar[RowUse] = RowUse(marked("a row of pairs holds one member or two, and a value."), single="own", pair="pairs")

    kind: Literal["pairs"]
    players: list[MemberRef] = []  # empty: every member
    own: Table[MemberRef, Number] = {}
    pairs: list[PairValue] = []
    dual: Flag = False

    @property
    def takes_spread(self) -> bool:
        """Whether an uncertain relative spread of its numbers is understood."""
        return not self.dual

    def members_named(self) -> Iterator[tuple[Steps, str]]:
        """Yield every member with a worth of its own, and both ends of every pair."""
        yield from ((("value", "own", word), word) for word in self.own)
        for position, pair in enumerate(self.pairs):
            yield from ((("value", "pairs", position, end), getattr(pair, end)) for end in ("a", "b"))

    def game(self, scenario: Scenario) -> al.Game:
        """Return the pairwise game."""
        import numpy as np

        import allocation as al

        players = self.players_of(scenario)
        alone = {member.id: member.stand_alone for member in scenario.members}
        own = np.array([self.own.get(p, 0.0) if self.own else alone[p] for p in players])
        given = [(p.a, p.b, p.value) for p in self.pairs] or [(r.a, r.b, r.synergy) for r in scenario.relations]
        where = {p: i for i, p in enumerate(players)}
        pair = np.zeros((len(players), len(players)))
        for a, b, worth in given:
            if a in where and b in where:
                pair[where[a], where[b]] += worth
                pair[where[b], where[a]] += worth
        return seen(al.PairwiseGame(own, pair, players), dual=self.dual)
