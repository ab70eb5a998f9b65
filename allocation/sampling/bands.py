"""Bands of sizes: from each band a fixed number of coalitions is drawn, so that none is left to chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import comb

import numpy as np
from numpy.typing import NDArray

from allocation.sampling.target import Target

__all__ = ["SMALL_POPULATION", "Bands"]

LEAST_PER_BAND = 12  # coalitions a band should get on average: fewer say little about their spread
MOST_BANDS = 128  # bands: sums per band and player stay small for thousands of players
SMALL_POPULATION = 2**17  # coalitions of one size that are few enough to be drawn without drawing one twice

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Bands:
    """Consecutive sizes grouped into bands; inside a band sizes are drawn in proportion to their importance.

    Parameters
    ----------
    importance
        float64[n + 1]: how often to draw each size where all are equally uncertain.
    of_size
        int64[n + 1]: the band of a size; -1 for sizes that do not count.
    """

    importance: Floats
    of_size: Places

    @classmethod
    def of(cls, target: Target, samples: int) -> Bands:
        """Group the sizes of a target so that each band gets enough of the samples. Mirrored where the target is."""
        most = max(1, min(target.n - 1, samples // LEAST_PER_BAND, MOST_BANDS))
        importance = target.importance
        if not target.symmetric:
            return cls(importance, _grouped(importance, 0.5 / most, target.n))
        middle = target.n // 2
        lower = _grouped(importance[: middle + 1], 0.5 / most, middle + 1)
        of_size = np.full(target.n + 1, -1, dtype=np.int64)
        of_size[: middle + 1] = lower
        top = int(lower.max())
        odd = target.n % 2
        mirrored = 2 * top + odd - lower[: middle + odd][::-1]
        of_size[middle + 1 :] = np.where(lower[: middle + odd][::-1] < 0, -1, mirrored)
        return cls(importance, of_size)

    def halved(self) -> Bands:
        """Return the bands of the smaller halves of pairs; a coalition of half the players stands for its pair, which has two of them."""
        importance, of_size = self.importance.copy(), self.of_size.copy()
        importance[self.n // 2 + 1 :], of_size[self.n // 2 + 1 :] = 0.0, -1
        if self.n % 2 == 0:
            importance[self.n // 2] /= 2
        return Bands(importance, of_size)

    @property
    def n(self) -> int:
        """Number of players."""
        return len(self.of_size) - 1

    @property
    def count(self) -> int:
        """Number of bands."""
        return int(self.of_size.max()) + 1

    @cached_property
    def share(self) -> Floats:
        """float64[count]: importance of each band; sums to 1."""
        inside = self.of_size >= 0
        return np.asarray(np.bincount(self.of_size[inside], self.importance[inside], self.count), dtype=np.float64)

    @cached_property
    def weight(self) -> Floats:
        """float64[n + 1]: what a drawn coalition of a size stands for: the inverse of the chance of that size within its band."""
        weight = np.zeros(len(self.of_size))
        inside = (self.of_size >= 0) & (self.importance > 0)
        weight[inside] = self.share[self.of_size[inside]] / self.importance[inside]
        return weight

    @cached_property
    def population(self) -> Floats:
        """float64[count]: coalitions of a band that are drawn without repeating any; infinite where repeating does not matter."""
        population = np.full(self.count, np.inf)
        for band in range(self.count):
            sizes = np.flatnonzero(self.of_size == band)
            if len(sizes) == 1 and self._few(int(sizes[0])):
                population[band] = comb(self.n, int(sizes[0]))
        return population

    def _few(self, size: int) -> bool:
        """Whether the coalitions of a size can be listed; not where a coalition and its complement would share a list."""
        return 2 * size != self.n and comb(self.n, min(size, self.n - size, 8)) <= SMALL_POPULATION

    def listed(self, size: int) -> bool:
        """Whether coalitions of this size are drawn from a list of all of them, none twice: those of a band of several sizes are not."""
        return bool(np.isfinite(self.population[self.of_size[size]]))

    def sizes_drawn(self, rng: np.random.Generator, quotas: Places) -> Places:
        """Return the sizes of as many coalitions of each band as its quota says."""
        drawn = []
        for band, quota in enumerate(quotas.tolist()):
            sizes = np.flatnonzero(self.of_size == band)
            odds = self.importance[sizes]
            drawn.append(np.full(quota, sizes[0]) if len(sizes) == 1 else rng.choice(sizes, quota, p=odds / odds.sum()))
        return np.concatenate(drawn).astype(np.int64)


def _grouped(importance: Floats, least: float, stop: int) -> Places:
    """Number bands of consecutive sizes so that each has at least so much importance; a poor last one joins the one before."""
    of_size = np.full(len(importance), -1, dtype=np.int64)
    band, gathered = 0, 0.0
    for size in range(1, stop):
        if importance[size] <= 0:
            continue
        of_size[size] = band
        gathered += importance[size]
        if gathered >= least:
            band, gathered = band + 1, 0.0
    if gathered > 0 and band > 0:
        of_size[of_size == band] = band - 1
    return of_size
