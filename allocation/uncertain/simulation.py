"""How a rule's split is distributed when the values of a game are uncertain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.coalition import mask_of
from allocation.errors import RuleError
from allocation.excess.stability import TOLERANCE
from allocation.uncertain.distribution import checked_levels, mean_and_deviation, quantiles_of
from allocation.uncertain.scenarios import ScenarioTables, Source, scenario_tables
from allocation.uncertain.splitting import split_tables

__all__ = ["USUAL_LEVELS", "ShareDistribution", "simulate"]

USUAL_LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True, eq=False)
class ShareDistribution:
    """What every player gets over all scenarios, if the split is made by the rule once the values are known.

    Parameters
    ----------
    players
        Names, in the order of every array.
    rule, options
        The rule, and its options as they were given.
    mean, deviation
        float64[n]: expected payoff and standard deviation, in the game's unit.
    standard_error
        float64[n]: standard error of the mean where the scenarios were drawn; None where they were given, so that the mean is exact.
    levels, quantiles
        Levels between 0 and 1, and float64[levels, n]: the payoff that is not exceeded with at least that probability.
    loss_chance
        float64[n]: probability that a player gets less than v(i) of the same scenario.
    undefined, why
        Probability of the scenarios for which the rule has no answer, which are left out of all figures, and what it said of the first.
    shares
        float64[m, n]: the payoffs in every scenario; NaN where the rule has no answer.
    probabilities
        float64[m].
    seed
        What the scenarios were drawn with; None where they were given.
    """

    players: tuple[str, ...]
    rule: str
    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]
    standard_error: NDArray[np.float64] | None
    levels: tuple[float, ...]
    quantiles: NDArray[np.float64]
    loss_chance: NDArray[np.float64]
    undefined: float
    why: str
    shares: NDArray[np.float64] = field(repr=False)
    probabilities: NDArray[np.float64] = field(repr=False)
    seed: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Number of scenarios."""
        return len(self.shares)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON: the figures, not the single scenarios."""
        return {
            "players": list(self.players),
            "rule": self.rule,
            "scenarios": self.count,
            "seed": self.seed,
            "mean": self.mean.tolist(),
            "deviation": self.deviation.tolist(),
            "standard_error": None if self.standard_error is None else self.standard_error.tolist(),
            "quantiles": {f"{level:g}": row.tolist() for level, row in zip(self.levels, self.quantiles, strict=True)},
            "loss_chance": self.loss_chance.tolist(),
            "undefined": self.undefined,
            "why": self.why,
        }


def simulate(
    source: Source,
    rule: str = "shapley",
    *,
    players: Iterable[str] | None = None,
    probabilities: ArrayLike | None = None,
    samples: int = 1000,
    seed: int = 0,
    quantiles: Sequence[float] = USUAL_LEVELS,
    **options: Any,
) -> ShareDistribution:
    """Split every possible table of a game by a rule, and say how each player's payoff is distributed.

    Parameters
    ----------
    source, players, probabilities, samples, seed
        The possible tables, given or drawn: see :func:`scenario_tables`.
    rule
        A name of the registry.
    quantiles
        Levels between 0 and 1.
    **options
        The rule's options, the same in every scenario.

    Returns
    -------
    ShareDistribution
        One pass over all tables for the Shapley value, one matrix product for other linear rules, one split per table for the rest.

    Raises
    ------
    GameError
        If a table, a probability, a level, the number of samples or the seed is not well formed.
    RuleError
        If the rule or an option is unknown, or the rule has no answer in any scenario.

    Examples
    --------
    >>> import allocation as al
    >>> found = al.simulate([[0, 1, 1, 4], [0, 1, 1, 8]], players=["A", "B"], probabilities=[0.75, 0.25])
    >>> found.mean.tolist(), found.quantiles[1].tolist()
    ([2.5, 2.5], [2.0, 2.0])
    >>> drawn = al.simulate(al.IntervalGame([0, 1, 1, 4], [0, 1, 1, 8]), samples=4000, seed=7)
    >>> bool(np.all(abs(drawn.mean - 3) < 5 * drawn.standard_error))
    True
    """
    levels = checked_levels(quantiles)
    scenarios = scenario_tables(source, players, probabilities, samples, seed)
    shares, why = split_tables(scenarios, rule, options)
    answered = ~np.isnan(shares[:, 0])
    known = float(scenarios.probabilities[answered].sum())
    if known == 0:
        raise RuleError(f"rule {rule!r} has no answer in any scenario: {why}" if why else "no scenario has a positive probability")
    chances, found = scenarios.probabilities[answered] / known, shares[answered]
    mean, deviation = mean_and_deviation(found, chances)
    return ShareDistribution(
        players=scenarios.players,
        rule=rule,
        mean=mean,
        deviation=deviation,
        standard_error=None if scenarios.seed is None else deviation / np.sqrt(len(found)),
        levels=levels,
        quantiles=quantiles_of(found, chances, levels),
        loss_chance=chances @ _losses(scenarios, shares)[answered],
        undefined=0.0 if answered.all() else 1.0 - known,
        why=why,
        shares=shares,
        probabilities=scenarios.probabilities,
        seed=scenarios.seed,
        options=dict(options),
    )


def _losses(scenarios: ScenarioTables, shares: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Who gets less than alone in each scenario, by more than rounding."""
    alone = scenarios.tables[:, [mask_of([i]) for i in range(scenarios.n)]]
    scale = np.abs(scenarios.tables).max(axis=1)
    losses: NDArray[np.bool_] = alone - shares > TOLERANCE * scale[:, None]
    return losses
