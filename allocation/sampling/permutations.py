"""Estimates from orders of arrival: the mean of what each player adds when it joins, plainly or in pairs of an order and its reverse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from allocation.sampling.walks import Walk

__all__ = ["Orders", "random_orders"]

CHUNK_ENTRIES = 2**20  # places of orders walked at a time: 8 MB
_STREAM = 2  # of random numbers, apart from the draws of coalitions

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


def random_orders(rng: np.random.Generator, count: int, groups: Sequence[Sequence[int]]) -> Places:
    """Return int64[count, n]: random orders in which the members of every group stand together.

    Examples
    --------
    >>> random_orders(np.random.default_rng(0), 2, [[0, 1], [2]]).tolist()
    [[2, 0, 1], [2, 0, 1]]
    """
    n = sum(map(len, groups))
    if all(len(group) == 1 for group in groups):
        return rng.permuted(np.broadcast_to(np.arange(n), (count, n)), axis=1)
    keys = np.empty((count, n))
    rank = rng.random((count, len(groups))).argsort(axis=1).argsort(axis=1)
    for g, group in enumerate(groups):
        keys[:, list(group)] = rank[:, g, None] + rng.random((count, len(group)))
    return keys.argsort(axis=1)


@dataclass(frozen=True, eq=False)
class Orders:
    """Sums over the orders walked so far.

    Parameters
    ----------
    antithetic
        Whether every order is followed by its reverse; the mean of the two then counts as one.
    seed
        Of the run.
    groups
        Who stands together: single players, or the unions of an Owen value.
    count
        Orders walked, or pairs of orders.
    mean, square
        float64[n]: mean of what each player added, and sum of squared deviations from it.
    chunks
        How often was drawn.
    """

    antithetic: bool
    seed: int
    groups: tuple[tuple[int, ...], ...]
    count: int
    mean: Floats
    square: Floats
    chunks: int = 0

    @classmethod
    def start(cls, groups: Sequence[Sequence[int]], antithetic: bool, seed: int) -> Orders:
        """Return no orders."""
        n = sum(map(len, groups))
        return cls(antithetic, seed, tuple(map(tuple, groups)), 0, np.zeros(n), np.zeros(n))

    def walked(self, walk: Walk, count: int) -> Orders:
        """Return the sums after so many more orders, or pairs of orders."""
        done, n = self, len(self.mean)
        most = max(1, CHUNK_ENTRIES // n // (2 if self.antithetic else 1))
        while count > 0:
            part = min(count, most)
            done = done._more(walk, part)
            count -= part
        return done

    def _more(self, walk: Walk, count: int) -> Orders:
        orders = random_orders(np.random.default_rng([self.seed, _STREAM, self.chunks]), count, self.groups)
        if self.antithetic:
            added = walk(np.concatenate((orders, orders[:, ::-1])))
            added = (added[:count] + added[count:]) / 2
        else:
            added = walk(orders)
        # means and squares of two parts are joined as by Chan, Golub and LeVeque: sums of squares alone would cancel
        mean = added.mean(axis=0)
        total, off = self.count + count, mean - self.mean
        square = self.square + ((added - mean) ** 2).sum(axis=0) + off**2 * self.count * count / total
        return replace(self, count=total, mean=self.mean + off * count / total, square=square, chunks=self.chunks + 1)

    @property
    def cost(self) -> int:
        """Coalitions of one order, or pair of orders: the empty and the grand one are known."""
        return (len(self.mean) - 1) * (2 if self.antithetic else 1)

    @property
    def variance(self) -> Floats:
        """float64[n]: estimated variance of the means."""
        return self.square / max(1, self.count - 1) / max(1, self.count)
