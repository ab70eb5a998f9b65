"""What a voter can do: decide alone, veto, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from allocation.voting.condition import condition_of
from allocation.voting.swings import count_swings

if TYPE_CHECKING:
    from allocation.games.voting import VotingGame

__all__ = ["VoterRoles", "roles_of_voters"]


@dataclass(frozen=True)
class VoterRoles:
    """Voters by what they can do, and how many coalitions can do it.

    Parameters
    ----------
    dictator
        Who wins alone and without whom nobody wins; None if there is no such voter.
    passers
        Who wins alone.
    veto
        Without whom nobody wins.
    dummies
        Who never makes a difference.
    winning, losing
        Number of coalitions that can pass a decision, and that cannot (the empty one included).
    blocking
        Number of coalitions against which nothing can be passed.
    """

    dictator: str | None
    passers: tuple[str, ...]
    veto: tuple[str, ...]
    dummies: tuple[str, ...]
    winning: int
    losing: int
    blocking: int


def roles_of_voters(game: VotingGame) -> VoterRoles:
    """Return who is a dictator, a passer, a veto player or a dummy, and the numbers of winning, losing and blocking coalitions.

    Dummies are those without a single swing, counted exactly: O(n q) for one rule with quota q.

    Raises
    ------
    TableTooLargeError
        If the weights are too large to be counted in memory.

    Examples
    --------
    >>> import allocation as al
    >>> r = al.roles_of_voters(al.VotingGame([4, 4, 4, 2, 2, 1], quota=12, players=list("DFINBL")))
    >>> r.dictator, r.veto, r.dummies, r.winning
    (None, (), ('L',), 14)
    """
    condition = condition_of(game)
    counts = count_swings(condition, by_size=False)
    alone = np.eye(game.n, dtype=np.bool_)
    passers = np.flatnonzero(condition.wins(alone)).tolist()
    veto = np.flatnonzero(~condition.wins(~alone)).tolist()
    both = [i for i in passers if i in veto]
    return VoterRoles(
        dictator=game.players[both[0]] if both else None,
        passers=game.names_of(passers),
        veto=game.names_of(veto),
        dummies=game.names_of([i for i, swings in enumerate(counts.swings) if not swings]),
        winning=counts.winning,
        losing=counts.losing,
        # a coalition blocks just when its opponents lose: complements pair the two kinds off
        blocking=counts.losing,
    )
