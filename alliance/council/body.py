"""The council as a voting game: who has a vote, what it takes to pass a proposal, who votes as a block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from alliance.council.rules import Decision, decision_of
from alliance.scenario.schema import Council, Scenario
from allocation import VotingGame
from allocation.exact import as_fraction

__all__ = ["Body", "body_of"]


@dataclass(frozen=True)
class Body:
    """Everybody who has a vote, and when they pass a proposal.

    Parameters
    ----------
    decision
        The rule.
    members
        Ids of those who have a vote.
    votes
        Their votes.
    chair
        Whose side wins a tie, if anybody's.
    blocks
        Name of every block of at least two of them, and who is in it.
    game
        A coalition wins when it passes a proposal whatever the others do: come and vote no, or stay away.
    """

    decision: Decision
    members: tuple[str, ...]
    votes: tuple[Fraction, ...]
    chair: str | None
    blocks: dict[str, list[str]]
    game: VotingGame

    @property
    def total(self) -> Fraction:
        """All votes."""
        return sum(self.votes, Fraction(0))

    @property
    def present_needed(self) -> int:
        """Members who must be present; 0 without a quorum."""
        return int(self.decision.meeting.quorum.needed(Fraction(len(self.members)), Fraction(1)))

    @property
    def votes_needed(self) -> Fraction:
        """Votes that pass a proposal when everybody is there, unless the chair breaks a tie."""
        unit = Fraction(1, lcm(*(vote.denominator for vote in self.votes)))
        return self.decision.meeting.majority.needed(self.total, unit)

    @property
    def tie_is_possible(self) -> bool:
        """Whether votes can be just at a share that must be exceeded."""
        return self.decision.meeting.majority.exceeded


def body_of(scenario: Scenario) -> Body:
    """Return the council of a scenario; one without a council part decides by more than half of the votes.

    Raises
    ------
    GameError
        If no member has a vote.
    """
    council = scenario.council or Council()
    decision = decision_of(council)
    seated = [one for one in scenario.members if one.votes > 0]
    members = tuple(one.id for one in seated)
    votes = tuple(Fraction(1) if decision.by_heads else as_fraction(one.votes) for one in seated)
    chair = council.chair if council.chair in members else None
    blocks: dict[str, list[str]] = {}
    for one in seated if council.blocks else []:
        blocks.setdefault(one.block or "", []).append(one.id)
    together = {name: ids for name, ids in blocks.items() if name and len(ids) > 1}
    return Body(decision, members, votes, chair, together, _game(decision, members, votes, chair))


def _game(decision: Decision, members: Sequence[str], votes: Sequence[Fraction], chair: str | None) -> VotingGame:
    majority = decision.meeting.meeting(members, members, votes, chair)
    needed = decision.meeting.quorum.needed(Fraction(len(members)), Fraction(1))
    return VotingGame.all_of([VotingGame([1] * len(members), needed, members), majority]) if needed else majority
