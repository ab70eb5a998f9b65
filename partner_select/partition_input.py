"""Reading what may be partitioned: a game, a table of all coalitions, or a list of alliances with their worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from partner_select.errors import SelectionError
from partner_select.reading import Findings, identity

if TYPE_CHECKING:
    from allocation.games.base import Game

__all__ = ["MAX_LISTED", "Candidates", "Group", "read_candidates"]

MAX_LISTED = 200_000  # alliances listed for the integer program: building its model takes about a second per hundred thousand
BLOCK = 2**14  # alliances valued at a time: Booleans of 60 players stay under 1 MiB

Group = tuple[int, ...]
Worth = Callable[[Sequence[Group]], NDArray[np.float64]]


@dataclass(frozen=True)
class Candidates:
    """Players, which alliances they may form, and what these earn.

    Parameters
    ----------
    players
        Names.
    low, high
        Fewest and most members of an alliance.
    worth
        float64[m] of m groups, from the raw data.
    table
        All 2**n worths, where there is a game with a table; else None.
    listed
        The groups that may be formed, where they are listed; else None.
    """

    players: tuple[str, ...]
    low: int
    high: int
    worth: Worth
    table: Callable[[], NDArray[np.float64]] | None
    listed: tuple[Group, ...] | None

    @property
    def n(self) -> int:
        """Number of players."""
        return len(self.players)

    def groups(self) -> tuple[Group, ...]:
        """Return every group that may be formed.

        Raises
        ------
        SelectionError
            If they are not listed and too many.
        """
        if self.listed is not None:
            return tuple(group for group in self.listed if self.low <= len(group) <= self.high)
        count = sum(comb(self.n, size) for size in range(self.low, self.high + 1))
        if count > MAX_LISTED:
            raise SelectionError(
                f"size: {self.n} players can form {count} alliances of {self.low} to {self.high} members, more than {MAX_LISTED}; "
                "lower the largest size, or list the alliances that come into question (alliances=)"
            )
        return tuple(group for size in range(self.low, self.high + 1) for group in combinations(range(self.n), size))

    def worths(self, groups: Sequence[Group]) -> NDArray[np.float64]:
        """Return the worth of groups, valued block by block.

        Raises
        ------
        SelectionError
            If a worth is not finite.
        """
        values = np.concatenate([np.zeros(0), *(self.worth(block) for block in _blocks(groups))])
        bad = np.flatnonzero(~np.isfinite(values))
        if bad.size:
            raise SelectionError(
                f"game: the worth of {tuple(self.players[i] for i in groups[bad[0]])} is {values[bad[0]]}, it must be finite"
            )
        return values


def _blocks(groups: Sequence[Group]) -> Iterator[list[Group]]:
    left = iter(groups)
    while block := list(islice(left, BLOCK)):
        yield block


def read_candidates(
    game: Game | Any, players: Iterable[str] | None, alliances: Iterable[Iterable[str]] | None, size: tuple[int, int | None]
) -> Candidates:
    """Return what may be partitioned.

    Raises
    ------
    SelectionError
        Listing every problem.
    """
    found = Findings()
    low, high = found.span("size", size)
    listed: tuple[tuple[int, ...], ...] | None
    if isinstance(game, Mapping):
        names, listed, worth = _of_mapping(found, game, players)
        table = None
        if alliances is not None:
            found.add("alliances: the game lists its alliances already; leave it out")
    else:
        names, worth, table = _of_game(game, players)
        listed = None if alliances is None else _listed(found, "alliances", alliances, names)
    found.stop()
    return Candidates(names, max(low, 1), len(names) if high is None else min(high, len(names)), worth, table, listed)


def _of_game(game: Any, players: Iterable[str] | None) -> tuple[tuple[str, ...], Worth, Callable[[], NDArray[np.float64]]]:
    from allocation.errors import GameError
    from allocation.games.base import Game
    from allocation.games.table import TableGame

    if isinstance(game, Game) and players is not None:
        raise SelectionError("players: the game has its players already; leave them out")
    try:
        known = game if isinstance(game, Game) else TableGame(game, players)
    except GameError as error:
        raise SelectionError(f"game: {error}") from None

    def worth(groups: Sequence[Group]) -> NDArray[np.float64]:
        rows = np.zeros((len(groups), known.n), dtype=np.bool_)
        for row, group in zip(rows, groups, strict=True):
            row[list(group)] = True
        return np.asarray(known.worth(rows), dtype=np.float64)

    return known.players, worth, known.table


def _of_mapping(
    found: Findings, given: Mapping[Any, Any], players: Iterable[str] | None
) -> tuple[tuple[str, ...], tuple[Group, ...], Worth]:
    wrong = [repr(key) for key in given if not isinstance(key, tuple)]
    if wrong or not given:
        raise SelectionError(f"game: every alliance must be a tuple of names with its worth, got {', '.join(wrong) or 'none'}")
    seen = {identity(str(name)): name for key in reversed(given) for name in reversed(key)}
    names = found.distinct("players", reversed(seen.values()) if players is None else players)
    listed = _listed(found, "game", given, names)
    values = found.numbers("game", list(given.values()), (len(given),))
    found.stop()
    by_group = dict(zip(listed, values.tolist(), strict=True))
    return names, listed, lambda groups: np.array([by_group[group] for group in groups], dtype=np.float64)


def _listed(found: Findings, field: str, given: Iterable[Iterable[str]], names: tuple[str, ...]) -> tuple[Group, ...]:
    known = {identity(name): i for i, name in enumerate(names)}
    groups: list[Group] = []
    for number, members in enumerate(given):
        group = tuple(sorted(found.positions(f"{field}[{number}]", members, known, kind="player")))
        if not group:
            found.add(f"{field}[{number}]: an alliance needs at least one member")
        groups.append(group)
    if len(set(groups)) != len(groups):
        twice = next(group for group in groups if groups.count(group) > 1)
        found.add(f"{field}: {tuple(names[i] for i in twice)} stands twice")
    return tuple(groups)
