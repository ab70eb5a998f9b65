"""A game without a table as the linear programs see it: rows from a book, violated coalitions from an oracle."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from allocation.excess.master import POOL, Rows
from allocation.excess.oracles.book import Book, BookSpan
from allocation.excess.oracles.oracle import Oracle, SpanOracle
from allocation.excess.separation import Separation
from allocation.excess.span import members_in_span
from allocation.games.base import Game

__all__ = ["OracleSeparation"]


class OracleSeparation(Separation):
    """Separation by an oracle.

    Parameters
    ----------
    game
        The game.
    oracle
        Finds its worst coalitions; outside a span if more than one level is asked for.
    scale
        An upper bound of |v(S) - Σ_{i∈S} v(i)| over all coalitions, above zero.
    floors
        Whether x_i ≥ v(i) is asked for.
    """

    def __init__(self, game: Game, oracle: Oracle, scale: float, floors: bool = False) -> None:
        self.game, self.oracle, self.scale, self.floors = game, oracle, scale, floors
        self.n, self.base = game.n, game.singles()
        self.book = Book(game.n)
        self.calls = 0

    @property
    def everyone(self) -> int:
        """The number of the grand coalition in the book."""
        return int(self.book.numbers(np.ones((1, self.n), dtype=np.bool_))[0])

    @property
    def passes(self) -> float:
        """Calls of the oracle so far."""
        return float(self.calls)

    def single(self, player: int) -> int:
        """Return the number of the coalition of one player."""
        return int(self.book.numbers(np.eye(self.n, dtype=np.bool_)[[player]])[0])

    def player_of(self, number: int) -> int:
        """Return the only member of a coalition."""
        return int(np.flatnonzero(self.book.members(np.array([number]))[0])[0])

    def coalitions(self, numbers: Iterable[int]) -> tuple[tuple[int, ...], ...]:
        """Return the positions of the members of coalitions."""
        rows = self.book.members(np.array(list(numbers), dtype=np.int64))
        return tuple(tuple(np.flatnonzero(row).tolist()) for row in rows)

    def span(self) -> BookSpan:
        """Return an empty span of coalitions of the book."""
        return BookSpan(self.book)

    def inside(self, numbers: NDArray[np.int64], outside: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return which coalitions lie in a span."""
        return members_in_span(self.book.members(numbers), outside)

    def rows(self, numbers: Iterable[int] | NDArray[np.int64], kind: int) -> Rows:
        """Return rows x(S) + ε ≥ v(S), or x(S) ≥ v(S) for floors and settled coalitions, shifted and scaled."""
        chosen = numbers if isinstance(numbers, np.ndarray) else np.array(list(numbers), dtype=np.int64)
        members = self.book.members(chosen)
        level = np.full((len(chosen), 1), 1.0 if kind == POOL else 0.0)
        values = (self.game.worth(members) - members @ self.base) / self.scale
        return Rows(np.hstack((members.astype(np.float64), level)), values, np.full(len(chosen), kind), chosen)

    def first_pool(self) -> NDArray[np.int64]:
        """Return single players and all but one."""
        alone = np.eye(self.n, dtype=np.bool_)
        numbers = self.book.numbers(np.vstack((alone, ~alone)))
        return np.unique(numbers[(numbers != 0) & (numbers != self.everyone)])

    def most_violated(
        self, payoffs: NDArray[np.float64], level: float, tolerance: float, outside: NDArray[np.uint64], most: int
    ) -> NDArray[np.int64]:
        """Ask the oracle; return its coalitions above the level, worst first."""
        self.calls += 1
        oracle = self.oracle
        found = oracle.worst_outside(payoffs, outside) if isinstance(oracle, SpanOracle) else oracle.worst(payoffs)
        above = np.flatnonzero(found.excesses - level > tolerance)[:most]
        return self.book.numbers(found.rows[above])
