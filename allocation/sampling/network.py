"""Coalitions of a network: what their connected parts are worth, so that a Myerson value is the Shapley value of sums of parts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from allocation.sampling.evaluation import Evaluations

__all__ = ["NetworkExecutor", "connected_parts_of_rows"]


def connected_parts_of_rows(rows: NDArray[np.bool_], edges: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """Return int64[m, n]: the lowest member of the connected part each member of each coalition is in; n for those outside.

    O(m · links) per round; the number of rounds is at most the longest shortest path of the network.
    """
    n = rows.shape[1]
    labels = np.where(rows, np.arange(n), n)
    first = np.array([a for a, _ in edges], dtype=np.int64)
    second = np.array([b for _, b in edges], dtype=np.int64)
    while True:
        before = labels.copy()
        for a, b in zip(first.tolist(), second.tolist(), strict=True):
            both = rows[:, a] & rows[:, b]
            low = np.minimum(labels[:, a], labels[:, b])
            labels[both, a] = labels[both, b] = low[both]
        if np.array_equal(before, labels):
            return labels


class NetworkExecutor:
    """Answers what a coalition earns through a network, by asking for its connected parts; each part once per question.

    Parameters
    ----------
    inner
        Who says what the parts are worth.
    edges
        Links of the network.
    """

    def __init__(self, inner: Evaluations, edges: Sequence[tuple[int, int]]) -> None:
        self._inner = inner
        self._edges = tuple(edges)

    def values(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the sum of the worths of the parts of every coalition."""
        labels = connected_parts_of_rows(members, self._edges)
        row, lowest = np.nonzero(labels == np.arange(members.shape[1]))
        parts, place = np.unique(labels[row] == lowest[:, None], axis=0, return_inverse=True)
        worth = self._inner.values(parts)[place.reshape(-1)]
        return np.asarray(np.bincount(row, worth, len(members)), dtype=np.float64)
