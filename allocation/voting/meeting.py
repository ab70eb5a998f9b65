"""How a council decides: a quorum of members present, and a majority of those present."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm

from allocation.errors import GameError
from allocation.games.base import player_names
from allocation.games.voting import VotingGame
from allocation.voting.weights import Number, as_exact

__all__ = ["MEETING_RULES", "MeetingRule", "Share", "Vote"]


@dataclass(frozen=True)
class Share:
    """A fraction that must be reached, or exceeded.

    Parameters
    ----------
    of
        Between 0 and 1.
    exceeded
        True: "more than"; False: "at least".
    """

    of: Fraction
    exceeded: bool = False

    def needed(self, total: Fraction, unit: Fraction) -> Fraction:
        """Return the least multiple of a unit that satisfies the share of a total."""
        steps = self.of * total / unit
        return (floor(steps) + 1 if self.exceeded else -floor(-steps)) * unit


@dataclass(frozen=True)
class Vote:
    """What came of one vote.

    Parameters
    ----------
    passed, quorate
        Whether the proposal passed, and whether enough members were present.
    present, present_needed
        Members.
    yes, yes_needed
        Votes of those present.
    by_chair
        Whether the chair broke a tie.
    """

    passed: bool
    quorate: bool
    present: int
    present_needed: int
    yes: Fraction
    yes_needed: Fraction
    by_chair: bool


@dataclass(frozen=True)
class MeetingRule:
    """A quorum, by heads, and a majority of those present, by votes.

    Parameters
    ----------
    quorum
        Share of all members that must be present.
    majority
        Share of the votes of those present that must say yes.

    Examples
    --------
    >>> import allocation as al
    >>> rule = al.MEETING_RULES["two_thirds_present_majority"]
    >>> rule.vote(list("ABCDEF"), present=list("ABCD"), yes=list("AB"), chair="A").passed
    True
    """

    quorum: Share
    majority: Share

    def body(self, players: Sequence[str], votes: Sequence[Number] | None = None) -> VotingGame:
        """Return who can pass a decision whatever the others do: stay away, or come and vote no.

        Such a coalition is a quorum by itself and a majority of all.

        Parameters
        ----------
        players
            All members.
        votes
            Votes of each; one each when left out.

        Raises
        ------
        GameError
            If votes are negative or their number is wrong.

        Examples
        --------
        >>> import allocation as al
        >>> [rule.quota for rule in al.MEETING_RULES["two_thirds_present_majority"].body(list("ABCDEF")).rules]
        [4]
        """
        exact = _votes(players, votes)
        heads = VotingGame([1] * len(players), self.quorum.needed(Fraction(len(players)), Fraction(1)), players)
        return VotingGame.all_of([heads, self._majority_game(players, exact, None)])

    def meeting(
        self,
        players: Sequence[str],
        present: Iterable[str],
        votes: Sequence[Number] | None = None,
        chair: str | None = None,
    ) -> VotingGame:
        """Return the game among those present; whoever is absent has no vote.

        Parameters
        ----------
        players, votes
            All members, and their votes.
        present
            Who came.
        chair
            Whose side wins a tie, where the majority must be exceeded; must be present.

        Raises
        ------
        GameError
            If they are no quorum, so that nothing can be decided, or a name is unknown.
        """
        here = _among(players, present)
        missing = self._quorum(len(players)) - len(here)
        if missing > 0:
            raise GameError(f"{len(here)} of {len(players)} members are no quorum: {missing} more must be present")
        _among(sorted(here), [] if chair is None else [chair])
        exact = [v if name in here else Fraction(0) for name, v in zip(players, _votes(players, votes), strict=True)]
        return self._majority_game(players, exact, chair)

    def vote(
        self,
        players: Sequence[str],
        present: Iterable[str],
        yes: Iterable[str],
        votes: Sequence[Number] | None = None,
        chair: str | None = None,
    ) -> Vote:
        """Return what comes of one vote, and what it takes.

        Raises
        ------
        GameError
            If a name is unknown or somebody votes who is not present.
        """
        here = _among(players, present)
        agreed = _among(sorted(here), yes)
        exact = dict(zip(players, _votes(players, votes), strict=True))
        total, got = (sum((exact[name] for name in names), Fraction(0)) for names in (here, agreed))
        needed = self.majority.needed(total, _unit(list(exact.values())))
        quorate = len(here) >= self._quorum(len(players))
        by_chair = quorate and got < needed and chair in agreed and got == self.majority.of * total and total > 0
        passed = quorate and total > 0 and (got >= needed or by_chair)
        return Vote(passed, quorate, len(here), self._quorum(len(players)), got, needed, by_chair)

    def _quorum(self, n: int) -> int:
        return int(self.quorum.needed(Fraction(n), Fraction(1)))

    def _majority_game(self, players: Sequence[str], votes: Sequence[Fraction], chair: str | None) -> VotingGame:
        total, unit = sum(votes, Fraction(0)), _unit(votes)
        tie = self.majority.of * total
        if chair is None or not self.majority.exceeded or (tie / unit).denominator > 1:
            return VotingGame(votes, self.majority.needed(total, unit), players)
        # half a vote more for the chair decides a tie and nothing else, because votes differ by whole units
        weights = [v + unit / 2 if name == chair else v for name, v in zip(players, votes, strict=True)]
        return VotingGame(weights, tie + unit / 2, players)


def _votes(players: Sequence[str], votes: Sequence[Number] | None) -> list[Fraction]:
    names = player_names(players, len(players))
    exact = [as_exact(v, f"votes of {name!r}") for name, v in zip(names, votes if votes is not None else [1] * len(names), strict=False)]
    if len(exact) != len(names) or (votes is not None and len(votes) != len(names)):
        raise GameError(f"{len(names)} members need {len(names)} numbers of votes")
    negative = [name for name, v in zip(names, exact, strict=True) if v < 0]
    if negative:
        raise GameError(f"votes must not be negative, which they are for {', '.join(negative)}")
    return exact


def _unit(votes: Sequence[Fraction]) -> Fraction:
    return Fraction(1, lcm(*(v.denominator for v in votes)))


def _among(players: Sequence[str], names: Iterable[str]) -> set[str]:
    asked = set(names)
    strangers = sorted(asked - set(players))
    if strangers:
        raise GameError(f"{', '.join(strangers)} not among {', '.join(players)}")
    return asked


_HALF, _TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
MEETING_RULES: dict[str, MeetingRule] = {
    "one_member_one_vote": MeetingRule(Share(_HALF, exceeded=True), Share(_HALF, exceeded=True)),
    "two_thirds_present_two_thirds": MeetingRule(Share(_TWO_THIRDS), Share(_TWO_THIRDS)),
    "two_thirds_present_majority": MeetingRule(Share(_TWO_THIRDS), Share(_HALF, exceeded=True)),
    "majority_present_two_thirds": MeetingRule(Share(_HALF, exceeded=True), Share(_TWO_THIRDS)),
}
