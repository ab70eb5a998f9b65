"""A game given by the worth of every coalition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from numbers import Real
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.arrays import first_not_finite
from allocation.coalition import coalition_count, mask_of, masks_of_rows, members_of, players_of_table, sizes, subsets
from allocation.errors import GameError
from allocation.games.base import Game, player_names
from allocation.memory import require_table_memory

__all__ = ["Missing", "TableGame"]

PRECISIONS = (np.dtype(np.float32), np.dtype(np.float64))
Missing = Literal["error", "additive", "superadditive"]
SHOWN = 5  # coalitions named in a message about missing ones
MAX_COVER_PLAYERS = 16  # the superadditive cover looks at 3**n pairs of coalitions


def _own_array(values: ArrayLike) -> NDArray[Any]:
    """The values as float32 or float64 that nobody can change: a copy, or the array itself if it is read-only already."""
    if isinstance(values, np.ndarray) and values.dtype in PRECISIONS:
        kept = values.view(np.ndarray)  # a memory map stays one underneath
        return kept if not values.flags.writeable and values.flags.c_contiguous else kept.copy()
    try:
        if np.iscomplexobj(values):
            raise TypeError("complex numbers cannot be compared")
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise GameError(f"the values of a table must be numbers: {error}") from None


def _checked_table(values: ArrayLike) -> NDArray[Any]:
    table = _own_array(values)
    if table.ndim != 1:
        raise GameError(f"a table of values has one dimension, got {table.ndim}")
    players_of_table(len(table))
    bad = first_not_finite(table)
    if bad >= 0:
        raise GameError(f"the values of a table must be finite numbers: entry {bad} is {table[bad]}")
    if table[0] != 0:
        raise GameError(f"v(∅) must be 0, got {table[0]}: the first value belongs to the empty coalition")
    table.setflags(write=False)
    return table


class TableGame(Game):
    """A game given by the worth of all 2**n coalitions.

    Parameters
    ----------
    values
        2**n finite numbers; the index is the bit mask of the coalition, bit i stands for ``players[i]``; the first value is 0.
        Copied, unless it is a read-only array of float32 or float64, such as a memory map opened with mode ``"r"``.
    players
        Names; ``"1"`` to ``"n"`` when left out.

    Raises
    ------
    GameError
        If the length is not a power of two, a value is not finite, or v(∅) is not 0.

    Examples
    --------
    >>> g = TableGame([0, 10, 20, 50], players=["A", "B"])
    >>> g.value(["A", "B"])
    50.0
    """

    def __init__(self, values: ArrayLike, players: Iterable[str] | None = None) -> None:
        self._stored = _checked_table(values)
        super().__init__(player_names(players, players_of_table(len(self._stored))))
        self._table = self._stored if self._stored.dtype == np.float64 else None

    @classmethod
    def from_coalitions(cls, worths: Mapping[Sequence[str], float], players: Iterable[str], missing: Missing = "error") -> TableGame:
        """Make a table from named coalitions.

        Parameters
        ----------
        worths
            Names of the members → worth.
        players
            All players, in order.
        missing
            What a coalition that is not listed is worth: ``"error"`` refuses, ``"additive"`` is the sum of its single members,
            ``"superadditive"`` the best it can do by splitting into listed coalitions (3**n steps, at most 16 players).

        Raises
        ------
        GameError
            If a coalition is missing, listed twice, or names an unknown player.

        Examples
        --------
        >>> g = TableGame.from_coalitions({("A",): 10, ("B",): 20, ("A", "B"): 50}, players=["A", "B"])
        >>> g.table().tolist()
        [0.0, 10.0, 20.0, 50.0]
        """
        names = tuple(players)
        player_names(names, len(names))
        require_table_memory(len(names))
        table = _filled(_listed(worths, names), names, missing)
        return cls(table, names)

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Look coalitions up. O(m n)."""
        found: NDArray[np.float64] = self._stored[masks_of_rows(self.rows(members))].astype(np.float64)
        return found

    def stored_table(self) -> NDArray[Any]:
        """Return the values as they are kept: in the precision they were given."""
        return self._stored

    def _build_table(self) -> NDArray[np.float64]:
        require_table_memory(self.n)
        return self._stored.astype(np.float64)


def _listed(worths: Mapping[Sequence[str], float], names: tuple[str, ...]) -> NDArray[np.float64]:
    """2**n values, NaN where a coalition is not listed."""
    where = {name: i for i, name in enumerate(names)}
    table = np.full(coalition_count(len(names)), np.nan)
    table[0] = 0.0
    for coalition, worth in worths.items():
        members = (coalition,) if isinstance(coalition, str) else tuple(coalition)
        unknown = [name for name in members if name not in where]
        if unknown:
            raise GameError(f"coalition {members} names unknown player {', '.join(map(repr, unknown))}")
        mask = mask_of(where[name] for name in members)
        if mask and not np.isnan(table[mask]):
            raise GameError(f"coalition {members} is listed twice")
        if not isinstance(worth, Real) or not isfinite(worth):
            raise GameError(f"coalition {members} is worth {worth!r}: give a finite number")
        table[mask] = worth
    return _checked_table(table) if not np.isnan(table).any() else table


def _filled(table: NDArray[np.float64], names: tuple[str, ...], missing: Missing) -> NDArray[np.float64]:
    gaps = np.flatnonzero(np.isnan(table))
    if not gaps.size:
        return table
    unlisted_singles = [m for m in gaps.tolist() if len(members_of(m)) == 1]
    if missing == "error" or unlisted_singles:
        guessed = missing != "error"
        advice = ": what one earns alone is never guessed" if guessed else ", or say what a missing one is worth (missing='additive')"
        raise GameError(_missing_message(unlisted_singles if guessed else gaps.tolist(), names, advice))
    if missing == "additive":
        return _filled_additively(table, gaps, len(names))
    if missing == "superadditive":
        return _filled_superadditively(table, len(names))
    raise GameError(f"missing must be 'error', 'additive' or 'superadditive', got {missing!r}")


def _missing_message(gaps: Sequence[int], names: tuple[str, ...], advice: str) -> str:
    shown = "; ".join("{" + ", ".join(names[i] for i in members_of(m)) + "}" for m in gaps[:SHOWN])
    more = f" and {len(gaps) - SHOWN} more" if len(gaps) > SHOWN else ""
    return f"{len(gaps)} coalitions have no value: {shown}{more}; give them{advice}"


def _filled_additively(table: NDArray[np.float64], gaps: NDArray[Any], n: int) -> NDArray[np.float64]:
    for mask in gaps.tolist():
        table[mask] = sum(table[mask_of([i])] for i in members_of(mask))
    return table


def _filled_superadditively(table: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    if n > MAX_COVER_PLAYERS:
        raise GameError(
            f"missing='superadditive' works up to {MAX_COVER_PLAYERS} players, got {n}: list the coalitions or use missing='additive'"
        )
    for mask in np.argsort(sizes(n), kind="stable").tolist():
        if np.isnan(table[mask]):
            table[mask] = max(table[part] + table[mask - part] for part in subsets(mask) if 0 < part < mask - part)
    return table
