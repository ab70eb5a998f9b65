"""A game given by a function of the coalition, evaluated when a value is asked for."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from allocation.arrays import first_not_finite
from allocation.coalition import coalition_count, masks_of_rows, memberships
from allocation.errors import GameError
from allocation.games.base import BLOCK, Game, player_names
from allocation.kernels.evaluate import evaluate_masks
from allocation.memory import require_table_memory
from allocation.parallel import in_order

__all__ = ["FunctionGame", "Progress"]

Progress = Callable[[int, int], None]


class FunctionGame(Game):
    """A game whose worth is a function of the coalition.

    Parameters
    ----------
    function
        One of: a function of the tuple of names of a coalition, returning a number; with ``vectorised=True`` a function of bool[m, n]
        returning float[m]; or a function compiled with ``numba.njit`` of a mask (uint64, bit i = ``players[i]``). It must depend on
        nothing but the coalition, and is never asked for the empty one, which is worth 0.
    players
        Names, in order.
    vectorised
        Whether the function takes many coalitions at a time.

    Raises
    ------
    GameError
        When asked for a value: if the function returns something that is not a finite number, naming the coalition.

    Examples
    --------
    >>> g = FunctionGame(lambda coalition: len(coalition) ** 2, players=["A", "B", "C"])
    >>> g.value(["A", "C"]), g.table().tolist()
    (4.0, [0.0, 1.0, 1.0, 4.0, 1.0, 4.0, 4.0, 9.0])
    """

    def __init__(self, function: Callable[[Any], Any], players: Iterable[str], vectorised: bool = False) -> None:
        names = tuple(players)
        super().__init__(player_names(names, len(names)))
        if not callable(function):
            raise GameError(f"a function game needs a function of the coalition, got {function!r}")
        self._function = function
        self._vectorised = vectorised
        self._compiled = hasattr(function, "py_func")

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Evaluate the function on every coalition but the empty one; once there is a table, look them up in it."""
        rows = self.rows(members)
        if self._table is not None:
            return np.asarray(self._table[masks_of_rows(rows)])
        asked = rows[rows.any(axis=1)]
        worth = np.zeros(len(rows))
        if len(asked):
            worth[rows.any(axis=1)] = self._checked(self._evaluated(asked), asked)
        return worth

    def _evaluated(self, rows: NDArray[np.bool_]) -> Any:
        if self._compiled:
            return evaluate_masks(self._function, masks_of_rows(rows))
        if self._vectorised:
            return self._function(rows)
        return [self._function(self.names_of(np.flatnonzero(row).tolist())) for row in rows]

    def _checked(self, worth: Any, rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        try:
            numbers = np.asarray(worth, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise GameError(f"the function of a game must return numbers: {error}") from None
        if numbers.shape != (len(rows),):
            raise GameError(f"the function of a game must return one number per coalition, got shape {numbers.shape} for {len(rows)}")
        bad = np.flatnonzero(~np.isfinite(numbers))
        if bad.size:
            names = ", ".join(self.names_of(np.flatnonzero(rows[bad[0]]).tolist()))
            raise GameError(f"the function of a game must return finite numbers, got {numbers[bad[0]]} for {{{names}}}")
        return numbers

    def tabulate(self, progress: Progress | None = None, cache: str | os.PathLike[str] | None = None) -> NDArray[np.float64]:
        """Evaluate all coalitions, block by block on all threads, and keep the table.

        Parameters
        ----------
        progress
            Called with (coalitions done, coalitions in all) after every block.
        cache
            A file to read the table from if it exists and to write it to if not. It is yours to remove when the function changes.

        Returns
        -------
        float64[2**n]
            The same as :meth:`table`, read-only.

        Raises
        ------
        GameError
            If the file holds the table of other players, or none at all.
        TableTooLargeError
            If the table does not fit in memory.
        """
        path = None if cache is None else Path(cache)
        if self._table is None:
            table = self._read(path) if path is not None and path.exists() else self._evaluated_table(progress)
            table.setflags(write=False)
            self._table = table
        if path is not None and not path.exists():
            self._write(path, self._table)
        return self._table

    def _build_table(self) -> NDArray[np.float64]:
        return self._evaluated_table(None)

    def _evaluated_table(self, progress: Progress | None) -> NDArray[np.float64]:
        require_table_memory(self.n)
        count = coalition_count(self.n)
        table = np.empty(count)

        def fill(start: int) -> int:
            """Evaluate one block; returns how far the table then reaches."""
            stop = min(start + BLOCK, count)
            table[start:stop] = self.worth(memberships(np.arange(start, stop, dtype=np.uint64), self.n))
            return stop

        for done in in_order(fill, range(0, count, BLOCK)):
            if progress is not None:
                progress(done, count)
        return table

    def _read(self, path: Path) -> NDArray[np.float64]:
        try:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
                players, table = stored["players"].tolist(), np.asarray(stored["table"], dtype=np.float64)
        except (BadZipFile, EOFError, KeyError, TypeError, ValueError):
            raise GameError(f"{path} holds no table of a game: remove it or name another file") from None
        if players != list(self.players):
            raise GameError(f"{path} holds the table of other players: remove it or name another file")
        if table.shape != (coalition_count(self.n),) or first_not_finite(table) >= 0:
            raise GameError(f"{path} holds a damaged table: remove it or name another file")
        return table

    def _write(self, path: Path, table: NDArray[np.float64]) -> None:
        """Write beside the file and rename, so that a reader never sees half a table."""
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as stream:
            try:
                np.savez(stream, players=np.array(self.players), table=table)
                stream.flush()
                os.fsync(stream.fileno())
                os.replace(stream.name, path)
            except BaseException:
                os.unlink(stream.name)
                raise
