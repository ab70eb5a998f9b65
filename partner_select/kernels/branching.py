"""Branch and bound on who is in, depth first, with the Lagrangian decomposition of every node and the fixing of candidates it allows.

A node is a level: its multipliers start from its parent's. The candidate tried first is the one the relaxed problem wants most; when
its branch is closed, the same level goes on without it. The search can be stopped after any node and taken up again.

Caprara, A., Pisinger, D. and Toth, P. (1999). Exact solution of the quadratic knapsack problem. INFORMS J. Computing 11, 125-137.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit
from partner_select.kernels.decomposition import tighten

__all__ = ["IN", "OPEN", "OUT", "Form", "Levels", "explore"]

OPEN, IN, OUT = 0, 1, 2
AGAIN = 0.15  # share of the open candidates whose fixing makes another round of steps worth its time
ROUNDS = 6  # rounds of steps at one node, at most


class Form(NamedTuple):
    """A quadratic problem in whole numbers: own float64[n], pair [n, n], rows [r, n] "at most room", the first ``priced`` in the bound."""

    own: NDArray[np.float64]
    pair: NDArray[np.float64]
    rows: NDArray[np.float64]
    room: NDArray[np.float64]
    priced: int
    knapsack: int
    most: int
    grid: float


class Levels(NamedTuple):
    """One entry per depth: status [d, n], own [d, n], split [d, n, n], inner [d, n], outer [d, p], room [d, r] and scalars [d, ...]."""

    status: NDArray[np.int8]
    own: NDArray[np.float64]
    split: NDArray[np.float64]
    inner: NDArray[np.float64]
    outer: NDArray[np.float64]
    room: NDArray[np.float64]
    value: NDArray[np.float64]
    bound: NDArray[np.float64]
    length: NDArray[np.float64]
    taken: NDArray[np.int64]
    branch: NDArray[np.int64]


@jit
def _include(form: Form, levels: Levels, d: int, j: int) -> None:
    levels.value[d] += levels.own[d, j]
    levels.taken[d] += 1
    levels.status[d, j] = IN
    for i in range(len(form.own)):
        levels.own[d, i] += form.pair[j, i]
    for r in range(len(form.room)):
        levels.room[d, r] -= form.rows[r, j]


@jit
def _offer(levels: Levels, d: int, best: NDArray[np.float64], members: NDArray[np.bool_]) -> None:
    """Keep the level's set if it keeps every limit and is better."""
    if levels.value[d] <= best[0]:
        return
    for r in range(levels.room.shape[1]):
        if levels.room[d, r] < 0.0:
            return
    best[0] = levels.value[d]
    for i in range(len(members)):
        members[i] = levels.status[d, i] == IN


@jit
def _propagate(form: Form, levels: Levels, d: int) -> bool:
    """Fix what the limits leave no choice about; False when no set keeps them."""
    n, changed = len(form.own), True
    while changed:
        changed = False
        for r in range(len(form.room)):
            least = 0.0
            for i in range(n):
                if levels.status[d, i] == OPEN and form.rows[r, i] < 0.0:
                    least += form.rows[r, i]
            left = levels.room[d, r] - least
            if left < 0.0:
                return False
            for i in range(n):
                if levels.status[d, i] != OPEN:
                    continue
                if form.rows[r, i] > left:
                    levels.status[d, i] = OUT
                    changed = True
                elif -form.rows[r, i] > left:
                    if levels.taken[d] == form.most:
                        return False
                    _include(form, levels, d, i)
                    changed = True
                    break
    return True


@jit
def _fix(
    form: Form,
    levels: Levels,
    d: int,
    free: NDArray[np.int64],
    bound: float,
    needed: float,
    chosen: NDArray[np.bool_],
    scores: NDArray[np.float64],
) -> tuple[int, int]:
    """Fix every candidate whose other side cannot reach what is needed; return how many are now out and in."""
    taken, weakest, strongest = 0, np.inf, 0.0
    for s in range(len(free)):
        if chosen[s]:
            taken += 1
            weakest = min(weakest, scores[s])
        else:
            strongest = max(strongest, scores[s])
    if taken < form.most - levels.taken[d]:
        weakest = 0.0
    out, inside = 0, 0
    for s in range(len(free)):
        if not chosen[s] and bound + scores[s] - weakest < needed:
            levels.status[d, free[s]] = OUT
            out += 1
    for s in range(len(free)):
        if chosen[s] and bound - scores[s] + strongest < needed:
            _include(form, levels, d, free[s])
            inside += 1
    return out, inside


