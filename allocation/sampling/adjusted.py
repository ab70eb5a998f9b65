"""The regression-adjusted estimator: the exact value of a surrogate plus an unbiased estimate of what it misses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.kernels.sampling_rows import band_sums
from allocation.sampling.bands import Bands
from allocation.sampling.crossfit import Residuals, cross_fit
from allocation.sampling.sample import Sample
from allocation.sampling.surrogates.by_size import levels_by_size, spreads
from allocation.sampling.surrogates.surrogate import Surrogate
from allocation.sampling.target import Target

__all__ = ["Adjusted", "Estimated", "adjusted"]

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Adjusted:
    """One estimator of the family.

    Parameters
    ----------
    surrogate
        What is fitted; None for no adjustment at all.
    paired
        Whether coalitions are used in pairs, S and N∖S.
    """

    surrogate: Surrogate | None
    paired: bool

    @property
    def name(self) -> str:
        """How it is called in results."""
        return f"{'no' if self.surrogate is None else self.surrogate.name} surrogate, {'pairs' if self.paired else 'single coalitions'}"


@dataclass(frozen=True, eq=False)
class Estimated:
    """An estimate of a value.

    Parameters
    ----------
    payoffs
        float64[n].
    variance
        float64[n]: estimated variance of each payoff.
    by_band
        float64[bands]: standard deviation of one coalition's contribution, root mean square over players; what quotas rest on.
    """

    payoffs: Floats
    variance: Floats
    by_band: Floats


def adjusted(sample: Sample, grand: float, target: Target, bands: Bands, how: Adjusted, seed: int) -> Estimated:
    """Estimate a value from a sample.

    Parameters
    ----------
    sample
        Coalitions drawn from ``bands``; where ``how.paired``, only its pairs count.
    grand
        v(N).
    target
        What is estimated.
    bands
        Of all sizes.
    how
        Surrogate and pairing.
    seed
        For the folds.

    References
    ----------
    R. T. Witter, Y. Liu and C. Musco, "Regression-adjusted Monte Carlo estimators for Shapley values and probabilistic values", 2025.
    C. Musco and R. T. Witter, "Provably accurate Shapley value estimation via leverage score sampling", 2025.
    """
    used = bands.halved() if how.paired else bands
    if how.surrogate is None:
        places = sample.leaders if how.paired else np.arange(sample.count)
        values = sample.values[places] - sample.values[sample.mates[places]] if how.paired else sample.values
        residuals = Residuals(places, values, values, np.zeros(target.n))
    else:
        residuals = cross_fit(sample, how.surrogate, target, bands, seed, how.paired)
    return _corrected(sample, residuals, grand, target, used, how.paired)


def _corrected(sample: Sample, residuals: Residuals, grand: float, target: Target, bands: Bands, paired: bool) -> Estimated:
    sizes = sample.sizes[residuals.places]
    band, rows = bands.of_size[sizes], sample.rows[residuals.places]
    # the contribution of a coalition to player i is base + slope·x_i, times what is left over
    slope = bands.weight[sizes] * spreads(target, paired)[sizes]
    base = bands.weight[sizes] * levels_by_size(target, paired)[sizes] - slope * sizes / target.n
    drawn = np.bincount(band, minlength=bands.count)
    mean, _ = _moments(rows, band, base * residuals.counted, slope * residuals.counted, drawn)
    base, slope = base * residuals.left, slope * residuals.left
    centre, square = _moments(rows, band, base, slope, drawn)
    spread = np.maximum(square - centre**2, 0.0) * _divided(drawn, drawn - 1)[:, None]
    unseen = np.clip(1 - drawn / bands.population, 0.0, 1.0)
    variance = (_divided(spread, drawn[:, None]) * unseen[:, None]).sum(axis=0)
    if not paired:
        share = unseen[band] / drawn[band]
        variance = variance + _of_pairs(sample, base * share, slope * share)
    payoffs = target.company[-1] * grand + residuals.value + mean.sum(axis=0)
    return Estimated(payoffs, np.maximum(variance, 0.0), np.sqrt(spread.mean(axis=1)))


def _moments(rows: NDArray[np.bool_], band: Places, base: Floats, slope: Floats, drawn: Places) -> tuple[Floats, Floats]:
    """Mean and mean square of base + slope·x_i over the coalitions of every band, each float64[bands, n]."""
    inside, squared = band_sums(rows, band, slope, 2 * base * slope + slope**2, len(drawn))
    mean = _divided(np.bincount(band, base, len(drawn))[:, None] + inside, drawn[:, None])
    return mean, _divided(np.bincount(band, base**2, len(drawn))[:, None] + squared, drawn[:, None])


def _divided(above: Floats | Places, below: Places) -> Floats:
    """Divide, 0 where there is nothing to divide by."""
    return np.asarray(np.divide(above, below, out=np.zeros(np.broadcast(above, below).shape), where=below > 0), dtype=np.float64)


def _of_pairs(sample: Sample, base: Floats, slope: Floats) -> Floats:
    """What the variance lacks where a pair was drawn together and used apart: twice the products of the two contributions."""
    places = sample.leaders
    if not places.size:
        return np.zeros(sample.n)
    other_base, other_slope = base[sample.mates[places]], slope[sample.mates[places]]
    alone = (base[places] * (other_base + other_slope)).sum()
    product = slope[places] * other_base - base[places] * other_slope
    inside, _ = band_sums(sample.rows[places], np.zeros(len(places), dtype=np.int64), product, product, 1)
    return np.asarray(2 * (alone + inside[0]), dtype=np.float64)
