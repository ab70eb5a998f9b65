"""The one place where the criteria methods solve a linear program."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from partner_select.errors import SelectionError

__all__ = ["minimise", "reaches"]

Floats = NDArray[np.float64]


def minimise(
    cost: Floats, rows: Floats, most: Floats, equal_rows: Floats | None = None, equal: Floats | None = None
) -> tuple[Floats, float]:
    """Return a minimiser of ``cost·x`` over ``rows·x <= most``, ``equal_rows·x = equal``, ``x >= 0``, and the minimum.

    Raises
    ------
    SelectionError
        If the solver finds no optimum: the numbers are too far apart.
    """
    from scipy.optimize import linprog

    outcome = linprog(cost, A_ub=rows, b_ub=most, A_eq=equal_rows, b_eq=equal, bounds=(0, None), method="highs")
    if not outcome.success:
        raise SelectionError(f"the linear program was not solved ({outcome.message}); bring the numbers closer together")
    return np.asarray(outcome.x, dtype=np.float64), float(outcome.fun)


def reaches(points: Floats, target: Floats) -> bool:
    """Return whether a point, float64[k], is a mean of some of the given ones, float64[m, k]: whether it lies in their convex hull."""
    from scipy.optimize import linprog

    if (target < points.min(axis=0)).any() or (target > points.max(axis=0)).any():
        return False
    rows, right = np.vstack((points.T, np.ones(len(points)))), np.append(target, 1.0)
    return bool(linprog(np.zeros(len(points)), A_eq=rows, b_eq=right, bounds=(0, None), method="highs").success)
