"""The Deegan–Packel index: only minimal winning coalitions form, all equally often, and their members share equally."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from allocation.voting.condition import condition_of
from allocation.voting.minimal import count_minimal
from allocation.voting.power_index import PowerIndex

if TYPE_CHECKING:
    from allocation.games.voting import VotingGame

__all__ = ["deegan_packel"]


def deegan_packel(game: VotingGame) -> PowerIndex:
    """Return the Deegan–Packel index; values add up to 1.

    Parameters
    ----------
    game
        One rule of any size, or several combined rules of at most 22 voters.

    Returns
    -------
    PowerIndex
        Exact. O(n² q) for one rule with quota q.

    Raises
    ------
    TableTooLargeError
        If several rules are combined for more than 22 voters, or the weights are too large to be counted in memory.

    References
    ----------
    J. Deegan and E. W. Packel, "A new index of power for simple n-person games", 1978.

    Examples
    --------
    >>> import allocation as al
    >>> [str(f) for f in al.deegan_packel(al.VotingGame([50, 49, 1], quota=51)).fractions]
    ['1/2', '1/4', '1/4']
    """
    counts = count_minimal(condition_of(game), by_size=True)
    shares = [sum((Fraction(k, size) for size, k in enumerate(row) if k), Fraction(0)) for row in counts.with_voter]
    return PowerIndex.exact(game.players, [s / counts.total for s in shares], "deegan_packel", totals={"minimal winning": counts.total})
