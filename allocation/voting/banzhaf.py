"""Indices made of swings alone: Banzhaf, Penrose, Rae, and Coleman's three."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from allocation.voting.condition import condition_of
from allocation.voting.power_index import PowerIndex
from allocation.voting.swing_counts import SwingCounts
from allocation.voting.swings import count_swings

if TYPE_CHECKING:
    from allocation.games.voting import VotingGame

__all__ = ["banzhaf_normalised_power", "banzhaf_power", "coleman_act", "coleman_initiate", "coleman_prevent", "penrose", "rae"]


def _result(game: VotingGame, counts: SwingCounts, values: list[Fraction], index: str) -> PowerIndex:
    totals = {"winning": counts.winning, "losing": counts.losing, "swings": sum(counts.swings)}
    return PowerIndex.exact(game.players, values, index, counts.swings, totals)


def banzhaf_power(game: VotingGame) -> PowerIndex:
    """Return the absolute Banzhaf index: a voter's swings as a share of the 2**(n−1) coalitions of the others. O(n q) for one rule.

    Raises
    ------
    TableTooLargeError
        If the weights are too large to be counted in memory.

    References
    ----------
    J. F. Banzhaf, "Weighted voting doesn't work: a mathematical analysis", 1965.

    Examples
    --------
    >>> import allocation as al
    >>> al.power(al.VotingGame([50, 49, 1], quota=51), index="banzhaf").values.tolist()
    [0.75, 0.25, 0.25]
    """
    return _of_coalitions(game, "banzhaf")


def penrose(game: VotingGame) -> PowerIndex:
    """Return the Penrose measure: the chance that a voter's vote decides when all others toss coins. It equals the absolute Banzhaf index.

    Raises
    ------
    TableTooLargeError
        If the weights are too large to be counted in memory.

    References
    ----------
    L. S. Penrose, "The elementary statistics of majority voting", 1946.

    Examples
    --------
    >>> import allocation as al
    >>> al.penrose(al.VotingGame([1, 1, 1], quota=2)).values.tolist()
    [0.5, 0.5, 0.5]
    """
    return _of_coalitions(game, "penrose")


def _of_coalitions(game: VotingGame, index: str) -> PowerIndex:
    counts = count_swings(condition_of(game), by_size=False)
    return _result(game, counts, [Fraction(s, 2 ** (game.n - 1)) for s in counts.swings], index)


def banzhaf_normalised_power(game: VotingGame) -> PowerIndex:
    """Return the Banzhaf index normalised to add up to 1: a voter's share of all swings.

    Raises
    ------
    TableTooLargeError
        If the weights are too large to be counted in memory.

    Examples
    --------
    >>> import allocation as al
    >>> al.power(al.VotingGame([50, 49, 1], quota=51), index="banzhaf_normalised").values.tolist()
    [0.6, 0.2, 0.2]
    """
    counts = count_swings(condition_of(game), by_size=False)
    return _result(game, counts, [Fraction(s, sum(counts.swings)) for s in counts.swings], "banzhaf_normalised")


def rae(game: VotingGame) -> PowerIndex:
    """Return the Rae index: how often a voter is on the side that gets its way, when all toss coins.

    Raises
    ------
    TableTooLargeError
        If the weights are too large to be counted in memory.

    References
    ----------
    D. W. Rae, "Decision-rules and individual values in constitutional choice", 1969.

    Examples
    --------
    >>> import allocation as al
    >>> al.rae(al.VotingGame([1, 1, 1], quota=2)).values.tolist()
    [0.75, 0.75, 0.75]
    """
    counts = count_swings(condition_of(game), by_size=False)
    return _result(game, counts, [Fraction(1, 2) + Fraction(s, 2**game.n) for s in counts.swings], "rae")


def coleman_prevent(game: VotingGame) -> PowerIndex:
    """Return Coleman's power to prevent action: the share of winning coalitions that a voter can turn into losing ones.

    Raises
    ------
    TableTooLargeError
        If the weights are too large to be counted in memory.

    References
    ----------
    J. S. Coleman, "Control of collectivities and the power of a collectivity to act", 1971.

    Examples
    --------
    >>> import allocation as al
    >>> al.coleman_prevent(al.VotingGame([2, 1, 1], quota=3)).values.round(4).tolist()
    [1.0, 0.3333, 0.3333]
    """
    counts = count_swings(condition_of(game), by_size=False)
    return _result(game, counts, [Fraction(s, counts.winning) for s in counts.swings], "coleman_prevent")


def coleman_initiate(game: VotingGame) -> PowerIndex:
    """Return Coleman's power to initiate action: the share of losing coalitions that a voter can turn into winning ones.

    Raises
    ------
    TableTooLargeError
        If the weights are too large to be counted in memory.

    References
    ----------
    J. S. Coleman, "Control of collectivities and the power of a collectivity to act", 1971.

    Examples
    --------
    >>> import allocation as al
    >>> al.coleman_initiate(al.VotingGame([2, 1, 1], quota=3)).values.tolist()
    [0.6, 0.2, 0.2]
    """
    counts = count_swings(condition_of(game), by_size=False)
    return _result(game, counts, [Fraction(s, counts.losing) for s in counts.swings], "coleman_initiate")


def coleman_act(game: VotingGame) -> PowerIndex:
    """Return Coleman's power of the body to act: the share of coalitions that win. It is the same for every voter.

    Raises
    ------
    TableTooLargeError
        If the weights are too large to be counted in memory.

    References
    ----------
    J. S. Coleman, "Control of collectivities and the power of a collectivity to act", 1971.

    Examples
    --------
    >>> import allocation as al
    >>> al.coleman_act(al.VotingGame([2, 1, 1], quota=3)).values.tolist()
    [0.375, 0.375, 0.375]
    """
    counts = count_swings(condition_of(game), by_size=False)
    return _result(game, counts, [Fraction(counts.winning, 2**game.n)] * game.n, "coleman_act")
