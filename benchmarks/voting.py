"""Voting power at the sizes councils and funds have: seconds, error bound, and peak memory, one fresh process per case.

Run ``python benchmarks/voting.py`` for a Markdown table, ``python benchmarks/voting.py CASE`` for one case as a JSON line.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import allocation as al

# thousands of inhabitants of 27 states; synthetic in the last digits, scaled like the European Union of 2024
POPULATIONS = (83428, 68402, 58971, 48610, 36621, 19067, 17943, 11832, 10901, 10640, 10552, 10400, 9585, 9159)
POPULATIONS += (6446, 5961, 5604, 5425, 5344, 3862, 2886, 2124, 1872, 1375, 967, 672, 563)
REPEATS = 5  # the best of so many calls, for cases that take less than a second
SHORT = 1.0  # seconds


def _union(weights: tuple[int, ...], double: bool) -> al.VotingGame:
    population = al.VotingGame(weights, -(-sum(weights) * 65 // 100))
    return al.VotingGame.all_of([population, al.VotingGame([1] * 27, 15)]) if double else population


def _scaled() -> tuple[int, ...]:
    return tuple(round(10_000 * p / sum(POPULATIONS)) for p in POPULATIONS)


def _fund(log_uniform: bool, share: float) -> al.VotingGame:
    """190 voters from a thousand to a million votes: one dominant voter and a long tail, or evenly over three decades."""
    tail = np.minimum(831_000, np.rint(1000 * (190 / np.arange(1, 191)) ** 1.4))
    weights = np.rint(10 ** np.random.default_rng(0).uniform(3, 6, 190)) if log_uniform else tail
    return al.VotingGame(weights, int(weights.sum() * share) + 1)


CASES: dict[str, tuple[str, Callable[[], al.VotingGame], str]] = {
    "states": ("27 voters, populations in thousands, 65 %", lambda: _union(POPULATIONS, False), "1 s"),
    "states-double": ("27 voters, populations and 15 members", lambda: _union(POPULATIONS, True), "1 s"),
    "scaled": ("27 voters, scaled to 10 000, 65 %", lambda: _union(_scaled(), False), "30 ms"),
    "scaled-double": ("27 voters, scaled to 10 000, and 15 members", lambda: _union(_scaled(), True), "30 ms"),
    "fund": ("190 voters, fund-like tail, 50 %", lambda: _fund(False, 0.5), "60 s, 2 GiB"),
    "fund-85": ("190 voters, fund-like tail, 85 %", lambda: _fund(False, 0.85), "60 s, 2 GiB"),
    "fund-log": ("190 voters, log-uniform 10³…10⁶, 50 %", lambda: _fund(True, 0.5), "60 s, 2 GiB"),
}


def _both(game: al.VotingGame) -> tuple[float, al.PowerIndex]:
    start = time.perf_counter()
    found = al.shapley_shubik(game)
    al.power(game, index="banzhaf")
    return time.perf_counter() - start, found


def measure(case: str) -> dict[str, Any]:
    """Both indices of one case; compiling is timed on a small game of the same kind."""
    label, make, must = CASES[case]
    game = make()
    small = al.VotingGame([3, 2, 2, 1], 5)
    start = time.perf_counter()
    for how in ("exact", "floating"):
        al.shapley_shubik(small, how=how)
    al.power(al.VotingGame.all_of([small, al.VotingGame([1] * 4, 3)]), index="banzhaf")
    compiling = time.perf_counter() - start
    seconds, found = _both(game)
    if seconds < SHORT:
        seconds = min(_both(game)[0] for _ in range(REPEATS))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "case": case,
        "label": label,
        "total_weight": game.rules[0].total,
        "seconds": seconds,
        "first_call_seconds": compiling,
        "method": found.method,
        "error_bound": found.error_bound,
        "peak_mib": peak,
        "must": must,
    }


def main() -> None:
    """Print one Markdown row per case."""
    print("| Shapley–Shubik and Banzhaf of all | total weight | seconds | must reach | error bound | peak MiB | first small call, s |")
    print("|---|---|---|---|---|---|---|")
    for case in CASES:
        root = Path(__file__).resolve().parents[1]
        run = subprocess.run([sys.executable, "-m", "benchmarks.voting", case], cwd=root, capture_output=True, text=True, check=True)
        row = json.loads(run.stdout)
        print(
            f"| {row['label']} | {row['total_weight']} | {row['seconds']:.3g} | {row['must']} | {row['error_bound']:.1e} "
            f"| {row['peak_mib']:.0f} | {row['first_call_seconds']:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
    else:
        main()
