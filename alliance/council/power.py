"""The power of the council's members, and what each can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from alliance.council.body import Body
from alliance.document import Wording, said
from allocation import TableTooLargeError, VoterRoles, minimal_winning_coalitions, power, roles_of_voters

__all__ = ["Power", "power_of"]

MINIMAL_SHOWN = 5  # minimal winning coalitions listed
LISTED_MEMBERS = 16  # several rules at once are listed group by group: 2**16 groups at once, 2**22 would take a second
TOO_LARGE = said("The votes are too large to count the power they give: write them in larger units, such as thousands.")

Shares = Mapping[str, float]


@dataclass(frozen=True)
class Power:
    """What voting gives every member; empty where it cannot be counted.

    Parameters
    ----------
    shapley_shubik, banzhaf, in_blocks
        Shapley–Shubik, normalised Banzhaf, and Owen index with members of one block voting together.
    roles
        Dictator, veto players, dummies.
    minimal, minimal_total
        The first few minimal winning coalitions, and how many there are.
    notes
        What could not be counted, and why.
    """

    shapley_shubik: Shares = field(default_factory=dict)
    banzhaf: Shares = field(default_factory=dict)
    in_blocks: Shares = field(default_factory=dict)
    roles: VoterRoles | None = None
    minimal: tuple[tuple[str, ...], ...] = ()
    minimal_total: int | None = None
    notes: tuple[Wording, ...] = ()

    @property
    def chance_to_pass(self) -> float | None:
        """Part of all ways to vote that pass a proposal."""
        return self.roles.winning / (self.roles.winning + self.roles.losing) if self.roles else None


def power_of(body: Body) -> Power:
    """Count the power of every member."""
    try:
        counted = {index: _shares(body, index) for index in ("shapley_shubik", "banzhaf_normalised")}
        blocks = _shares(body, "owen", unions=list(body.blocks.values())) if body.blocks else {}
        roles = roles_of_voters(body.game)
    except TableTooLargeError:
        return Power(notes=(TOO_LARGE,))
    if len(body.game.rules) > 1 and body.game.n > LISTED_MEMBERS:
        why = said("Which smallest groups can pass a proposal is not listed: with a quorum, that is done for up to 16 members.")
        return Power(counted["shapley_shubik"], counted["banzhaf_normalised"], blocks, roles, notes=(why,))
    try:
        minimal = tuple(minimal_winning_coalitions(body.game, MINIMAL_SHOWN))
        total = power(body.game, "public_good").totals["minimal winning"]
    except TableTooLargeError:
        return Power(counted["shapley_shubik"], counted["banzhaf_normalised"], blocks, roles, notes=(TOO_LARGE,))
    return Power(counted["shapley_shubik"], counted["banzhaf_normalised"], blocks, roles, minimal, total)


def _shares(body: Body, index: str, **options: object) -> Shares:
    found = power(body.game, index, **options)
    return dict(zip(found.players, found.values.tolist(), strict=True))
