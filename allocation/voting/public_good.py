"""Indices of decisions as public goods: whoever belongs to a successful coalition enjoys all of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from allocation.voting.condition import condition_of
from allocation.voting.minimal import count_minimal
from allocation.voting.power_index import PowerIndex
from allocation.voting.swings import count_swings

if TYPE_CHECKING:
    from allocation.games.voting import VotingGame

__all__ = ["public_good", "public_help_chi", "public_help_theta"]


def _shares(amounts: Sequence[Fraction]) -> list[Fraction]:
    total = sum(amounts, Fraction(0))
    return [amount / total for amount in amounts]


def public_good(game: VotingGame) -> PowerIndex:
    """Return the public good index (Holler): a voter's minimal winning coalitions; values add up to 1.

    Parameters
    ----------
    game
        One rule of any size, or several combined rules of at most 22 voters.

    Returns
    -------
    PowerIndex
        Exact. O(n q) for one rule with quota q.

    Raises
    ------
    TableTooLargeError
        If several rules are combined for more than 22 voters, or the weights are too large to be counted in memory.

    References
    ----------
    M. J. Holler, "Forming coalitions and measuring voting power", 1982.

    Examples
    --------
    >>> import allocation as al
    >>> [str(f) for f in al.public_good(al.VotingGame([35, 20, 15, 15, 15], quota=51)).fractions]
    ['4/15', '2/15', '1/5', '1/5', '1/5']
    """
    counts = count_minimal(condition_of(game), by_size=False)
    values = _shares([Fraction(sum(row)) for row in counts.with_voter])
    return PowerIndex.exact(game.players, values, "public_good", totals={"minimal winning": counts.total})


def public_help_theta(game: VotingGame) -> PowerIndex:
    """Return the public help index θ: a voter's winning coalitions; values add up to 1.

    Raises
    ------
    TableTooLargeError
        If the weights are too large to be counted in memory.

    References
    ----------
    C. Bertini, G. Gambarelli and I. Stach, "A public help index", 2008.
    """
    counts = count_swings(condition_of(game), by_size=False)
    values = _shares([Fraction(counts.winning + swings, 2) for swings in counts.swings])
    return PowerIndex.exact(game.players, values, "public_help_theta", counts.swings, {"winning": counts.winning})


def public_help_chi(game: VotingGame) -> PowerIndex:
    """Return the public help index χ: a voter's winning coalitions, each divided by the square of its size; values add up to 1.

    Raises
    ------
    TableTooLargeError
        If the weights are too large to be counted in memory.

    References
    ----------
    C. Bertini and I. Stach, "On public values and power indices", 2015.
    """
    counts = count_swings(condition_of(game), by_size=True)
    amounts = [
        sum((Fraction(k, size * size) for size, k in enumerate(counts.winning_with(voter)) if k), Fraction(0)) for voter in range(game.n)
    ]
    return PowerIndex.exact(game.players, _shares(amounts), "public_help_chi", counts.swings, {"winning": counts.winning})
