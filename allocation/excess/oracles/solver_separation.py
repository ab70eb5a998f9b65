"""Row generation with a solver: near known coalitions first, and the solver only where nothing is found there."""

from __future__ import annotations

from time import monotonic

import numpy as np
from numpy.typing import NDArray

from allocation.errors import AllocationError
from allocation.excess.oracles.book import BookSpan
from allocation.excess.oracles.local_search import climb
from allocation.excess.oracles.oracle import SolverOracle
from allocation.excess.oracles.separation import OracleSeparation
from allocation.games.base import Game
from allocation.proofs.elimination import null_space

__all__ = ["LimitReachedError", "SolverSeparation"]

STARTS = 12  # coalitions from which the search climbs; more find little else
RECENT = 400  # coalitions of the book looked at for starts: the last ones are the nearest to the present split


class LimitReachedError(AllocationError):
    """The solver stopped before it could prove that no coalition is above its level."""


class SolverSeparation(OracleSeparation):
    """Separation by a solver.

    The span of the settled coalitions is that of the first span handed out: the solver is given vectors orthogonal to it.

    Parameters
    ----------
    game
        The game.
    oracle
        Asks the solver.
    floors
        Whether x_i ≥ v(i) is asked for.
    seconds
        For all questions together.
    """

    def __init__(self, game: Game, oracle: SolverOracle, floors: bool, seconds: float) -> None:
        super().__init__(game, oracle, oracle.scale, floors)
        self.solver, self._each = oracle, oracle.time_limit
        self.searches = 0
        self._settled = BookSpan(self.book)
        self._ends = monotonic() + seconds
        self._complement = (0, np.zeros((0, game.n), dtype=np.int64))

    def span(self) -> BookSpan:
        """Return the span of the settled coalitions, empty at first; its copies grow on their own."""
        return self._settled

    def most_violated(
        self, payoffs: NDArray[np.float64], level: float, tolerance: float, outside: NDArray[np.uint64], most: int
    ) -> NDArray[np.int64]:
        """Search near known coalitions; ask the solver if that finds nothing.

        Raises
        ------
        LimitReachedError
            If the solver finds nothing either, but could not prove that there is nothing.
        """
        planes = self.complement()
        self.searches += 1
        found = climb(self.game, payoffs, self._starts(payoffs, planes), planes)
        above = found.excesses > level + tolerance
        if not above.any():
            left = self._ends - monotonic()
            if left <= 0:
                raise LimitReachedError("the time for all questions to the solver is over")
            self.calls += 1
            self.solver.time_limit = min(self._each, left)
            found = self.solver.worst_above(payoffs, level, planes)
            above = found.excesses > level + tolerance
            if not above.any() and found.bound > level + self.solver.precision * self.scale:
                raise LimitReachedError(f"a coalition may have an excess of up to {found.bound:.9g}, above its level {level:.9g}")
        return self.book.numbers(found.rows[np.flatnonzero(above)[:most]])

    def complement(self) -> NDArray[np.int64]:
        """Return integer vectors, int64[k, n], that span what is orthogonal to the settled coalitions."""
        rank, planes = self._complement
        if rank != self._settled.rank:
            planes = np.array(null_space(self._settled.given.astype(int).tolist()), dtype=np.int64)
            self._complement = self._settled.rank, planes
        return planes

    def _starts(self, payoffs: NDArray[np.float64], planes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """The most dissatisfied coalitions among those met last, and what is left without them."""
        rows = self.book.recent(RECENT)
        rows = rows[(rows @ planes.T != 0).any(axis=1)]
        excesses = self.game.worth(rows) - rows @ payoffs
        chosen = rows[np.argsort(-excesses, kind="stable")[:STARTS]]
        return np.vstack((chosen, ~chosen[: STARTS // 3]))
