"""What must hold beyond the size of enumeration: same bytes, names and order do not matter, interruptions keep what is known."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from partner_instances import alliance_problem, quadratic_knapsack

import partner_select as ps
import partner_select.best_set as best_set_module
from partner_select.best_set import best_set
from partner_select.interrupt import Interrupt
from partner_select.model import limits_of
from partner_select.quadratic import Quadratic
from partner_select.routes import ROUTES, Route
from partner_select.routes.route import Outcome, Task
from partner_select.solve import Settings


def rebuilt(problem: ps.Problem, order: list[int], **changes: Any) -> ps.Problem:
    """The same problem with its candidates in another order."""
    pool = problem.pool
    pairs = np.triu(pool.pairs.matrix[np.ix_(order, order)], 1)
    names = [pool.names[i] for i in order]
    other = ps.Pool(names, value=pool.value[order], cost=pool.cost[order], pairs=pairs, roles=[pool.roles[i] for i in order])
    return ps.Problem(other, **{"budget": problem.budget, "size": problem.size, **changes})


@pytest.mark.parametrize("seed", range(3))
def test_another_order_gives_the_same_set(seed: int) -> None:
    problem = alliance_problem(40, 0.2, 4, seed=seed)
    order = np.random.default_rng(seed).permutation(40).tolist()
    first, second = ps.select(problem), ps.select(rebuilt(problem, order))
    assert first.proof["objective"] == second.proof["objective"]
    assert first.status == second.status == "proved"


def test_a_dominated_candidate_changes_nothing() -> None:
    problem = alliance_problem(40, 0.2, 4, seed=5)
    pool = problem.pool
    pairs = np.zeros((41, 41))
    pairs[:40, :40] = np.triu(pool.pairs.matrix, 1)
    more = ps.Pool([*pool.names, "late"], value=[*pool.value, -5], cost=[*pool.cost, 99], pairs=pairs)
    assert ps.select(ps.Problem(more, budget=problem.budget, size=problem.size)).members == ps.select(problem).members


def test_a_tighter_limit_is_never_better() -> None:
    problem = alliance_problem(40, 0.3, 5, seed=6)
    worths = [s.selection.objective for s in ps.size_sweep(problem, [1, 2, 3, 4, 5])]
    assert worths == sorted(worths)


HASHED = """
import json, sys
sys.path[:0] = {paths!r}
from partner_instances import alliance_problem
import partner_select as ps
print(json.dumps(ps.select(alliance_problem(45, 0.3, 5, seed=8)).to_dict(), sort_keys=True))
"""


def test_another_process_and_hash_seed_give_the_same_bytes() -> None:
    script = HASHED.format(paths=[p for p in sys.path if p])
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, env={**os.environ, "PYTHONHASHSEED": s}, check=True)
        for s in ("0", "77")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert b"branch and bound" in runs[0].stdout


def test_progress_comes_from_search_bound_and_proof() -> None:
    news: list[tuple[float | None, float | None, float]] = []
    selection = ps.select(alliance_problem(60, 0.3, 5, seed=1), progress=lambda *what: news.append(what))
    incumbents = [x for x, _, _ in news if x is not None]
    bounds = [b for _, b, _ in news if b is not None]
    assert incumbents == sorted(incumbents)
    assert incumbents[-1] == selection.objective == min(bounds) == selection.bound
    assert len(bounds) >= 2


CTRL_C = """
import json, os, signal, sys, threading
sys.path[:0] = {paths!r}
from partner_instances import alliance_problem
import partner_select as ps

problem, started = alliance_problem(300, 1.0, 8, seed=1), []
def progress(*news):
    if news[1] is not None and not started:
        started.append(True)
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()

