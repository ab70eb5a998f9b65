"""The exact frontier of benefit and cost beside NSGA-II of pymoo, which gets the same time on the same clock.

On the alliance-shaped instances of :mod:`benchmarks.selection`. A frontier is measured by the area it dominates up to no benefit at a cost
just above the budget (hypervolume); rows show the share of the box around all points that is *not* dominated, so that less is better.
NSGA-II walks over binary vectors with its own handling of constraints; its population starts with sets of at most K members, because
random vectors with half of the candidates in them break nearly every limit.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

import partner_select as ps
from benchmarks.peers import peer, said
from benchmarks.registry import Row, benchmark, main
from benchmarks.selection import COMPLETE, ROLES, alliance

Points = NDArray[np.float64]  # [points, 2]: benefit with its sign turned, and cost, both to be small

SEEDS = (0, 1, 2, 3, 4)
MOST = 6  # members
POPULATION = 100  # with 200 and 400 it covered less on these problems
NEEDED = 3  # capabilities, the first ones, that somebody must have


def _amounts(problem: ps.Problem, sets: NDArray[np.bool_]) -> tuple[Points, Points]:
    """Value sets in both objectives, and say by how much they break each limit (above zero)."""
    pool, chosen = problem.pool, sets.astype(np.float64)
    pairs = np.einsum("ki,ij,kj->k", chosen, pool.pairs.matrix, chosen, optimize=True) / 2.0
    cost, size = chosen @ pool.cost, chosen.sum(axis=1)
    budget = float(problem.budget or 0.0)
    missing = [1.0 - chosen @ np.array([role == name for role in pool.roles], dtype=np.float64) for name in ROLES]
    missing += [1.0 - chosen @ pool.capabilities[:, k] for k in range(NEEDED)]
    broken = np.column_stack([cost - budget, size - MOST, 1.0 - size, *missing])
    return np.column_stack([-(chosen @ pool.value + pairs), cost]), broken


def _starts(n: int, seed: int) -> NDArray[np.bool_]:
    """Random sets of one to MOST members."""
    rng = np.random.default_rng(seed)
    sets = np.zeros((POPULATION, n), dtype=np.bool_)
    for row in sets:
        row[rng.permutation(n)[: int(rng.integers(1, MOST + 1))]] = True
    return sets


def _walked(problem: ps.Problem, seed: int, seconds: float) -> Points:
    """The frontier that NSGA-II knows after so many seconds."""
    from pymoo.algorithms.moo.nsga2 import NSGA2
    from pymoo.core.problem import Problem
    from pymoo.operators.crossover.pntx import TwoPointCrossover
    from pymoo.operators.mutation.bitflip import BitflipMutation
    from pymoo.optimize import minimize
    from pymoo.termination.max_time import TimeBasedTermination

    n = problem.pool.n

    class Sets(Problem):
        def _evaluate(self, x: NDArray[np.bool_], out: dict[str, Points], *_: Any, **__: Any) -> None:
            out["F"], out["G"] = _amounts(problem, x)

    ways = {"crossover": TwoPointCrossover(), "mutation": BitflipMutation(prob_var=1 / n), "eliminate_duplicates": True}
    method = NSGA2(POPULATION, sampling=_starts(n, seed), **ways)
    asked = Sets(n_var=n, n_obj=2, n_ieq_constr=3 + len(ROLES) + NEEDED, xl=0, xu=1, vtype=bool)
    found = minimize(asked, method, TimeBasedTermination(seconds), seed=seed).F
    return np.zeros((0, 2)) if found is None else np.atleast_2d(found)


def _left(points: Points, box: Points) -> float:
    """Percent of a box, given by its best and its worst corner, that points do not dominate; exact as far as amounts are whole."""
    from pymoo.indicators.hv import HV

    area = float(HV(ref_point=box[1])(points)) if len(points) else 0.0
    return 100.0 * (1.0 - area / float(np.prod(box[1] - box[0])))


@benchmark("selection", "hypervolume never below that of NSGA-II in the same time", (50,), of="candidates")
def frontier_beside_pymoo(n: int) -> Iterator[Row]:
    """Hypervolume of the exact frontier of benefit and cost."""
    ps.select(alliance(40, 0.2, 4, 99))
    pymoo = peer("pymoo")
    for seed in SEEDS if pymoo is not None else ():
        problem = alliance(n, 0.2, MOST, seed)
        start = time.perf_counter()
        found = ps.frontier(problem, ("objective", "cost"), time_limit=COMPLETE)
        seconds = time.perf_counter() - start
        names = [set(point.members) for point in found.points]
        ours, broken = _amounts(problem, np.array([[name in names_ for name in problem.pool.names] for names_ in names]))
        theirs = _walked(problem, seed, seconds)
        worst = np.array([0.0, float(problem.budget or 0.0) + 1.0])
        box = np.array([np.concatenate([ours, theirs]).min(axis=0), worst])
        said_otherwise = broken.max() > 0 or [-p.values["objective"] for p in found.points] != ours[:, 0].tolist()
        note = f"{len(found.points)} points{'' if found.complete else ', not complete'}, theirs {len(theirs)}, {seconds:.1f} s each"
        what, size = "not dominated, exact frontier of benefit and cost", f"{n}, seed {seed}"
        fault = "other amounts" if said_otherwise else ""
        yield Row(what, size, _left(ours, box), "pymoo NSGA-II", _left(theirs, box), 1.0, "%", note, fault)
    if pymoo is None:
        yield Row("not dominated, exact frontier of benefit and cost", str(n), None, "pymoo NSGA-II", None, 1.0, "%", said(pymoo))


if __name__ == "__main__":
    main("frontier_peer")
