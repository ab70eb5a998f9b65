"""The quotient game: unions act as single players."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from allocation.errors import GameError
from allocation.games.base import Game, player_names

__all__ = ["QuotientGame"]


class QuotientGame(Game):
    """The game between unions: a set of unions is worth what all their members are worth together.

    Parameters
    ----------
    game
        Any game.
    unions
        Names of the players of every union; every player is in just one.
    names
        Names of the unions; the members joined by ``+`` when left out.

    Raises
    ------
    GameError
        Listing players that are unknown, in no union, or in several.

    References
    ----------
    G. Owen, "Values of games with a priori unions", 1977.

    Examples
    --------
    >>> from allocation import TableGame
    >>> g = QuotientGame(TableGame([0, 1, 2, 3, 4, 5, 6, 9], players=["A", "B", "C"]), [["A", "C"], ["B"]])
    >>> g.players, g.table().tolist()
    (('A+C', 'B'), [0.0, 5.0, 2.0, 9.0])
    """

    def __init__(self, game: Game, unions: Sequence[Iterable[str]], names: Iterable[str] | None = None) -> None:
        groups = [[union] if isinstance(union, str) else list(union) for union in unions]
        positions = [game.positions(group) for group in groups]
        _require_partition(game, positions)
        given = tuple("+".join(group) for group in groups) if names is None else tuple(names)
        super().__init__(player_names(given, len(groups)))
        self.sense = game.sense
        self.base = game
        self._union_of = np.empty(game.n, dtype=np.int64)
        for union, group in enumerate(positions):
            self._union_of[group] = union

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the worths of the unions' members together."""
        return self.base.worth(np.asarray(members)[:, self._union_of])


def _require_partition(game: Game, unions: Sequence[Sequence[int]]) -> None:
    counts = np.bincount([i for union in unions for i in union], minlength=game.n)
    wrong = [f"{game.players[i]!r} is in {'no union' if counts[i] == 0 else f'{counts[i]} unions'}" for i in np.flatnonzero(counts != 1)]
    wrong += [f"union {k} is empty" for k, union in enumerate(unions) if not union]
    if wrong:
        raise GameError(f"every player must be in just one union: {', '.join(wrong)}")
