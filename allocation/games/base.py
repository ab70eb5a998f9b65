"""What every kind of game offers: the worth of any coalition, the table of all of them, and closed forms where it has them."""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from allocation.arrays import first_not_finite
from allocation.coalition import coalition_count, members_of, memberships
from allocation.errors import GameError
from allocation.exact import MAX_EXACT_INTEGER, ExactTable, decimal_scale
from allocation.memory import require_table_memory

__all__ = ["Game", "Sense", "player_names", "whole_numbers"]

Sense = Literal["benefit", "cost"]

BLOCK = 2**16  # coalitions evaluated at a time: a block of Booleans of 62 players stays under 4 MiB


def _identity(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def player_names(players: Iterable[str] | None, n: int) -> tuple[str, ...]:
    """Return checked player names; without any they are ``"1"`` to ``"n"``.

    Raises
    ------
    GameError
        If the number is wrong, a name is empty, or two names are the same after Unicode normalisation.
    """
    names = tuple(str(i + 1) for i in range(n)) if players is None else tuple(players)
    if len(names) != n:
        raise GameError(f"{n} players are needed, got {len(names)} names")
    if n == 0:
        raise GameError("a game needs at least one player")
    seen: dict[str, str] = {}
    for name in names:
        if not isinstance(name, str) or not name.strip():
            raise GameError(f"a player's name must be a non-empty string, got {name!r}")
        if _identity(name) in seen:
            raise GameError(f"two players have the same name: {seen[_identity(name)]!r} and {name!r}")
        seen[_identity(name)] = name
    return names


def whole_numbers(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Return numbers whose sums are free of rounding where the values are short decimals, and what to divide such sums by.

    Ten rules worth 0.1 each then add up to 1, not to 0.9999999999999999. Where the values are no short decimals, or their sum would leave
    the integers of float64, they come back as they are, divided by one.

    Examples
    --------
    >>> whole_numbers(np.array([0.1, 0.2]))
    (array([1., 2.]), 10.0)
    """
    scaled = decimal_scale(values)
    if scaled is None or float(np.abs(scaled[0]).sum()) >= MAX_EXACT_INTEGER:
        return values, 1.0
    return scaled[0], float(scaled[1])


class Game(ABC):
    """A cooperative game with transferable utility.

    Parameters
    ----------
    players
        Distinct names; their order is the order of every array.

    Attributes
    ----------
    sense
        ``"benefit"``, or ``"cost"`` where the worth of a coalition is minus what it has to pay.
    """

    sense: Sense = "benefit"

    def __init__(self, players: tuple[str, ...]) -> None:
        self._players = players
        self._table: NDArray[np.float64] | None = None

    @property
    def players(self) -> tuple[str, ...]:
        """Names, in the order of every array."""
        return self._players

    @property
    def n(self) -> int:
        """Number of players."""
        return len(self._players)

    @abstractmethod
    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the value of many coalitions.

        Parameters
        ----------
        members
            bool[m, n], one coalition a row.

        Returns
        -------
        float64[m]
        """

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return the payoffs of a rule where this kind of game has a formula for them, else None.

        Parameters
        ----------
        rule
            A name of the registry.
        """
        return None

    def exact_closed_form(self, rule: str) -> Sequence[Fraction] | None:
        """Return what :meth:`closed_form` returns, in rational numbers and straight from the game's own data, to re-check it.

        Parameters
        ----------
        rule
            A name of the registry.
        """
        return None

    def value(self, coalition: Iterable[str]) -> float:
        """Return the value of the coalition of these players.

        Raises
        ------
        GameError
            If a name is unknown.

        Examples
        --------
        >>> from allocation import TableGame
        >>> TableGame([0, 1, 1, 4], players=["A", "B"]).value(["A", "B"])
        4.0
        """
        return float(self.worth(self.members(coalition)[None, :])[0])

    def members(self, coalition: Iterable[str]) -> NDArray[np.bool_]:
        """Return bool[n]: who of the players is in the coalition."""
        row = np.zeros(self.n, dtype=np.bool_)
        row[self.positions(coalition)] = True
        return row

    def rows(self, members: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return coalitions as a contiguous bool[m, n], after checking that there is one column per player.

        Raises
        ------
        GameError
            If there is not: a kernel would read beyond the end of a row.
        """
        rows = np.ascontiguousarray(members, dtype=np.bool_)
        if rows.ndim != 2 or rows.shape[1] != self.n:
            raise GameError(f"coalitions are rows of {self.n} Booleans, one per player, got shape {np.shape(members)}")
        return rows

    def positions(self, names: Iterable[str]) -> list[int]:
        """Return the indices of players.

        Raises
        ------
        GameError
            Naming every unknown player.
        """
        where = {name: i for i, name in enumerate(self._players)}
        asked = [names] if isinstance(names, str) else list(names)
        unknown = [name for name in asked if name not in where]
        if unknown:
            raise GameError(f"unknown player {', '.join(map(repr, unknown))}: the players are {', '.join(self._players[:20])}")
        return [where[name] for name in asked]

    @property
    def grand_value(self) -> float:
        """v(N)."""
        return float(self.worth(np.ones((1, self.n), dtype=np.bool_))[0])

    def singles(self) -> NDArray[np.float64]:
        """Return v({i}) of every player: what each earns alone. n evaluations."""
        return self.worth(np.eye(self.n, dtype=np.bool_))

    def marginals_to_grand(self) -> NDArray[np.float64]:
        """Return M_i = v(N) - v(N without i) of every player: what all lose without it. n + 1 evaluations."""
        return self.grand_value - self.worth(~np.eye(self.n, dtype=np.bool_))

    def table(self) -> NDArray[np.float64]:
        """Return the values of all coalitions, float64[2**n], index = bit mask; read-only and kept.

        Raises
        ------
        GameError
            If a worth is beyond the range of float64, as sums and multiples of huge values may be.
        TableTooLargeError
            If it does not fit in memory.
        """
        if self._table is None:
            table = self._build_table()
            bad = first_not_finite(table)
            if bad >= 0:
                names = ", ".join(self.names_of(members_of(bad)))
                raise GameError(f"the worth of {{{names}}} leaves the range of float64: use a larger unit")
            table.setflags(write=False)
            self._table = table
        return self._table

    def stored_table(self) -> NDArray[Any]:
        """Return the table in the precision it was given, float32 or float64, for those who only read it once."""
        return self.table()

    def exact_table(self) -> ExactTable:
        """Return the table in exact rational numbers. O(2**n) Python integers: for games of up to some 20 players."""
        return ExactTable.of(self.table(), self.players)

    def _build_table(self) -> NDArray[np.float64]:
        require_table_memory(self.n)
        count = coalition_count(self.n)
        table = np.empty(count)
        for start in range(0, count, BLOCK):
            stop = min(start + BLOCK, count)
            table[start:stop] = self.worth(memberships(np.arange(start, stop, dtype=np.uint64), self.n))
        table[0] = 0.0
        return table

    def names_of(self, positions: Sequence[int]) -> tuple[str, ...]:
        """Return the names of player indices."""
        return tuple(self._players[i] for i in positions)
