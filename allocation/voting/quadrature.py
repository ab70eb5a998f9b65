"""The Shapley–Shubik index of many voters with large weights: an integral over the probability of joining.

SS_i = ∫ P(i carries the decision when each other voter joins with probability t) dt. One axis less than counting by size, and as exact as
rounding allows, with a bound on what rounding did.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from allocation.voting.box_counts import BoxCounts
from allocation.voting.condition import Condition, losing_boxes, thresholds
from allocation.voting.joining import carrying_chances
from allocation.voting.nodes import integration_nodes, node_rounding
from allocation.voting.primewise import worker_count
from allocation.voting.swings import voter_classes
from allocation.voting.tails import reaching_bound

__all__ = ["integrated_shapley_shubik"]

UNLIKELY = 1e-18  # probability: nodes where nobody carries the decision with more are left out, and counted as error

Floats = NDArray[np.float64]


def integrated_shapley_shubik(condition: Condition) -> tuple[Floats, float]:
    """Return the Shapley–Shubik index of every voter and a bound on its error.

    Complexity: O(√n n q) for one rule, q the larger of the quota and its complement; memory O(q) per thread.

    Raises
    ------
    TableTooLargeError
        If the weights are too large to be counted in memory.

    References
    ----------
    G. Owen, "Multilinear extensions of games", Management Science 18, 1972.
    """
    n = len(thresholds(condition)[0].weights)
    classes = voter_classes(condition)
    nodes = integration_nodes(n - 1)
    voters = [c[0] for c in classes]
    sides = [_Side(one, n, voters) for one in (condition, condition.dual())]
    tasks = [(w, sides[int(t > 0.5)], min(t, 1 - t)) for t, w in zip(nodes.positions.tolist(), nodes.weights.tolist(), strict=True)]
    workers = worker_count(max(side.largest for side in sides), len(tasks))
    with ThreadPoolExecutor(workers) as pool:
        parts = list(pool.map(lambda task: task[0] * task[1].at(task[2]), tasks))
    total = np.sum(parts, axis=0)
    values = np.empty(n)
    for value, members in zip(total[0], classes, strict=True):
        values[members] = value
    return values, float(total[1].max()) + nodes.truncation + node_rounding(n - 1)


class _Side:
    """A condition below joining probability one half; its dual stands for the other half."""

    def __init__(self, condition: Condition, n: int, voters: Sequence[int]) -> None:
        self._boxes = [(BoxCounts(box, n, by_size=False), times) for box, times in losing_boxes(condition).items()]
        self._thresholds = thresholds(condition)
        self._voters = voters

    @property
    def largest(self) -> int:
        """Entries of the largest table."""
        return max(box.cells for box, _ in self._boxes)

    def at(self, probability: float) -> Floats:
        """Return float64[2, voters]: chances to carry the decision, and their error bounds."""
        result = np.zeros((2, len(self._voters)))
        bound = sum(reaching_bound(threshold, probability) for threshold in self._thresholds)
        if bound < UNLIKELY:
            result[1] = bound
            return result
        for box, times in self._boxes:
            chances, errors = carrying_chances(box, self._voters, probability)
            result[0] += times * chances
            result[1] += abs(times) * errors
        return result
