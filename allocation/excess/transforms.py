"""Games made from a game, as tables of the same kind of numbers: what relatives of the nucleolus are the nucleolus of."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["dual", "dual_cover", "twice_the_average_with_dual"]


def dual(table: NDArray[Any]) -> NDArray[Any]:
    """Return v*(S) = v(N) - v(N without S).

    Examples
    --------
    >>> dual(np.array([0, 1, 2, 7])).tolist()
    [0, 5, 6, 7]
    """
    opposite: NDArray[Any] = table[-1] - table[::-1]
    return opposite


def twice_the_average_with_dual(table: NDArray[Any]) -> NDArray[Any]:
    """Return v + v*.

    Examples
    --------
    >>> twice_the_average_with_dual(np.array([0, 1, 2, 7])).tolist()
    [0, 6, 8, 14]
    """
    both: NDArray[Any] = table + dual(table)
    return both


def dual_cover(table: NDArray[Any]) -> NDArray[Any]:
    """Return the game of two copies of the players, S of the first and T of the second: max(v(S) + v*(T), v*(S) + v(T)).

    The first copy is the low half of the bits. O(4**n) memory.

    Examples
    --------
    >>> dual_cover(np.array([0, 3])).tolist()
    [0, 3, 3, 6]
    """
    opposite = dual(table)
    cover: NDArray[Any] = np.maximum(np.add.outer(opposite, table), np.add.outer(table, opposite)).ravel()
    return cover
