"""Random problems that mix every structure term, against every subset: optimum, infeasibility, runners-up, and every route."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from structure_twin import StructureCase, every_set, feasible, random_structure, worth

import partner_select as ps
from partner_select.model import limits_of
from partner_select.quadratic import Quadratic
from partner_select.routes import ROUTES

LINEAR = ps.Objective(value=1, synergy=1, cost=0.5)  # coverage counts for nothing: what branch and bound and MILP take


def slack(selection: ps.Selection) -> float:
    """What the answer may be off by its own word, and the rounding of the float twin."""
    return 2 * float(Fraction(selection.proof["scaling_error"])) + 1e-9


def must_be_best(case: StructureCase, problem: ps.Problem, selection: ps.Selection, weights: ps.Objective) -> None:
    sets = every_set(case.n)
    ok = feasible(case, sets)
    if not ok.any():
        assert (selection.status, selection.members) == ("infeasible", ())
        return
    assert selection.status == "proved"
    assert selection.objective == pytest.approx(worth(case, sets, weights)[ok].max(), abs=slack(selection))
    assert all(c.ok for c in ps.verify(problem, selection))


@pytest.mark.parametrize("seed", range(460))
def test_the_solver_finds_the_best_of_all_subsets(seed: int) -> None:
    case = random_structure(seed, most=8)
    problem = case.build()
    must_be_best(case, problem, ps.select(problem, route="cp-sat"), problem.objective)


@pytest.mark.parametrize("seed", range(1000, 1080))
def test_every_route_that_fits_finds_the_best_of_all_subsets(seed: int) -> None:
    case = random_structure(seed, most=8)
    case.groups.clear()
    for field in ("acquainted", "max_stranger_pairs", "max_strangers"):
        case.asked.pop(field, None)
    if seed % 2:  # half of the cases without probabilities, which MILP leaves to others
        case.asked["needs"] = {k: need for k, need in case.asked.get("needs", {}).items() if need.by != "any"}
    problem = case.build(LINEAR)
    quadratic = Quadratic.of(problem, limits_of(problem))
    fitting = [route for route in ("branch-and-bound", "milp") if ROUTES[route].unfit(quadratic) is None]
    assert fitting[: 1 + seed % 2] == ["branch-and-bound", "milp"][: 1 + seed % 2]
    for route in fitting:
        must_be_best(case, problem, ps.select(problem, route=route), LINEAR)


@pytest.mark.parametrize("seed", range(2000, 2040))
def test_alternatives_are_the_best_sets_in_order(seed: int) -> None:
    case = random_structure(seed, most=7)
    sets = every_set(case.n)
    ranked = np.sort(worth(case, sets)[feasible(case, sets)])[::-1][:3]
    found = ps.alternatives(case.build(), k=3)
    assert [s.objective for s in found] == pytest.approx(ranked.tolist(), abs=max([slack(s) for s in found], default=0))
    assert len({s.members for s in found}) == len(ranked)


@pytest.mark.parametrize("seed", range(3000, 3060))
def test_any_set_is_judged_as_the_definitions_say(seed: int) -> None:
    case = random_structure(seed, most=6)
    problem, sets = case.build(), every_set(case.n)
    ok, worths = feasible(case, sets), worth(case, sets)
    verdicts = [ps.check(problem, case.names(np.flatnonzero(s))) for s in sets]
    assert [v.feasible for v in verdicts] == ok.tolist()
    assert [v.objective for v in verdicts] == pytest.approx(worths.tolist(), abs=1e-9)


@pytest.mark.parametrize("seed", range(3000, 3060))
def test_rows_measures_and_checks_say_the_same(seed: int) -> None:
    """What the solver, the local search and the explanation see of a limit agrees with the check for every set."""
    case = random_structure(seed, most=6)
    problem, sets = case.build(), every_set(case.n)
    ok = feasible(case, sets)
    limits = limits_of(problem)
    kept = np.all([limit.violation(sets) <= 1e-9 for limit in limits], axis=0)
    exactly = [all(limit.holds(np.flatnonzero(s).tolist()) for limit in limits) for s in sets]
    assert kept.tolist() == exactly == ok.tolist()


@pytest.mark.parametrize("seed", range(4000, 4030))
def test_a_clash_is_a_clash_and_none_of_it_is_idle(seed: int) -> None:
    case = random_structure(seed, most=6)
    case.asked |= {"cover": ["stage"], "budgets": {"staff": 4}, "one_of": [(0, 1)], "implies": [(0, 1)]}
    problem, sets = case.build(), every_set(case.n)
    clash = ps.why_infeasible(problem)
    assert clash["status"] == ("feasible" if feasible(case, sets).any() else "infeasible")
    if clash["status"] == "feasible":
        return
    codes = [limit["limit"] for limit in clash["limits"]]
    named = [
        limit
        for limit in limits_of(problem)
        if any(shown.items() >= {"limit": limit.code, **limit.about}.items() for shown in clash["limits"])
    ]
    kept = np.array([limit.violation(sets) <= 1e-9 for limit in named])
    assert clash["minimal"]
    assert not kept.all(axis=0).any()
    assert set(codes) == {limit.code for limit in named}


@pytest.mark.parametrize("seed", range(5000, 5012))
def test_a_frontier_beats_every_subset(seed: int) -> None:
    case = random_structure(seed, most=7)
    for need in ("max_strangers", "max_stranger_pairs"):
        case.asked.pop(need, None)
    sets = every_set(case.n)
    ok = feasible(case, sets)
    found = ps.frontier(case.build(), ("coverage", "cost"))
    cover, cost = worth(case, sets, ps.Objective(0, 0, 0, 0, 1))[ok], (sets @ np.array(case.cost))[ok]
    assert found.complete
    for a, b in zip(cover.tolist(), cost.tolist(), strict=True):
        assert any(p.values["coverage"] >= a - 1e-4 and p.values["cost"] <= b for p in found.points)


@pytest.mark.parametrize("seed", range(6000, 6020))
def test_a_forced_exit_of_anybody_leaves_the_need_met(seed: int) -> None:
    """The definition of survive_exit, held against the answer: leave out each member in turn."""
    case = random_structure(seed, most=8)
    case.asked = {
        "needs": {k: ps.Need(x, by, survive_exit=True) for k, x, by in (("k0", 0.5, "any"), ("k1", 0.8, "sum"), ("k2", 0.3, "best"))}
    }
    selection = ps.select(case.build())
    case.asked = {
        "needs": {k: ps.Need(x, by) for k, x, by in (("k0", 0.5, "any"), ("k1", 0.8, "sum"), ("k2", 0.3, "best"))},
        "size": (0, None),
    }
    plain = case.build()
    for name in selection.members:
        assert ps.check(plain, [m for m in selection.members if m != name]).feasible


@pytest.mark.parametrize("route", list(ROUTES))
def test_negative_groups_of_three_and_four_are_paid_for_or_refused(route: str) -> None:
    groups = {("A", "B", "C"): -10.0, ("A", "B", "C", "D"): 25.0, ("B", "C", "D"): -7.5}
    problem = ps.Problem(ps.Pool(list("ABCD"), value=[1, 2, 3, 4], groups=groups), size=(3, None))
    if ROUTES[route].unfit(Quadratic.of(problem, limits_of(problem))):
        with pytest.raises(ps.SelectionError, match=route):
            ps.select(problem, route=route)
        return
    assert ps.select(problem, route=route).objective == 17.5


def test_branch_and_bound_cuts_off_what_only_rounding_lets_through() -> None:
    levels, value = [[0.5], [0.5], [0.9]], [9.0, 9.0, 1.0]
    pool = ps.Pool(list("ABC"), value=value, capabilities=levels, capability_names=["x"], pairs={("A", "B"): 5.0})
    problem = ps.Problem(pool, needs={"x": ps.Need(0.75 + 1e-14, "any")}, size=(1, 2), objective=ps.Objective())
    found = ps.select(problem, route="branch-and-bound")
    assert (found.status, found.members, found.objective) == ("proved", ("A", "C"), 10.0)


def test_pairs_and_probabilities_are_proved_by_branch_and_bound() -> None:
    """Forty candidates, a fifth of the pairs, two needs that any member may meet, one of them after any exit."""
    rng = np.random.default_rng(5)
    n = 40
    levels = np.round(rng.uniform(0.2, 0.95, (n, 2)) * (rng.random((n, 2)) < 0.3), 2)
    pairs = np.triu(rng.integers(1, 60, (n, n)) * (rng.random((n, n)) < 0.2), 1)
    pool = ps.Pool([f"c{i}" for i in range(n)], value=rng.integers(10, 100, n), capabilities=levels, pairs=pairs)
    needs = {"1": ps.Need(0.9, "any", worth=0), "2": ps.Need(0.6, "any", worth=0, survive_exit=True)}
    problem = ps.Problem(pool, size=(1, 5), needs=needs)
    found = ps.select(problem, time_limit=60)
    assert (found.status, found.proof["solver"]) == ("proved", "branch and bound")
    assert all(c.ok for c in ps.verify(problem, found))
    assert ps.select(problem, time_limit=60, route="cp-sat").objective == found.objective
