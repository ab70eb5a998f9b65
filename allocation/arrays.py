"""Reading numbers that a user gives: float64 arrays of a stated shape, finite, and never the caller's own memory."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.errors import GameError

__all__ = ["finite_matrix", "finite_vector", "first_not_finite"]

STRETCH = 2**16  # values added up together before asking whether one of them was bad


def _numbers(values: ArrayLike, what: str) -> NDArray[np.float64]:
    try:
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise GameError(f"{what} must be numbers: {error}") from None


def _finite(array: NDArray[np.float64], what: str) -> NDArray[np.float64]:
    bad = np.argwhere(~np.isfinite(array))
    if bad.size:
        where = ", ".join(map(str, bad[0].tolist()))
        raise GameError(f"{what} must be finite numbers: entry [{where}] is {array[tuple(bad[0])]}")
    array.setflags(write=False)
    return array


def finite_vector(values: ArrayLike, what: str) -> NDArray[np.float64]:
    """Return a read-only copy, float64[n].

    Parameters
    ----------
    values
        n finite numbers.
    what
        What they are, for the message: ``"the costs"``.

    Raises
    ------
    GameError
        If they are not numbers, not finite, or not one-dimensional.

    Examples
    --------
    >>> finite_vector([1, 2], "the costs").tolist()
    [1.0, 2.0]
    """
    array = _numbers(values, what)
    if array.ndim != 1:
        raise GameError(f"{what} must be a list of numbers, got {array.ndim} dimensions")
    return _finite(array, what)


def finite_matrix(values: ArrayLike, what: str) -> NDArray[np.float64]:
    """Return a read-only copy, float64[rows, columns].

    Raises
    ------
    GameError
        If they are not numbers, not finite, or not two-dimensional.

    Examples
    --------
    >>> finite_matrix([[1, 2], [3, 4]], "the profits").shape
    (2, 2)
    """
    array = _numbers(values, what)
    if array.ndim != 2:
        raise GameError(f"{what} must be a table of rows and columns, got {array.ndim} dimensions")
    return _finite(array, what)


def first_not_finite(values: NDArray[Any]) -> int:
    """Return the index of the first NaN or infinity, or -1. One pass at the speed of memory.

    Parameters
    ----------
    values
        Numbers of any precision, one dimension.

    Examples
    --------
    >>> first_not_finite(np.array([1.0, np.inf, np.nan]))
    1
    """
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, len(values), STRETCH):
            stretch = values[start : start + STRETCH]
            if not np.isfinite(stretch.sum()):  # a sum of finite numbers may leave the range too
                bad = np.flatnonzero(~np.isfinite(stretch))
                if bad.size:
                    return start + int(bad[0])
    return -1
