"""Estimates of how much two players are worth more together than apart, for all pairs at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from allocation.errors import RuleError
from allocation.games.base import Game
from allocation.sampling.bands import Bands
from allocation.sampling.crossfit import folds_of
from allocation.sampling.drawing import draw
from allocation.sampling.evaluation import Evaluations, Executor
from allocation.sampling.methods import fewest_samples
from allocation.sampling.quotas import quotas
from allocation.sampling.result import half_width
from allocation.sampling.sample import Sample
from allocation.sampling.surrogates.by_size import BySize
from allocation.sampling.surrogates.pairs import FittedPairs, Pairs
from allocation.sampling.target import Target, banzhaf_target, shapley_target

__all__ = ["InteractionEstimate", "estimate_interactions"]

Floats = NDArray[np.float64]
Index = Literal["shapley", "banzhaf"]


@dataclass(frozen=True, eq=False)
class InteractionEstimate:
    """Estimated pair interactions.

    Parameters
    ----------
    players
        Names.
    values
        float64[n, n], symmetric with a zero diagonal, in the game's unit; positive for complements, negative for substitutes.
    standard_error
        float64[n, n].
    index
        ``"shapley"`` or ``"banzhaf"``.
    evaluations
        Coalitions evaluated.
    seed
        Of the run.
    estimator
        Which model was corrected.
    """

    players: tuple[str, ...]
    values: Floats
    standard_error: Floats
    index: Index
    evaluations: int
    seed: int
    estimator: str

    def interval(self, level: float = 0.95) -> Floats:
        """Return float64[n, n, 2]: for each pair an interval that holds the true interaction with the given probability."""
        half = half_width(level) * self.standard_error
        return np.stack((self.values - half, self.values + half), axis=2)


def estimate_interactions(
    game: Game, index: Index = "shapley", *, samples: int, seed: int = 0, executor: Executor | None = None
) -> InteractionEstimate:
    """Estimate the Shapley or the Banzhaf interaction of all pairs of players.

    Every coalition says something about every pair. For up to 36 players a game of pair values is fitted and only what it misses is
    estimated, by cross-fitting: games of pairs come out exactly.

    Parameters
    ----------
    game
        Any game of at least two players.
    index
        ``"shapley"`` or ``"banzhaf"``.
    samples
        Coalitions that may be evaluated.
    seed
        The same seed gives the same estimate.
    executor
        Who evaluates; the game in this process when left out.

    Raises
    ------
    RuleError
        If there is no such index, only one player, or too few samples.

    References
    ----------
    F. Fumagalli et al., "SHAP-IQ: unified approximation of any-order Shapley interactions", 2023.

    Examples
    --------
    >>> import allocation as al
    >>> g = al.PairwiseGame([1.0] * 6, {("1", "2"): 5.0})
    >>> (al.estimate_interactions(g, samples=60).values[0].round(6) + 0.0).tolist()
    [0.0, 5.0, 0.0, 0.0, 0.0, 0.0]
    """
    n = game.n
    if index not in ("shapley", "banzhaf"):
        raise RuleError(f"there is no index of interactions {index!r}: choose among shapley, banzhaf")
    if n < 2 or samples < fewest_samples(n):
        raise RuleError(f"interactions of {n} players need two players and at least {fewest_samples(n)} samples, got {samples}")
    weights = _weights(n, index)
    evaluations = Evaluations(game, executor)
    grand = float(evaluations.values(np.ones((1, n), dtype=np.bool_))[0])
    bands = Bands(_importance(n, weights), Bands.of(shapley_target(n), samples - 1).of_size)
    asked = quotas(bands.share, np.zeros(bands.count, dtype=np.int64), np.full(bands.count, np.inf), samples - 1)
    rows = draw(bands, asked, None, seed, 0)
    sample = Sample.empty(n).joined(rows, evaluations.values(rows), False)
    target = shapley_target(n) if index == "shapley" else banzhaf_target(n)
    left, model, name = _left(sample, bands, target, weights, seed)
    mean, variance = _corrections(sample, bands, weights, left)
    values = weights[2, n] * grand + model + mean
    np.fill_diagonal(values, 0.0)
    np.fill_diagonal(variance, 0.0)
    return InteractionEstimate(game.players, values, np.sqrt(np.maximum(variance, 0.0)), index, evaluations.count, seed, name)


def _weights(n: int, index: Index) -> Floats:
    """float64[3, n + 1]: the interaction is Σ_s E_s[weights[members of the pair in S, s]·v(S)]."""
    company = (shapley_target(n - 1) if index == "shapley" else banzhaf_target(n - 1)).company
    s = np.arange(n + 1)
    weights = np.zeros((3, n + 1))
    weights[2, 2:] = company * n * (n - 1) / (s * (s - 1))[2:]
    weights[1, 1:n] = -company * n * (n - 1) / (s * (n - s))[1:n]
    weights[0, : n - 1] = company * n * (n - 1) / ((n - s) * (n - s - 1))[: n - 1]
    return weights


def _importance(n: int, weights: Floats) -> Floats:
    """How often to draw each size: in proportion to the root mean square of its weights."""
    s = np.arange(n + 1)
    odds = np.stack(((n - s) * (n - s - 1), 2 * s * (n - s), s * (s - 1))) / (n * (n - 1))
    size: Floats = np.sqrt((odds * weights**2).sum(axis=0))
    size[0] = size[-1] = 0.0
    return np.asarray(size / size.sum(), dtype=np.float64)


def _left(sample: Sample, bands: Bands, target: Target, weights: Floats, seed: int) -> tuple[Floats, Floats, str]:
    """Residuals of cross-fitted models, the mean of what the models say themselves, and their name."""
    pairs = Pairs().suits(sample.n, sample.count * 4 // 5)
    fold, folds = folds_of(sample, bands, seed)
    left, model = np.zeros(sample.count), np.zeros((sample.n, sample.n))
    for one in range(folds):
        learned, tested = fold != one, fold == one
        surrogate = Pairs() if pairs else BySize()
        fitted = surrogate.fit(sample.rows[learned], sample.sizes[learned], sample.values[learned], target, False)
        left[tested] = sample.values[tested] - fitted.worth(sample.rows[tested], sample.sizes[tested])
        if isinstance(fitted, FittedPairs):
            # what the model is worth to nobody and to all is not among the sizes 1 … n − 1
            ends = fitted.worth(np.array([[False] * sample.n, [True] * sample.n]), np.array([0, sample.n]))
            model += (fitted.matrix() - weights[0, 0] * ends[0] - weights[2, -1] * ends[1]) / folds
        else:
            every = np.arange(1, sample.n)
            level = fitted.worth(np.zeros((sample.n - 1, sample.n), dtype=np.bool_), every)
            model += float((_mean_weight(sample.n, weights)[1:-1] * level).sum()) / folds
    return left, model, Pairs.name if pairs else BySize.name


def _mean_weight(n: int, weights: Floats) -> Floats:
    s = np.arange(n + 1)
    odds = np.stack(((n - s) * (n - s - 1), 2 * s * (n - s), s * (s - 1))) / (n * (n - 1))
    mean: Floats = (odds * weights).sum(axis=0)
    return mean


def _corrections(sample: Sample, bands: Bands, weights: Floats, left: Floats) -> tuple[Floats, Floats]:
    """Mean residual, weighed for every pair, and its variance, band by band."""
    mean, variance = np.zeros((sample.n, sample.n)), np.zeros((sample.n, sample.n))
    band = bands.of_size[sample.sizes]
    for one in range(bands.count):
        places = np.flatnonzero(band == one)
        sizes = sample.sizes[places]
        part = weights[:, sizes] * (bands.weight[sizes] * left[places])
        centre, square = _over_pairs(sample.rows[places], part), _over_pairs(sample.rows[places], part**2)
        mean += centre
        variance += np.maximum(square - centre**2, 0.0) / max(1, len(places) - 1)
    return mean, variance


def _over_pairs(rows: NDArray[np.bool_], part: Floats) -> Floats:
    """Mean over rows of part[number of the two that are in], for every pair: a sum of a constant, two single terms and a product."""
    x = rows.astype(np.float64)
    alone = x.T @ (part[1] - part[0])
    both = (x * (part[2] - 2 * part[1] + part[0])[:, None]).T @ x
    return np.asarray((part[0].sum() + alone[:, None] + alone[None, :] + both) / max(1, len(rows)), dtype=np.float64)
