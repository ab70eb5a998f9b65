"""A small dense simplex method on columns: the master problem of row generation, seen from its dual.

maximise Σ_j λ_j cost_j  subject to  Σ_j λ_j column_j = rhs,  λ_j ≥ 0 unless column j is free.

The multipliers π of the m equations are the unknowns of the row problem (payoffs and level): column j is its row ``column_j · π ≥
cost_j``, and a violated
row is a column with a positive reduced cost. Adding rows keeps the basis feasible, so every solve starts where the last one ended.
Degenerate steps cannot cycle: ties of the ratio test are broken by a second right-hand side, a random infinitesimal perturbation.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["LIMIT", "OPTIMAL", "SINGULAR", "UNBOUNDED", "invert", "maximise"]

OPTIMAL, UNBOUNDED, SINGULAR, LIMIT = 0, 1, 2, 3

PIVOT = 1e-9  # smallest usable pivot: entries of an inverted 0/1 basis are ratios of small integers, smaller ones are rounding noise
REDUCED = 1e-12  # a column enters above this reduced cost; costs are of size one, so this is some 10**3 roundings
ZERO = 1e-11  # a basic value below this is a zero that rounding moved
REFRESH = 60  # steps between fresh inversions, before rounding in the updated inverse reaches ZERO


@jit
def invert(matrix: NDArray[np.float64]) -> tuple[NDArray[np.float64], bool]:
    """Return the inverse by Gauss–Jordan elimination with row exchanges, and whether it exists. O(m**3)."""
    m = matrix.shape[0]
    work = matrix.copy()
    inverse = np.zeros((m, m))
    for c in range(m):
        inverse[c, c] = 1.0
    for c in range(m):
        pivot = c
        for r in range(c + 1, m):
            if abs(work[r, c]) > abs(work[pivot, c]):
                pivot = r
        if abs(work[pivot, c]) < PIVOT:
            return inverse, False
        if pivot != c:
            for k in range(m):
                work[c, k], work[pivot, k] = work[pivot, k], work[c, k]
                inverse[c, k], inverse[pivot, k] = inverse[pivot, k], inverse[c, k]
        factor = 1.0 / work[c, c]
        for k in range(m):
            work[c, k] *= factor
            inverse[c, k] *= factor
        for r in range(m):
            factor = work[r, c]
            if r != c and factor != 0.0:
                for k in range(m):
                    work[r, k] -= factor * work[c, k]
                    inverse[r, k] -= factor * inverse[c, k]
    return inverse, True


@jit
def _applied(matrix: NDArray[np.float64], vector: NDArray[np.float64]) -> NDArray[np.float64]:
    """matrix · vector; plain loops, because these sizes are below what a call into BLAS costs."""
    result = np.zeros(matrix.shape[0])
    for r in range(matrix.shape[0]):
        for k in range(vector.size):
            result[r] += matrix[r, k] * vector[k]
    return result


@jit
def _entering(
    columns: NDArray[np.float64],
    costs: NDArray[np.float64],
    norms: NDArray[np.float64],
    may_enter: NDArray[np.bool_],
    pi: NDArray[np.float64],
) -> int:
    """The column with the largest reduced cost per length, or -1."""
    best = 0.0
    entering = -1
    for j in range(costs.size):
        if may_enter[j]:
            reduced = costs[j]
            for k in range(pi.size):
                reduced -= columns[j, k] * pi[k]
            if reduced > REDUCED and reduced > best * norms[j]:
                best = reduced / norms[j]
                entering = j
    return entering


@jit
def _leaving(alpha: NDArray[np.float64], values: NDArray[np.float64], nudges: NDArray[np.float64], bound: NDArray[np.bool_]) -> int:
    """The row of the smallest ratio, ties broken by the perturbation, or -1."""
    leaving = -1
    ratio = np.inf
    second = np.inf
    for r in range(alpha.size):
        if bound[r] and alpha[r] > PIVOT:
            value = values[r] if values[r] > ZERO else 0.0
            mine = value / alpha[r]
            if mine < ratio - ZERO or (mine <= ratio + ZERO and nudges[r] / alpha[r] < second):
                ratio = min(mine, ratio)
                second = nudges[r] / alpha[r]
                leaving = r
    return leaving


@jit
def _exchange(
    inverse: NDArray[np.float64], values: NDArray[np.float64], nudges: NDArray[np.float64], alpha: NDArray[np.float64], row: int
) -> None:
    """Bring the column with coordinates alpha into the basis at a row, in place."""
    m = alpha.size
    factor = 1.0 / alpha[row]
    for k in range(m):
        inverse[row, k] *= factor
    values[row] *= factor
    nudges[row] *= factor
    for r in range(m):
        step = alpha[r]
        if r != row and step != 0.0:
            for k in range(m):
                inverse[r, k] -= step * inverse[row, k]
            values[r] -= step * values[row]
            nudges[r] -= step * nudges[row]


@jit
def maximise(
    columns: NDArray[np.float64],
    costs: NDArray[np.float64],
    free: NDArray[np.bool_],
    basis: NDArray[np.int64],
    rhs: NDArray[np.float64],
    nudges: NDArray[np.float64],
    steps: int,
) -> tuple[int, NDArray[np.float64], NDArray[np.float64]]:
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
        ``pi`` are the multipliers, ``values`` the basic λ in the order of ``basis``.
    """
    m = basis.size
    count = costs.size
    norms = np.empty(count)
    may_enter = np.empty(count, dtype=np.bool_)
    for j in range(count):
        length = 0.0
        for k in range(m):
            length += columns[j, k] * columns[j, k]
        norms[j] = np.sqrt(length)
        may_enter[j] = not free[j]
    bound = np.empty(m, dtype=np.bool_)
    square = np.empty((m, m))
    for r in range(m):
        bound[r] = not free[basis[r]]
        may_enter[basis[r]] = False
        for k in range(m):  # loops: assigning slices would compile numba's broadcasting, which takes several times as long
            square[k, r] = columns[basis[r], k]
    perturbation = _applied(square, nudges)
    inverse, regular = invert(square)
    values = _applied(inverse, rhs)
    pi = np.zeros(m)
    for step in range(1, steps + 1):
        if not regular:
            return SINGULAR, pi, values
        for k in range(m):
            pi[k] = 0.0
        for r in range(m):
            if costs[basis[r]] != 0.0:
                for k in range(m):
                    pi[k] += costs[basis[r]] * inverse[r, k]
        entering = _entering(columns, costs, norms, may_enter, pi)
        if entering < 0:
            return OPTIMAL, pi, values
        alpha = _applied(inverse, columns[entering])
        row = _leaving(alpha, values, nudges, bound)
        if row < 0:
            return UNBOUNDED, pi, alpha
        _exchange(inverse, values, nudges, alpha, row)
        may_enter[basis[row]] = True
        may_enter[entering] = False
        basis[row] = entering
        if step % REFRESH == 0:
            for r in range(m):
                for k in range(m):
                    square[k, r] = columns[basis[r], k]
            inverse, regular = invert(square)
            values = _applied(inverse, rhs)
            nudges = _applied(inverse, perturbation)
    return LIMIT, pi, values
