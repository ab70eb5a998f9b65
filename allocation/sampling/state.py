"""A run of an estimator between two stages: what was drawn, and how to draw more."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from allocation.sampling.bands import Bands
from allocation.sampling.drawing import draw
from allocation.sampling.evaluation import Evaluations
from allocation.sampling.quotas import quotas
from allocation.sampling.sample import Sample
from allocation.sampling.target import Target

__all__ = ["State"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class State:
    """What an estimator has seen so far.

    Parameters
    ----------
    target
        What is estimated.
    grand
        v(N).
    bands
        Bands of sizes, fixed for the whole run.
    sample
        Evaluated coalitions.
    seed
        Of the run.
    stage
        How often was drawn.
    """

    target: Target
    grand: float
    bands: Bands
    sample: Sample
    seed: int
    stage: int = 0

    @classmethod
    def start(cls, grand: float, target: Target, samples: int, seed: int) -> State:
        """Plan bands for so many samples; ``grand`` is v(N)."""
        return cls(target, grand, Bands.of(target, samples), Sample.empty(target.n), seed)

    def drawn(self, evaluations: Evaluations, count: int, paired: bool, spread: Floats | None = None) -> State:
        """Return the state after drawing more.

        Parameters
        ----------
        evaluations
            Who evaluates.
        count
            Coalitions to evaluate; two of each pair.
        paired
            Whether every coalition is drawn with its complement.
        spread
            float64[bands]: how much coalitions of each band should count; their importance where it is left out.
        """
        bands = self.bands.halved() if paired else self.bands
        sizes = self.sample.sizes
        before = np.bincount(bands.of_size[sizes[bands.of_size[sizes] >= 0]], minlength=bands.count)
        units = count // 2 if paired else count
        asked = quotas(bands.share if spread is None else spread, before, bands.population, units)
        rows = draw(bands, asked, np.bincount(sizes, minlength=self.target.n + 1), self.seed, self.stage)
        rows = np.concatenate((rows, ~rows)) if paired else rows
        sample = self.sample.joined(rows, evaluations.values(rows), paired)
        return replace(self, sample=sample, stage=self.stage + 1)
