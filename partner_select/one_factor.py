"""Losses that come together: scenarios of a Gaussian one-factor model, the market's way of saying that bad years are bad for all."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.reading import Findings

__all__ = ["one_factor_losses"]

BURST = 2**16  # normal numbers drawn together


def one_factor_losses(failure: ArrayLike, loss: ArrayLike, rho: float = 0.2, scenarios: int = 1000, seed: int = 0) -> NDArray[np.float64]:
    """Return loss scenarios in which failures depend on one common factor.

    Candidate i fails where √rho·Z + √(1 - rho)·e_i ≤ Φ⁻¹(failure_i), with Z common to all and e_i its own, both standard normal: each
    fails with its own probability, and two of them together the more often, the larger rho is.

    Parameters
    ----------
    failure
        float[n], probabilities of failure, 0 to 1.
    loss
        float[n], at least 0: what is lost when a candidate fails; money.
    rho
        Share of the common factor, 0 (independent) to 1 (all hit by the same year).
    scenarios
        How many.
    seed
        Of the random numbers.

    Returns
    -------
    float64[scenarios, n]
        Loss or 0 of every candidate, all scenarios equally likely; for ``Pool(loss_scenarios=...)``. O(scenarios · n).

    Raises
    ------
    SelectionError
        Listing every problem.

    References
    ----------
    O. Vasicek, "The distribution of loan portfolio value", Risk 15, 2002.

    Examples
    --------
    >>> losses = one_factor_losses([0.1, 0.1], [5, 8], rho=0.3, scenarios=1000, seed=1)
    >>> losses.shape, sorted(set(losses[:, 1].tolist()))
    ((1000, 2), [0.0, 8.0])
    """
    found = Findings()
    n = np.size(failure)
    chances, sizes = found.numbers("failure", failure, (n,), low=0, high=1), found.numbers("loss", loss, (n,), low=0)
    share = found.number("rho", rho, low=0)
    if share > 1:
        found.add(f"rho: must be at most 1, got {rho}")
    for name, number, low in (("scenarios", scenarios, 1), ("seed", seed, 0)):
        if isinstance(number, bool) or not isinstance(number, int) or number < low:
            found.add(f"{name}: must be a whole number from {low}, got {number!r}")
    found.stop()
    return _drawn(_thresholds(chances), sizes, share, scenarios, np.random.default_rng(seed))


def _thresholds(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    normal = NormalDist()
    return np.array([-np.inf if p == 0 else np.inf if p == 1 else normal.inv_cdf(p) for p in chances.tolist()])


def _drawn(
    thresholds: NDArray[np.float64], sizes: NDArray[np.float64], rho: float, scenarios: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    losses = np.zeros((scenarios, len(sizes)))
    rows = max(1, BURST // max(1, len(sizes)))
    for start in range(0, scenarios, rows):
        block = losses[start : start + rows]
        common = rng.standard_normal((len(block), 1))
        index = np.sqrt(rho) * common + np.sqrt(1.0 - rho) * rng.standard_normal(block.shape)
        block[:] = np.where(index <= thresholds, sizes, 0.0)
    return losses
