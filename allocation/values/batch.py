"""Shapley values of many tables in one call: for simulations and scenarios."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.arrays import first_not_finite
from allocation.coalition import players_of_table
from allocation.errors import GameError
from allocation.kernels.semivalue import sums_of_tables
from allocation.parallel import in_order
from allocation.values.onepass import WHOLE, block_weights
from allocation.values.shapley import shapley_weights, table_shapley

__all__ = ["shapley_batch"]

CHUNK_VALUES = 1_000_000  # values that one thread takes at a time: 8 MB


def shapley_batch(tables: ArrayLike) -> NDArray[np.float64]:
    """Return the Shapley values of many games of the same players.

    Parameters
    ----------
    tables
        m × 2**n finite values, float32 or float64, one table a row, index = bit mask; the first column is 0.

    Returns
    -------
    float64[m, n]
        Payoffs, one game a row. One pass over the tables.

    Raises
    ------
    GameError
        If the shape is not m × 2**n, a value is not a finite number, a first value is not 0, or a sum leaves the range of float64.

    Examples
    --------
    >>> shapley_batch([[0, 1, 1, 4], [0, 2, 0, 2]]).tolist()
    [[2.0, 2.0], [2.0, 0.0]]
    """
    rows = _checked(tables)
    n = players_of_table(rows.shape[1])
    payoffs = np.array([table_shapley(row) for row in rows]).reshape(-1, n) if n > WHOLE else _small(rows, n)
    bad = np.flatnonzero(~np.isfinite(payoffs).all(axis=1))
    if bad.size:
        raise GameError(f"the values of table {bad[0]} add up to more than float64 can hold: give them in a larger unit")
    return payoffs


def _small(rows: NDArray[Any], n: int) -> NDArray[np.float64]:
    """Tables of one block each, many at a time."""
    weights = block_weights(shapley_weights(n), n, n)[0]
    step = max(1, CHUNK_VALUES // rows.shape[1])
    parts = in_order(lambda first: sums_of_tables(rows[first : first + step], weights, n), range(0, len(rows), step))
    sums = np.concatenate([np.empty((0, n)), *parts])
    return np.asarray(sums - (sums.sum(axis=1) - rows[:, -1])[:, None] / n, dtype=np.float64)


def _checked(tables: ArrayLike) -> NDArray[Any]:
    try:
        rows = np.ascontiguousarray(tables)
        if np.iscomplexobj(rows):
            raise TypeError("complex numbers cannot be compared")
        if rows.dtype not in (np.float32, np.float64):
            rows = rows.astype(np.float64)
    except (TypeError, ValueError) as error:
        raise GameError(f"tables must have m rows of 2**n numbers: {error}") from None
    if rows.ndim != 2 or rows.shape[1] < 2:
        raise GameError(f"tables must have m rows of 2**n values, got shape {rows.shape}")
    bad = first_not_finite(rows.ravel())
    if bad >= 0:
        raise GameError(f"the values of tables must be finite numbers: table {bad // rows.shape[1]}, entry {bad % rows.shape[1]} is not")
    if np.any(rows[:, 0]):
        raise GameError(f"v(∅) must be 0 in every table: it is not in table {np.flatnonzero(rows[:, 0])[0]}")
    return rows
