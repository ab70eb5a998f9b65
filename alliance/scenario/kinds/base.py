"""What every kind of value has: a schema, a place in the workbook, checks of its own, and the game it stands for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from alliance.language import Message
from alliance.scenario.parts import Part
from alliance.scenario.problems import Finding, Steps
from alliance.scenario.references import MemberRef
from alliance.scenario.shared_findings import named
from alliance.scenario.tables import Column, Form, Sheet

if TYPE_CHECKING:
    import allocation as al
    from alliance.scenario.schema import Scenario
    from allocation.rule import Domain

__all__ = ["PLAYERS", "GameValue", "RowUse", "WholeValue", "amounts_missing"]

PLAYERS = Column(("value", "players"), "Players", "Members whose value is given; empty: all members.", "names")


@dataclass(frozen=True)
class RowUse:
    """How a kind of value uses the rows of the sheet Value; left empty: it does not.

    Parameters
    ----------
    shape
        What a row holds, said where one does not: English, key of the catalogues.
    single
        Table of the value part that a row with one member fills: member -> amount.
    pair, ends, amount
        List that a row with two members fills, and what the members and the amount are called there.
    group, members
        List that a row with any number of members fills, and what they are called there.
    """

    shape: str = ""
    single: str = ""
    pair: str = ""
    ends: tuple[str, str] = ("a", "b")
    amount: str = "value"
    group: str = ""
    members: str = "members"


class GameValue(Part):
    """Base of every kind of value.

    A kind is one file that ends in a subclass with a literal ``kind``, and one line in :data:`alliance.scenario.kinds.Value`.
    """

    title: ClassVar[str]  # English, key of the catalogues; its entry in the drop-down of kinds
    hint: ClassVar[str]  # how to fill it in, one line on the workbook's first sheet
    told: ClassVar[str]  # where the values of groups come from, as the report says it
    lines: ClassVar[tuple[Column, ...]] = ()  # its lines on the sheet Alliance
    sheets: ClassVar[tuple[Sheet, ...]] = ()  # sheets that only this kind uses
    rows: ClassVar[RowUse] = RowUse()

    @property
    def domain(self) -> Domain:
        """The domain of rules that only games of this kind have; ``"game"``: none."""
        return "game"

    @property
    def takes_spread(self) -> bool:
        """Whether an uncertain relative spread of its numbers is understood."""
        return False

    def members_named(self) -> Iterator[tuple[Steps, str]]:
        """Yield every member that the value part names outside its list of players, with its place."""
        yield from ()

    def findings(self, scenario: Scenario) -> Iterator[Finding]:
        """Yield what does not fit together in a value of this kind.

        Parameters
        ----------
        scenario
            Sound in its single entries.
        """
        yield from ()


class WholeValue(GameValue):
    """Base of the kinds that make one game of the whole alliance."""

    def players_of(self, scenario: Scenario) -> list[str]:
        """Return the ids of those who play, in the order of the game."""
        listed: Sequence[MemberRef] = getattr(self, "players", [])
        return list(listed) or [member.id for member in scenario.members]

    @abstractmethod
    def game(self, scenario: Scenario) -> al.Game:
        """Return the game; its players are member ids."""


def amounts_missing(given: Iterable[str], players: Iterable[str], at: Form) -> Iterator[Finding]:
    """Yield the players for whom a table gives no amount, all in one finding.

    Parameters
    ----------
    given
        Members with an amount.
    players
        Members who need one.
    at
        Where the table stands.
    """
    known = set(given)
    absent = [player for player in dict.fromkeys(players) if player not in known]
    if absent:
        what = Message("no amount is given for {names}.", {"names": named(absent)})
        yield Finding(at, what, Message("Add it, 0 included, or list the players without them."))
