"""Risk, joint value and stability by definition: plain Python and fractions on top of the twin of the other terms."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from fractions import Fraction
from math import factorial, prod
from typing import Any

import numpy as np
from partner_twin import Case, broken, expected_loss, fraction, objective, per_name, random_case, subsets
from scipy import optimize

import allocation as al
import partner_select as ps

Names = tuple[str, ...]


@dataclass
class RiskCase(Case):
    """A case whose ``pool`` and ``problem`` also hold the fields of risk; ``worth`` is the game by definition."""

    game: dict[str, Any] = field(default_factory=dict)

    def build(self) -> ps.Problem:
        return ps.Problem(ps.Pool(self.names, **self.pool), **self.problem, **({"game": game_of(self)} if self.game else {}))


def plain(case: RiskCase) -> Case:
    """The same case with the fields that the other twin knows."""
    pool = {k: v for k, v in case.pool.items() if k not in ("covariance", "loss_scenarios", "scenario_probability", "cost_deviation")}
    return Case(case.names, pool, {k: v for k, v in case.problem.items() if k not in RISK_LIMITS})


RISK_LIMITS = ("min_success", "max_variance", "max_cvar", "cvar_level", "max_share", "gamma", "outside", "core_margin")


def game_of(case: RiskCase) -> al.Game:
    kind, data = next(iter(case.game.items()))
    if kind == "pairs":
        return al.PairwiseGame(data["own"], data["pair"], case.names)
    if kind == "rules":
        return al.RuleGame([al.Rule(float(v), needs, without) for v, needs, without in data], case.names)
    if kind == "table":
        return al.TableGame([float(x) for x in data], case.names)
    return al.ProjectGame.of_projects(case.names, [al.Project(**p) for p in data["projects"]], data["alone"])


def project_worth(case: RiskCase, project: dict[str, Any], members: Names) -> float:
    """V(S) as the model states it, one number at a time."""
    if not members:
        return 0.0
    rows = [project["capabilities"][case.names.index(m)] for m in members]
    met = [1.0 if need == 0 else min(1.0, max(row[k] for row in rows) / need) for k, need in enumerate(project["requirement"])]
    success = project["base_success"] * prod(g**w for g, w in zip(met, project["weights"], strict=True))
    market = min(1.0, sum(project["market_access"][case.names.index(m)] for m in members))
    eligible = all(any(m in group for m in members) for group in project["subsidy_needs"])
    spent = project["cost"] + sum(price * (1 - g) for price, g in zip(project["outsourcing"], met, strict=True))
    return max(
        0.0,
        success * project["benefit"] * market + project["subsidy"] * eligible - spent - project["coordination_cost"] * (len(members) - 1),
    )


def worth(case: RiskCase, members: Names) -> Fraction:
    """v(S) of the case's game, else of its pool."""
    inside = set(members)
    if not case.game:
        own = per_name(case, "value")
        joint = [*case.pool.get("pairs", {}).items(), *case.pool.get("groups", {}).items()]
        return sum((own[m] for m in members), Fraction(0)) + sum((fraction(v) for ends, v in joint if inside >= set(ends)), Fraction(0))
    kind, data = next(iter(case.game.items()))
    if kind == "pairs":
        where = [case.names.index(m) for m in members]
        return sum((fraction(data["own"][i]) for i in where), Fraction(0)) + sum(
            (fraction(data["pair"][i][j]) for i, j in itertools.combinations(where, 2)), Fraction(0)
        )
    if kind == "rules":
        return sum((fraction(v) for v, needs, without in data if inside >= set(needs) and not inside & set(without)), Fraction(0))
    if kind == "table":
        return fraction(data[sum(2 ** case.names.index(m) for m in members)])
    alone = sum(data["alone"][case.names.index(m)] for m in members)
    return Fraction(alone + sum(project_worth(case, p, members) for p in data["projects"]))


def success(case: RiskCase, members: Names) -> Fraction:
    return prod((1 - per_name(case, "failure")[m] for m in members), start=Fraction(1))


def variance(case: RiskCase, members: Names) -> Fraction:
    where = [case.names.index(m) for m in members]
    return sum((fraction(case.pool["covariance"][i][j]) for i in where for j in where), Fraction(0))


