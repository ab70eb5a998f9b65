"""Coalitions that were evaluated: what every estimator of averages over sizes works on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Sample"]


@dataclass(frozen=True, eq=False)
class Sample:
    """Evaluated coalitions, in the order they were drawn.

    Parameters
    ----------
    rows
        bool[m, n], proper coalitions.
    values
        float64[m].
    mates
        int64[m]: the place of the coalition of all others where both were drawn as a pair, else -1.
    """

    rows: NDArray[np.bool_]
    values: NDArray[np.float64]
    mates: NDArray[np.int64]

    @classmethod
    def empty(cls, n: int) -> Sample:
        """Return no coalitions of n players."""
        return cls(np.zeros((0, n), dtype=np.bool_), np.zeros(0), np.zeros(0, dtype=np.int64))

    @property
    def n(self) -> int:
        """Number of players."""
        return int(self.rows.shape[1])

    @property
    def count(self) -> int:
        """Number of coalitions."""
        return len(self.rows)

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """int64[m]: members of every coalition."""
        return np.asarray(self.rows.sum(axis=1), dtype=np.int64)

    @cached_property
    def leaders(self) -> NDArray[np.int64]:
        """Places of the smaller coalition of every pair, of the first one where both are of the same size."""
        places = np.arange(self.count)
        smaller = (2 * self.sizes < self.n) | ((2 * self.sizes == self.n) & (places < self.mates))
        return np.flatnonzero((self.mates >= 0) & smaller)

    def joined(self, rows: NDArray[np.bool_], values: NDArray[np.float64], paired: bool) -> Sample:
        """Return this sample and more coalitions; where they are paired, the second half are the complements of the first."""
        half = len(rows) // 2
        mates = np.full(len(rows), -1, dtype=np.int64)
        if paired:
            places = self.count + np.arange(len(rows))
            mates = np.concatenate((places[half:], places[:half]))
        return Sample(np.concatenate((self.rows, rows)), np.concatenate((self.values, values)), np.concatenate((self.mates, mates)))
