"""How estimators ask what coalitions are worth: in batches, of anybody who can answer."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from allocation.errors import GameError
from allocation.games.base import Game

__all__ = ["BATCH", "Evaluations", "Executor", "GameExecutor"]

BATCH = 8192  # coalitions asked at a time: enough to keep several workers busy, 0.5 MB of members for 62 players
BLOCK_ENTRIES = 2**24  # Booleans looked at in one call of a game: its own intermediate arrays then stay within some 100 MB


class Executor(Protocol):
    """Whatever can say what many coalitions are worth: this process, several, or a cluster; it belongs to one game.

    It is asked from one thread at a time. The answer for a row may depend on nothing but that row.
    """

    def values(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return float64[m] for bool[m, n], in the same order."""
        ...


class GameExecutor:
    """Asks the game itself, in this process.

    Parameters
    ----------
    game
        Any game.

    Examples
    --------
    >>> from allocation import TableGame
    >>> GameExecutor(TableGame([0, 1, 1, 4])).values(np.array([[True, True]])).tolist()
    [4.0]
    """

    def __init__(self, game: Game) -> None:
        self._game = game
        self._rows = max(1, BLOCK_ENTRIES // game.n)

    def values(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return what the coalitions are worth."""
        parts = [self._game.worth(members[k : k + self._rows]) for k in range(0, len(members), self._rows)]
        return np.concatenate(parts)


class Evaluations:
    """Values of coalitions for an estimator: counted, checked, and asked in batches.

    Parameters
    ----------
    game
        The game, for its players and, without an executor, its values.
    executor
        Who evaluates; the game in this process when left out.
    batch
        Rows per question; results do not depend on it.

    Attributes
    ----------
    count
        Coalitions asked so far.
    """

    def __init__(self, game: Game, executor: Executor | None = None, batch: int = BATCH) -> None:
        self.game = game
        self.count = 0
        self._executor: Executor = GameExecutor(game) if executor is None else executor
        self._batch = batch

    def values(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return float64[m] for bool[m, n]; the empty coalition is worth 0 and is not asked.

        Raises
        ------
        GameError
            If a value is not a finite number, naming the coalition, or if the answer has the wrong length.
        """
        asked = np.flatnonzero(members.any(axis=1))
        values = np.zeros(len(members))
        for start in range(0, len(asked), self._batch):
            part = asked[start : start + self._batch]
            rows = np.ascontiguousarray(members[part])
            values[part] = self._checked(self._executor.values(rows), rows)
        return values

    def _checked(self, answer: NDArray[np.float64], rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        values = np.asarray(answer, dtype=np.float64)
        if values.shape != (len(rows),):
            raise GameError(f"{len(rows)} coalitions were asked, the answer has shape {values.shape}: give one number for each, in order")
        bad = np.flatnonzero(~np.isfinite(values))
        if bad.size:
            names = ", ".join(self.game.names_of(np.flatnonzero(rows[bad[0]]).tolist()))
            raise GameError(f"the worth of {{{names}}} is {values[bad[0]]}: a coalition must be worth a finite number")
        self.count += len(rows)
        return values
