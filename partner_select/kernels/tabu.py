"""Tabu search over sets: add, drop or swap, always to the best neighbour that was not left a moment ago.

Limits are a penalty whose price rises while the set breaks one and falls while it keeps all (strategic oscillation).

Glover, F. and Kochenberger, G. (1996). Critical event tabu search for multidimensional knapsack problems. Meta-Heuristics, 407-427.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["BY_ANY", "BY_SUM", "Landscape", "tabu"]

BY_SUM, BY_ANY = 0, -1  # instead of a rank: how the members' levels of a need come together

KEPT = 1e-12  # shares of a limit: rounding of float64 sums, far below what exact checks would call a violation of real data
BETTER = 1e-9  # share of the size by which a set must be better: less may be rounding
HARDER, SOFTER = 1.3, 0.9  # factors on the price of a broken limit after each step that ends outside, inside the limits


class Landscape(NamedTuple):
    """The objective and the limits as arrays.

    own [n], pair [n, n] symmetric; rows [r, n] in shares of each limit's size, at most room [r]; levels [k, n] in shares of each need
    (probabilities as they are), worth [k], rank [k] of the member who must reach it (or BY_SUM, BY_ANY), amounts [k] of probabilities,
    spare [k] whether sums and probabilities count without the largest level; groups as members[starts[g]:starts[g + 1]] with a value
    each, and of every candidate its groups as holds[first[i]:first[i + 1]]; fixed [n]: 1 in, 2 out; most members.
    """

    own: NDArray[np.float64]
    pair: NDArray[np.float64]
    rows: NDArray[np.float64]
    room: NDArray[np.float64]
    levels: NDArray[np.float64]
    worth: NDArray[np.float64]
    rank: NDArray[np.int64]
    amounts: NDArray[np.float64]
    spare: NDArray[np.bool_]
    starts: NDArray[np.int64]
    members: NDArray[np.int64]
    values: NDArray[np.float64]
    first: NDArray[np.int64]
    holds: NDArray[np.int64]
    fixed: NDArray[np.int8]
    most: int


@jit
def _fraction(land: Landscape, k: int, together: float) -> float:
    """Return the covered fraction of a need by what its members come to."""
    return min(1.0, (1.0 - together) / land.amounts[k] if land.rank[k] == BY_ANY else together)


@jit
def _joined(land: Landscape, k: int, together: float, level: float) -> float:
    """Return what members come to with one more level."""
    return together * (1.0 - level) if land.rank[k] == BY_ANY else together + level


@jit
def _together(land: Landscape, chosen: NDArray[np.bool_], without: int, k: int, ranks: NDArray[np.float64]) -> None:
    """Write what the members come to for a need by sum or by any, and the largest level, left out, if one member is to spare."""
    together, largest = 1.0 if land.rank[k] == BY_ANY else 0.0, 0.0
    for i in range(len(chosen)):
        if chosen[i] and i != without:
            level = land.levels[k, i]
            if land.spare[k] and level > largest:
                level, largest = largest, level
            together = _joined(land, k, together, level)
    ranks[k, 0], ranks[k, 1] = together, largest


@jit
def _ranks(land: Landscape, chosen: NDArray[np.bool_], without: int, ranks: NDArray[np.float64]) -> float:
    """Write, per need, what a newcomer is measured by, and return the coverage without one member.

    By sum: [total, the level left out of it]. By any: [probability that all fail, the level left out of it]. By best: [the m-th best level,
    the (m-1)-th best], so that with a newcomer the m-th best is the middle of the three.
    """
    covered = 0.0
    for k in range(len(land.worth)):
        m = land.rank[k]
        if m <= 0:
            _together(land, chosen, without, k, ranks)
            covered += land.worth[k] * _fraction(land, k, ranks[k, 0])
            continue
        top = np.zeros(m)
        for i in range(len(chosen)):
            if chosen[i] and i != without and land.levels[k, i] > top[m - 1]:
                t = m - 1
                while t > 0 and top[t - 1] < land.levels[k, i]:
                    top[t] = top[t - 1]
                    t -= 1
                top[t] = land.levels[k, i]
        ranks[k, 0] = top[m - 1]
        ranks[k, 1] = top[m - 2] if m > 1 else np.inf
        covered += land.worth[k] * min(1.0, ranks[k, 0])
    return covered


@jit
def _add_coverage(land: Landscape, ranks: NDArray[np.float64], totals: NDArray[np.float64]) -> None:
    """Add to every newcomer's total what it covers beyond the ranks."""
    for k in range(len(land.worth)):
        here = _fraction(land, k, ranks[k, 0])
        for j in range(len(land.own)):
            level = land.levels[k, j]
            if land.rank[k] > 0:
                level = max(ranks[k, 0], min(ranks[k, 1], level))
            else:
                level = _joined(land, k, ranks[k, 0], min(level, ranks[k, 1]) if land.spare[k] else level)
            totals[j] += land.worth[k] * (_fraction(land, k, level) - here)


@jit
def _groups_gained(land: Landscape, chosen: NDArray[np.bool_], counts: NDArray[np.int64], j: int, without: int) -> float:
    """Return the value of the groups that j completes, or breaks when it is a member; ``without`` counts as gone."""
    total = 0.0
    for place in range(land.first[j], land.first[j + 1]):
        g = land.holds[place]
        present = counts[g] - (1 if chosen[j] else 0)
        if without >= 0 and without != j:
            for spot in range(land.starts[g], land.starts[g + 1]):
                if land.members[spot] == without:
                    present -= 1
        if present == land.starts[g + 1] - land.starts[g] - 1:
            total += land.values[g]
    return total


