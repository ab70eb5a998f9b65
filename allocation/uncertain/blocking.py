"""A fixed split against uncertain values: how likely is each group to be better off alone?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.coalition import members_of
from allocation.errors import GameError
from allocation.excess.stability import TOLERANCE, checked_payoffs
from allocation.kernels.blocking import count_blocking
from allocation.parallel import in_order
from allocation.subset_sums import subset_sums
from allocation.uncertain.scenarios import ScenarioTables, Source, scenario_tables

__all__ = ["Blocker", "BlockingOdds", "Kept", "blocking_odds"]

Kept = Literal["amounts", "shares"]
CHUNK_VALUES = 1_000_000  # values that one thread takes at a time; fixed, so that results do not depend on the threads
SHOWN = 5  # blockers in to_dict


class Blocker(NamedTuple):
    """A coalition that may be better off alone.

    Parameters
    ----------
    members
        Names.
    chance
        Probability of v(S) > x(S).
    gain
        Expected v(S) − x(S) if that happens.
    """

    members: tuple[str, ...]
    chance: float
    gain: float


@dataclass(frozen=True, eq=False)
class BlockingOdds:
    """How stable a fixed split is over all scenarios.

    Parameters
    ----------
    players, payoffs
        The split.
    kept
        What stays as it is while v(N) varies: the ``"amounts"``, or the ``"shares"`` of v(N).
    chances
        float64[2**n]: probability that each coalition is better off alone; 0 for the empty and the grand one.
    gains
        float64[2**n]: expected v(S) − x(S) where it is better off, times that probability.
    stable
        Probability that no proper coalition is better off alone.
    in_core
        Probability that, besides, the split adds up to v(N).
    covered
        Probability that v(N) suffices to pay the split.
    standard_error
        Of ``stable``, where the scenarios were drawn; that of any other probability is below 0.5 / √scenarios. None where they were given.
    scenarios, seed
        How many there were, and what they were drawn with; None where they were given.
    """

    players: tuple[str, ...]
    payoffs: NDArray[np.float64]
    kept: Kept
    chances: NDArray[np.float64]
    gains: NDArray[np.float64]
    stable: float
    in_core: float
    covered: float
    standard_error: float | None
    scenarios: int
    seed: int | None = None

    def likeliest(self, k: int = SHOWN) -> tuple[Blocker, ...]:
        """Return the k coalitions most likely to be better off alone, without those that never are; ties by gain, then in table order."""
        order = np.lexsort((np.arange(len(self.chances)), -self.gains, -self.chances))[: max(k, 0)]
        rows = [(int(mask), float(self.chances[mask])) for mask in order if self.chances[mask] > 0]
        return tuple(
            Blocker(tuple(self.players[i] for i in members_of(mask)), chance, float(self.gains[mask]) / chance) for mask, chance in rows
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; of the coalitions only the likeliest."""
        return {
            "players": list(self.players),
            "payoffs": self.payoffs.tolist(),
            "kept": self.kept,
            "stable": self.stable,
            "in_core": self.in_core,
            "covered": self.covered,
            "standard_error": self.standard_error,
            "scenarios": self.scenarios,
            "seed": self.seed,
            "likeliest": [{**one._asdict(), "members": list(one.members)} for one in self.likeliest()],
        }


def blocking_odds(
    source: Source,
    payoffs: ArrayLike | Sequence[float],
    *,
    keep: Kept = "amounts",
    players: Iterable[str] | None = None,
    probabilities: ArrayLike | None = None,
    samples: int = 1000,
    seed: int = 0,
) -> BlockingOdds:
    """Say how likely each coalition is to be better off alone than under a split that was fixed before the values are known.

    Parameters
    ----------
    source, players, probabilities, samples, seed
        The possible tables, given or drawn: see :func:`scenario_tables`.
    payoffs
        n finite numbers, in the order of the players and the game's unit.
    keep
        ``"amounts"``: everybody gets these payoffs, whatever v(N) turns out to be. ``"shares"``: everybody gets its part of them, as a
        share of v(N).

    Returns
    -------
    BlockingOdds
        One pass over all tables.

    Raises
    ------
    GameError
        If a table, a probability, a payoff, the number of samples or the seed is not well formed, or shares are to be kept of payoffs
        that add up to nothing.

    References
    ----------
    J. Suijs, P. Borm, A. De Waegenaere and S. Tijs, "Cooperative games with stochastic payoffs", 1999.

    Examples
    --------
    >>> import allocation as al
    >>> tables = [[0, 1, 1, 4], [0, 3, 1, 4]]
    >>> odds = al.blocking_odds(tables, [2, 2], players=["A", "B"], probabilities=[0.75, 0.25])
    >>> odds.stable, odds.likeliest()
    (0.75, (Blocker(members=('A',), chance=0.25, gain=1.0),))
    """
    if keep not in ("amounts", "shares"):
        raise GameError(f"keep must be 'amounts' or 'shares', got {keep!r}")
    scenarios = scenario_tables(source, players, probabilities, samples, seed)
    split = checked_payoffs(payoffs, scenarios.n)
    factors = _factors(scenarios, split, keep)
    grand = scenarios.tables[:, -1].astype(np.float64)
    scale = np.maximum(np.abs(scenarios.tables).max(axis=1), np.abs(factors) * np.abs(split).max())
    tolerances = TOLERANCE * scale.astype(np.float64)
    short = factors * split.sum() - grand
    odds, gains, quiet = _counted(scenarios, subset_sums(split), factors, tolerances)
    stable, in_core, covered = (_chance(scenarios, event) for event in (quiet, quiet & (np.abs(short) <= tolerances), short <= tolerances))
    error = None if scenarios.seed is None else float(np.sqrt(stable * (1 - stable) / scenarios.count))
    return BlockingOdds(scenarios.players, split, keep, odds, gains, stable, in_core, covered, error, scenarios.count, scenarios.seed)


def _factors(scenarios: ScenarioTables, split: NDArray[np.float64], keep: Kept) -> NDArray[np.float64]:
    """What the payoffs are multiplied by in each scenario."""
    if keep == "amounts":
        return np.ones(scenarios.count)
    total = float(split.sum())
    if abs(total) <= TOLERANCE * float(np.abs(split).max()):
        raise GameError("payoffs that add up to nothing have no shares: use keep='amounts'")
    return scenarios.tables[:, -1].astype(np.float64) / total


def _counted(
    scenarios: ScenarioTables, sums: NDArray[np.float64], factors: NDArray[np.float64], tolerances: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    count = len(sums)
    step = max(1, CHUNK_VALUES // count)
    quiet = np.empty(scenarios.count, dtype=np.bool_)

    def part(first: int) -> NDArray[np.float64]:
        here = slice(first, first + step)
        found = np.zeros((2, count))
        count_blocking(
            scenarios.tables[here], scenarios.probabilities[here], sums, factors[here], tolerances[here], found[0], found[1], quiet[here]
        )
        return found

    total = np.zeros((2, count))
    for found in in_order(part, range(0, scenarios.count, step)):
        total += found
    return np.minimum(total[0], 1.0), total[1], quiet


def _chance(scenarios: ScenarioTables, event: NDArray[np.bool_]) -> float:
    """The probability of an event; exactly one or zero if it happens always or never."""
    return 1.0 if event.all() else min(1.0, float(scenarios.probabilities[event].sum()))
