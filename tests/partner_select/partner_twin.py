"""Partner selection by definition: raw dictionaries in, every subset enumerated, plain Python and fractions. Shares no code with the package."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

import partner_select as ps


def fraction(number: Any) -> Fraction:
    return Fraction(str(number))


@dataclass
class Case:
    """Arguments of a pool and a problem, as a user would type them."""

    names: list[str]
    pool: dict[str, Any] = field(default_factory=dict)
    problem: dict[str, Any] = field(default_factory=dict)

    def build(self) -> ps.Problem:
        return ps.Problem(ps.Pool(self.names, **self.pool), **self.problem)


def subsets(case: Case) -> list[tuple[str, ...]]:
    return [s for size in range(len(case.names) + 1) for s in itertools.combinations(case.names, size)]


def per_name(case: Case, key: str) -> dict[str, Fraction]:
    given = case.pool.get(key, [0] * len(case.names))
    return {name: fraction(x) for name, x in zip(case.names, given, strict=True)}


def level(case: Case, name: str, capability: str) -> Fraction:
    column = case.pool["capability_names"].index(capability)
    return fraction(case.pool["capabilities"][case.names.index(name)][column])


def kth_level(case: Case, members: tuple[str, ...], capability: str, need: ps.Need) -> Fraction:
    levels = sorted((level(case, m, capability) for m in members), reverse=True)
    if need.by == "sum":
        return sum(levels, Fraction(0))
    return levels[need.at_least - 1] if need.at_least <= len(levels) else Fraction(0)


def full_need(need: Any) -> ps.Need:
    return need if isinstance(need, ps.Need) else ps.Need(need)


def expected_loss(case: Case, members: tuple[str, ...]) -> Fraction:
    failure, loss = per_name(case, "failure"), per_name(case, "loss")
    return sum((failure[m] * loss[m] for m in members), Fraction(0))


def objective(case: Case, members: tuple[str, ...]) -> Fraction:
    weights = case.problem.get("objective", ps.Objective())
    inside = set(members)
    value, cost = per_name(case, "value"), per_name(case, "cost")
    pairs = sum((fraction(v) for ends, v in case.pool.get("pairs", {}).items() if inside >= set(ends)), Fraction(0))
    groups = sum((fraction(v) for ends, v in case.pool.get("groups", {}).items() if inside >= set(ends)), Fraction(0))
    needs = {k: full_need(need) for k, need in case.problem.get("needs", {}).items()}
    covered = sum(
        (fraction(need.worth) * min(Fraction(1), kth_level(case, members, k, need) / fraction(need.amount)) for k, need in needs.items()),
        Fraction(0),
    )
    return (
        fraction(weights.value) * sum(value[m] for m in members)
        + fraction(weights.synergy) * (pairs + groups)
        + fraction(weights.coverage) * covered
        - fraction(weights.cost) * sum(cost[m] for m in members)
        - fraction(weights.expected_loss) * expected_loss(case, members)
    )


def broken(case: Case, members: tuple[str, ...]) -> set[tuple[Any, ...]]:
    """Labels of the limits that the members break; the labels are those of an explanation."""
    p, bad = case.problem, set()
    low, high = p.get("size", (1, None))
    if len(members) < low:
        bad.add(("size_min",))
    if high is not None and len(members) > high:
        bad.add(("size_max",))
    if p.get("budget") is not None and sum(per_name(case, "cost")[m] for m in members) > fraction(p["budget"]):
        bad.add(("budget",))
    if p.get("max_expected_loss") is not None and expected_loss(case, members) > fraction(p["max_expected_loss"]):
        bad.add(("expected_loss",))
    for role, (least, most) in p.get("roles", {}).items():
        count = sum(r == role for m, r in zip(case.names, case.pool["roles"], strict=True) if m in members)
        if count < least:
            bad.add(("role_min", role))
        if most is not None and count > most:
            bad.add(("role_max", role))
    for name, need in p.get("needs", {}).items():
        need = full_need(need)
        if need.hard and kth_level(case, members, name, need) < fraction(need.amount):
            bad.add(("need", name))
    bad |= {("include", m) for m in p.get("include", ()) if m not in members}
    bad |= {("exclude", m) for m in p.get("exclude", ()) if m in members}
    bad |= {("conflict", *sorted(c)) for c in p.get("conflicts", ()) if set(members) >= set(c)}
    return bad


def ranking(case: Case) -> list[tuple[Fraction, tuple[str, ...]]]:
    """Every feasible set with its objective, best first."""
    found = [(objective(case, s), s) for s in subsets(case) if not broken(case, s)]
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def label(limit: dict[str, Any]) -> tuple[Any, ...]:
    """The label of a limit of an explanation."""
    about = [limit[key] for key in ("role", "capability", "member") if key in limit]
    return (limit["limit"], *about, *sorted(limit.get("members", [])))


def random_case(seed: int, most: int = 10, tight: bool = False) -> Case:
    """A random problem that mixes every term and limit; ``tight`` makes limits clash often."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1 if tight else 3, most + 1))
    names = [f"c{i}" for i in range(n)]
    places = int(rng.integers(0, 4))

    def numbers(low: float, high: float, size: Any) -> Any:
        return np.round(rng.uniform(low, high, size), places).tolist()

    pool: dict[str, Any] = {
        "value": numbers(-5, 20, n),
        "cost": numbers(0, 10, n),
        "failure": np.round(rng.uniform(0, 1, n), 2).tolist(),
        "loss": numbers(0, 8, n),
        "capabilities": np.round(rng.uniform(0, 1, (n, 3)) * (rng.random((n, 3)) < 0.6), 1).tolist(),
        "capability_names": ["spin", "weave", "coat"],
        "roles": rng.choice(["enterprise", "university", "institute"], n).tolist(),
    }
    pool["pairs"] = {e: numbers(-6, 8, None) for e in itertools.combinations(names, 2) if rng.random() < 0.5}
    pool["groups"] = {e: numbers(-9, 9, None) for e in itertools.combinations(names, 3) if rng.random() < 0.1}
    return Case(names, pool, _random_problem(rng, names, places, 0.7 if tight else 0.12))