@jit
def _neighbours(
    land: Landscape,
    chosen: NDArray[np.bool_],
    gain: NDArray[np.float64],
    used: NDArray[np.float64],
    counts: NDArray[np.int64],
    leave: int,
    ranks: NDArray[np.float64],
    totals: NDArray[np.float64],
    missed: NDArray[np.float64],
) -> None:
    """Write, for every newcomer j in place of ``leave``, the change of the objective and the missed limits; entry n: nobody comes."""
    n = len(chosen)
    for j in range(n):
        totals[j] = gain[j]
        missed[j] = 0.0
    totals[n], missed[n] = 0.0, 0.0
    for r in range(len(land.room)):
        left = land.room[r] - used[r] + KEPT
        if leave >= 0:
            left += land.rows[r, leave]
        missed[n] += max(0.0, -left)
        for j in range(n):
            missed[j] += max(0.0, land.rows[r, j] - left)
    if leave >= 0:
        for j in range(n):
            totals[j] -= land.pair[leave, j]
    if len(land.worth) > 0:
        _add_coverage(land, ranks, totals)
    if len(land.values) > 0:
        for j in range(n):
            if not chosen[j]:
                totals[j] += _groups_gained(land, chosen, counts, j, leave)


@jit
def _flip(
    land: Landscape, chosen: NDArray[np.bool_], gain: NDArray[np.float64], used: NDArray[np.float64], counts: NDArray[np.int64], i: int
) -> None:
    """Let candidate i in, or out if it is in."""
    sign = -1 if chosen[i] else 1
    chosen[i] = not chosen[i]
    for j in range(len(chosen)):
        gain[j] += sign * land.pair[i, j]
    for r in range(len(used)):
        used[r] += sign * land.rows[r, i]
    for place in range(land.first[i], land.first[i + 1]):
        counts[land.holds[place]] += sign


@jit
def _best_move(
    land: Landscape,
    chosen: NDArray[np.bool_],
    gain: NDArray[np.float64],
    used: NDArray[np.float64],
    counts: NDArray[np.int64],
    size: int,
    banned: NDArray[np.int64],
    now: int,
    price: float,
    to_beat: float,
    ranks: NDArray[np.float64],
) -> tuple[int, int, float, float]:
    """Return (leave, enter, change of the objective, missed) of the best neighbour; banned ones only when they beat all known."""
    n = len(chosen)
    here = _ranks(land, chosen, -1, ranks)
    totals, missed = np.empty(n + 1), np.empty(n + 1)
    best_leave, best_enter, best_change, best_missed, best_score = -1, -1, 0.0, 0.0, -np.inf
    for leave in range(-1, n):
        if leave >= 0 and (not chosen[leave] or land.fixed[leave] == 1):
            continue
        if leave < 0 and size >= land.most:
            continue
        base = 0.0
        if leave >= 0:
            base = _ranks(land, chosen, leave, ranks) - here - gain[leave] - _groups_gained(land, chosen, counts, leave, -1)
        _neighbours(land, chosen, gain, used, counts, leave, ranks, totals, missed)
        for j in range(n + 1):
            score = base + totals[j] - price * missed[j]
            if score <= best_score or (j == n and leave < 0) or (j < n and (chosen[j] or land.fixed[j] == 2)):
                continue
            tabu_move = (leave >= 0 and banned[leave] > now) or (j < n and banned[j] > now)
            if tabu_move and (missed[j] > 0.0 or base + totals[j] <= to_beat):
                continue
            best_leave, best_enter = leave, (j if j < n else -1)
            best_change, best_missed, best_score = base + totals[j], missed[j], score
    return best_leave, best_enter, best_change, best_missed


@jit
def tabu(land: Landscape, start: NDArray[np.bool_], tenures: NDArray[np.int64], idle: int, price: float, work: int) -> tuple[float, int]:
    """Search from a set until nothing better is found for ``idle`` steps; return (objective, work done), -inf if no set was found.

    ``start`` bool[n] is overwritten with the best set that keeps every limit, up to rounding. ``tenures`` are used in turn: for how many
    steps a changed candidate stays. ``work`` counts neighbours looked at times the numbers looked at for each.
    """
    n = len(start)
    chosen, gain = np.zeros(n, np.bool_), land.own.copy()
    used, counts = np.zeros(len(land.room)), np.zeros(len(land.values), np.int64)
    banned, ranks = np.zeros(n, np.int64), np.zeros((len(land.worth), 2))
    value, size = 0.0, 0
    for i in range(n):
        if start[i]:
            value += gain[i] + _groups_gained(land, chosen, counts, i, -1)
            _flip(land, chosen, gain, used, counts, i)
            size += 1
    value += _ranks(land, chosen, -1, ranks)
    best = value
    for r in range(len(used)):
        if used[r] > land.room[r] + KEPT:
            best = -np.inf
    done, now, last = 0, 0, 0
    each = 2 + len(land.room) + len(land.worth)
    while now - last < idle and done < work:
        now += 1
        done += (size + 1) * n * each
        leave, enter, change, missed = _best_move(
            land, chosen, gain, used, counts, size, banned, now, price, best + BETTER * max(1.0, abs(best)) - value, ranks
        )
        if leave < 0 and enter < 0:
            break
        value += change
        for k in range(2):
            i = leave if k == 0 else enter
            if i >= 0:
                _flip(land, chosen, gain, used, counts, i)
                banned[i] = now + 1 + tenures[now % len(tenures)]
                size += 2 * k - 1
        price = price * SOFTER if missed == 0.0 else price * HARDER
        if missed == 0.0 and (best == -np.inf or value > best + BETTER * max(1.0, abs(best))):
            best, last = value, now
            for i in range(n):
                start[i] = chosen[i]
    return best, done
