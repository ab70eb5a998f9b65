"""Risk beyond enumeration: routes against each other, incumbents, interruption, repairs, and a check that loads no solver."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

import numpy as np
import pytest
from partner_instances import alliance_problem

import partner_select as ps
from partner_select.best_set import best_set
from partner_select.interrupt import Interrupt
from partner_select.landscape import walkable
from partner_select.local_search import find_incumbent
from partner_select.model import limits_of
from partner_select.solve import Settings


def risky(n: int, most: int, seed: int, fields: dict[str, Any] | None = None, **limits: Any) -> ps.Problem:
    """An alliance-shaped instance with covariances, scenarios and deviations of whole numbers."""
    base = alliance_problem(n, 0.1, most, seed)
    rng = np.random.default_rng(seed)
    factors = rng.integers(-3, 4, (n, 3))
    failure = rng.uniform(0.01, 0.2, n).round(2)
    data: dict[str, Any] = {
        "value": base.pool.value,
        "cost": base.pool.cost,
        "pairs": np.triu(base.pool.pairs.matrix, 1),
        "failure": failure,
        "loss": base.pool.cost,
        "covariance": factors @ factors.T + np.diag(rng.integers(1, 9, n)),
        "loss_scenarios": ps.one_factor_losses(failure, base.pool.cost, 0.3, 40, seed),
        "cost_deviation": rng.integers(0, 20, n),
    }
    return ps.Problem(ps.Pool(base.pool.names, **{**data, **(fields or {})}), budget=base.budget, size=base.size, **limits)


def test_routes_agree_on_a_weight_on_variance() -> None:
    problem = risky(33, 4, 2, objective=ps.Objective(variance=0.5))
    assert walkable(problem, limits_of(problem))
    found = [ps.select(problem, route=route) for route in ("branch-and-bound", "cp-sat")]
    assert found[0].status == found[1].status == "proved"
    assert found[0].proof["objective"] == found[1].proof["objective"]


@pytest.mark.parametrize(
    "limits",
    [{"max_variance": 30}, {"max_cvar": 60, "cvar_level": 0.9}, {"gamma": 2}, {"min_success": 0.7}, {"max_share": {"cost": 0.35}}],
)
def test_limits_of_risk_are_proved_beyond_enumeration(limits: dict[str, Any]) -> None:
    problem = risky(34, 4, 3, **limits)
    found = ps.select(problem)
    assert found.status == "proved"
    assert all(c.ok for c in ps.verify(problem, found))
    free = ps.select(risky(34, 4, 3))
    assert found.objective is not None
    assert free.objective is not None
    assert found.objective <= free.objective
    assert all(s.change <= 0 for s in ps.explain(problem, found, candidates=[]).swaps)


@pytest.mark.parametrize("seed", [3, 4, 5])
@pytest.mark.parametrize("limits", [{"max_variance": 30}, {"max_variance": 90}, {"gamma": 2}, {"min_success": 0.7}])
def test_cutting_sets_off_and_products_agree(limits: dict[str, Any], seed: int) -> None:
    problem = risky(33, 4, seed, **limits)
    found = [ps.select(problem, route=route) for route in ("branch-and-bound", "cp-sat")]
    assert found[0].status == found[1].status == "proved"
    assert found[0].proof["objective"] == found[1].proof["objective"]
    assert found[0].bound == found[0].objective


def test_value_at_risk_is_left_to_the_solver() -> None:
    problem = risky(33, 4, 3, max_cvar=60)
    assert "CP-SAT" in ps.select(problem).proof["solver"]
    with pytest.raises(ps.SelectionError, match="it takes values, costs, pairs and limits that rows"):
        ps.select(problem, route="branch-and-bound")


@pytest.mark.parametrize("route", ["branch-and-bound", "cp-sat"])
def test_a_limit_that_nobody_can_keep_is_infeasible_for_every_route(route: str) -> None:
    assert ps.select(risky(33, 4, 3, max_variance=0.5), route=route).status == "infeasible"
    assert ps.select(risky(33, 4, 3, min_success=0.9999), route=route).status == "infeasible"


@pytest.mark.parametrize("limits", [{"max_variance": 40}, {"max_cvar": 80}, {"objective": ps.Objective(cvar=0.5)}])
def test_search_finds_a_set_where_the_kernel_does_not_know_the_limits(limits: dict[str, Any]) -> None:
    problem = risky(45, 5, 1, **limits)
    assert not walkable(problem, limits_of(problem))
    found = find_incumbent(problem, limits_of(problem), 0, time.monotonic() + 30, Interrupt())
    assert found is not None
    assert all(limit.holds(np.flatnonzero(found).tolist()) for limit in limits_of(problem))


@pytest.mark.parametrize("limits", [{"core_margin": 2.0}, {"max_cvar": 60}, {"objective": ps.Objective(variance=1)}])
def test_an_interruption_keeps_what_is_known(limits: dict[str, Any]) -> None:
    interrupt = Interrupt()
    interrupt.wanted = True
    start = time.monotonic()
    found = best_set(risky(40, 5, 1, **limits), Settings(60.0), interrupt)
    assert time.monotonic() - start < 20
    assert found.status in ("gap", "no solution yet")
    assert found.proof["stopped_by"] == "interrupt"


REPAIRS = [
    ({"include": ["c0"], "min_success": 0.9}, "success", lambda p: 1 - p.failure[0]),
    ({"include": ["c0"], "max_variance": 0.5}, "variance", lambda p: p.risk.covariance[0, 0]),
    ({"include": ["c0"], "gamma": 1, "size": (1, 1)}, "robust_budget", lambda p: p.cost[0] + p.risk.cost_deviation[0]),
]


@pytest.mark.parametrize(("limits", "code", "granted"), REPAIRS)
def test_a_limit_of_risk_is_eased_no_more_than_needed(limits: dict[str, Any], code: str, granted: Any) -> None:
    rng = np.random.default_rng(3)
    pool = ps.Pool(
        [f"c{i}" for i in range(6)],
        cost=rng.integers(5, 30, 6),
        failure=[0.2] * 6,
        covariance=np.diag(rng.integers(2, 9, 6)),
        cost_deviation=rng.integers(1, 9, 6),
    )
    found = ps.cheapest_repairs(ps.Problem(pool, **limits, budget=3 if code == "robust_budget" else 999))
    changes = [r.changes[0] for r in found if len(r.changes) == 1 and r.changes[0].limit == code]
    assert [c.granted for c in changes] == [pytest.approx(float(granted(pool)))]
    assert all(r.proved for r in found)


CHECKING = """
import sys
sys.path[:0] = {paths!r}
import partner_select as ps
pool = ps.Pool(["A", "B"], value=[1, 2], cost=[1, 1], failure=[0.1, 0.2], loss=[1, 1], covariance=[[1, 0], [0, 1]],
               loss_scenarios=[[1, 2], [0, 0]], cost_deviation=[1, 1], pairs={{("A", "B"): 1}})
problem = ps.Problem(pool, budget=4, gamma=2, min_success=0.5, max_variance=3, max_cvar=4, max_share={{"cost": 0.6}}, outside=[1, 1])
assert ps.check(problem, ["A", "B"]).feasible
print([name for name in ("ortools", "scipy", "numba", "allocation") if name in sys.modules])
"""


def test_a_check_of_risk_and_outside_options_loads_no_solver() -> None:
    script = CHECKING.format(paths=[p for p in sys.path if p])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
