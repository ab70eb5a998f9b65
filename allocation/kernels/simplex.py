"""Steps of the simplex method on columns, everything in place.

maximise Σ_j λ_j cost_j  subject to  Σ_j λ_j column_j = rhs,  λ_j ≥ 0 unless column j is free.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit, jit_part

__all__ = ["LIMIT", "OPTIMAL", "PIVOT", "UNBOUNDED", "exchange"]

OPTIMAL, UNBOUNDED, LIMIT = 0, 1, 3

PIVOT = 1e-9  # smallest usable pivot: entries of an inverted 0/1 basis are ratios of small integers, smaller ones are rounding noise
REDUCED = 1e-12  # a column enters above this reduced cost; costs are of size one, so this is some 10**3 roundings
ZERO = 1e-11  # a basic value below this is a zero that rounding moved

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@jit_part
def _entering(columns: Floats, costs: Floats, norms: Floats, may_enter: Flags, pi: Floats) -> int:
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


@jit_part
def _leaving(alpha: Floats, values: Floats, nudges: Floats, bound: Flags) -> int:
    """The row of the smallest ratio, ties broken by the perturbation, or -1."""
    leaving = -1
    ratio = np.inf
    second = np.inf
    for r in range(alpha.size):
        if bound[r] and alpha[r] > PIVOT:
            mine = 0.0
            if values[r] > ZERO:
                mine = values[r] / alpha[r]
            nudge = nudges[r] / alpha[r]
            if mine < ratio - ZERO or (mine <= ratio + ZERO and nudge < second):
                if mine < ratio:
                    ratio = mine
                second = nudge
                leaving = r
    return leaving


@jit_part
def _pivot(inverse: Floats, values: Floats, nudges: Floats, alpha: Floats, row: int) -> None:
    """Bring the column with coordinates alpha into the basis at a row."""
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
def exchange(
    columns: Floats,
    costs: Floats,
    norms: Floats,
    may_enter: Flags,
    bound: Flags,
    basis: NDArray[np.int64],
    inverse: Floats,
    values: Floats,
    nudges: Floats,
    pi: Floats,
    alpha: Floats,
    steps: int,
) -> int:
    """Exchange columns of a feasible basis until it is optimal, and return how that ended: OPTIMAL, UNBOUNDED or LIMIT.

    Everything but the first three arrays is kept up to date: ``may_enter[count]`` and ``bound[m]`` (whether the basic column of a row may
    leave), ``inverse`` of the basis, ``values`` and ``nudges`` of its columns. ``pi`` gets the multipliers of the m equations, ``alpha``
    the coordinates of the column that entered last, for UNBOUNDED those of the ray. O(steps · m · count).
    """
    m = basis.size
    for step in range(steps + 1):
        for k in range(m):
            pi[k] = 0.0
        for r in range(m):
            cost = costs[basis[r]]
            if cost != 0.0:
                for k in range(m):
                    pi[k] += cost * inverse[r, k]
        entering = _entering(columns, costs, norms, may_enter, pi)
        if entering < 0:
            return OPTIMAL
        if step == steps:
            break
        for r in range(m):
            total = 0.0
            for k in range(m):
                total += inverse[r, k] * columns[entering, k]
            alpha[r] = total
        row = _leaving(alpha, values, nudges, bound)
        if row < 0:
            return UNBOUNDED
        _pivot(inverse, values, nudges, alpha, row)
        may_enter[basis[row]] = True
        may_enter[entering] = False
        basis[row] = entering
    return LIMIT
