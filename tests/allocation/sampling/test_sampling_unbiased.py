"""Unbiasedness and honest errors: means over many seeds against exact values. All seeds are fixed, so nothing here is left to chance."""

import numpy as np
import pytest

import allocation as al

RUNS = 40
FAR = 4.2  # standard errors of a mean: of 7 players and some 30 cases one in a hundred would be further off by luck; these seeds are not
N = 7
NAMES = [str(i + 1) for i in range(N)]


def crooked_game():
    """A table with everything in it: maxima, thresholds, pairs, noise; no symmetry."""
    rng = np.random.default_rng(2)
    rows = (np.arange(2**N)[:, None] >> np.arange(N)) & 1 == 1
    table = np.where(rows, np.arange(1, N + 1), 0).max(axis=1) + 4.0 * (rows @ np.arange(N) >= 9) + rng.normal(size=2**N)
    table[0] = 0.0
    return al.TableGame(table, NAMES)


GAME = crooked_game()
UNIONS = [["1", "4"], ["2", "3", "7"]]
GRAPH = [("1", "2"), ("2", "3"), ("3", "4"), ("4", "5"), ("6", "7")]
CHANCES = al.beta_chances(N, 2.0, 1.0)
EXACT = {
    "shapley": al.shapley(GAME),
    "banzhaf": al.banzhaf(GAME),
    "semivalue": al.semivalue(GAME, CHANCES),
    "owen": al.owen(GAME, UNIONS),
    "myerson": al.myerson(GAME, GRAPH),
}
OPTIONS = {"semivalue": {"chances": CHANCES}, "owen": {"unions": UNIONS}, "myerson": {"graph": GRAPH}}
UNBIASED = ["permutations", "antithetic", "stratified", "reuse", "linear", "linear_by_size"]


def runs_of(value, method, samples, runs=RUNS):
    found = [al.estimate(GAME, value, samples=samples, seed=s, method=method, **OPTIONS.get(value, {})) for s in range(runs)]
    return np.array([e.payoffs for e in found]), np.array([e.standard_error for e in found])


def largest_z(payoffs, exact):
    return float(np.abs((payoffs.mean(axis=0) - exact) / (payoffs.std(axis=0, ddof=1) / np.sqrt(len(payoffs)))).max())


@pytest.mark.parametrize("method", UNBIASED)
def test_shapley_is_unbiased(method):
    payoffs, _ = runs_of("shapley", method, 60)
    assert largest_z(payoffs, EXACT["shapley"].payoffs) < FAR


@pytest.mark.parametrize("method", ["stratified", "reuse", "linear", "linear_by_size"])
@pytest.mark.parametrize("value", ["banzhaf", "semivalue"])
def test_other_semivalues_are_unbiased(value, method):
    payoffs, _ = runs_of(value, method, 60)
    assert largest_z(payoffs, EXACT[value].payoffs) < FAR


@pytest.mark.parametrize("method", ["permutations", "antithetic"])
def test_owen_is_unbiased(method):
    payoffs, _ = runs_of("owen", method, 60)
    assert largest_z(payoffs, EXACT["owen"].payoffs) < FAR


@pytest.mark.parametrize("method", ["permutations", "linear", "stratified"])
def test_myerson_is_unbiased(method):
    payoffs, _ = runs_of("myerson", method, 60)
    assert largest_z(payoffs, EXACT["myerson"].payoffs) < FAR


@pytest.mark.parametrize(("method", "samples"), [("link", 100), ("trees", 126)])
def test_slower_surrogates_are_unbiased(method, samples):
    game = al.TableGame(np.concatenate((GAME.table(), GAME.table() + 1.0)) * 1.0, [*NAMES, "8"])
    if method == "trees":
        samples = 200
    found = np.array([al.estimate(game, samples=samples, seed=s, method=method).payoffs for s in range(20)])
    assert largest_z(found, al.shapley(game).payoffs) < FAR


def test_auto_is_nearly_unbiased():
    """Choosing by a pilot leaves a bias; it must stay below a third of the standard error."""
    payoffs, errors = runs_of("shapley", "auto", 50, 25)
    assert np.abs(payoffs.mean(axis=0) - EXACT["shapley"].payoffs).max() < errors.mean() / 3


def test_regressions_are_consistent():
    """Their bias at few samples is allowed; at many it must be small beside the error of one run at few."""
    exact = EXACT["shapley"].payoffs
    for method in ("leverage", "kernel"):
        few = np.array([al.estimate(GAME, samples=60, seed=s, method=method).payoffs for s in range(30)])
        many = np.array([al.estimate(GAME, samples=120, seed=s, method=method).payoffs for s in range(30)])
        assert np.mean((many - exact) ** 2) < 0.75 * np.mean((few - exact) ** 2)


@pytest.mark.parametrize("method", ["permutations", "antithetic", "stratified", "linear"])
def test_standard_errors_are_the_spread_of_the_estimates(method):
    payoffs, errors = runs_of("shapley", method, 100)
    spread = np.sqrt(payoffs.var(axis=0, ddof=1).mean())
    assert 0.8 < np.sqrt((errors**2).mean()) / spread < 1.25


def test_intervals_hold_the_truth():
    game = al.AirportGame(np.random.default_rng(0).uniform(0, 10, 12))
    exact = al.shapley(game).payoffs
    inside = []
    for seed in range(25):
        interval = al.estimate(game, samples=400, seed=seed, method="linear").interval(0.95)
        inside.append((interval[:, 0] - 1e-12 <= exact) & (exact <= interval[:, 1] + 1e-12))
    assert 0.90 < np.mean(inside) <= 0.99


@pytest.mark.parametrize("index", ["shapley", "banzhaf"])
def test_interactions_are_unbiased(index):
    exact = (al.shapley_interaction if index == "shapley" else al.banzhaf_interaction)(GAME)
    found = np.array([al.estimate_interactions(GAME, index, samples=90, seed=s).values for s in range(24)])
    upper = np.triu_indices(N, 1)
    z = (found.mean(axis=0) - exact)[upper] / (found.std(axis=0, ddof=1)[upper] / np.sqrt(24))
    assert np.abs(z).max() < FAR


def test_errors_of_interactions_are_their_spread():
    found = [al.estimate_interactions(GAME, samples=90, seed=s) for s in range(40)]
    upper = np.triu_indices(N, 1)
    spread = np.array([f.values[upper] for f in found]).var(axis=0, ddof=1).mean()
    claimed = np.mean([(f.standard_error[upper] ** 2).mean() for f in found])
    assert 0.7 < claimed / spread < 1.4
