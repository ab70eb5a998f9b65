"""How far a split may move in one direction before a coalition would walk out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import members_of
from allocation.games.base import Game
from allocation.subset_sums import subset_sums

__all__ = ["CorrectionLimit", "correction_limit", "largest_steps"]

SLACK = 1e-9  # part of max |v| below which an excess or a change of a coalition's share is rounding
TIE = 1e-9  # relative difference below which two coalitions limit the step alike


@dataclass(frozen=True)
class CorrectionLimit:
    """The largest step that stays in the core.

    Parameters
    ----------
    theta
        A number, ``"unbounded"``, or None where the start is outside the core.
    status
        ``"limited"``, ``"unbounded"`` or ``"shapley outside the core"``.
    coalitions
        Names of the coalitions that limit the step.
    """

    theta: float | str | None
    status: str
    coalitions: tuple[tuple[str, ...], ...] = ()


def correction_limit(game: Game, start: NDArray[np.float64], direction: NDArray[np.float64]) -> CorrectionLimit:
    """Return the largest θ ≥ 0 with start + θ · direction in the core.

    Parameters
    ----------
    game
        A game with a table.
    start, direction
        float64[n]; the direction has sum 0.

    Examples
    --------
    >>> from allocation import TableGame
    >>> correction_limit(TableGame([0, 0, 0, 4]), np.array([2.0, 2.0]), np.array([1.0, -1.0]))
    CorrectionLimit(theta=2.0, status='limited', coalitions=(('2',),))
    """
    table = game.table()
    scale = float(np.abs(table).max())
    steps = largest_steps(table, start, direction, SLACK * scale)
    if np.isnan(steps[0]):
        return CorrectionLimit(None, "shapley outside the core")
    theta = float(steps.min())
    if np.isinf(theta):
        return CorrectionLimit("unbounded", "unbounded")
    masks = np.flatnonzero(steps <= theta + TIE * max(1.0, theta))
    return CorrectionLimit(theta, "limited", tuple(game.names_of(members_of(mask)) for mask in masks.tolist()))


def largest_steps(
    table: NDArray[np.float64], start: NDArray[np.float64], direction: NDArray[np.float64], slack: float
) -> NDArray[np.float64]:
    """Return, for every coalition, the largest step with (start + step · direction)(S) ≥ v(S), or infinity where nothing limits it.

    Entry 0 is NaN if some coalition already objects at the start by more than ``slack``, else infinity. O(2**n).
    """
    room, change = subset_sums(start) - table, subset_sums(direction)
    steps = np.full(table.size, np.inf)
    limited = change < -slack
    limited[[0, -1]] = False
    steps[limited] = np.maximum(room[limited], 0.0) / -change[limited]
    if np.any(room[1:-1] < -slack):
        steps[0] = np.nan
    return steps
