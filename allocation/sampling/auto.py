"""Choosing an estimator for the game at hand: a pilot sample says which surrogate, singly or in pairs, leaves the least variance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from allocation.sampling.adjusted import Adjusted, Estimated, adjusted
from allocation.sampling.evaluation import Evaluations
from allocation.sampling.quotas import quotas
from allocation.sampling.state import State
from allocation.sampling.surrogates.by_size import BySize
from allocation.sampling.surrogates.linear import Linear
from allocation.sampling.surrogates.link import Link
from allocation.sampling.surrogates.surrogate import Surrogate
from allocation.sampling.surrogates.trees import Trees

__all__ = ["CANDIDATES", "Candidate", "choose", "run_auto"]

CANDIDATES: tuple[Surrogate, ...] = (BySize(), Linear(1), Linear(3), Linear(6), Link(), Trees(Linear(3)), Trees())
PILOT, SECOND = 0.3, 0.3  # share of the samples after which to choose for the first time, and, in long runs, for the second
LONG = 4_000  # samples from which on there are three stages
SHORT_PILOT = 0.1  # share of the first stage of three
CLOSE = 4.0  # times the least variance: a surrogate further off at one stage is not looked at again
FINALISTS = 3  # surrogates fitted again to the whole sample
CAUTION = 0.15  # share of a stage that is drawn by importance alone: a band that looked calm may not be

Floats = NDArray[np.float64]
Candidate = tuple[float, Adjusted, Estimated]


def choose(state: State, among: Iterable[Adjusted], samples: int) -> list[Candidate]:
    """Return the estimators that suit, with the variance each would have after so many samples, the smallest first."""
    found = []
    for how in among:
        units = len(state.sample.leaders) if how.paired else state.sample.count
        if how.surrogate is not None and how.surrogate.suits(state.target.n, units):
            estimated = adjusted(state.sample, state.grand, state.target, state.bands, how, state.seed)
            found.append((_foreseen(state, how, estimated.by_band, samples), how, estimated))
    return sorted(found, key=lambda candidate: candidate[0])


def _foreseen(state: State, how: Adjusted, by_band: Floats, samples: int) -> float:
    """Mean variance of the payoffs when the samples are spread over the bands in the best way."""
    bands = state.bands.halved() if how.paired else state.bands
    planned = quotas(by_band, np.zeros(bands.count, dtype=np.int64), bands.population, samples // 2 if how.paired else samples)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(by_band > 0, by_band**2 / planned * np.maximum(0.0, 1 - planned / bands.population), 0.0)
    return float(parts.sum())


def _spread(state: State, chosen: Candidate) -> Floats:
    """How to spread the next stage: by importance times standard deviation, smoothed over neighbouring bands."""
    _, how, estimated = chosen
    bands = state.bands.halved() if how.paired else state.bands
    padded = np.pad(estimated.by_band**2 / bands.share**2, 1, mode="edge")
    smooth = np.sqrt((padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4) * bands.share
    if smooth.sum() == 0:
        return bands.share
    return np.asarray((1 - CAUTION) * smooth / smooth.sum() + CAUTION * bands.share, dtype=np.float64)


def _goals(samples: int) -> list[int]:
    """How many coalitions to have after each stage but the last."""
    return [int(SHORT_PILOT * samples), int(SECOND * samples)] if samples >= LONG else [int(PILOT * samples)]


def run_auto(evaluations: Evaluations, state: State, samples: int) -> tuple[State, Candidate, Sequence[Candidate]]:
    """Draw in stages and choose after each.

    Parameters
    ----------
    evaluations
        Who evaluates.
    state
        Where to start: empty, or a run to go on with.
    samples
        Coalitions to have in the end, those of the state included.

    Returns
    -------
    tuple
        The state, the estimator that was chosen with its estimate, and all that were compared last.
    """
    paired = state.target.symmetric
    among = [Adjusted(surrogate, pairs) for pairs in ((False, True) if paired else (False,)) for surrogate in CANDIDATES]
    ranking: list[Candidate] = []
    for goal in _goals(samples):
        if goal > state.sample.count:
            state = state.drawn(evaluations, goal - state.sample.count, ranking[0][1].paired if ranking else paired, _last(state, ranking))
            ranking = choose(state, among, samples) or ranking
            among = [how for foreseen, how, _ in ranking if foreseen <= CLOSE * ranking[0][0]]
    if not ranking:
        ranking = choose(state, among, samples)
    state = state.drawn(evaluations, samples - state.sample.count, ranking[0][1].paired, _last(state, ranking))
    finalists = [how for _, how, _ in ranking if how.paired == ranking[0][1].paired][:FINALISTS]
    final = sorted(choose(state, finalists, samples), key=lambda one: float(one[2].variance.sum()))
    return state, final[0], [*final, *(one for one in ranking if one[1] not in finalists)]


def _last(state: State, ranking: Sequence[Candidate]) -> Floats | None:
    return _spread(state, ranking[0]) if ranking else None
