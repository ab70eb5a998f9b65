"""Estimators beside shapiq: error at equal numbers of evaluations, seconds, coverage of intervals, and 5 000 members.

``alliance bench sampling`` runs them; names choose a game or a figure: ``alliance bench error_airport100 1000 10000``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

import allocation as al
from benchmarks.peers import NOT_INSTALLED, peer
from benchmarks.registry import Row, benchmark, main
from benchmarks.sampling_games import GAMES, Known, known_game

RUNS = 3  # seeds an error is averaged over
COVERED = ("table16_groups", "unanimity30", "voting50")
LEVEL = 0.95
LEEWAY = 2.0  # percentage points that coverage may be off
TARGET = 0.01  # half-width asked for 5 000 members, whose pair values have a standard deviation of 1
MINUTE = 60.0  # seconds
WORST = 1.2  # times the mean squared error of the best peer, on any game
FASTER = 1 / 20  # of the peer's seconds, on compiled games
COMPILED = ("unanimity30", "voting50", "airport100")

Approximate = Callable[[Known, int, int], NDArray[np.float64]]


def peers() -> dict[str, Approximate]:
    """Return the approximators of Shapley values of shapiq, with and without pairing."""
    if peer("shapiq") is None:
        return {}
    shapiq = import_module("shapiq.approximator")
    makers: dict[str, Callable[[int, int], Any]] = {
        "SVARM": lambda n, seed: shapiq.SVARM(n, random_state=seed),
        "SVARM, pairs": lambda n, seed: shapiq.SVARM(n, random_state=seed, pairing_trick=True),
        "UnbiasedKernelSHAP": lambda n, seed: shapiq.UnbiasedKernelSHAP(n, random_state=seed),
        "UnbiasedKernelSHAP, pairs": lambda n, seed: shapiq.UnbiasedKernelSHAP(n, random_state=seed, pairing_trick=True),
        "KernelSHAP": lambda n, seed: shapiq.KernelSHAP(n, random_state=seed),
        "KernelSHAP, pairs": lambda n, seed: shapiq.KernelSHAP(n, random_state=seed, pairing_trick=True),
        "LeverageSHAP": lambda n, seed: shapiq.KernelSHAP(n, random_state=seed, pairing_trick=True, sampling_weights=np.ones(n + 1)),
        "StratifiedSamplingSV": lambda n, seed: shapiq.StratifiedSamplingSV(n, random_state=seed),
        "PermutationSamplingSV": lambda n, seed: shapiq.PermutationSamplingSV(n, random_state=seed),
        "OwenSamplingSV": lambda n, seed: shapiq.OwenSamplingSV(n, random_state=seed, n_anchor_points=10),
        "kADDSHAP": lambda n, seed: shapiq.kADDSHAP(n, max_order=2, random_state=seed),
    }
    return {name: _approximator(make) for name, make in makers.items()}


def _approximator(make: Callable[[int, int], Any]) -> Approximate:
    def approximate(known: Known, samples: int, seed: int) -> NDArray[np.float64]:
        found = make(known.game.n, seed).approximate(samples, lambda rows: known.game.worth(np.atleast_2d(rows).astype(bool)))
        return np.asarray(found.get_n_order_values(1), dtype=np.float64)

    return approximate


def ours(method: str = "auto") -> Approximate:
    """Return one of our methods."""
    return lambda known, samples, seed: al.estimate(known.game, samples=samples, seed=seed, method=method).payoffs


def measured(approximate: Approximate, known: Known, samples: int, runs: int) -> tuple[float, float]:
    """Return the mean squared error and the seconds of one run."""
    approximate(known, max(samples // 20, 10 * known.game.n), 0)
    start = time.perf_counter()
    errors = [np.mean((approximate(known, samples, seed) - known.truth) ** 2) for seed in range(runs)]
    return float(np.mean(errors)), (time.perf_counter() - start) / runs


def _error(name: str, samples: int) -> Iterator[Row]:
    """Mean squared error at an equal budget, beside the peer that is best on this game."""
    known = known_game(name)
    mse, seconds = measured(ours(), known, samples, RUNS)
    found = {called: measured(approximate, known, samples, RUNS) for called, approximate in peers().items()}
    best = min(found, key=lambda called: found[called][0]) if found else None
    beside = "shapiq" if best is None else f"shapiq: {best}"
    note = NOT_INSTALLED if best is None else f"{seconds:.2f} s, the peer {found[best][1]:.2f} s"
    what = f"mean squared error, {name}"
    yield Row(what, f"{samples} evaluations", mse, beside, found[best][0] if best else None, WORST, "squared", note)


def _seconds(name: str, samples: int) -> Iterator[Row]:
    """Seconds of like methods on compiled games."""
    pairs = {"permutations": "PermutationSamplingSV", "stratified": "SVARM", "leverage": "LeverageSHAP", "auto": "SVARM"}
    known, others = known_game(name), peers()
    for method, other in pairs.items():
        took = min(measured(ours(method), known, samples, 1)[1] for _ in range(RUNS))
        theirs = measured(others[other], known, samples, 1)[1] if others else None
        note = "" if others else NOT_INSTALLED
        yield Row(f"estimate by {method}, {name}", f"{samples} evaluations", took, f"shapiq: {other}", theirs, FASTER, note=note)


for game in GAMES:
    of = "evaluations"
    benchmark("sampling", "at most 1.2 times the best peer's error", (1_000,), (10_000, 100_000), of, name=f"error_{game}")(
        partial(_error, game)
    )
    if game in COMPILED:
        benchmark("sampling", "at least 20 times as fast", (10_000,), (100_000,), of, name=f"seconds_{game}")(partial(_seconds, game))


@benchmark("sampling", "93 to 97 % of the 95 % intervals hold the exact value", (50,), (500,), of="runs")
def coverage(runs: int) -> Iterator[Row]:
    """Share of 95 % intervals that hold the exact value, over many seeds and all players."""
    for name in COVERED:
        known, inside = known_game(name), []
        for seed in range(runs):
            interval = al.estimate(known.game, samples=1_000, seed=seed).interval(LEVEL)
            inside.append(np.mean((interval[:, 0] <= known.truth) & (known.truth <= interval[:, 1])))
        covered = 100 * float(np.mean(inside))
        what = f"coverage of 95 % intervals, {name}: points off"
        yield Row(what, f"{runs} runs", abs(covered - 100 * LEVEL), "leeway", LEEWAY, 1, "points", f"{covered:.1f} % hold it")


@benchmark("sampling", "error bar within the target in under a minute", (1_000,), (5_000,), of="members")
def many_members(n: int) -> Iterator[Row]:
    """A game of pairs of thousands of members, to a target half-width, against its closed form."""
    rng = np.random.default_rng(0)
    pair = np.triu(rng.normal(size=(n, n)), 1)
    game = al.PairwiseGame(rng.uniform(0, 10, n), pair + pair.T)
    start = time.perf_counter()
    found = al.estimate(game, tolerance=TARGET, seed=0)
    took = time.perf_counter() - start
    off = float(np.abs(found.payoffs - al.shapley(game).payoffs).max())
    half = float(np.diff(found.interval(LEVEL), axis=1).max() / 2)
    note, fault = f"half-width {half:.1e}, largest error {off:.1e}", "" if half <= TARGET else "half-width above the target"
    yield Row(f"estimate to a half-width of {TARGET:g}", f"{n} members", took, "limit", MINUTE, 1, note=note, fault=fault)


if __name__ == "__main__":
    main("sampling")
