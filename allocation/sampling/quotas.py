"""How many coalitions to draw from each band of sizes: more where they matter more and vary more."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["quotas"]

LEAST = 2  # coalitions of a band: one says nothing about the spread
LEAST_LISTED = 5  # where coalitions come from a list of all of them: one for every fold of a cross-fit

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


def quotas(weight: Floats, drawn: Places, population: Floats, samples: int) -> Places:
    """Return how many more coalitions of each band to draw.

    In all, those drawn before included, each band gets a number in proportion to its weight, but at least two or five, no more than
    there are, and no fewer than it has.

    Parameters
    ----------
    weight
        float64[bands], importance times standard deviation (J. Neyman, 1934).
    drawn
        int64[bands], how many were drawn before.
    population
        float64[bands], how many there are; infinite where that does not matter.
    samples
        How many to draw in all bands together; the result adds up to it unless the population is exhausted.

    Examples
    --------
    >>> quotas(np.array([1.0, 3.0]), np.array([0, 0]), np.array([np.inf, np.inf]), 8).tolist()
    [2, 6]
    """
    most = np.maximum(population - drawn, 0)
    least = np.minimum(np.maximum(np.where(np.isfinite(population), LEAST_LISTED, LEAST) - drawn, 0), most)
    # bisection finds a scale near one: weights in a game's unit may be of any size
    weight = weight / (float(weight.max()) or 1.0)
    if least.sum() > samples:
        return _whole(least * samples / least.sum(), least, samples)
    low, high = 0.0, 1.0
    while _more(high, weight, drawn, least, most).sum() < min(samples, most.sum()) and high < 1e300:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if _more(middle, weight, drawn, least, most).sum() <= samples else (low, middle)
    return _whole(_more(low, weight, drawn, least, most), most, samples)


def _more(scale: float, weight: Floats, drawn: Places, least: Floats, most: Floats) -> Floats:
    return np.clip(scale * weight - drawn, least, most)


def _whole(wanted: Floats, most: Floats, samples: int) -> Places:
    """Round down, then hand out what is left by the largest remainders; ties by band."""
    whole = np.floor(wanted + 1e-9).astype(np.int64)
    left = int(min(samples, most.sum())) - int(whole.sum())
    while left > 0:
        room = np.flatnonzero(whole < most)
        order = room[np.argsort(-(wanted - whole)[room], kind="stable")][:left]
        whole[order] += 1
        left -= len(order)
    return whole
