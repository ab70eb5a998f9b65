"""Structure terms by definition: whole numbers, every subset at once, no code of the package.

A case is written in whole numbers (levels in tenths), so that limits are decided in exact integers; only covered fractions are floats.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

import partner_select as ps

Sets = NDArray[np.bool_]
WEIGHTS = ps.Objective(value=1, synergy=1, cost=0.5, coverage=2)


@dataclass
class StructureCase:
    """Raw numbers of a problem."""

    n: int
    value: list[int]
    cost: list[int]
    staff: list[int]
    levels: NDArray[np.int64]
    region: list[str | None]
    stage: list[list[str]]
    role: list[str]
    pairs: dict[tuple[int, int], int]
    groups: dict[tuple[int, ...], int]
    asked: dict[str, Any]

    def names(self, positions: Any) -> tuple[str, ...]:
        return tuple(f"c{i}" for i in positions)

    def build(self, weights: ps.Objective = WEIGHTS) -> ps.Problem:
        pool = ps.Pool(
            self.names(range(self.n)),
            value=self.value,
            cost=self.cost,
            capabilities=self.levels / 10,
            capability_names=["k0", "k1", "k2"],
            roles=self.role,
            pairs={self.names(e): v for e, v in self.pairs.items()},
            groups={self.names(e): v for e, v in self.groups.items()},
            labels={"region": self.region, "stage": self.stage},
            cost_classes={"staff": self.staff},
        )
        given = dict(self.asked)
        for field in ("either", "one_of", "implies", "conflicts", "acquainted"):
            if field in given:
                given[field] = [self.names(ends) for ends in given[field]]
        return ps.Problem(pool, objective=weights, **given)


def every_set(n: int) -> Sets:
    return (np.arange(2**n)[:, None] >> np.arange(n)) % 2 == 1


def after_worst_exit(need: ps.Need, levels: NDArray[np.int64], sets: Sets) -> NDArray[np.float64]:
    """Level that each set reaches, as the smallest over all its exits when it must survive one; in float, exact for the sizes used."""
    n = sets.shape[1]
    if not need.survive_exit:
        return level_of(need, levels, sets)
    worst = level_of(need, levels, sets)
    for i in range(n):
        gone = sets.copy()
        gone[:, i] = False
        worst = np.minimum(worst, level_of(need, levels, gone))
    return worst


def level_of(need: ps.Need, levels: NDArray[np.int64], sets: Sets) -> NDArray[np.float64]:
    there = np.where(sets, levels, 0)
    if need.by == "sum":
        return there.sum(axis=1) / 10
    if need.by == "any":
        misses = np.where(sets, 10 - levels, 10).prod(axis=1)  # at most 10**n: exact in int64 for n up to 18
        return (10 ** sets.shape[1] - misses) / 10 ** sets.shape[1]
    return np.sort(there, axis=1)[:, ::-1][:, need.at_least - 1] / 10 if need.at_least <= sets.shape[1] else np.zeros(len(sets))


def met(need: ps.Need, levels: NDArray[np.int64], sets: Sets) -> Sets:
    """Whether the level is reached, decided in whole numbers."""
    if need.by != "any":
        return np.rint(after_worst_exit(need, levels, sets) * 10) >= round(need.amount * 10)
    misses = np.where(sets, 10 - levels, 10)
    if need.survive_exit:
        misses = np.sort(misses, axis=1)
        misses[:, 0] = 10  # without the member who misses least
    n = sets.shape[1]
    return misses.prod(axis=1) * 1000 <= round((1 - need.amount) * 1000) * 10**n


def within(counted: NDArray[np.int64], low: int, high: int | None) -> Sets:
    return (counted >= low) & (counted <= (np.inf if high is None else high))


def feasible(case: StructureCase, sets: Sets) -> Sets:
    """Which sets keep every limit."""
    asked = case.asked
    ok = within(sets.sum(axis=1), *asked.get("size", (1, None)))
    for role, span in asked.get("roles", {}).items():
        ok &= within(sets[:, [r == role for r in case.role]].sum(axis=1), *span)
    for value, span in asked.get("counts", {}).get("region", {}).items():
        ok &= within(sets[:, [r == value for r in case.region]].sum(axis=1), *span)
    if "cover" in asked:
        for value in {v for own in case.stage for v in own}:
            ok &= sets[:, [value in own for own in case.stage]].any(axis=1)
    if "budget" in asked:
        ok &= sets @ np.array(case.cost) <= asked["budget"]
    if "budgets" in asked:
        ok &= sets @ np.array(case.staff) <= asked["budgets"]["staff"]
    for name, need in asked.get("needs", {}).items():
        if need.hard:
            ok &= met(need, case.levels[:, int(name[1])], sets)
    return ok & related(case, sets)


def related(case: StructureCase, sets: Sets) -> Sets:
    asked, ok = case.asked, np.ones(len(sets), dtype=bool)
    for ends in asked.get("either", ()):
        ok &= sets[:, ends].any(axis=1)
    for ends in asked.get("one_of", ()):
        ok &= sets[:, ends].sum(axis=1) == 1
    for a, b in asked.get("implies", ()):
        ok &= ~sets[:, a] | sets[:, b]
    for a, b in asked.get("conflicts", ()):
        ok &= ~(sets[:, a] & sets[:, b])
    known = {frozenset(ends) for ends in asked.get("acquainted", ())}
    strangers = [ends for ends in itertools.combinations(range(case.n), 2) if frozenset(ends) not in known]
    if asked.get("max_stranger_pairs") is not None:
        ok &= sum((sets[:, a] & sets[:, b]).astype(int) for a, b in strangers) <= asked["max_stranger_pairs"]
    if asked.get("max_strangers") is not None:
        alone = np.zeros(len(sets), dtype=int)
        for i in range(case.n):
            friends = [j for j in range(case.n) if frozenset((i, j)) in known]
            alone += sets[:, i] & ~sets[:, friends].any(axis=1)
        ok &= alone <= asked["max_strangers"]
    return ok


def worth(case: StructureCase, sets: Sets, weights: ps.Objective = WEIGHTS) -> NDArray[np.float64]:
    """Objective of every set."""
    total = weights.value * (sets @ np.array(case.value)) - weights.cost * (sets @ np.array(case.cost))
    for ends, value in (*case.pairs.items(), *case.groups.items()):
        total = total + weights.synergy * value * sets[:, list(ends)].all(axis=1)
    for name, need in case.asked.get("needs", {}).items():
        level = after_worst_exit(need, case.levels[:, int(name[1])], sets)
        total = total + weights.coverage * need.worth * np.minimum(1.0, level / need.amount)
    return np.asarray(total, dtype=np.float64)


def random_need(rng: np.random.Generator) -> ps.Need:
    by = str(rng.choice(["best", "sum", "any", "any"]))
    spare, hard = bool(rng.random() < 0.4), bool(rng.random() < 0.6)
    reward = float(rng.integers(0, 9))
    if by == "best":
        return ps.Need(int(rng.integers(1, 8)) / 10, "best", int(rng.integers(1, 3)), hard, reward, spare)
    if by == "sum":
        return ps.Need(int(rng.integers(3, 25)) / 10, "sum", 1, hard, reward, spare)
    return ps.Need(float(rng.choice([0.5, 0.75, 0.9, 0.96, 1.0])), "any", 1, hard, reward, spare)


def random_structure(seed: int, most: int = 9) -> StructureCase:
    """A random problem that mixes every structure term with value, cost, pairs and groups of any sign."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, most + 1))
    pairs = {e: int(rng.integers(-6, 9)) for e in itertools.combinations(range(n), 2) if rng.random() < 0.4}
    sizes = (3, 4) if n > 3 else (3,) if n > 2 else ()
    groups = {e: int(rng.integers(-9, 10)) for size in sizes for e in itertools.combinations(range(n), size) if rng.random() < 3 / n**3}
    stages = [[str(s) for s in rng.choice(["spin", "weave", "dye"], int(rng.integers(0, 3)), replace=False)] for _ in range(n)]
    return StructureCase(
        n,
        rng.integers(-6, 12, n).tolist(),
        rng.integers(0, 10, n).tolist(),
        rng.integers(0, 6, n).tolist(),
        rng.integers(0, 11, (n, 3)) * (rng.random((n, 3)) < 0.7),
        [str(x) if rng.random() < 0.8 else None for x in rng.choice(["east", "west"], n)],
        stages,
        [str(x) for x in rng.choice(["firm", "university"], n)],
        pairs,
        groups,
        _random_limits(rng, n),
    )


