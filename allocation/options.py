"""Reading the options of rules: weights, unions, graphs and payoffs as users give them, checked and put in the game's order.

Every reader returns arrays for the computation; every writer gives plain data (players by name) for the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.errors import GameError, RuleError
from allocation.exact import as_fraction
from allocation.games.base import Game

__all__ = [
    "PerPlayer",
    "edges_of",
    "exact_weights",
    "in_players_order",
    "named",
    "numbers_of",
    "partition_of",
    "per_player",
    "positive_weights",
    "shares_of",
]

PerPlayer = Mapping[str, float] | Sequence[float] | NDArray[np.float64]
SHARE_TOLERANCE = 1e-9  # how far given shares may add up beside one: they are typed with a few decimals, then made to add up exactly


def _positions(game: Game, names: Iterable[str], option: str) -> list[int]:
    try:
        return game.positions(names)
    except GameError as error:
        raise RuleError(f"option {option}: {error}") from None


def in_players_order(game: Game, given: Any, option: str) -> list[Any]:
    """Return what a mapping from names, or a sequence, gives for each player, in the game's order.

    Raises
    ------
    RuleError
        If the mapping names an unknown player or leaves one out.

    Examples
    --------
    >>> from allocation import TableGame
    >>> in_players_order(TableGame([0, 1, 1, 4], ["A", "B"]), {"B": [2, 3], "A": [1, 4]}, "factors")
    [[1, 4], [2, 3]]
    """
    if not isinstance(given, Mapping):
        return list(given)
    _positions(game, given, option)
    missing = [name for name in game.players if name not in given]
    if missing:
        raise RuleError(f"option {option} gives nothing for {', '.join(missing)}: give something for every player")
    return [given[name] for name in game.players]


def per_player(game: Game, given: PerPlayer, option: str) -> NDArray[np.float64]:
    """Read one finite number per player.

    Parameters
    ----------
    game
        Whose players they are for.
    given
        A mapping from names, or n numbers in the game's order.
    option
        Name of the option, for messages.

    Returns
    -------
    float64[n]

    Raises
    ------
    RuleError
        Naming the option and what is wrong with it.

    Examples
    --------
    >>> from allocation import TableGame
    >>> per_player(TableGame([0, 1, 1, 4], ["A", "B"]), {"B": 2, "A": 1}, "weights").tolist()
    [1.0, 2.0]
    """
    try:
        numbers = np.array(in_players_order(game, given, option), dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise RuleError(f"option {option} must give one number per player: {error}") from None
    if numbers.shape != (game.n,):
        raise RuleError(f"option {option} must give one number for each of the {game.n} players, got shape {numbers.shape}")
    if not np.all(np.isfinite(numbers)):
        raise RuleError(f"option {option} must be finite numbers, got {numbers[~np.isfinite(numbers)][0]}")
    return numbers


def numbers_of(given: Any, option: str) -> NDArray[np.float64]:
    """Read numbers that belong to no player: one per scheme, or one per size.

    Raises
    ------
    RuleError
        If they are no numbers.

    Examples
    --------
    >>> numbers_of([1, 2], "weights").tolist()
    [1.0, 2.0]
    """
    try:
        return np.array(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise RuleError(f"option {option} must be numbers: {error}") from None


def positive_weights(game: Game, given: PerPlayer, option: str = "weights", zero: bool = True) -> NDArray[np.float64]:
    """Read weights that are not negative and not all zero; with ``zero=False`` every one must be positive.

    Raises
    ------
    RuleError
        Naming the players whose weight is refused.
    """
    weights = per_player(game, given, option)
    refused = weights < 0 if zero else weights <= 0
    if refused.any():
        names = ", ".join(game.names_of(np.flatnonzero(refused).tolist()))
        raise RuleError(f"option {option} must be {'non-negative' if zero else 'positive'}, which it is not for {names}")
    with np.errstate(over="ignore"):
        total = weights.sum()
    if not 0 < total < np.inf:
        raise RuleError(f"option {option} must have a positive, finite sum, got {total}")
    return weights


def shares_of(numbers: NDArray[np.float64], option: str) -> NDArray[np.float64]:
    """Return shares that add up to one along the first axis, after checking that the given ones nearly do.

    Raises
    ------
    RuleError
        If they miss one by more than 1e-9.
    """
    sums = numbers.sum(axis=0)
    if np.any(np.abs(sums - 1) > SHARE_TOLERANCE):
        raise RuleError(f"option {option} must add up to 1, got {np.round(sums, 12).tolist()}")
    return np.asarray(numbers / sums, dtype=np.float64)


def named(game: Game, numbers: NDArray[np.float64]) -> dict[str, Any]:
    """Return one number, or one list of numbers, per player name: how options are recorded."""
    return dict(zip(game.players, numbers.tolist(), strict=True))


def exact_weights(players: Sequence[str], given: Mapping[str, float]) -> list[Fraction]:
    """Return recorded numbers as the decimals they print as, in the order of the players."""
    return [as_fraction(given[name]) for name in players]


def partition_of(game: Game, unions: Iterable[Iterable[str]]) -> list[list[int]]:
    """Read a partition into unions; whoever is in none of them stands alone.

    Returns
    -------
    list of list of int
        Positions, ascending inside each union; single players last.

    Raises
    ------
    RuleError
        If a union is empty, or a player is unknown or in two unions.

    Examples
    --------
    >>> from allocation import TableGame
    >>> partition_of(TableGame([0.0] * 8, ["A", "B", "C"]), [["C", "A"]])
    [[0, 2], [1]]
    """
    if isinstance(unions, str):
        raise RuleError("option unions must be a list of groups of players, such as [['A', 'B'], ['C']]")
    groups = [sorted(_positions(game, union, "unions")) for union in unions]
    inside = [i for group in groups for i in group]
    twice = sorted({i for i in inside if inside.count(i) > 1})
    if twice:
        raise RuleError(f"option unions puts {', '.join(game.names_of(twice))} in a union more than once")
    if not all(groups):
        raise RuleError("option unions holds an empty union: leave it out")
    return groups + [[i] for i in range(game.n) if i not in set(inside)]


def edges_of(game: Game, graph: Any) -> list[tuple[int, int]]:
    """Read the links of a network: a networkx graph, or pairs of names.

    Returns
    -------
    list of (int, int)
        Distinct links, smaller position first, in ascending order.

    Raises
    ------
    RuleError
        If a link is no pair, names an unknown player, or joins a player to itself.

    Examples
    --------
    >>> from allocation import TableGame
    >>> edges_of(TableGame([0.0] * 8, ["A", "B", "C"]), [("C", "A"), ("A", "C")])
    [(0, 2)]
    """
    given = graph.edges() if hasattr(graph, "edges") else graph
    links = set()
    for link in given:
        ends = [] if isinstance(link, str) else list(link)
        if len(ends) != 2:
            raise RuleError(f"option graph must be pairs of players, got {link!r}")
        first, second = sorted(_positions(game, ends, "graph"))
        if first == second:
            raise RuleError(f"option graph links {ends[0]} to itself")
        links.add((first, second))
    return sorted(links)