@jit
def _still_open(levels: Levels, d: int) -> NDArray[np.int64]:
    free, m = np.empty(levels.status.shape[1], np.int64), 0
    for i in range(len(free)):
        if levels.status[d, i] == OPEN:
            free[m] = i
            m += 1
    return free[:m]


@jit
def _settle(
    form: Form, levels: Levels, d: int, steps: int, best: NDArray[np.float64], members: NDArray[np.bool_], work: NDArray[np.int64]
) -> int:
    """Bound a level and fix candidates; return the candidate to try next, -1 when the level is closed."""
    turn = 0
    while True:
        turn += 1
        if not _propagate(form, levels, d):
            return -1
        _offer(levels, d, best, members)
        free = _still_open(levels, d)
        slots, m = form.most - levels.taken[d], len(free)
        if slots == 0 or m == 0:
            return -1
        needed = best[0] + 1.0 - levels.value[d]
        chosen, partners, scores = np.empty(m, np.bool_), np.empty((m, m), np.bool_), np.empty(m)
        bound, _, made = tighten(
            free,
            levels.own[d],
            form.pair,
            levels.split[d],
            form.rows,
            levels.room[d],
            form.knapsack,
            slots,
            form.grid,
            levels.inner[d],
            levels.outer[d],
            needed,
            steps,
            levels.length[d],
            chosen,
            partners,
            scores,
        )
        levels.bound[d] = min(levels.bound[d], levels.value[d] + bound)
        work[0] -= made * m * m + len(form.own) * (m + len(form.room))  # steps, and what a node costs however few candidates are open
        if bound < needed:
            return -1
        out, inside = _fix(form, levels, d, free, bound, needed, chosen, scores)
        if inside == 0 and (out < AGAIN * m or turn >= ROUNDS or work[0] <= 0):
            break
    first, score = -1, -np.inf
    for s in range(m):
        if levels.status[d, free[s]] == OPEN and scores[s] > score:
            first, score = free[s], scores[s]
    return first


@jit
def _open(form: Form, levels: Levels, d: int, j: int) -> None:
    """Make the next level: the same with candidate j in."""
    for i in range(len(form.own)):
        levels.status[d + 1, i] = levels.status[d, i]
        levels.own[d + 1, i] = levels.own[d, i]
        levels.inner[d + 1, i] = levels.inner[d, i]
    for r in range(levels.outer.shape[1]):
        levels.outer[d + 1, r] = levels.outer[d, r]
    for r in range(len(form.room)):
        levels.room[d + 1, r] = levels.room[d, r]
    levels.value[d + 1] = levels.value[d]
    levels.bound[d + 1] = levels.bound[d]
    levels.taken[d + 1] = levels.taken[d]
    levels.length[d + 1] = 1.0
    for i in range(len(form.own)):
        if levels.status[d, i] == OPEN:
            for k in range(len(form.own)):
                levels.split[d + 1, i, k] = levels.split[d, i, k]
    _include(form, levels, d + 1, j)


@jit
def explore(
    form: Form, levels: Levels, depth: int, steps: int, best: NDArray[np.float64], members: NDArray[np.bool_], work: NDArray[np.int64]
) -> int:
    """Search on from a depth until the tree is closed (returns -1) or the work is used up (returns the depth to go on from).

    ``best`` float64[1] and ``members`` bool[n] hold the best set and are improved; ``work`` int64[2] counts down in units of one pass
    over a pair of open candidates, and counts nodes up.
    """
    while depth >= 0 and work[0] > 0:
        work[1] += 1
        levels.length[depth] = 1.0
        j = _settle(form, levels, depth, steps, best, members, work)
        if j < 0:
            depth -= 1
            if depth >= 0:
                levels.status[depth, levels.branch[depth]] = OUT
        else:
            levels.branch[depth] = j
            _open(form, levels, depth, j)
            depth += 1
    return depth