def cvar(case: RiskCase, members: Names) -> Fraction:
    """The least of η + E[(L - η)⁺] / (1 - α), over every loss that occurs."""
    where, rows = [case.names.index(m) for m in members], case.pool["loss_scenarios"]
    losses = [sum((fraction(row[i]) for i in where), Fraction(0)) for row in rows]
    given = case.pool.get("scenario_probability", [1] * len(rows))
    chances = [fraction(p) / sum(map(fraction, given)) for p in given]
    tail = 1 - fraction(case.problem.get("cvar_level", 0.95))
    return min(
        eta + sum((p * max(Fraction(0), x - eta) for p, x in zip(chances, losses, strict=True)), Fraction(0)) / tail for eta in losses
    )


def robust_cost(case: RiskCase, members: Names) -> Fraction:
    higher = dict(zip(case.names, map(fraction, case.pool["cost_deviation"]), strict=True))
    some = itertools.combinations(members, min(case.problem["gamma"], len(members)))
    return sum((per_name(case, "cost")[m] for m in members), Fraction(0)) + max(sum((higher[m] for m in s), Fraction(0)) for s in some)


def shapley(case: RiskCase, members: Names) -> dict[str, Fraction]:
    k, paid = len(members), dict.fromkeys(members, Fraction(0))
    for size in range(k):
        for group in itertools.combinations(members, size):
            before = worth(case, group)
            for m in set(members) - set(group):
                after = worth(case, tuple(x for x in members if x in group or x == m))
                paid[m] += Fraction(factorial(size) * factorial(k - size - 1), factorial(k)) * (after - before)
    return paid


def has_core(case: RiskCase, members: Names, margin: float) -> bool:
    """By one linear program over all coalitions."""
    groups = [g for size in range(1, len(members)) for g in itertools.combinations(members, size)]
    if not groups:
        return True
    rows = np.array([[-float(m in g) for m in members] for g in groups])
    least = [-float(worth(case, g)) - margin for g in groups]
    found = optimize.linprog(np.ones(len(members)), rows, least, bounds=(None, None))
    assert found.status == 0
    return bool(found.fun <= float(worth(case, members)) + 1e-7)


def risk_objective(case: RiskCase, members: Names) -> Fraction:
    weights = case.problem.get("objective", ps.Objective(value=0, synergy=0) if case.game else ps.Objective())
    total = objective(Case(case.names, case.pool, {**plain(case).problem, "objective": weights}), members)
    if weights.variance:
        total -= fraction(weights.variance) * variance(case, members)
    if weights.cvar:
        total -= fraction(weights.cvar) * cvar(case, members)
    return total + (fraction(weights.joint_value) * worth(case, members) if case.game else 0)


def too_large(case: RiskCase, members: Names, name: str, share: float) -> set[str]:
    amounts = {m: expected_loss(case, (m,)) if name == "expected_loss" else per_name(case, name)[m] for m in members}
    return {m for m in members if amounts[m] > fraction(share) * sum(amounts.values())}


def risk_broken(case: RiskCase, members: Names) -> set[tuple[Any, ...]]:
    """Labels of all limits that the members break."""
    p, bad = case.problem, broken(plain(case), members)
    if "min_success" in p and success(case, members) < fraction(p["min_success"]):
        bad.add(("success",))
    if "max_variance" in p and variance(case, members) > fraction(p["max_variance"]):
        bad.add(("variance",))
    if "max_cvar" in p and cvar(case, members) > fraction(p["max_cvar"]):
        bad.add(("cvar",))
    if "gamma" in p and robust_cost(case, members) > fraction(p["budget"]):
        bad.add(("robust_budget",))
    bad |= {("share", m, name) for name, share in p.get("max_share", {}).items() for m in too_large(case, members, name, share)}
    if bad:
        return bad
    if p.get("outside"):
        paid = shapley(case, members)
        bad |= {("outside", m) for m in members if m in p["outside"] and paid[m] < fraction(p["outside"][m])}
    if "core_margin" in p and not has_core(case, members, p["core_margin"]):
        bad.add(("core",))
    return bad


def risk_ranking(case: RiskCase) -> list[tuple[Fraction, Names]]:
    """Every feasible set with its objective, best first; sets that a better one beats are not looked at for stability."""
    rated = sorted(((risk_objective(case, s), s) for s in subsets(case)), key=lambda pair: (-pair[0], pair[1]))
    for value, members in rated:
        if not risk_broken(case, members):
            return [(value, members)]
    return []


