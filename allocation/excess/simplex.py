"""A small dense simplex method on columns: the master problem of row generation, seen from its dual.

maximise Σ_j λ_j cost_j  subject to  Σ_j λ_j column_j = rhs,  λ_j ≥ 0 unless column j is free.

The multipliers π of the m equations are the unknowns of the row problem (payoffs and level): column j is its row ``column_j · π ≥
cost_j``, and a violated row is a column with a positive reduced cost. Adding rows keeps the basis feasible, so every solve starts where
the last one ended. Degenerate steps cannot cycle: ties of the ratio test are broken by a second right-hand side, a random infinitesimal
perturbation.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels.simplex import LIMIT, OPTIMAL, PIVOT, UNBOUNDED, exchange

__all__ = ["LIMIT", "OPTIMAL", "SINGULAR", "UNBOUNDED", "maximise"]

Floats = NDArray[np.float64]

SINGULAR = 2
REFRESH = 60  # steps between fresh inversions, before rounding in the updated inverse reaches what counts as zero


def _inverse(square: Floats) -> Floats | None:
    """The inverse of a basis, or None if it is singular up to rounding."""
    try:
        inverse = np.asarray(np.linalg.inv(square), dtype=np.float64)
    except np.linalg.LinAlgError:
        return None
    return inverse if np.abs(inverse).max() * PIVOT < 1.0 else None


def maximise(
    columns: Floats, costs: Floats, free: NDArray[np.bool_], basis: NDArray[np.int64], rhs: Floats, nudges: Floats, steps: int
) -> tuple[int, Floats, Floats]:
    """Improve a feasible basis in place until it is optimal.

    Parameters
    ----------
    columns
        float64[count, m], one column a row.
    costs, free
        [count]; free columns must be in the basis and stay there.
    basis
        int64[m], a feasible basis; overwritten by the optimal one.
    rhs
        float64[m].
    nudges
        float64[m], positive: the perturbation in coordinates of the given basis.
    steps
        Most exchanges.

    Returns
    -------
    status, pi, values
        OPTIMAL, UNBOUNDED, SINGULAR or LIMIT; ``pi`` are the multipliers, ``values`` the basic λ in the order of ``basis``, for UNBOUNDED
        the coordinates of the ray.
    """
    m = len(basis)
    norms = np.sqrt(np.einsum("jk,jk->j", columns, columns))
    may_enter, bound = ~free, ~free[basis]
    may_enter[basis] = False
    perturbation = columns[basis].T @ nudges
    pi, alpha = np.zeros(m), np.zeros(m)
    left = steps
    while True:
        inverse = _inverse(columns[basis].T)
        if inverse is None:
            return SINGULAR, pi, alpha
        values, second = inverse @ rhs, inverse @ perturbation
        now = min(REFRESH, left)
        status = exchange(columns, costs, norms, may_enter, bound, basis, inverse, values, second, pi, alpha, now)
        left -= now
        if status != LIMIT or left <= 0:
            return status, pi, alpha if status == UNBOUNDED else values
