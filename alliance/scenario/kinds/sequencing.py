"""Value of changing places in a queue for a shared machine (sequencing game)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from alliance.language import Message
from alliance.scenario.entries import Amount
from alliance.scenario.kinds.base import WholeValue
from alliance.scenario.parts import Part
from alliance.scenario.problems import Finding
from alliance.scenario.references import MemberRef
from alliance.scenario.refusal import shown
from alliance.scenario.shared_findings import repeated
from alliance.scenario.tables import Column, Sheet

if TYPE_CHECKING:
    import allocation as al
    from alliance.scenario.schema import Scenario
    from allocation.rule import Domain

__all__ = ["Job", "SequencingValue"]


class Job(Part):
    """A member's place in the queue: how long its job takes, and what waiting costs it per unit of time."""

    member: MemberRef
    time: Amount
    cost: Amount


QUEUE = Sheet(
    "queue",
    "Queue",
    "Value from changing places in a queue: one row per member that waits, the first in the queue first.",
    "list",
    ("value", "queue"),
    (
        Column(("member",), "Member", "Who waits.", kind="name", source="members", needed=True),
        Column(("time",), "Time", "How long its job takes.", "amount", needed=True),
        Column(("cost",), "Cost of waiting", "What one unit of time costs it, in the money unit of the alliance.", "amount", needed=True),
    ),
    example=("# M1", 2.0, 3.0),
)


class SequencingValue(WholeValue):
    """Jobs in the order of the queue; a group gains by reordering those of its members who stand next to each other."""

    title: ClassVar[str] = "queue for a machine"
    hint: ClassVar[str] = "   · queue for a machine: fill in the sheet Queue instead, the first in the queue first."
    told: ClassVar[str] = "what neighbours in the queue gain by changing places"
    sheets: ClassVar[tuple[Sheet, ...]] = (QUEUE,)

    kind: Literal["sequencing"]
    queue: Annotated[list[Job], Field(min_length=1)]

    @property
    def domain(self) -> Domain:
        """The rules of queues."""
        return "sequencing"

    def players_of(self, scenario: Scenario) -> list[str]:
        """Return those who wait, in the order of the queue."""
        return [job.member for job in self.queue]

    def findings(self, scenario: Scenario) -> Iterator[Finding]:
        """Yield members that stand in the queue twice."""
        for position, _ in repeated([job.member for job in self.queue]):
            what = Message("{name} is listed twice.", {"name": shown(self.queue[position].member)})
            yield Finding(("value", "queue", position), what, Message("Delete one of the two."))

    def game(self, scenario: Scenario) -> al.Game:
        """Return the sequencing game."""
        import allocation as al

        return al.SequencingGame([job.time for job in self.queue], [job.cost for job in self.queue], players=self.players_of(scenario))
