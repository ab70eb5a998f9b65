"""Games of which the exact Shapley value is known, for measuring estimators: too large for a table, but with a formula or a count."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

import allocation as al

__all__ = ["GAMES", "Known", "known_game"]

SEED = 0
NOISE = 1.0  # standard deviation of the noise of one coalition; a pair value has 1 too
NOISY_SIZES = (
    3  # noise of coalitions of up to so many members, or all but so many, is counted exactly: that of the many others averages out
)
PROJECT_ORDERS = 2_000_000  # orders walked for the truth of the project game


class Known(NamedTuple):
    """A game, its exact Shapley value, and where that comes from."""

    game: al.Game
    truth: NDArray[np.float64]
    source: str


def unanimity() -> Known:
    """50 unanimity games of 30 players; sizes uniform on 1 … 30, as in the generator of the field's benchmarks."""
    rng = np.random.default_rng(SEED)
    names = [str(i) for i in range(30)]
    rules = [al.Rule(rng.random(), tuple(rng.choice(names, rng.integers(1, 31), replace=False))) for _ in range(50)]
    game = al.RuleGame(rules, names)
    return Known(game, al.shapley(game).payoffs, "closed form")


def voting() -> Known:
    """50 voters with 1 to 100 votes each, a majority of all votes wins."""
    weights = np.random.default_rng(SEED).integers(1, 101, 50)
    game = al.VotingGame(weights.tolist(), int(weights.sum()) // 2 + 1)
    return Known(game, al.shapley(game).payoffs, "count over weights")


def airport() -> Known:
    """100 users of a facility with costs between 0 and 100."""
    game = al.AirportGame(np.random.default_rng(SEED).uniform(0, 100, 100))
    return Known(game, al.shapley(game).payoffs, "closed form")


def _hashed_noise(rows: NDArray[np.bool_]) -> NDArray[np.float64]:
    """A number of mean 0 and standard deviation 1 that depends on the coalition alone: the bits, multiplied and mixed."""
    keys = np.random.default_rng(SEED + 1).integers(0, 2**63, rows.shape[1], dtype=np.uint64)
    mixed = np.bitwise_xor.reduce(np.where(rows, keys, np.uint64(0)), axis=1)
    for factor in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB):
        mixed = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(factor)
    return ((mixed >> np.uint64(11)) / 2**53 - 0.5) * np.sqrt(12)


def noisy_pairs() -> Known:
    """60 players: own values, a normal value for every pair, and noise on every coalition."""
    rng = np.random.default_rng(SEED)
    n, pair = 60, np.triu(rng.normal(size=(60, 60)), 1)
    smooth = al.PairwiseGame(rng.uniform(0, 10, n), pair + pair.T)
    game = al.FunctionGame(lambda rows: smooth.worth(rows) + NOISE * _hashed_noise(rows), smooth.players, vectorised=True)
    return Known(game, al.shapley(smooth).payoffs + NOISE * _value_of_noise(n), "closed form, and the noise of small and large coalitions")


def _value_of_noise(n: int) -> NDArray[np.float64]:
    value = np.full(n, float(_hashed_noise(np.ones((1, n), dtype=bool))[0]) / n)
    for size in range(1, NOISY_SIZES + 1):
        members = np.array(list(combinations(range(n), size)))
        rows = np.zeros((len(members), n), dtype=bool)
        rows[np.arange(len(rows))[:, None], members] = True
        for few in (rows, ~rows):
            s = int(few[0].sum())
            value += n / (s * (n - s)) * ((few - s / n) * _hashed_noise(few)[:, None]).mean(axis=0)
    return value


def project() -> Known:
    """One project of 40 members with six capabilities."""
    rng = np.random.default_rng(SEED)
    n, k = 40, 6
    game = al.ProjectGame(
        players=[str(i) for i in range(n)],
        capabilities=rng.integers(0, 6, (n, k)) * rng.random((n, k)),
        requirement=np.full(k, 4.0),
        weights=np.full(k, 1 / k),
        base_success=0.8,
        benefit=1000,
        cost=50,
        outsourcing=rng.uniform(10, 40, k),
        subsidy=60,
        market_access=rng.uniform(0, 0.1, n),
        subsidy_needs=[["0", "1", "2", "3"], ["4", "5", "6"]],
        coordination_cost=2.0,
    )
    truth = al.estimate(game, samples=PROJECT_ORDERS * n, method="permutations", seed=10**6)
    return Known(game, truth.payoffs, f"{PROJECT_ORDERS} orders")


def _tabulated(values: Callable[[np.random.Generator, NDArray[np.bool_]], NDArray[np.float64]]) -> Known:
    rows = (np.arange(2**16)[:, None] // 2 ** np.arange(16)) % 2 == 1
    table = values(np.random.default_rng(SEED), rows)
    game = al.TableGame(np.where(rows.any(axis=1), table, 0.0))
    return Known(game, al.shapley(game).payoffs, "table")


def table_noise() -> Known:
    """16 players, every coalition worth an independent uniform number."""
    return _tabulated(lambda rng, rows: rng.random(len(rows)))


def table_concave() -> Known:
    """16 players, the square root of what the members bring, times a little luck."""
    return _tabulated(lambda rng, rows: np.sqrt(rows @ rng.uniform(0, 10, 16)) * rng.uniform(0.95, 1.05, len(rows)))


def table_groups() -> Known:
    """16 players in overlapping groups of three to six, each worth something when two thirds of it are there."""

    def worth(rng: np.random.Generator, rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        total = np.zeros(len(rows))
        for _ in range(30):
            group = rng.choice(16, rng.integers(3, 7), replace=False)
            total += rng.normal(1, 1) * (rows[:, group].mean(axis=1) >= 0.66)
        return total

    return _tabulated(worth)


GAMES: dict[str, Callable[[], Known]] = {
    "unanimity30": unanimity,
    "voting50": voting,
    "airport100": airport,
    "noisy_pairs60": noisy_pairs,
    "project40": project,
    "table16_noise": table_noise,
    "table16_concave": table_concave,
    "table16_groups": table_groups,
}


def known_game(name: str) -> Known:
    """Return one of :data:`GAMES` by name."""
    return GAMES[name]()
