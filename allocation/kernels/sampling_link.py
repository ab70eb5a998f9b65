"""Games whose worth is a function of a sum of whole weights: their semivalues by counting, and the function by isotonic regression."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["increasing_fit", "value_of_sums"]

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@jit
def increasing_fit(values: Floats) -> Floats:
    """Return the nearest non-decreasing sequence: neighbours that fall are pooled until none does. O(m)."""
    means = np.empty(values.size)
    counts = np.empty(values.size, np.int64)
    blocks = 0
    for k in range(values.size):
        mean, count = values[k], 1
        while blocks > 0 and means[blocks - 1] >= mean:
            blocks -= 1
            mean = (mean * count + means[blocks] * counts[blocks]) / (count + counts[blocks])
            count += counts[blocks]
        means[blocks], counts[blocks] = mean, count
        blocks += 1
    fit = np.empty(values.size)
    k = 0
    for block in range(blocks):
        for _ in range(counts[block]):
            fit[k] = means[block]
            k += 1
    return fit


@jit
def _join(counts: Floats, players: int, weight: int) -> None:
    """Let one more player join: counts[s, z] is how many groups of s players weigh z, of ``players`` so far."""
    width = counts.shape[1]
    low, high = max(0, weight), min(width, width + weight)
    for s in range(players, -1, -1):
        for z in range(low, high):
            counts[s + 1, z] += counts[s, z - weight]


@jit
def value_of_sums(weights: Places, start: int, link: Floats, chance: Floats) -> Floats:
    """Return the semivalue of the game v(S) = link[start + Σ weights of S].

    ``start`` is minus the sum of the negative weights; ``chance[s]`` that of meeting one given group of s others. The players are halved
    again and again, so that each is left out once: O(n² log n) additions per entry of ``link``.
    """
    n, width = weights.size, link.size
    depth = 2
    while 1 << (depth - 2) < n:
        depth += 1
    counts = np.zeros((depth, n + 1, width))
    counts[0, 0, start] = 1.0
    payoffs = np.zeros(n)
    stack = np.zeros((2 * depth, 5), np.int64)
    stack[0, 0], stack[0, 1], stack[0, 2] = 0, n, 1
    top = 1
    while top > 0:
        top -= 1
        low, high, level, first, last = stack[top, 0], stack[top, 1], stack[top, 2], stack[top, 3], stack[top, 4]
        inside = n - (high - low)
        before = inside - (last - first)
        for s in range(inside + 1):
            for z in range(width):
                counts[level, s, z] = counts[level - 1, s, z] if s <= before else 0.0
        for k in range(first, last):
            _join(counts[level], before + k - first, weights[k])
        if high - low == 1:
            weight = weights[low]
            for s in range(n):
                added = 0.0
                for z in range(max(0, -weight), min(width, width - weight)):
                    added += counts[level, s, z] * (link[z + weight] - link[z])
                payoffs[low] += chance[s] * added
        else:
            middle = (low + high) // 2
            for side in range(2):
                stack[top, 0] = low if side else middle
                stack[top, 1] = middle if side else high
                stack[top, 2] = level + 1
                stack[top, 3] = middle if side else low
                stack[top, 4] = high if side else middle
                top += 1
    return payoffs
