"""Voting power at the sizes councils and funds have: seconds, error bound, and peak memory, one fresh process per case.

``alliance bench voting`` runs them; the first voters of a case stand for a smaller one: ``alliance bench power_states 12``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

import allocation as al
from benchmarks.child import in_child
from benchmarks.registry import Row, benchmark, main

# thousands of inhabitants of 27 states; synthetic in the last digits, scaled like the European Union of 2024
POPULATIONS = (83428, 68402, 58971, 48610, 36621, 19067, 17943, 11832, 10901, 10640, 10552, 10400, 9585, 9159)
POPULATIONS += (6446, 5961, 5604, 5425, 5344, 3862, 2886, 2124, 1872, 1375, 967, 672, 563)
REPEATS = 5  # the best of so many calls, for cases that take less than a second
SHORT = 1.0  # seconds


EXACT = 1e-12  # the largest error bound that will do
GIBIBYTE = 1024  # MiB

Make = Callable[[int], al.VotingGame]


def _union(n: int, total: int | None = None, double: bool = False) -> al.VotingGame:
    weights = POPULATIONS[:n]
    if total:
        weights = tuple(round(total * p / sum(weights)) for p in weights)
    population = al.VotingGame(weights, -(-sum(weights) * 65 // 100))
    return al.VotingGame.all_of([population, al.VotingGame([1] * len(weights), -(-len(weights) * 55 // 100))]) if double else population


def _fund(n: int, log_uniform: bool = False, share: float = 0.5) -> al.VotingGame:
    """Votes from a thousand to a million: one dominant voter and a long tail, or evenly over three decades."""
    tail = np.minimum(831_000, np.rint(1000 * (n / np.arange(1, n + 1)) ** 1.4))
    weights = np.rint(10 ** np.random.default_rng(0).uniform(3, 6, n)) if log_uniform else tail
    return al.VotingGame(weights, int(weights.sum() * share) + 1)


CASES: dict[str, tuple[str, Make, int, float]] = {  # what, game, usual voters, seconds allowed
    "power_states": ("populations in thousands, 65 %", _union, 27, 1),
    "power_states_double": ("populations in thousands, 65 %, and 55 % of the members", partial(_union, double=True), 27, 1),
    "power_scaled": ("populations scaled to 10 000, 65 %", partial(_union, total=10_000), 27, 0.03),
    "power_scaled_double": ("populations scaled to 10 000, and 55 % of the members", partial(_union, total=10_000, double=True), 27, 0.03),
    "power_fund": ("fund-like tail, 50 %", _fund, 190, 60),
    "power_fund_85": ("fund-like tail, 85 %", partial(_fund, share=0.85), 190, 60),
    "power_fund_log": ("log-uniform 10³…10⁶, 50 %", partial(_fund, log_uniform=True), 190, 60),
}


def _both(game: al.VotingGame) -> tuple[float, al.PowerIndex]:
    start = time.perf_counter()
    found = al.shapley_shubik(game)
    al.power(game, index="banzhaf")
    return time.perf_counter() - start, found


def measure(case: str, n: int) -> dict[str, Any]:
    """Both indices of one case; kernels are compiled on a small game of the same kind."""
    game = CASES[case][1](n)
    small = al.VotingGame([30_000, 20_000, 20_000, 10_000], 50_000)  # tiny votes would not be worth compiling for
    for how in ("exact", "floating"):
        al.shapley_shubik(small, how=how)
    al.power(al.VotingGame.all_of([small, al.VotingGame([1] * 4, 3)]), index="banzhaf")
    seconds, found = _both(game)
    if seconds < SHORT:
        seconds = min(_both(game)[0] for _ in range(REPEATS))
    return {"seconds": seconds, "method": found.method, "error_bound": found.error_bound}


def _power(case: str, n: int) -> Iterator[Row]:
    label, _, _, limit = CASES[case]
    found, peak = in_child("benchmarks.voting", "measure", case, n)
    fault = "" if found["error_bound"] <= EXACT else f"error bound {found['error_bound']:.1e}"
    note = f"{found['method']}, error bound {found['error_bound']:.0e}"
    yield Row(f"Shapley–Shubik and Banzhaf: {label}", f"{n} voters", found["seconds"], "limit", limit, 1, note=note, fault=fault)
    yield Row(f"peak memory of the process: {label}", f"{n} voters", peak, "limit", 2 * GIBIBYTE, 1, unit="MiB")


for case, (_, _, voters, limit) in CASES.items():
    must = f"at most {limit:g} s and 2 GiB, exact to {EXACT:g}"
    benchmark("voting", must, (voters,), of="voters", name=case)(partial(_power, case))

if __name__ == "__main__":
    main("voting")
