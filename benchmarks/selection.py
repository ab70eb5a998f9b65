"""Partner selection at the sizes consultants meet: seconds to a proof, or the certified gap when the time is up.

Alliance-shaped instances (:func:`alliance`): n candidates with whole values and costs from 10 to 99, three roles with equal odds, twelve
capabilities that each candidate has with odds 0.15, a budget of 0.8·K·mean cost, at most K members; the first three capabilities must be
covered and every role be present; a share of the pairs has a value from 1 to 59, negative with odds 0.2. Quadratic knapsacks
(:func:`knapsack`): profits 1…100 with the stated density, weights 1…50, a capacity uniform from 50 to the sum of weights (Billionnet and
Soutif 2004). Coverage (:func:`coverage`): thirty capabilities at 15 %, levels from 1 to 5, needs of 4 by best or 9 by sum, no pairs. The
random numbers are those of numpy's ``default_rng(seed)``.

``alliance bench selection`` runs them with three seeds each; sizes are candidates.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import numpy as np

import partner_select as ps
from benchmarks.registry import Row, benchmark, main

ROLES = ("enterprise", "university", "institute")
SEEDS = (0, 1, 2)


def alliance(n: int, share: float, most: int, seed: int) -> ps.Problem:
    """An alliance-shaped instance."""
    rng = np.random.default_rng(seed)
    value, cost = rng.integers(10, 100, n), rng.integers(10, 100, n)
    signs = np.where(rng.random((n, n)) < 0.2, -1, 1)
    pairs = np.triu(rng.integers(1, 60, (n, n)) * signs * (rng.random((n, n)) < share), 1)
    pool = ps.Pool(
        [f"c{i}" for i in range(n)],
        value=value,
        cost=cost,
        pairs=pairs,
        roles=rng.choice(ROLES, n).tolist(),
        capabilities=(rng.random((n, 12)) < 0.15).astype(float),
    )
    needs = dict.fromkeys(pool.capability_names[:3], 1.0)
    return ps.Problem(pool, budget=float(int(0.8 * most * cost.mean())), size=(1, most), needs=needs, roles=dict.fromkeys(ROLES, (1, None)))


def knapsack(n: int, share: float, seed: int) -> ps.Problem:
    """A quadratic knapsack after Billionnet and Soutif."""
    rng = np.random.default_rng(seed)
    profit = np.triu(rng.integers(1, 101, (n, n)) * (rng.random((n, n)) < share))
    weight = rng.integers(1, 51, n)
    pool = ps.Pool([f"c{i}" for i in range(n)], value=np.diag(profit), cost=weight, pairs=np.triu(profit, 1))
    return ps.Problem(pool, budget=float(rng.integers(50, weight.sum() + 1)), size=(0, None))


def coverage(n: int, seed: int) -> ps.Problem:
    """Thirty capabilities to cover, partly by one member, partly together, paid for in part; no pairs."""
    rng = np.random.default_rng(seed)
    levels = rng.integers(1, 6, (n, 30)) * (rng.random((n, 30)) < 0.15)
    cost = rng.integers(10, 100, n)
    pool = ps.Pool([f"c{i}" for i in range(n)], value=rng.integers(10, 100, n), cost=cost, capabilities=levels.astype(float))
    needs = {
        name: ps.Need(4, hard=False, worth=50) if k % 2 else ps.Need(9, "sum", hard=False, worth=50)
        for k, name in enumerate(pool.capability_names)
    }
    return ps.Problem(pool, budget=float(int(0.8 * 8 * cost.mean())), size=(1, 8), needs=needs, objective=ps.Objective(coverage=1))


class Case(NamedTuple):
    """A family of instances, what a run must reach, and how long it may search."""

    label: str
    make: Callable[[int, int], ps.Problem]
    sizes: tuple[int, ...]
    seconds: float  # for the proof
    gap: float | None = None  # in percent, where no proof is asked for


def _alliances(n: int, seed: int, share: float, most: int) -> ps.Problem:
    return alliance(n, share, most, seed)


def _knapsacks(n: int, seed: int, share: float) -> ps.Problem:
    return knapsack(n, share, seed)


CASES: dict[str, Case] = {
    "select_six_20": Case("20 % pairs, K=6", partial(_alliances, share=0.2, most=6), (50,), 0.5),
    "select_eight_10": Case("10 % pairs, K=8", partial(_alliances, share=0.1, most=8), (100,), 10),
    "select_eight_30": Case("30 % pairs, K=8", partial(_alliances, share=0.3, most=8), (100,), 10),
    "select_eight_1": Case("1 % pairs, K=8", partial(_alliances, share=0.01, most=8), (500,), 10),
    "select_eight_3": Case("3 % pairs, K=8", partial(_alliances, share=0.03, most=8), (500,), 5, 40),
    "select_eight_100": Case("100 % pairs, K=8", partial(_alliances, share=1.0, most=8), (500,), 5, 20),
    "knapsack_25": Case("quadratic knapsack, 25 %", partial(_knapsacks, share=0.25), (100,), 15),
    "knapsack_50": Case("quadratic knapsack, 50 %", partial(_knapsacks, share=0.5), (100,), 15),
    "knapsack_100": Case("quadratic knapsack, 100 %", partial(_knapsacks, share=1.0), (100,), 15),
    "select_coverage": Case("coverage, 30 capabilities", coverage, (500,), 5),
}
SEARCH = 60.0  # seconds a proof may take before we give up
COMPLETE = 30.0  # seconds a frontier may take


def _near(found: ps.Selection, news: list[tuple[float, float]]) -> str:
    """When the first set within 1 % of the final one was known."""
    reached = [seconds for worth, seconds in news if found.objective is not None and worth >= 0.99 * found.objective]
    return f", within 1 % after {min(reached):.2f} s" if reached else ""


def _select(name: str, n: int) -> Iterator[Row]:
    """One search per seed, after the kernels are loaded."""
    case = CASES[name]
    ps.select(alliance(40, 0.2, 4, 99))
    for seed in SEEDS:
        problem, news = case.make(n, seed), []

        def watch(objective: float | None, bound: float | None, seconds: float, heard: list[Any] = news) -> None:
            if objective is not None:
                heard.append((objective, seconds))

        start = time.perf_counter()
        found = ps.select(problem, time_limit=SEARCH if case.gap is None else case.seconds, progress=watch)
        yield _row(case, n, seed, found, time.perf_counter() - start, _near(found, news), ps.verify(problem, found))


def _row(case: Case, n: int, seed: int, found: ps.Selection, seconds: float, near: str, checks: Any) -> Row:
    gap = None if found.gap is None else 100 * found.gap
    size, note, wrong = f"{n}, seed {seed}", f"{found.proof['solver']}{near}", "" if all(check.ok for check in checks) else "not verified"
    if case.gap is not None:
        fault = wrong or ("" if gap is not None else f"no set found: {found.status}")
        return Row(f"certified gap after {case.seconds:g} s: {case.label}", size, gap, "limit", case.gap, 1, "%", note, fault)
    proved = found.status in (ps.Status.PROVED, ps.Status.INFEASIBLE)
    fault = wrong or ("" if proved else "not proved" if gap is None else f"not proved, gap {gap:.1f} %")
    return Row(f"best set, proved: {case.label}", size, seconds, "limit", case.seconds, 1, note=note, fault=fault)


for name, case in CASES.items():
    must = f"proved within {case.seconds:g} s" if case.gap is None else f"gap of at most {case.gap:g} % after {case.seconds:g} s"
    benchmark("selection", must, case.sizes, of="candidates", name=name)(partial(_select, name))


@benchmark("selection", "complete within 30 s", (50,), of="candidates")
def frontier_of_two(n: int) -> Iterator[Row]:
    """The exact frontier of benefit and cost."""
    ps.select(alliance(40, 0.2, 4, 99))
    for seed in SEEDS:
        problem = alliance(n, 0.2, 6, seed)
        start = time.perf_counter()
        found = ps.frontier(problem, ("objective", "cost"), time_limit=4 * COMPLETE)
        seconds = time.perf_counter() - start
        note, fault = f"{len(found.points)} points", "" if found.complete else "not complete"
        yield Row("exact frontier of benefit and cost", f"{n}, seed {seed}", seconds, "limit", COMPLETE, 1, note=note, fault=fault)


if __name__ == "__main__":
    main("selection")
