"""Evaluates coalitions on an engine: cut into pieces, put together in order, and what cannot be evaluated named."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from allocation.errors import AllocationError, EvaluationError
from allocation.games.base import Game
from allocation.sampling.engines.engine import Engine, Failed

__all__ = ["EngineExecutor"]

ROUNDS = 8  # pieces per worker and batch: a slow piece then keeps the others waiting for an eighth of the time at most
MOST = 1024  # coalitions in a piece

Rows = NDArray[np.bool_]
Places = NDArray[np.intp]
Floats = NDArray[np.float64]


def worth_of_rows(game: Game, rows: Rows) -> Floats:
    """Evaluate a piece; runs wherever the engine has its workers."""
    return np.asarray(game.worth(rows), dtype=np.float64)


class EngineExecutor:
    """Evaluates a game on an engine.

    Parameters
    ----------
    game
        The game; it is sent to every process once, to a cluster with every piece.
    engine
        :class:`ThreadEngine`, :class:`ProcessEngine` or :class:`DaskEngine`.
    piece
        Coalitions in one piece of work; by the number asked and of workers when left out. Results do not depend on it.

    Raises
    ------
    AllocationError
        If ``piece`` is not positive.

    Examples
    --------
    >>> import numpy as np
    >>> from allocation import RuleGame, Rule, ThreadEngine
    >>> game = RuleGame([Rule(10.0, needs=("A", "B"))], players=["A", "B"])
    >>> EngineExecutor(game, ThreadEngine(2)).values(np.array([[True, False], [True, True]])).tolist()
    [0.0, 10.0]
    """

    def __init__(self, game: Game, engine: Engine, piece: int | None = None) -> None:
        if piece is not None and piece < 1:
            raise AllocationError(f"piece must be at least 1, got {piece}")
        self.game, self.engine = game, engine
        self._piece = piece
        self._work = partial(worth_of_rows, game)

    def values(self, members: Rows) -> Floats:
        """Return float64[m] for bool[m, n], in the same order.

        Raises
        ------
        EvaluationError
            After everything else is done: naming the coalitions that could not be evaluated, and why.
        """
        values = np.empty(len(members))
        for places, part in self.parts(members):
            values[places] = part
        return values

    def parts(self, members: Rows) -> Iterator[tuple[Places, Floats]]:
        """Yield (places, values) as they are known, and raise at the end as :meth:`values` does."""
        length = self._piece or min(MOST, max(1, -(-len(members) // (ROUNDS * self.engine.workers))))
        pieces = [np.arange(k, min(k + length, len(members))) for k in range(0, len(members), length)]
        suspects = yield from self._done(members, pieces)
        alone = [np.array([place]) for places, _ in suspects for place in places]
        lost = yield from self._done(members, alone)
        if lost:
            raise EvaluationError({self.game.names_of(np.flatnonzero(members[places[0]]).tolist()): reason for places, reason in lost})

    def _done(self, members: Rows, pieces: list[Places]) -> Generator[tuple[Places, Floats], None, list[tuple[Places, str]]]:
        """Yield what is done, and return the (places, reason) of pieces that failed."""
        failed: list[tuple[Places, str]] = []
        for k, outcome in self.engine.run(self._work, [members[places] for places in pieces]) if pieces else ():
            if isinstance(outcome, Failed):
                failed.append((pieces[k], outcome.reason))
            else:
                yield pieces[k], outcome
        return failed
