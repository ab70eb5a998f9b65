"""The nucleolus without a table: closed forms, pairs of a market, and a solver that looks for coalitions.

Games of up to 16 players are also solved as tables, and must agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

import allocation as al
from benchmarks.registry import Row, benchmark, main, timed

SEED = 0
TABLE_PLAYERS = 16
AGREES = 1e-7  # of the largest payoff: oracles solve linear programs in floating point


def pairwise(n: int) -> al.PairwiseGame:
    """Own worths, and pairs of either sign."""
    random = np.random.default_rng([SEED, n])
    pairs = np.triu(random.integers(-5, 20, (n, n)), 1).astype(float)
    return al.PairwiseGame(random.integers(0, 50, n).astype(float), pairs + pairs.T)


def assignment(n: int) -> al.AssignmentGame:
    """As many sellers as buyers."""
    return al.AssignmentGame(np.random.default_rng([SEED, n]).integers(0, 100, (n // 2, n // 2)).astype(float))


def rules(n: int) -> al.RuleGame:
    """One rule for each player, of two to four players needed or excluded."""
    random, names = np.random.default_rng([SEED, n]), [f"P{i}" for i in range(n)]
    made = []
    for _ in range(n):
        order = [names[i] for i in random.permutation(n)[: random.integers(2, 5)]]
        needed = int(random.integers(1, len(order) + 1))
        made.append(al.Rule(float(random.integers(-3, 12)), tuple(order[:needed]), tuple(order[needed:])))
    return al.RuleGame(made, names)


def projects(n: int) -> al.ProjectGame:
    """Two projects of four capabilities each."""
    random, names = np.random.default_rng([SEED, n]), [f"P{i}" for i in range(n)]
    made = [
        al.Project(
            capabilities=random.integers(0, 6, (n, 4)),
            requirement=random.integers(2, 6, 4),
            weights=np.full(4, 0.25),
            base_success=0.8,
            benefit=1000.0,
            cost=100.0,
            outsourcing=random.integers(10, 60, 4),
            subsidy=30.0,
            market_access=np.round(random.random(n) * 4 / n, 3),
            subsidy_needs=[names[: n // 2], names[n // 2 :]],
        )
        for _ in range(2)
    ]
    return al.ProjectGame.of_projects(names, made, np.zeros(n))


def production(n: int) -> al.ProductionGame:
    """Three resources, four products."""
    random = np.random.default_rng([SEED, n])
    return al.ProductionGame(random.integers(0, 20, (3, n)), random.integers(0, 6, (3, 4)) + np.eye(3, 4), random.integers(5, 30, 4))


CASES: dict[str, tuple[Callable[[int], al.Game], tuple[int, ...], tuple[int, ...]]] = {
    "pairwise": (pairwise, (16, 64), (2000,)),
    "assignment": (assignment, (16, 20), (60, 100)),
    "rules": (rules, (16, 30), (45,)),
    "projects": (projects, (12, 20), (30, 45)),
    "production": (production, (16, 30), (60,)),
}


def _difference(game: al.Game, found: al.Allocation) -> str:
    """What is wrong against the table, where there is one."""
    if game.n > TABLE_PLAYERS:
        return ""
    off = float(np.abs(al.prenucleolus(al.TableGame(game.table())).payoffs - found.payoffs).max())
    return "" if off <= AGREES * max(1.0, float(np.abs(found.payoffs).max())) else f"differs from the table's by {off:.0e}"


def _solve(name: str, n: int) -> Iterator[Row]:
    """Seconds beside those of the check, which must find everything in order."""
    game, found = CASES[name][0](n), []
    ours = timed(lambda: found.append(al.prenucleolus(game)))
    checking = timed(lambda: found.append(al.verify(game, found[0])))
    failed = ", ".join(check.name for check in found[1].failed)
    fault = f"not verified: {failed}" if failed else _difference(game, found[0])
    way = str(found[0].details.get("oracle", found[0].method))
    yield Row(f"prenucleolus, {name}", f"{n} players", ours, "its verification", checking, note=way, fault=fault)


for case, (_, sizes, long) in CASES.items():
    benchmark("nucleolus", "verified; the same as from the table", sizes, long, name=f"nucleolus_of_{case}")(partial(_solve, case))

if __name__ == "__main__":
    main("nucleolus_large")
