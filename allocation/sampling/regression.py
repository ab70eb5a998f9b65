"""Regression estimates of the Shapley value: the additive game nearest to v, its total held at v(N)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.errors import RuleError
from allocation.sampling.bands import Bands
from allocation.sampling.drawing import draw
from allocation.sampling.evaluation import Evaluations
from allocation.sampling.quotas import quotas
from allocation.sampling.sample import Sample
from allocation.sampling.target import Target

__all__ = ["regression", "regression_sample"]

FEWEST_PER_PLAYER = 2  # coalitions, or pairs, per player: with fewer the residuals say nothing about the error
SINGULAR = 1e-10  # of the largest eigenvalue: the direction in which all payoffs rise together is left to v(N)

Floats = NDArray[np.float64]


def regression_sample(evaluations: Evaluations, target: Target, samples: int, seed: int, leverage: bool) -> tuple[Sample, Bands]:
    """Draw for a regression: by leverage (all sizes alike, in pairs), or by the weights of the Shapley kernel, 1/(s (n − s))."""
    n = target.n
    least = (2 if leverage else 1) * FEWEST_PER_PLAYER * n
    if samples < least:
        raise RuleError(f"a regression over {n} players needs at least {least + 1} samples, got {samples + 1}")
    s = np.arange(1, n)
    odds = np.ones(n - 1) if leverage else 1 / (s * (n - s))
    importance = np.concatenate(([0.0], odds / odds.sum(), [0.0]))
    bands = Bands(importance, Bands.of(target, samples).of_size)
    used = bands.halved() if leverage else bands
    count = samples // 2 if leverage else samples
    asked = quotas(used.share, np.zeros(used.count, dtype=np.int64), used.population, count)
    rows = draw(used, asked, np.zeros(n + 1, dtype=np.int64), seed, 0)
    rows = np.concatenate((rows, ~rows)) if leverage else rows
    return Sample.empty(n).joined(rows, evaluations.values(rows), leverage), bands


def regression(sample: Sample, bands: Bands, grand: float) -> tuple[Floats, Floats]:
    """Return payoffs and their variances, each float64[n].

    Weighted least squares of v(S) − v(N)·|S|/n on x − |S|/n; the variance is the sandwich of D. A. Freedman, pairs counting as one.
    The estimate is consistent; its bias falls with the number of samples.

    References
    ----------
    S. M. Lundberg and S.-I. Lee, "A unified approach to interpreting model predictions", 2017.
    C. Musco and R. T. Witter, "Provably accurate Shapley value estimation via leverage score sampling", 2025.
    """
    n, sizes = sample.n, sample.sizes
    s = np.arange(n + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = np.where(bands.importance > 0, 1 / (s * (n - s) * bands.importance), 0.0)[sizes]
    centred = sample.rows - (sizes / n)[:, None]
    wanted = sample.values - grand * sizes / n
    inverse = np.linalg.pinv((centred * weights[:, None]).T @ centred, rcond=SINGULAR, hermitian=True)
    slopes = inverse @ (centred.T @ (weights * wanted))
    score = centred * (weights * (wanted - centred @ slopes))[:, None]
    leaders = sample.leaders
    units = score[leaders] + score[sample.mates[leaders]] if leaders.size else score
    spread = inverse @ (units.T @ units) @ inverse
    payoffs = grand / n + slopes - slopes.mean()
    variance = np.maximum(np.diag(spread), 0.0) * len(units) / max(1, len(units) - n + 1)
    return np.asarray(payoffs, dtype=np.float64), np.asarray(variance, dtype=np.float64)
