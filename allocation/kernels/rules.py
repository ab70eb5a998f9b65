"""Worth of coalitions in games given by rules or by pairs.

A list of groups is two arrays: the members of all groups one after the other, and where each group starts: group r is
``members[start[r]:start[r + 1]]``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit
from allocation.kernels.bits import popcount

__all__ = ["add_rule", "pair_worth", "rule_worth"]

Positions = NDArray[np.int64]


@jit
def rule_worth(
    coalitions: NDArray[np.bool_],
    values: NDArray[np.float64],
    needs: Positions,
    needs_start: Positions,
    without: Positions,
    without_start: Positions,
) -> NDArray[np.float64]:
    """Return, for every row, the sum of the values of the rules that hold in it."""
    worth = np.zeros(coalitions.shape[0])
    for row in range(coalitions.shape[0]):
        inside = coalitions[row]
        for rule in range(values.size):
            holds = True
            for k in range(needs_start[rule], needs_start[rule + 1]):
                holds = holds and inside[needs[k]]
            for k in range(without_start[rule], without_start[rule + 1]):
                holds = holds and not inside[without[k]]
            if holds:
                worth[row] += values[rule]
    return worth


@jit
def add_rule(table: NDArray[np.float64], value: float, needs: int, without: int) -> None:
    """Add to a table of dividends those of one rule: alternating signs over the subsets of ``without``. O(2**|without|)."""
    part = 0
    while True:
        table[needs | part] += value if popcount(part) % 2 == 0 else -value
        if part == without:
            return
        part = (part - without) & without


@jit
def pair_worth(
    coalitions: NDArray[np.bool_], own: NDArray[np.float64], first: Positions, second: Positions, values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return, for every row, the own values of its members plus the values of the pairs inside it."""
    worth = np.zeros(coalitions.shape[0])
    for row in range(coalitions.shape[0]):
        inside = coalitions[row]
        total = 0.0
        for i in range(own.size):
            if inside[i]:
                total += own[i]
        for k in range(values.size):
            if inside[first[k]] and inside[second[k]]:
                total += values[k]
        worth[row] = total
    return worth
