"""Tables of the same players' game in several possible futures, each with its chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.arrays import first_not_finite
from allocation.coalition import coalition_count, players_of_table
from allocation.errors import GameError, TableTooLargeError
from allocation.games.base import player_names
from allocation.memory import SAFETY, available_memory
from allocation.uncertain.interval import IntervalGame

__all__ = ["Draw", "ScenarioTables", "Source", "scenario_tables"]

CHANCE_TOLERANCE = 1e-9  # how far given probabilities may add up beside one: they are typed with a few decimals, then made to add up
BYTES_PER_VALUE = 8

Draw = Callable[[np.random.Generator, int], ArrayLike]


@dataclass(frozen=True, eq=False)
class ScenarioTables:
    """Possible tables of one game, with their probabilities.

    Parameters
    ----------
    players
        n names.
    tables
        float32 or float64 [m, 2**n], one table a row; read-only.
    probabilities
        float64[m], adding up to one; read-only.
    seed
        What the tables were drawn with; None where they were given.
    """

    players: tuple[str, ...]
    tables: NDArray[Any]
    probabilities: NDArray[np.float64]
    seed: int | None = None

    @property
    def count(self) -> int:
        """Number of scenarios."""
        return len(self.tables)

    @property
    def n(self) -> int:
        """Number of players."""
        return len(self.players)


Source = ScenarioTables | IntervalGame | Draw | ArrayLike


def scenario_tables(
    source: Source,
    players: Iterable[str] | None = None,
    probabilities: ArrayLike | None = None,
    samples: int = 1000,
    seed: int = 0,
) -> ScenarioTables:
    """Read or draw the tables of a game whose values are uncertain.

    Parameters
    ----------
    source
        One of: m × 2**n finite numbers, one table a row, the first column 0; a function ``draw(generator, samples)`` that returns such
        tables; an :class:`IntervalGame`, whose coalitions are then drawn uniformly and independently; or the result of an earlier call.
    players
        Names; ``"1"`` to ``"n"``, or those of the source, when left out.
    probabilities
        m non-negative numbers that add up to one; equal when left out. Only for given tables.
    samples
        How many tables are drawn. Given tables are taken as they are.
    seed
        Start of the random numbers, a whole number of at least 0: the same seed draws the same tables.

    Returns
    -------
    ScenarioTables

    Raises
    ------
    GameError
        If a table is not well formed, the probabilities are not a distribution, or samples or seed are no such numbers.
    TableTooLargeError
        If the tables of an interval game do not fit in memory.

    Examples
    --------
    >>> found = scenario_tables([[0, 1, 1, 4], [0, 2, 2, 4]], players=["A", "B"], probabilities=[0.25, 0.75])
    >>> found.count, found.probabilities.tolist()
    (2, [0.25, 0.75])
    """
    if isinstance(source, ScenarioTables):
        if players is not None or probabilities is not None:
            raise GameError("these scenario tables have their players and probabilities already: do not give them again")
        return source
    drawn = isinstance(source, IntervalGame) or callable(source)
    if drawn and probabilities is not None:
        raise GameError("probabilities belong to given tables; tables that are drawn all count alike")
    names = source.players if isinstance(source, IntervalGame) and players is None else players
    tables = _checked(_drawn(source, samples, seed) if drawn else source)
    return ScenarioTables(
        player_names(names, players_of_table(tables.shape[1])),
        tables,
        _distribution(probabilities, len(tables)),
        seed if drawn else None,
    )


def _drawn(source: Any, samples: int, seed: int) -> ArrayLike:
    for name, number, least in (("samples", samples, 1), ("seed", seed, 0)):
        if isinstance(number, bool) or not isinstance(number, int | np.integer) or number < least:
            raise GameError(f"{name} must be a whole number of at least {least}, got {number!r}")
    if isinstance(source, IntervalGame):
        _require_memory(source.n, samples)
        source = source.draw
    tables: ArrayLike = source(np.random.default_rng(seed), int(samples))
    if len(np.asarray(tables)) != samples:
        raise GameError(f"the drawing function was asked for {samples} tables and returned {len(np.asarray(tables))}")
    return tables


def _require_memory(n: int, samples: int) -> None:
    need, free = samples * coalition_count(n) * BYTES_PER_VALUE, available_memory()
    if need > SAFETY * free:
        raise TableTooLargeError(
            f"{samples} tables of {n} players need {need / 2**30:.3g} GiB, {free / 2**30:.3g} GiB are free: draw fewer samples, "
            "or use interval_shares, which needs no samples"
        )


def _checked(given: Any) -> NDArray[Any]:
    try:
        tables = np.ascontiguousarray(given)
        if tables.dtype not in (np.float32, np.float64):
            tables = tables.astype(np.float64)
    except (TypeError, ValueError) as error:
        raise GameError(f"scenario tables must be numbers: {error}") from None
    if tables.ndim != 2 or len(tables) == 0 or tables.shape[1] < 2:
        raise GameError(f"scenario tables must have at least one row, and 2**n values a row, got shape {tables.shape}")
    players_of_table(tables.shape[1])
    bad = first_not_finite(tables.ravel())
    if bad >= 0:
        row, entry = divmod(int(bad), tables.shape[1])
        raise GameError(f"the values of scenario tables must be finite numbers: table {row}, entry {entry} is {tables[row, entry]}")
    if np.any(tables[:, 0]):
        raise GameError(f"v(∅) must be 0 in every table: it is not in table {np.flatnonzero(tables[:, 0])[0]}")
    kept = tables.view()
    kept.setflags(write=False)
    return kept


def _distribution(given: ArrayLike | None, count: int) -> NDArray[np.float64]:
    try:
        chances = np.full(count, 1 / count) if given is None else np.array(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise GameError(f"probabilities must be numbers: {error}") from None
    if chances.shape != (count,) or not np.all(chances >= 0):
        raise GameError(f"probabilities must be {count} numbers of at least 0, one per table")
    total = float(chances.sum())
    if not abs(total - 1) <= CHANCE_TOLERANCE:
        raise GameError(f"probabilities must add up to 1, got {total:.12g}")
    chances /= total
    chances.setflags(write=False)
    return chances
