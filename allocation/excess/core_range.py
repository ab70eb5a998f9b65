"""What each player can get at least and at most in the core: the room for negotiation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.errors import RuleError
from allocation.games.base import Game

__all__ = ["CoreRange", "core_range", "epsilon_range"]


@dataclass(frozen=True, eq=False)
class CoreRange:
    """The smallest and the largest payoff of every player over the core.

    Parameters
    ----------
    players
        Names.
    epsilon
        What every coalition may be short of; 0 for the core itself.
    least, most
        float64[n]; None if no split satisfies all coalitions.
    least_bases, most_bases
        For every player the n coalitions that determine the extreme point: what a proof checks.
    """

    players: tuple[str, ...]
    epsilon: float
    least: NDArray[np.float64] | None
    most: NDArray[np.float64] | None
    least_bases: tuple[tuple[int, ...], ...] = ()
    most_bases: tuple[tuple[int, ...], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether no split satisfies all coalitions."""
        return self.least is None

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "players": list(self.players),
            "epsilon": self.epsilon,
            "least": None if self.least is None else self.least.tolist(),
            "most": None if self.most is None else self.most.tolist(),
        }


def core_range(game: Game, epsilon: float = 0.0) -> CoreRange:
    """Find the smallest and the largest payoff of every player over the core.

    Parameters
    ----------
    game
        Any game whose table fits in memory.
    epsilon
        What every proper coalition may be short of, in the game's unit: the ε-core instead of the core.

    Returns
    -------
    CoreRange
        ``least`` and ``most`` are None if the core is empty. 2n linear programs by row generation that share their rows.

    Raises
    ------
    TableTooLargeError
        If the table does not fit in memory.
    RuleError
        If ``epsilon`` is not finite.

    References
    ----------
    J. Derks and J. Kuipers, "On the number of extreme points of the core of a transferable utility game", 2002.

    Examples
    --------
    >>> import allocation as al
    >>> found = al.core_range(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11]))
    >>> found.least.tolist(), found.most.tolist()
    ([1.0, 1.0, 1.0], [7.0, 6.0, 4.0])
    """
    if not np.isfinite(epsilon):
        raise RuleError(f"epsilon must be a finite number, got {epsilon}")
    return epsilon_range(game, epsilon)


def epsilon_range(game: Game, epsilon: float) -> CoreRange:
    """Do the work of :func:`core_range`."""
    from allocation.excess.core_program import CoreProgram
    from allocation.excess.problem import Problem

    n = game.n
    if n == 1:
        alone = np.array([game.grand_value])
        return CoreRange(game.players, epsilon, alone, alone, ((1,),), ((1,),))
    program = CoreProgram(Problem(game.stored_table(), n), epsilon)
    least, most = [], []
    for axis in np.eye(n):
        low, high = program.minimise(axis), program.minimise(-axis)
        if low is None or high is None:
            return CoreRange(game.players, epsilon, None, None)
        least.append(low)
        most.append(high)
    return CoreRange(
        game.players,
        epsilon,
        np.array([point.payoffs[i] for i, point in enumerate(least)]),
        np.array([point.payoffs[i] for i, point in enumerate(most)]),
        tuple(point.masks for point in least),
        tuple(point.masks for point in most),
    )
