"""At which joining probabilities to evaluate, so that the average over all of them is known to a stated error."""

from __future__ import annotations

from dataclasses import dataclass
from math import atanh, cosh, exp, expm1, log

import numpy as np
from numpy.typing import NDArray

__all__ = ["Nodes", "integration_nodes", "node_rounding"]

TRUNCATION = 1e-15  # probability: what leaving out nodes may cost; far below the error of rounding
UNIT = 2.0**-53  # relative error of one rounding


@dataclass(frozen=True)
class Nodes:
    """A rule of integration on the interval from 0 to 1.

    Parameters
    ----------
    positions, weights
        float64[m] each.
    truncation
        Bound on the error of the integral in exact arithmetic.
    """

    positions: NDArray[np.float64]
    weights: NDArray[np.float64]
    truncation: float


def integration_nodes(degree: int) -> Nodes:
    """Return Gauss–Legendre nodes for polynomials Σ C(d,s) t^s (1−t)^(d−s) p_s with all p_s between 0 and 1.

    ⌊d/2⌋ + 1 nodes are exact for every polynomial of degree d. Fewer are enough here: on the ellipse with foci 0 and 1 and axes ρ ± 1/ρ
    such a polynomial is at most ((ρ + 1/ρ)/2)**d, which bounds the error of m nodes for every ρ > 1; about √(17 d) nodes do.

    References
    ----------
    L. N. Trefethen, *Approximation Theory and Approximation Practice*, 2013, theorem 19.3.
    """
    full = degree // 2 + 1
    count = next((m for m in range(1, (degree + 1) // 2) if _truncation(degree, m) <= TRUNCATION), full)
    positions, weights = np.polynomial.legendre.leggauss(count)
    return Nodes((1 + positions) / 2, weights / 2, _truncation(degree, count) if count < full else 0.0)


def _truncation(degree: int, count: int) -> float:
    """The bound at its best ρ = exp(a), tanh a = 2 m / d."""
    a = atanh(2 * count / degree)
    return 32 / 15 * exp(degree * log(cosh(a)) - 2 * count * a) / -expm1(-2 * a)


def node_rounding(degree: int) -> float:
    """Return what rounded positions and weights can cost: such a polynomial is at most as steep as its degree."""
    return 4 * UNIT * (degree + 1)
