"""What must not change the answer: names, order, units, hopeless candidates, the solver's own simplifications."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from partner_twin import Case, random_case, ranking

import partner_select as ps
from partner_select.best_set import best_set
from partner_select.interrupt import Interrupt
from partner_select.solve import Settings

SEEDS = [s for s in range(7000, 7030) if ranking(random_case(s, most=7))][:12]


def best(case: Case) -> ps.Selection:
    return ps.select(case.build())


def renamed(case: Case, to: dict[str, str]) -> Case:
    def ends(given: dict[tuple[str, ...], float]) -> dict[tuple[str, ...], float]:
        return {tuple(to[x] for x in key): value for key, value in given.items()}

    pool = {**case.pool, "pairs": ends(case.pool["pairs"]), "groups": ends(case.pool["groups"])}
    problem = dict(case.problem)
    for key in ("include", "exclude"):
        problem[key] = [to[x] for x in problem.get(key, [])]
    problem["conflicts"] = [(to[a], to[b]) for a, b in problem.get("conflicts", [])]
    return Case([to[x] for x in case.names], pool, problem)


def reordered(case: Case, order: list[int]) -> Case:
    per_candidate = ("value", "cost", "failure", "loss", "capabilities", "roles")
    pool = {key: [x[i] for i in order] if key in per_candidate else x for key, x in case.pool.items()}
    return Case([case.names[i] for i in order], pool, case.problem)


def doubled(case: Case) -> Case:
    pool = {**case.pool}
    for key in ("value", "cost", "loss"):
        pool[key] = [2 * x for x in pool[key]]
    for key in ("pairs", "groups"):
        pool[key] = {ends: 2 * x for ends, x in pool[key].items()}
    problem: dict[str, Any] = dict(case.problem)
    for key in ("budget", "max_expected_loss"):
        if key in problem:
            problem[key] = 2 * problem[key]
    w = problem["objective"]
    problem["objective"] = ps.Objective(w.value, w.synergy, w.cost, w.expected_loss, 2 * w.coverage)
    return Case(case.names, pool, problem)


def with_hopeless(case: Case) -> Case:
    pool = {**case.pool, "value": [*case.pool["value"], -1000.0], "cost": [*case.pool["cost"], 1000.0]}
    pool["failure"], pool["loss"] = [*pool["failure"], 1.0], [*pool["loss"], 1000.0]
    pool["capabilities"], pool["roles"] = [*pool["capabilities"], [0.0, 0.0, 0.0]], [*pool["roles"], None]
    return Case([*case.names, "hopeless"], pool, case.problem)


@pytest.mark.parametrize("seed", SEEDS)
def test_new_names_give_the_same_set_under_its_new_names(seed: int) -> None:
    case = random_case(seed, most=7)
    to = {name: f"成员 {name}" for name in case.names}
    assert best(renamed(case, to)).members == tuple(to[m] for m in best(case).members)


@pytest.mark.parametrize("seed", SEEDS)
def test_another_order_gives_the_same_objective(seed: int) -> None:
    case = random_case(seed, most=7)
    order = np.random.default_rng(seed).permutation(len(case.names)).tolist()
    assert best(reordered(case, order)).proof["objective"] == best(case).proof["objective"]


@pytest.mark.parametrize("seed", SEEDS)
def test_all_money_doubled_doubles_the_objective(seed: int) -> None:
    case = random_case(seed, most=7)
    twice, once = best(doubled(case)), best(case)
    assert twice.objective == pytest.approx(2 * (once.objective or 0.0), rel=1e-12)
    assert twice.status == once.status == "proved"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dominated_candidate_changes_nothing(seed: int) -> None:
    case = random_case(seed, most=7)
    assert best(with_hopeless(case)).proof["objective"] == best(case).proof["objective"]


@pytest.mark.parametrize("seed", SEEDS)
def test_presolve_on_and_off_agree(seed: int) -> None:
    problem = random_case(seed, most=7).build()
    found = [best_set(problem, Settings(60.0, presolve=presolve), Interrupt()) for presolve in (True, False)]
    assert found[0].proof["objective"] == found[1].proof["objective"]
    assert found[0].status == found[1].status == "proved"


HASHED = """
import json, sys
sys.path[:0] = {paths!r}
from partner_twin import random_case
import partner_select as ps
case = random_case(12)
print(json.dumps([ps.select(case.build()).to_dict(), [s.to_dict() for s in ps.alternatives(case.build(), k=3)]], sort_keys=True))
"""


def test_another_hash_seed_gives_the_same_bytes() -> None:
    script = HASHED.format(paths=[p for p in sys.path if p])
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, env={**os.environ, "PYTHONHASHSEED": s}, check=True)
        for s in ("0", "77")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert b"proved" in runs[0].stdout