def _random_problem(rng: np.random.Generator, names: list[str], places: int, often: float) -> dict[str, Any]:
    n = len(names)
    low = int(rng.integers(0, 2 + n // 3))
    weights = [round(float(w), 1) if rng.random() < 0.7 else 0 for w in rng.uniform(0, 2, 4)]
    problem: dict[str, Any] = {
        "size": (low, None if rng.random() < 0.4 else low + int(rng.integers(0, 4))),
        "objective": ps.Objective(1, *weights),
    }
    if rng.random() < 2 * often:
        problem["budget"] = round(float(rng.uniform(0 if often > 0.5 else 2 * n, 5 * n)), places)
    if rng.random() < often:
        problem["max_expected_loss"] = round(float(rng.uniform(0, 2 * n)), 2)
    if rng.random() < often:
        problem["roles"] = {"university": (int(rng.integers(0, 3)), None), "enterprise": (0, int(rng.integers(0, 3)))}
    if rng.random() < 2 * often:
        kinds = [
            ps.Need(0.5),
            ps.Need(0.4, at_least=2),
            ps.Need(1.3, by="sum"),
            ps.Need(0.7, hard=False),
            ps.Need(2.1, "sum", hard=False, worth=2.5),
            ps.Need(0.9, hard=False, worth=0),
            0.3,
        ]
        chosen = rng.choice(["spin", "weave", "coat"], 2, replace=False)
        problem["needs"] = {str(k): kinds[int(rng.integers(0, len(kinds)))] for k in chosen}
    if rng.random() < often:
        problem["include"] = [str(rng.choice(names))]
    if rng.random() < often:
        problem["exclude"] = [str(rng.choice(names))]
    if n >= 2 and rng.random() < 2 * often:
        problem["conflicts"] = [tuple(str(x) for x in rng.choice(names, 2, replace=False))]
    return problem
