"""Cross-fitting: every coalition is predicted by a surrogate that was fitted without it, so that correcting the surrogate adds no bias."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.sampling.bands import Bands
from allocation.sampling.sample import Sample
from allocation.sampling.surrogates.surrogate import Fitted, Surrogate
from allocation.sampling.target import Target

__all__ = ["Residuals", "cross_fit", "folds_of"]

MANY = 4_000  # coalitions from which on three folds lose little against five and save two fits
_STREAM = 1  # of random numbers, apart from the draws

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Residuals:
    """What surrogates leave over.

    Parameters
    ----------
    places
        int64[k]: which coalitions of the sample are used.
    left
        float64[k]: worth minus prediction by the surrogate fitted without it; of differences where coalitions are used in pairs.
    counted
        float64[k]: the residuals whose mean over a band corrects the surrogates. The same as ``left``, except where coalitions are drawn
        from a list of all of them: there the ones a surrogate was fitted to count as known, and the others stand for the rest of the list.
    value
        float64[n]: mean value of the surrogates over the sizes 1 … n − 1.
    """

    places: Places
    left: Floats
    counted: Floats
    value: Floats


def folds_of(sample: Sample, bands: Bands, seed: int) -> tuple[Places, int]:
    """Return the fold of every coalition, and how many folds: a pair stays together, every band is spread evenly from a random start."""
    folds = 3 if sample.count >= MANY else 5
    rng = np.random.default_rng([seed, _STREAM, sample.count])
    places = np.arange(sample.count)
    shuffled = rng.permutation(np.concatenate((places[sample.mates < 0], sample.leaders)))
    order = shuffled[np.argsort(bands.of_size[sample.sizes[shuffled]], kind="stable")]
    fold = np.zeros(sample.count, dtype=np.int64)
    fold[order] = (np.arange(len(order)) + rng.integers(folds)) % folds
    fold[sample.mates[sample.leaders]] = fold[sample.leaders]
    return fold, folds


def cross_fit(sample: Sample, surrogate: Surrogate, target: Target, bands: Bands, seed: int, paired: bool) -> Residuals:
    """Fit a surrogate to all folds but one and predict that one, for each in turn.

    Parameters
    ----------
    sample
        Evaluated coalitions.
    surrogate
        What to fit.
    target
        What the value of the surrogate is.
    bands
        Of all sizes.
    seed
        For the folds.
    paired
        Whether only pairs are used, by their differences.
    """
    fold, folds = folds_of(sample, bands, seed)
    places = sample.leaders if paired else np.arange(sample.count)
    values = sample.values[places] - sample.values[sample.mates[places]] if paired else sample.values
    used = bands.halved() if paired else bands
    band = used.of_size[sample.sizes[places]]
    own, others = _shares(band, fold[places], folds, used.population)
    left, counted, value = np.zeros(len(places)), np.zeros(len(places)), np.zeros(target.n)
    for one in range(folds):
        fitted = _fitted(sample, surrogate, target, fold != one, paired)
        value += fitted.value() / folds
        asked = np.flatnonzero((fold[places] == one) | (others > 0))
        missed = values[asked] - _predicted(fitted, sample, places[asked], paired and not surrogate.differences)
        tested = fold[places[asked]] == one
        left[asked[tested]] = missed[tested]
        counted[asked] += np.where(tested, own[asked], others[asked]) * missed
    return Residuals(places, left, counted, value)


def _shares(band: Places, fold: Places, folds: int, population: Floats) -> tuple[Floats, Floats]:
    """How much a coalition's residuals count, by its own surrogate and by each of the others, in the mean over its band.

    Of a list of C coalitions, a surrogate was fitted to some of the m drawn; the k of its fold stand for all C − (m − k) it has not seen.
    """
    drawn = np.bincount(band, minlength=len(population))
    of_fold = np.bincount(band * folds + fold, minlength=len(population) * folds).reshape(-1, folds)
    listed = np.isfinite(population) & (of_fold.min(axis=1) > 0)
    whole = np.where(listed, population, 1.0)
    stand_for = (whole[:, None] - drawn[:, None] + of_fold) / (whole[:, None] * np.maximum(of_fold, 1))
    own = np.where(listed[:, None], drawn[:, None] * stand_for / folds, 1.0)
    others = np.where(listed, drawn / whole / folds, 0.0)
    return own[band, fold], others[band]


def _fitted(sample: Sample, surrogate: Surrogate, target: Target, allowed: NDArray[np.bool_], paired: bool) -> Fitted:
    """Fit to the coalitions allowed: to differences of pairs, or to every worth there is, even of those not used otherwise."""
    halved = paired and surrogate.differences
    places = sample.leaders if halved else np.arange(sample.count)
    places = places[allowed[places]]
    room = surrogate.room(target.n)
    places = places[:: -(-len(places) // room)] if len(places) > room else places
    values = sample.values[places] - sample.values[sample.mates[places]] if halved else sample.values[places]
    return surrogate.fit(sample.rows[places], sample.sizes[places], values, target, halved)


def _predicted(fitted: Fitted, sample: Sample, places: Places, both: bool) -> Floats:
    worth = fitted.worth(sample.rows[places], sample.sizes[places])
    return worth - fitted.worth(~sample.rows[places], sample.n - sample.sizes[places]) if both else worth
