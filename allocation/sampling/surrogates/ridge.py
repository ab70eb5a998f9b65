"""Ridge regression with the penalty that cross-validation would choose."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["ridge"]

PENALTIES = np.geomspace(1e-13, 1e2, 46)  # times the largest eigenvalue: from none but rounding to all
MOST_FREEDOM = 0.8  # share of the rows a fit with more coefficients than rows may use up: beyond it the criterion divides by nothing

Floats = NDArray[np.float64]


def ridge(features: Floats, values: Floats) -> Floats:
    """Return the coefficients of a ridge regression through the origin; the penalty minimises generalised cross-validation.

    Parameters
    ----------
    features
        float64[m, p].
    values
        float64[m].

    Returns
    -------
    float64[p]
        O(m p² + p³).

    References
    ----------
    G. H. Golub, M. Heath and G. Wahba, "Generalized cross-validation as a method for choosing a good ridge parameter", 1979.

    Examples
    --------
    >>> ridge(np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 4.0, 6.0])).round(6).tolist()
    [2.0]
    """
    strength, axes = np.linalg.eigh(features.T @ features)
    strength = np.maximum(strength, 0.0)
    if strength.size == 0 or strength[-1] == 0:
        return np.zeros(features.shape[1])
    along = axes.T @ (features.T @ values)
    penalties = (PENALTIES * strength[-1])[:, None]
    kept = strength / (strength + penalties)
    explained = np.divide(along**2, strength, out=np.zeros(len(strength)), where=strength > 0)
    # what no penalty explains, and what each leaves besides: their difference, taken at once, would drown in rounding
    left = max(0.0, float(values @ values - explained.sum())) + (explained * (1 - kept) ** 2).sum(axis=1)
    used = kept.sum(axis=1) / len(values)
    allowed = (used <= MOST_FREEDOM) | (features.shape[1] < len(values))
    freedom = np.maximum(1 - used, 1e-3)
    best = int(np.argmin(np.where(allowed, left / freedom**2, np.inf)))
    coefficients: Floats = axes @ (along / (strength + penalties[best]))
    return coefficients
