"""Exact semivalues of a table that comes in chunks: files, or made on the spot, read once by whoever has time for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.arrays import first_not_finite
from allocation.coalition import MAX_MASK_PLAYERS, coalition_count, members_of, players_of_table
from allocation.errors import EvaluationError, GameError
from allocation.games.base import player_names
from allocation.options import numbers_of
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.sampling.engines.engine import Engine, Failed
from allocation.sampling.engines.threads import ThreadEngine
from allocation.values.onepass import player_sums
from allocation.values.semivalue import beta_chances

__all__ = ["ChunkedTable", "semivalue_of_chunks", "shapley_of_chunks"]

Floats = NDArray[np.float64]


class ChunkedTable:
    """The 2**n values of a game in equal chunks: chunk c holds the coalitions whose masks begin at c · 2**chunk_players.

    Parameters
    ----------
    read
        Function of the number of a chunk that returns its float32 or float64 values, 2**chunk_players of them. For processes and
        clusters it must stand in a module.
    chunk_players
        How many players vary within a chunk: the first ones. 24 make chunks of 128 MiB.
    players
        Names of all players, in order; bit i of a mask is ``players[i]``.

    Raises
    ------
    GameError
        If there are fewer players than vary within a chunk, or more than masks can hold.

    Examples
    --------
    >>> import numpy as np
    >>> sizes = lambda c: np.array([0.0, 1.0, 1.0, 4.0]) if c == 0 else np.array([1.0, 4.0, 4.0, 9.0])
    >>> shapley_of_chunks(ChunkedTable(sizes, chunk_players=2, players="ABC")).payoffs.tolist()
    [3.0, 3.0, 3.0]
    """

    def __init__(self, read: Callable[[int], NDArray[np.floating]], chunk_players: int, players: Iterable[str]) -> None:
        names = tuple(players)
        self.players = player_names(names, len(names))
        if not 1 <= chunk_players <= self.n <= MAX_MASK_PLAYERS:
            raise GameError(f"chunk_players must lie between 1 and the {self.n} players, and these not above {MAX_MASK_PLAYERS}")
        self.chunk_players = chunk_players
        self._read = read

    @classmethod
    def of_files(cls, paths: Sequence[str | Path], players: Iterable[str]) -> ChunkedTable:
        """Return the table of ``.npy`` files in the order of their masks; each is read when its turn comes, through a memory map.

        Raises
        ------
        GameError
            If the files are not a power of two in number, or their number does not fit the players.
        """
        names = tuple(players)
        inner = len(names) - players_of_table(len(paths))
        return cls(partial(_chunk_of_file, tuple(str(path) for path in paths)), inner, names)

    @property
    def n(self) -> int:
        """Number of players."""
        return len(self.players)

    @property
    def count(self) -> int:
        """Number of chunks."""
        return coalition_count(self.n - self.chunk_players)

    def chunk(self, number: int) -> NDArray[np.floating]:
        """Return the values of a chunk.

        Raises
        ------
        GameError
            If it has the wrong length, holds a value that is not finite, or v(∅) is not 0.
        """
        values = np.asanyarray(self._read(number))
        if values.shape != (coalition_count(self.chunk_players),) or values.dtype not in (np.float32, np.float64):
            raise GameError(f"chunk {number} must be float64 or float32 [2**{self.chunk_players}], got {values.dtype} {values.shape}")
        bad = first_not_finite(values)
        if bad >= 0:
            raise GameError(f"chunk {number} holds {values[bad]} at {bad}: every coalition must be worth a finite number")
        if number == 0 and values[0] != 0:
            raise GameError(f"the empty coalition must be worth 0, chunk 0 begins with {values[0]}")
        return values


def _chunk_of_file(paths: tuple[str, ...], number: int) -> NDArray[np.floating]:
    chunk: NDArray[np.floating] = np.load(paths[number], mmap_mode="r", allow_pickle=False)
    return chunk


def chunk_sums(table: ChunkedTable, chances: Floats, number: int) -> tuple[Floats, float, float, float]:
    """Return what one chunk contributes: of the players that vary in it, of each that does not, to be subtracted, and its last value."""
    values = table.chunk(number)
    outside = len(members_of(number))
    sizes = slice(outside, outside + table.chunk_players + 1)
    before, after = np.append(0.0, chances)[sizes], np.append(chances, 0.0)[sizes]
    sums = player_sums(values, before + after)
    return sums.players, sums.total(before + after), sums.total(after), float(values[-1])


def semivalue_of_chunks(table: ChunkedTable, chances: ArrayLike, engine: Engine | None = None) -> Allocation:
    """Return the exact semivalue of a table in chunks; every value is read once.

    Parameters
    ----------
    table
        The chunks.
    chances
        float64[n]: as for :func:`allocation.semivalue`.
    engine
        Who reads the chunks: threads when left out, processes, or a cluster. The result does not depend on it.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. O(2**n) time; each worker holds one chunk.

    Raises
    ------
    GameError
        If the chances have the wrong length.
    EvaluationError
        After all other chunks: naming those that could not be read.

    Examples
    --------
    >>> import numpy as np
    >>> table = ChunkedTable(lambda c: np.array([[0.0, 1.0], [3.0, 10.0]])[c], chunk_players=1, players="AB")
    >>> semivalue_of_chunks(table, chances=[0.75, 0.25]).payoffs.tolist()
    [2.5, 4.5]
    """
    return _of_chunks(table, numbers_of(chances, "chances"), engine, "semivalue")


def shapley_of_chunks(table: ChunkedTable, engine: Engine | None = None) -> Allocation:
    """Return the exact Shapley value of a table in chunks; every value is read once.

    Parameters
    ----------
    table
        The chunks.
    engine
        Who reads the chunks: threads when left out, processes, or a cluster. The result does not depend on it.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. O(2**n) time; each worker holds one chunk.

    Raises
    ------
    EvaluationError
        After all other chunks: naming those that could not be read.

    Examples
    --------
    >>> import numpy as np
    >>> table = ChunkedTable(lambda c: np.array([[0.0, 1.0], [3.0, 10.0]])[c], chunk_players=1, players="AB")
    >>> shapley_of_chunks(table).payoffs.tolist()
    [4.0, 6.0]
    """
    return _of_chunks(table, beta_chances(table.n), engine, "shapley")


def _of_chunks(table: ChunkedTable, chances: Floats, engine: Engine | None, rule: str) -> Allocation:
    if chances.shape != (table.n,):
        raise GameError(f"chances must be {table.n} numbers, one per size 0 … {table.n - 1}, got shape {chances.shape}")
    parts = _every_part(table, chances, engine or ThreadEngine())
    inner = np.sum([part[0] for part in parts], axis=0)
    totals = np.array([part[1] for part in parts])
    numbers = np.arange(table.count, dtype=np.uint64)
    outer = [float(totals[_holds(numbers, player)].sum()) for player in range(table.n - table.chunk_players)]
    payoffs = np.concatenate((inner, outer)) - sum(part[2] for part in parts)
    if rule == "shapley":
        payoffs += (parts[-1][3] - payoffs.sum()) / table.n  # what rounding left over, so that the payoffs add up to v(N)
    return Allocation(
        table.players, payoffs, rule, "exact", by_definition(rule), {} if rule == "shapley" else {"chances": chances.tolist()}
    )


def _holds(numbers: NDArray[np.uint64], player: int) -> NDArray[np.bool_]:
    """Which chunks are coalitions with this player of those that do not vary within a chunk."""
    held: NDArray[np.bool_] = numbers // np.uint64(coalition_count(player)) % np.uint64(2) == 1
    return held


def _every_part(table: ChunkedTable, chances: Floats, engine: Engine) -> list[tuple[Floats, float, float, float]]:
    done = dict(engine.run(partial(chunk_sums, table, chances), range(table.count)))
    lost: dict[tuple[str, ...], str] = {(f"chunk {k}",): part.reason for k, part in done.items() if isinstance(part, Failed)}
    if lost:
        raise EvaluationError(lost)
    return [done[k] for k in range(table.count)]
