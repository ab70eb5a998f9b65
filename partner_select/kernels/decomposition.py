"""Lagrangian decomposition of a quadratic knapsack with a cardinality: every pair's value is split between its two ends.

With ``split[i, j] + split[j, i] = pair[i, j]``, candidate i may choose its partners alone: no set is worth more than
``Σ price·budget + max Σ_{i chosen} (own_i + g_i)``, where ``g_i`` is the relaxed best choice of partners of i. Subgradient steps
move the split, and the prices of the limits, to make that bound small.

Chaillou, P., Hansen, P. and Mahieu, Y. (1989), LNM 1403, 225-235; Caprara, A., Pisinger, D. and Toth, P. (1999), INFORMS Journal on
Computing 11, 125-137; Billionnet, A., Faye, A. and Soutif, E. (1999), European Journal of Operational Research 112, 664-672.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit
from partner_select.kernels.knapsack import best_price, on_grid, priced

__all__ = ["bound_of", "step_split", "tighten"]

STALL = 8  # steps without a better bound, after which the step is shortened
SHORTER = 0.7  # factor on the step
SETTLED = 1e-3  # steps shorter than this share of Polyak's move nothing any more
PROGRESS = 1e-4  # share of the gap by which a bound must fall to count as better for the step length
EVERY = 4  # prices of the budget are searched anew at every so many steps; in between they are only used
FORBIDDEN = -1e18  # worth of a candidate to itself as a partner: below every sum


@jit
def bound_of(
    free: NDArray[np.int64],
    own: NDArray[np.float64],
    split: NDArray[np.float64],
    rows: NDArray[np.float64],
    room: NDArray[np.float64],
    knapsack: int,
    slots: int,
    grid: float,
    inner: NDArray[np.float64],
    outer: NDArray[np.float64],
    search: bool,
    chosen: NDArray[np.bool_],
    partners: NDArray[np.bool_],
    scores: NDArray[np.float64],
) -> float:
    """Return the bound of a split and prices, with what the relaxed problem chose.

    ``free`` int64[m] are the candidates still open, ``rows`` [r, n] limits of the form "at most ``room``", ``knapsack`` the one of them
    that partners must keep too (-1 for none), ``inner`` [n] its price for the partners of each candidate, ``outer`` [p] the prices of the
    first p limits, the others have none. With ``search`` the prices of the knapsack are improved. Written: ``chosen`` [m],
    ``partners`` [m, m], ``scores`` [m], what choosing each candidate is worth. O(m²).
    """
    m = len(free)
    worth, cost, net, space = np.empty(m), np.zeros(m), np.empty(m), np.empty(m)
    where = np.empty(m, np.int64)
    budget = 0.0
    if knapsack >= 0:
        budget = room[knapsack]
        for s in range(m):
            cost[s] = rows[knapsack, free[s]]
    for s in range(m):
        i = free[s]
        for t in range(m):
            worth[t] = split[i, free[t]]
        worth[s] = FORBIDDEN
        left = max(0.0, budget - cost[s])
        if search and knapsack >= 0:
            inner[i], gain = best_price(worth, cost, inner[i], left, slots - 1, grid, partners[s], net, space, where)
        else:
            gain, _ = priced(worth, cost, inner[i], left, slots - 1, partners[s], net, space, where)
        scores[s] = own[i] + gain
    total = 0.0
    for r in range(len(outer)):
        if r != knapsack and outer[r] > 0.0:
            total += outer[r] * room[r]
            for s in range(m):
                scores[s] -= outer[r] * rows[r, free[s]]
    price = outer[knapsack] if knapsack >= 0 else 0.0
    if search and knapsack >= 0:
        price, bound = best_price(scores, cost, price, budget, slots, grid, chosen, net, space, where)
        outer[knapsack] = price
    else:
        bound, _ = priced(scores, cost, price, budget, slots, chosen, net, space, where)
    for s in range(m):
        scores[s] -= price * cost[s]
    return total + bound


@jit
def step_split(
    free: NDArray[np.int64],
    split: NDArray[np.float64],
    pair: NDArray[np.float64],
    rows: NDArray[np.float64],
    room: NDArray[np.float64],
    knapsack: int,
    grid: float,
    outer: NDArray[np.float64],
    distance: float,
    chosen: NDArray[np.bool_],
    partners: NDArray[np.bool_],
) -> bool:
    """Move split and prices against the subgradient by ``distance / norm²``; False when the subgradient is zero."""
    m, limits = len(free), len(outer)
    norm = 0.0
    for s in range(m):
        if chosen[s]:
            for t in range(m):
                if partners[s, t] and not (chosen[t] and partners[t, s]):
                    norm += 1.0
    slack, size = np.zeros(limits), np.ones(limits)
    for r in range(limits):
        if r != knapsack:
            slack[r] = room[r]
            size[r] = 1.0
            for s in range(m):
                size[r] = max(size[r], abs(rows[r, free[s]]))
                if chosen[s]:
                    slack[r] -= rows[r, free[s]]
            if slack[r] > 0.0 and outer[r] == 0.0:
                slack[r] = 0.0
            norm += (slack[r] / size[r]) ** 2
    if norm == 0.0:
        return False
    step = distance / norm
    for s in range(m):
        if chosen[s]:
            i = free[s]
            for t in range(m):
                if partners[s, t] and not (chosen[t] and partners[t, s]):
                    j = free[t]
                    split[i, j] = on_grid(split[i, j] - step, grid)
                    split[j, i] = pair[i, j] - split[i, j]
    for r in range(limits):
        if r != knapsack:
            outer[r] = max(0.0, on_grid(outer[r] - step * slack[r] / size[r] ** 2, grid))
    return True


@jit
def _copy(source: NDArray[np.float64], target: NDArray[np.float64]) -> None:
    for k in range(len(source)):
        target[k] = source[k]


@jit
def _gather(free: NDArray[np.int64], whole: NDArray[np.float64], part: NDArray[np.float64]) -> None:
    for s in range(len(free)):
        for t in range(len(free)):
            part[s, t] = whole[free[s], free[t]]


@jit
def _scatter(free: NDArray[np.int64], part: NDArray[np.float64], whole: NDArray[np.float64]) -> None:
    for s in range(len(free)):
        for t in range(len(free)):
            whole[free[s], free[t]] = part[s, t]


@jit
def tighten(
    free: NDArray[np.int64],
    own: NDArray[np.float64],
    pair: NDArray[np.float64],
    split: NDArray[np.float64],
    rows: NDArray[np.float64],
    room: NDArray[np.float64],
    knapsack: int,
    slots: int,
    grid: float,
    inner: NDArray[np.float64],
    outer: NDArray[np.float64],
    target: float,
    steps: int,
    length: float,
    chosen: NDArray[np.bool_],
    partners: NDArray[np.bool_],
    scores: NDArray[np.float64],
) -> tuple[float, float, int]:
    """Return (bound, step length, steps made) after subgradient steps towards ``target``; stops below it.

    ``split``, ``inner`` and ``outer`` end at the best multipliers seen, with ``chosen``, ``partners`` and ``scores`` to match.
    """
    m = len(free)
    best = np.inf
    best_split = np.empty((m, m))
    best_inner, best_outer = np.empty(len(inner)), np.empty(len(outer))
    _copy(inner, best_inner)
    _copy(outer, best_outer)
    stalled = 0
    made = 0
    while made < steps:
        bound = bound_of(free, own, split, rows, room, knapsack, slots, grid, inner, outer, made % EVERY == 0, chosen, partners, scores)
        made += 1
        if bound < best:
            if bound < best - PROGRESS * (best - target):
                stalled = 0
            best = bound
            _gather(free, split, best_split)
            _copy(inner, best_inner)
            _copy(outer, best_outer)
        else:
            stalled += 1
        if best < target or length < SETTLED:
            break
        if stalled >= STALL:
            stalled = 0
            length *= SHORTER
            _scatter(free, best_split, split)
            _copy(best_inner, inner)
            _copy(best_outer, outer)
            continue
        if not step_split(free, split, pair, rows, room, knapsack, grid, outer, length * (bound - target), chosen, partners):
            break
    _scatter(free, best_split, split)
    _copy(best_inner, inner)
    _copy(best_outer, outer)
    best = bound_of(free, own, split, rows, room, knapsack, slots, grid, inner, outer, False, chosen, partners, scores)
    return best, length, made
