"""How unlikely it is that a coalition reaches a quota when everybody joins with the same probability."""

from __future__ import annotations

import numpy as np

from allocation.voting.condition import Threshold

__all__ = ["reaching_bound"]

STEEPEST = 60.0  # exponent per largest weight: steeper tilts overflow and no longer help


def reaching_bound(threshold: Threshold, probability: float) -> float:
    """Bound the probability that some voter and the others who join reach the quota (Chernoff).

    Any tilt gives a true bound; the search only makes it small.

    Examples
    --------
    >>> reaching_bound(Threshold((1,) * 100, 90), 0.1) < 1e-50
    True
    """
    from scipy.optimize import minimize_scalar  # slow to load, and needed by few

    weights = np.array([float(w) for w in threshold.weights])
    heaviest = weights.max()
    scaled = weights / heaviest
    needed = threshold.quota / heaviest - 1.0

    def exponent(tilt: float) -> float:
        return float(np.log1p(probability * np.expm1(tilt * scaled)).sum() - tilt * needed)

    found = minimize_scalar(exponent, bounds=(0.0, STEEPEST), method="bounded")
    return float(np.exp(min(0.0, exponent(float(found.x)))))