selection = ps.select(problem, time_limit=120, progress=progress)
print(json.dumps([selection.status, len(selection.members), selection.interrupted, all(c.ok for c in ps.verify(problem, selection))]))
"""


def test_ctrl_c_during_bound_or_branching_keeps_the_best() -> None:
    script = CTRL_C.format(paths=[p for p in sys.path if p])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=100, check=True)
    status, members, interrupted, verified = json.loads(done.stdout)
    assert (status, interrupted, verified) == ("gap", True, True)
    assert members > 0


@pytest.mark.parametrize("route", list(ROUTES))
def test_an_interruption_before_the_start_ends_every_route(route: str) -> None:
    interrupt = Interrupt()
    interrupt.wanted = True
    candidates = 15 if route == "enumeration" else 40
    selection = best_set(alliance_problem(candidates, 0.3, 4, seed=1), Settings(60.0), interrupt, route=route)
    assert selection.status in ("gap", "no solution yet")
    assert selection.interrupted


def with_coverage(seed: int) -> ps.Problem:
    """Pairs, coverage and groups together: no route but CP-SAT takes it, and the bound is an estimate."""
    rng = np.random.default_rng(seed)
    problem = alliance_problem(34, 0.15, 4, seed=seed)
    pool = problem.pool
    levels = np.round(rng.random((34, 4)) * (rng.random((34, 4)) < 0.4), 1)
    groups = {tuple(f"c{i}" for i in sorted(rng.choice(34, 3, replace=False).tolist())): float(rng.integers(-40, 60)) for _ in range(10)}
    more = ps.Pool(pool.names, value=pool.value, cost=pool.cost, pairs=np.triu(pool.pairs.matrix, 1), capabilities=levels, groups=groups)
    needs = {"1": ps.Need(0.8, hard=False, worth=60), "2": ps.Need(1.2, "sum", hard=False, worth=80), "3": 0.3}
    return ps.Problem(more, budget=problem.budget, size=(1, 4), needs=needs, objective=ps.Objective(coverage=1))


@pytest.mark.parametrize("seed", range(4))
def test_leaving_out_hopeless_candidates_does_not_change_the_optimum(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = with_coverage(seed)
    first = ps.select(problem)
    assert "certificate" in first.proof
    assert all(c.ok for c in ps.verify(problem, first))
    monkeypatch.setattr(best_set_module, "has_wanted_pairs", lambda problem: False)
    second = ps.select(problem)
    assert "certificate" not in second.proof
    assert (first.status, first.proof["objective"]) == (second.status, second.proof["objective"])


def lying(outcome: Outcome) -> Route:
    return Route("liar", lambda quadratic: None, lambda task: outcome)


def told(task_answer: Outcome, monkeypatch: pytest.MonkeyPatch) -> ps.Selection:
    monkeypatch.setitem(ROUTES, "liar", lying(task_answer))
    return ps.select(alliance_problem(36, 0.2, 3, seed=3), route="liar")


def test_a_route_that_claims_less_than_a_known_set_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    selection = told(Outcome(frozenset({0}), best_bound(0), True, best_bound(0), "liar", "1"), monkeypatch)
    assert selection.status == "gap"
    assert selection.bound == float(best_bound_of(selection))


def test_a_route_that_claims_infeasibility_of_a_known_set_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    selection = told(Outcome(None, None, True, best_bound(0), "liar", "1"), monkeypatch)
    assert selection.status == "gap"
    assert selection.members


def test_a_set_of_a_route_that_breaks_a_limit_is_never_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = frozenset(range(36))
    selection = told(Outcome(everybody, best_bound(10**6), True, best_bound(0), "liar", "1"), monkeypatch)
    assert selection.status == "gap"
    assert len(selection.members) <= 3


def best_bound(number: int) -> Any:
    return Fraction(number)


def best_bound_of(selection: ps.Selection) -> Any:
    """Without a believed route the certificate is all there is."""
    return Fraction(selection.proof["certificate"]["bound"])


def test_the_quadratic_form_is_the_objective() -> None:
    problem = alliance_problem(33, 0.3, 4, seed=4, include=["c1", "c2"], exclude=["c0"])
    q = Quadratic.of(problem, limits_of(problem))
    assert (q.inside, q.most, len(q.open), q.exact) == ((1, 2), 2, 30, True)
    for i, j in [(0, 5), (3, 4), (10, 29)]:
        names = problem.pool.names_of([*q.inside, int(q.open[i]), int(q.open[j])])
        allowed = problem.pool.cost[[int(q.open[i]), int(q.open[j])]].sum() <= q.room[q.knapsack]
        worth = q.worth(best_bound(int(q.own[i] + q.own[j] + q.pair[i, j])))
        assert not allowed or worth == ps.check(problem, names).exact_objective


def test_pairs_that_no_budget_pays_are_never_wanted() -> None:
    pool = ps.Pool(list("ABC"), cost=[6, 6, 1], pairs={("A", "B"): 100.0, ("A", "C"): 1.0})
    problem = ps.Problem(pool, budget=10)
    q = Quadratic.of(problem, limits_of(problem))
    assert q.pair[0, 1] < 0
    assert q.pair[0, 2] > 0


def test_large_knapsacks_are_proved_and_checked() -> None:
    problem = quadratic_knapsack(60, 0.25, seed=4)
    selection = ps.select(problem)
    assert selection.status == "proved"
    assert all(c.ok for c in ps.verify(problem, selection))


def test_a_route_sees_the_whole_task(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Task] = []

    def look(task: Task) -> Outcome:
        seen.append(task)
        return Outcome(None, None, False, best_bound(0), "looker", "1")

    monkeypatch.setitem(ROUTES, "looker", Route("looker", lambda quadratic: None, look))
    problem = alliance_problem(36, 0.2, 3, seed=3)
    ps.select(problem, route="looker")
    assert seen[0].known is not None
    assert seen[0].relaxation is not None
    assert seen[0].relaxation.bound >= ps.check(problem, problem.pool.names_of(sorted(seen[0].known))).exact_objective
    assert not seen[0].over
