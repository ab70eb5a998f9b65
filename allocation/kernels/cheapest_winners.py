"""The cheapest winning coalitions of a weighted voting game, by dynamic programming over weights.

Every state keeps the two cheapest coalitions that differ in their tag, the sum modulo the prime of a vector orthogonal to the settled
coalitions. Whatever is joined to a state later, at least one of the two then has a tag other than zero, so that the cheapest coalition
outside the span is never lost.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit
from allocation.kernels.scan_span import PRIME

__all__ = ["cheapest_winners"]

Sums = NDArray[np.float64]
Tags = NDArray[np.uint64]

_P = np.uint64(PRIME)


@jit
def _plus(a: np.uint64, b: np.uint64) -> np.uint64:
    total = a + b
    return total - _P if total >= _P else total


@jit
def _offer(sums: Sums, tags: Tags, cost: float, tag: np.uint64) -> None:
    """Put a coalition among the two cheapest with different tags of one state, in place."""
    if cost < sums[0]:
        if tag != tags[0]:
            sums[1], tags[1] = sums[0], tags[0]
        sums[0], tags[0] = cost, tag
    elif cost < sums[1] and tag != tags[0]:
        sums[1], tags[1] = cost, tag


@jit
def _states(weights: NDArray[np.int64], quota: int, costs: Sums, tags: Tags) -> tuple[Sums, Tags]:
    """The two cheapest coalitions of the first i players with weight w (quota: at least), at [i, w]. O(n quota)."""
    n = weights.size
    best = np.full((n + 1, quota + 1, 2), np.inf)
    tag = np.zeros((n + 1, quota + 1, 2), dtype=np.uint64)
    best[0, 0, 0] = 0.0
    for i in range(n):
        for w in range(quota + 1):
            for k in range(2):
                best[i + 1, w, k], tag[i + 1, w, k] = best[i, w, k], tag[i, w, k]
        for w in range(quota + 1):
            to = min(quota, w + weights[i])
            for k in range(2):
                if best[i, w, k] < np.inf:
                    _offer(best[i + 1, to], tag[i + 1, to], best[i, w, k] + costs[i], _plus(tag[i, w, k], tags[i]))
    return best, tag


@jit
def _or_heavier(best: Sums, tag: Tags) -> tuple[Sums, Tags, NDArray[np.int64]]:
    """The same states with weight w or more, and the weight at which each of them was found."""
    sums, tags = best.copy(), tag.copy()
    n, top = best.shape[0], best.shape[1]
    found = np.zeros(best.shape, dtype=np.int64)
    for i in range(n):
        for w in range(top - 1, -1, -1):
            found[i, w, 0] = found[i, w, 1] = w
            if w + 1 < top:
                for k in range(2):
                    before = sums[i, w, 0]
                    first_tag = tags[i, w, 0]
                    cost, sign, at = sums[i, w + 1, k], tags[i, w + 1, k], found[i, w + 1, k]
                    if cost < before:
                        if sign != first_tag:
                            found[i, w, 1] = found[i, w, 0]
                        found[i, w, 0] = at
                    elif cost < sums[i, w, 1] and sign != first_tag:
                        found[i, w, 1] = at
                    _offer(sums[i, w], tags[i, w], cost, sign)
    return sums, tags, found


@jit
def _trace(
    best: Sums,
    tag: Tags,
    weights: NDArray[np.int64],
    costs: Sums,
    tags: Tags,
    players: int,
    weight: int,
    k: int,
    into: NDArray[np.bool_],
    backwards: bool,
) -> None:
    """Write the members of a state, found again by repeating the additions that made it."""
    quota, n = best.shape[1] - 1, weights.size
    for i in range(players, 0, -1):
        cost, sign = best[i, weight, k], tag[i, weight, k]
        stayed = False
        for j in range(2):
            if best[i - 1, weight, j] == cost and tag[i - 1, weight, j] == sign:
                stayed, k = True, j
                break
        if stayed:
            continue
        into[n - i if backwards else i - 1] = True
        first = weight - weights[i - 1]
        last = quota if weight == quota else first
        done = False
        for w in range(max(first, 0), last + 1):
            for j in range(2):
                if not done and best[i - 1, w, j] + costs[i - 1] == cost and _plus(tag[i - 1, w, j], tags[i - 1]) == sign:
                    done, weight, k = True, w, j
            if done:
                break


@jit
def cheapest_winners(weights: NDArray[np.int64], quota: int, costs: Sums, tags: Tags) -> tuple[NDArray[np.bool_], Sums]:
    """Return, for every player, the cheapest winning coalition with it and the cheapest without it, outside a span.

    One of them is the cheapest of all. O(n quota) time and memory.

    Parameters
    ----------
    weights
        int64[n], each at least 0.
    quota
        At least 1; a coalition wins when its weight reaches it.
    costs
        float64[n].
    tags
        uint64[n] below the prime: a coalition whose tags add up to zero modulo the prime does not count.

    Returns
    -------
    members, sums
        bool[2n, n] and float64[2n]; infinite where there is no such coalition.
    """
    n = weights.size
    head, head_tag = _states(weights, quota, costs, tags)
    back_weights, back_costs, back_tags = weights[::-1].copy(), costs[::-1].copy(), tags[::-1].copy()
    tail, tail_tag = _states(back_weights, quota, back_costs, back_tags)
    least, least_tag, found = _or_heavier(tail, tail_tag)
    members = np.zeros((2 * n, n), dtype=np.bool_)
    sums = np.full(2 * n, np.inf)
    for i in range(n):
        for joins in range(2):
            own, cost, sign = (weights[i], costs[i], tags[i]) if joins else (0, 0.0, np.uint64(0))
            after = n - 1 - i
            chosen = (-1, 0, 0)
            row = 2 * i + joins
            for w in range(quota + 1):
                missing = max(0, quota - w - own)
                if head[i, w, 0] + cost + least[after, missing, 0] >= sums[row]:
                    continue
                for k in range(2):
                    for j in range(2):
                        total = head[i, w, k] + cost + least[after, missing, j]
                        if total < sums[row] and _plus(_plus(head_tag[i, w, k], sign), least_tag[after, missing, j]) != np.uint64(0):
                            sums[row] = total
                            chosen = (w, k, j)
            if chosen[0] >= 0:
                w, k, j = chosen
                missing = max(0, quota - w - own)
                members[row, i] = joins == 1
                _trace(head, head_tag, weights, costs, tags, i, w, k, members[row], False)
                at = found[after, missing, j]
                # the two cheapest of "that weight or more" need not stand in the same places at their own weight
                place = 0 if tail_tag[after, at, 0] == least_tag[after, missing, j] else 1
                _trace(tail, tail_tag, back_weights, back_costs, back_tags, after, at, place, members[row], True)
    return members, sums