def _random_limits(rng: np.random.Generator, n: int) -> dict[str, Any]:
    def ends(size: int) -> list[tuple[int, ...]]:
        return [tuple(int(x) for x in rng.choice(n, size, replace=False))] if n >= size else []

    asked: dict[str, Any] = {"size": (int(rng.integers(0, 3)), None if rng.random() < 0.5 else int(rng.integers(2, n + 2)))}
    chances = {
        "budget": lambda: int(rng.integers(2 * n, 6 * n)),
        "budgets": lambda: {"staff": int(rng.integers(n, 3 * n))},
        "roles": lambda: {"firm": (int(rng.integers(0, 2)), None), "university": (0, int(rng.integers(1, 4)))},
        "counts": lambda: {"region": {"east": (int(rng.integers(0, 3)), None), "west": (0, int(rng.integers(0, 4)))}},
        "cover": lambda: ["stage"],
        "either": lambda: [*ends(2), *ends(3)],
        "one_of": lambda: ends(3),
        "implies": lambda: [*ends(2), *ends(2)],
        "conflicts": lambda: ends(2),
    }
    asked |= {field: make() for field, make in chances.items() if rng.random() < 0.3}
    if rng.random() < 0.8:
        asked["needs"] = {str(k): random_need(rng) for k in rng.choice(["k0", "k1", "k2"], int(rng.integers(1, 3)), replace=False)}
    if rng.random() < 0.4:
        asked["acquainted"] = [e for e in itertools.combinations(range(n), 2) if rng.random() < 0.4]
        which = rng.choice(["max_stranger_pairs", "max_strangers", "both"])
        if which != "max_strangers":
            asked["max_stranger_pairs"] = int(rng.integers(0, 4))
        if which != "max_stranger_pairs":
            asked["max_strangers"] = int(rng.integers(0, 3))
    return asked
