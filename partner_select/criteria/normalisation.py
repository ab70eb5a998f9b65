"""Bringing criteria of different units onto one scale, so that more is always better."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from partner_select.criteria.decision_table import DecisionTable
from partner_select.reading import Findings

__all__ = ["NORMALISATIONS", "Normalisation", "normalise", "require_normalisation"]

Normalisation = Literal["vector", "minmax", "sum", "max"]
Column = NDArray[np.float64]


def _over(column: Column, divisor: float) -> Column:
    """Divide; a column whose size is 0 holds zeros only, and they stay zeros."""
    return column / divisor if divisor > 0 else np.zeros_like(column)


def _vector(column: Column, cost: bool) -> Column:
    parts = _over(column, float(np.linalg.norm(column)))
    return 1.0 - parts if cost else parts


def _minmax(column: Column, cost: bool) -> Column:
    low, high = float(column.min()), float(column.max())
    if low == high:
        return np.ones_like(column)
    return (high - column) / (high - low) if cost else (column - low) / (high - low)


def _sum(column: Column, cost: bool) -> Column:
    parts = float(column.min()) / column if cost else column
    return _over(parts, float(parts.sum()))


def _max(column: Column, cost: bool) -> Column:
    parts = _over(column, float(column.max()))
    return 1.0 - parts if cost else parts


NORMALISATIONS: dict[str, Callable[[Column, bool], Column]] = {"vector": _vector, "minmax": _minmax, "sum": _sum, "max": _max}


def require_normalisation(found: Findings, how: str, table: DecisionTable) -> None:
    """Note a normalisation that does not exist, or that the numbers do not allow."""
    if how not in NORMALISATIONS:
        found.add(f"normalisation: must be one of {', '.join(NORMALISATIONS)}, got {how!r}")
        return
    if how not in ("sum", "max"):
        return
    for name, column, direction in zip(table.criteria, table.matrix.T, table.directions, strict=True):
        if column.min() < 0:
            found.add(f"matrix: criterion {name!r} has negative numbers, which {how!r} cannot scale; use 'minmax' or 'vector'")
        elif how == "sum" and direction < 0 and column.min() == 0:
            found.add(f"matrix: cost criterion {name!r} has zeros, whose reciprocal 'sum' needs; use 'minmax', 'vector' or 'max'")


def normalise(table: DecisionTable, how: Normalisation) -> NDArray[np.float64]:
    """Return float64[m, k] in which more is better.

    Parameters
    ----------
    table
        A table that :func:`require_normalisation` found nothing against.
    how
        ``"vector"``: x/‖x‖, cost 1 - x/‖x‖. ``"minmax"``: (x - min)/(max - min), cost (max - x)/(max - min), all 1 where all are equal.
        ``"sum"``: x/Σx, cost (1/x)/Σ(1/x). ``"max"``: x/max, cost 1 - x/max.

    Returns
    -------
    float64[m, k]
        O(m k). Columns are scaled by a power of two first, so that huge and tiny numbers neither overflow nor vanish.

    Examples
    --------
    >>> from partner_select.criteria import decision_table
    >>> normalise(decision_table([[1, 4], [2, 2]], directions=[1, -1]), "minmax").tolist()
    [[0.0, 0.0], [1.0, 1.0]]
    """
    columns = [
        NORMALISATIONS[how](_tame(column), direction < 0) for column, direction in zip(table.matrix.T, table.directions, strict=True)
    ]
    return np.column_stack(columns)


def _tame(column: Column) -> Column:
    """Scale so that the largest size lies between 1/4 and 1/2: by a power of two, so that nothing is rounded."""
    _, exponent = np.frexp(float(np.abs(column).max()))
    return np.ldexp(column, -(int(exponent) + 1))
