"""The Johnston index: every vulnerable coalition is shared equally among the members who could break it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from allocation.voting.condition import condition_of
from allocation.voting.critical import count_vulnerable
from allocation.voting.power_index import PowerIndex

if TYPE_CHECKING:
    from allocation.games.voting import VotingGame

__all__ = ["johnston"]


def johnston(game: VotingGame) -> PowerIndex:
    """Return the Johnston index, normalised to add up to 1.

    Parameters
    ----------
    game
        One rule of any size, or several combined rules of at most 22 voters.

    Returns
    -------
    PowerIndex
        Exact. O(n² q) for one rule with quota q, in time and nearly in memory.

    Raises
    ------
    TableTooLargeError
        If several rules are combined for more than 22 voters, or the weights are too large to be counted in memory.

    References
    ----------
    R. J. Johnston, "On the measurement of power: some reactions to Laver", 1978.

    Examples
    --------
    >>> import allocation as al
    >>> [str(f) for f in al.johnston(al.VotingGame([3, 2, 1], quota=4)).fractions]
    ['2/3', '1/6', '1/6']
    """
    counts = count_vulnerable(condition_of(game))
    shares = [sum((Fraction(k, c) for c, k in enumerate(row) if k), Fraction(0)) for row in counts]
    total = sum(shares, Fraction(0))
    swings = tuple(sum(row) for row in counts)
    totals = {"vulnerable": int(total), "swings": sum(swings)}
    return PowerIndex.exact(game.players, [s / total for s in shares], "johnston", swings, totals)
