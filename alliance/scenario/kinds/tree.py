"""Value of a network: members share the cheapest one that connects them all to a source (minimum-cost spanning tree)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from alliance.language import Message, marked
from alliance.scenario.entries import Amount, Flag, Table
from alliance.scenario.kinds.base import PLAYERS, RowUse, WholeValue, amounts_missing
from alliance.scenario.kinds.views import SAVINGS, seen
from alliance.scenario.parts import Part
from alliance.scenario.problems import Finding, Steps
from alliance.scenario.references import MemberRef
from alliance.scenario.refusal import shown
from alliance.scenario.shared_findings import repeated
from alliance.scenario.tables import Column

if TYPE_CHECKING:
    import allocation as al
    from alliance.scenario.schema import Scenario
    from allocation.rule import Domain

__all__ = ["Link", "TreeValue"]


class Link(Part):
    """What it costs to connect two members directly."""

    a: MemberRef
    b: MemberRef
    cost: Amount


class TreeValue(WholeValue):
    """Cost of connecting each member to the source, and members to each other; a group pays its cheapest tree."""

    title: ClassVar[str] = "network to a source (cost)"
    hint: ClassVar[str] = (
        "   · network to a source: one row per member (M1) with the cost of its own line to the source, "
        "one per pair (M1、M2) that could be connected."
    )
    told: ClassVar[str] = "the cheapest network that connects a group to the source"
    lines: ClassVar[tuple[Column, ...]] = (PLAYERS, SAVINGS)
    rows: ClassVar[RowUse] = RowUse(
        marked("a row of a network holds one member or two, and a cost."), single="source", pair="links", amount="cost"
    )

    kind: Literal["tree"]
    players: list[MemberRef] = []  # empty: every member
    source: Table[MemberRef, Amount]  # what its own line to the source costs
    links: list[Link] = []  # left out: the two can be connected by way of the source only
    savings: Flag = False

    @property
    def domain(self) -> Domain:
        """The rules of trees; the savings of one are no tree."""
        return "game" if self.savings else "tree"

    def members_named(self) -> Iterator[tuple[Steps, str]]:
        """Yield every member with a line to the source, and both ends of every link."""
        yield from ((("value", "source", word), word) for word in self.source)
        for position, link in enumerate(self.links):
            yield from ((("value", "links", position, end), getattr(link, end)) for end in ("a", "b"))

    def findings(self, scenario: Scenario) -> Iterator[Finding]:
        """Yield players without a line to the source, links of a member with itself, and links listed twice."""
        yield from amounts_missing(self.source, self.players_of(scenario), ("value", "source"))
        for position, link in enumerate(self.links):
            if link.a == link.b:
                what = Message("{name} is linked with itself.", {"name": shown(link.a)})
                yield Finding(("value", "links", position), what, Message("Name two different members."))
        for position, _ in repeated([frozenset((link.a, link.b)) for link in self.links]):
            link = self.links[position]
            what = Message("the pair {a} and {b} is listed twice.", {"a": shown(link.a), "b": shown(link.b)})
            yield Finding(("value", "links", position), what, Message("Delete one of the two."))

    def game(self, scenario: Scenario) -> al.Game:
        """Return the tree game, or what is saved in it.

        Two members without a link cost as much to connect as both their lines to the source, so that no tree needs it.
        """
        import numpy as np

        import allocation as al

        players = self.players_of(scenario)
        own = np.array([0.0, *(self.source[p] for p in players)])
        costs = own[:, None] + own
        np.fill_diagonal(costs, 0.0)
        node = {p: i for i, p in enumerate(players, 1)}
        for link in self.links:
            costs[node[link.a], node[link.b]] = costs[node[link.b], node[link.a]] = link.cost
        return seen(al.TreeGame(costs, players), savings=self.savings)
