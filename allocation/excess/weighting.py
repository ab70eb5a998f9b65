"""What an excess is divided by: one, the size of the coalition, or any weight."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import memberships, sizes

__all__ = ["DISTANCE_UNIT", "PER_CAPITA", "UNIT", "Weighting", "disruption_weights", "distance_weights"]

DISTANCE_UNIT = 2**40  # square roots are cut off after so many parts of one, in the solver and in the proof alike


@dataclass(frozen=True, eq=False)
class Weighting:
    """Weights w(S) of the excess (v(S) - x(S)) / w(S).

    Parameters
    ----------
    constant, each
        w(S) = constant + each·|S|, used when there is no table.
    table
        float64[2**n] in table order, at most 1. A coalition of weight zero must get v(S), whatever the level; one of negative weight
        does not count.
    unit
        What the weights of the table are multiplied by.
    """

    constant: float = 1.0
    each: float = 0.0
    table: NDArray[Any] | None = None
    unit: float = 1.0

    @classmethod
    def normalised(cls, weights: NDArray[np.float64]) -> Weighting:
        """Return the weighting of a table, divided by its largest weight."""
        largest = float(weights[1:-1].max()) if weights.size > 2 else 1.0
        return cls(table=weights / largest, unit=largest) if largest > 0 else cls(table=weights)

    def of(self, masks: NDArray[np.int64], n: int) -> NDArray[np.float64]:
        """Return the weights of coalitions."""
        if self.table is not None:
            chosen: NDArray[np.float64] = self.table[masks]
            return chosen
        if self.each == 0.0:
            return np.full(len(masks), self.constant)
        additive: NDArray[np.float64] = self.constant + self.each * memberships(masks.astype(np.uint64), n).sum(axis=1)
        return additive

    @property
    def smallest(self) -> float:
        """A lower bound of the positive weights."""
        if self.table is None:
            return self.constant + self.each
        return float(np.min(self.table, where=self.table > 0, initial=1.0))


UNIT = Weighting()
PER_CAPITA = Weighting(0.0, 1.0)


def disruption_weights(table: NDArray[Any]) -> NDArray[Any]:
    """Return v(N) - v(S) - v(N without S) of every coalition: what S and the others lose if they part.

    Examples
    --------
    >>> disruption_weights(np.array([0, 1, 2, 7])).tolist()
    [0, 4, 4, 0]
    """
    lost: NDArray[Any] = table[-1] - table - table[::-1]
    return lost


def distance_weights(n: int) -> NDArray[np.int64]:
    """Return sqrt(|S|·(n - |S|) / n) times :data:`DISTANCE_UNIT` of every coalition, cut off to whole numbers; one where that is zero.

    An excess divided by it is the distance from the plane x(S) = v(S), measured among splits of the same total.

    Examples
    --------
    >>> (distance_weights(2) / DISTANCE_UNIT).round(6).tolist()
    [1.0, 0.707107, 0.707107, 1.0]
    """
    by_size = [isqrt(DISTANCE_UNIT**2 * size * (n - size) // n) or DISTANCE_UNIT for size in range(n + 1)]
    weights: NDArray[np.int64] = np.array(by_size, dtype=np.int64)[sizes(n)]
    return weights