def random_game(rng: np.random.Generator, names: list[str], kind: str) -> dict[str, Any]:
    n = len(names)
    if kind == "pairs":
        pair = np.triu(np.round(rng.uniform(-4, 8, (n, n)), 1), 1)
        return {"pairs": {"own": np.round(rng.uniform(-2, 6, n), 1).tolist(), "pair": (pair + pair.T).tolist()}}
    if kind == "table":
        return {"table": [0.0, *np.round(rng.uniform(0, 30, 2**n - 1), 1).tolist()]}
    if kind == "rules":
        rules = []
        for _ in range(int(rng.integers(2, 9))):
            order = rng.permutation(names).tolist()
            p, q = int(rng.integers(1, 4)), int(rng.integers(0, 3))
            rules.append((round(float(rng.uniform(-5, 9)), 1), tuple(order[:p]), tuple(order[p : p + q])))
        return {"rules": rules}
    return {
        "projects": {
            "projects": [random_project(rng, names) for _ in range(int(rng.integers(1, 3)))],
            "alone": rng.integers(0, 9, n).tolist(),
        }
    }


def random_project(rng: np.random.Generator, names: list[str]) -> dict[str, Any]:
    n, k = len(names), int(rng.integers(1, 4))
    raw = rng.integers(1, 6, k)
    return {
        "capabilities": rng.integers(0, 6, (n, k)).tolist(),
        "requirement": rng.integers(0, 6, k).tolist(),
        "weights": (raw / raw.sum()).tolist(),
        "base_success": 0.8,
        "benefit": float(rng.integers(50, 300)),
        "cost": float(rng.integers(0, 60)),
        "outsourcing": rng.integers(0, 40, k).tolist(),
        "subsidy": float(rng.integers(0, 30)),
        "market_access": np.round(rng.uniform(0, 0.6, n), 2).tolist(),
        "subsidy_needs": [[names[0]], [str(x) for x in rng.choice(names, min(2, n), replace=False)]] if rng.random() < 0.5 else [],
        "coordination_cost": float(rng.integers(0, 6)),
    }


def random_risk(seed: int, most: int = 7, tight: bool = False, game: str | None = None, often: float = 0.35) -> RiskCase:
    """A random problem that mixes the terms of risk, joint value and stability with all the others."""
    base, rng = random_case(seed, most, tight), np.random.default_rng([seed, 5])
    n, names = len(base.names), base.names
    spread = np.round(rng.uniform(-2, 2, (n, 3)), 1)
    pool = {
        **base.pool,
        "covariance": np.round(spread @ spread.T + np.diag(rng.integers(0, 3, n)) + 0.01 * np.eye(n), 2).tolist(),
        "loss_scenarios": np.round(rng.uniform(-2, 9, (5, n)) * (rng.random((5, n)) < 0.6), 1).tolist(),
        "cost_deviation": np.round(rng.uniform(0, 4, n), 1).tolist(),
    }
    if rng.random() < 0.5:
        pool["scenario_probability"] = [0.1, 0.2, 0.4, 0.3, 0.0]
    problem: dict[str, Any] = {**base.problem, "cvar_level": float(rng.choice([0.0, 0.5, 0.8, 0.95]))}
    old = problem["objective"]
    extra = [round(float(x), 2) if rng.random() < often else 0.0 for x in rng.uniform(0, 1, 2)]
    problem["objective"] = ps.Objective(old.value, old.synergy, old.cost, old.expected_loss, old.coverage, *extra)
    kind = game or (str(rng.choice(["pairs", "rules", "table", "projects"])) if rng.random() < often else None)
    found = RiskCase(names, pool, problem, random_game(rng, names, kind) if kind else {})
    add_limits(rng, found, often)
    return found


def add_limits(rng: np.random.Generator, case: RiskCase, often: float) -> None:
    p, n = case.problem, len(case.names)
    if rng.random() < often:
        p["min_success"] = round(float(rng.uniform(0.05, 0.8)), 2)
    if rng.random() < often:
        p["max_variance"] = round(float(rng.uniform(1, 6 * n)), 2)
    if rng.random() < often:
        p["max_cvar"] = round(float(rng.uniform(2, 5 * n)), 1)
    if rng.random() < often:
        p["max_share"] = {str(rng.choice(["cost", "expected_loss"])): round(float(rng.uniform(0.3, 0.9)), 2)}
    if "budget" in p and rng.random() < 2 * often:
        p["gamma"] = int(rng.integers(0, n + 2))
    if rng.random() < often:
        p["outside"] = {m: round(float(rng.uniform(-5, 14)), 1) for m in case.names if rng.random() < 0.7}
    if rng.random() < often / 2:
        p["core_margin"] = float(rng.choice([0.0, 0.5]))
