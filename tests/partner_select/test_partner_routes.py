"""Every route to a proof against enumeration and against each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from partner_instances import alliance_problem, quadratic_knapsack
from partner_twin import Case, random_case, ranking

import partner_select as ps
from partner_select.model import limits_of
from partner_select.quadratic import Quadratic
from partner_select.routes import ROUTES, choose_route

OTHERS = ("branch-and-bound", "milp")
BEYOND = [name for name in ROUTES if name != "enumeration"]  # those that take more candidates than can be enumerated


def quadratic_case(seed: int, most: int = 10, tight: bool = False) -> Case:
    """A random case without groups and coverage in the objective: what every route takes."""
    case = random_case(seed, most, tight)
    case.pool.pop("groups")
    w = case.problem["objective"]
    case.problem["objective"] = ps.Objective(w.value, max(w.synergy, 0.5), w.cost, w.expected_loss, 0)
    return case


@pytest.mark.parametrize("seed", range(9000, 9140))
def test_branch_and_bound_finds_the_best_of_all_subsets(seed: int) -> None:
    case = quadratic_case(seed, most=8, tight=seed % 4 == 0)
    expected = ranking(case)
    selection = ps.select(case.build(), route="branch-and-bound")
    if not expected:
        assert (selection.status, selection.members) == ("infeasible", ())
        return
    assert selection.status == "proved"
    assert selection.proof["objective"] == str(expected[0][0])
    assert selection.proof["solver"] == "branch and bound"


@pytest.mark.parametrize("seed", range(9300, 9360))
def test_milp_finds_the_best_of_all_subsets(seed: int) -> None:
    case = quadratic_case(seed, most=7, tight=seed % 4 == 0)
    expected = ranking(case)
    selection = ps.select(case.build(), route="milp")
    assert selection.status == ("proved" if expected else "infeasible")
    if expected:
        assert selection.proof["objective"] == str(expected[0][0])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "limits", [{}, {"roles": {"university": (2, 3), "institute": (0, 1)}}, {"include": ["c3"], "exclude": ["c5", "c9"]}]
)
def test_routes_agree_beyond_enumeration(seed: int, limits: dict[str, Any]) -> None:
    problem = alliance_problem(34, share=0.15, most=4, seed=seed, **limits)
    found = {ps.select(problem, route=name).proof["objective"] for name in BEYOND}
    assert len(found) == 1
    assert None not in found


@pytest.mark.parametrize("share", [0.25, 0.5, 1.0])
def test_routes_agree_on_quadratic_knapsacks(share: float) -> None:
    problem = quadratic_knapsack(32, share, seed=3)
    assert ps.select(problem, route="branch-and-bound").proof["objective"] == ps.select(problem, route="cp-sat").proof["objective"]


def test_conflicts_are_kept_by_every_route() -> None:
    problem = alliance_problem(33, 0.3, 4, seed=2, conflicts=[(f"c{i}", f"c{j}") for i in range(33) for j in range(i) if (i + j) % 3 == 0])
    found = [ps.select(problem, route=name) for name in BEYOND]
    assert {s.status for s in found} == {"proved"}
    assert len({s.proof["objective"] for s in found}) == 1
    assert all(ps.check(problem, s.members).feasible for s in found)


def test_auto_takes_branch_and_bound_where_pairs_matter() -> None:
    assert ps.select(alliance_problem(40, 0.2, 4, seed=0)).proof["solver"] == "branch and bound"


def test_auto_takes_the_solver_for_small_and_for_pairless_problems() -> None:
    assert "CP-SAT" in ps.select(alliance_problem(12, 0.5, 4, seed=0)).proof["solver"]
    assert "CP-SAT" in ps.select(alliance_problem(60, 0.0, 4, seed=0)).proof["solver"]


def test_an_unknown_route_is_refused() -> None:
    with pytest.raises(
        ps.SelectionError, match="route: must be 'auto' or one of 'cp-sat', 'branch-and-bound', 'milp', 'enumeration', got 'magic'"
    ):
        ps.select(alliance_problem(5, 1, 2, seed=0), route="magic")


@pytest.mark.parametrize("route", OTHERS)
def test_a_route_that_does_not_fit_says_why(route: str) -> None:
    pool = ps.Pool(list("ABC"), value=[1, 2, 3], groups={("A", "B", "C"): 2.0})
    with pytest.raises(ps.SelectionError, match="without groups and coverage"):
        ps.select(ps.Problem(pool), route=route)


def test_too_many_decimals_are_left_to_the_solver() -> None:
    pool = ps.Pool(list("AB"), value=[1e5 / 3, np.pi * 1e9])
    with pytest.raises(ps.SelectionError, match="too many decimals"):
        ps.select(ps.Problem(pool, objective=ps.Objective(value=1 / 7)), route="branch-and-bound")


def test_milp_refuses_numbers_beyond_its_tolerances() -> None:
    with pytest.raises(ps.SelectionError, match="too large"):
        ps.select(ps.Problem(ps.Pool(list("AB"), value=[1, 10.0**10])), route="milp")


def test_memory_is_asked_before_it_is_taken() -> None:
    n = 900
    pool = ps.Pool([f"c{i}" for i in range(n)], value=np.ones(n))
    problem = ps.Problem(pool)
    assert "memory" in str(ROUTES["branch-and-bound"].unfit(Quadratic.of(problem, limits_of(problem))))


@pytest.mark.parametrize("route", list(ROUTES))
def test_everything_forced_is_no_choice(route: str) -> None:
    pool = ps.Pool(list("ABC"), value=[1, 2, 3], pairs={("A", "B"): 4})
    assert ps.select(ps.Problem(pool, include=["A", "B"], exclude=["C"]), route=route).objective == 7.0
    assert ps.select(ps.Problem(pool, size=(0, 0)), route=route).objective == 0.0
    assert ps.select(ps.Problem(pool, include=["A", "B"], exclude=["A"]), route=route).status == "infeasible"


@pytest.mark.parametrize("route", list(ROUTES))
def test_only_losses_choose_as_few_as_allowed(route: str) -> None:
    pool = ps.Pool(list("ABCD"), value=[-1, -2, -3, -4], pairs={("A", "B"): -9, ("B", "C"): 0.5})
    assert ps.select(ps.Problem(pool, size=(2, 3)), route=route).members == ("A", "C")
    assert ps.select(ps.Problem(pool, size=(0, 3)), route=route).members == ()


@pytest.mark.parametrize("route", list(ROUTES))
def test_ties_are_proved_too(route: str) -> None:
    pool = ps.Pool(list("ABCDEF"), value=[1] * 6, cost=[2] * 6, pairs=np.triu(np.ones((6, 6)), 1))
    selection = ps.select(ps.Problem(pool, budget=6), route=route)
    assert (selection.status, selection.objective, len(selection.members)) == ("proved", 6.0, 3)


def test_a_route_is_named_as_it_is_registered() -> None:
    assert all(name == route.name for name, route in ROUTES.items())
    problem = alliance_problem(5, 1, 2, seed=0)
    assert choose_route("milp", problem, Quadratic.of(problem, limits_of(problem))) is ROUTES["milp"]


@pytest.mark.parametrize("scale", [1e-3, 1e6])
def test_units_do_not_change_the_set(scale: float) -> None:
    problem = alliance_problem(34, 0.2, 4, seed=7)
    pool = problem.pool
    assert problem.budget is not None
    value, cost, pairs = (np.round(x * scale, 3) for x in (pool.value, pool.cost, np.triu(pool.pairs.matrix, 1)))
    scaled = ps.Pool(pool.names, value=value, cost=cost, pairs=pairs)
    other = ps.Problem(scaled, budget=round(problem.budget * scale, 3), size=problem.size)
    assert ps.select(other, route="branch-and-bound").members == ps.select(problem, route="branch-and-bound").members


def test_a_stopped_branch_and_bound_keeps_set_and_bound() -> None:
    problem = alliance_problem(220, 1.0, 8, seed=1)
    selection = ps.select(problem, time_limit=1.0, route="branch-and-bound")
    assert selection.status == "gap"
    assert selection.bound is not None
    assert selection.objective is not None
    assert 0 < selection.bound - selection.objective < 0.6 * selection.objective
    assert all(c.ok for c in ps.verify(problem, selection))


def test_building_a_large_model_ends_with_the_time_limit() -> None:
    selection = ps.select(alliance_problem(300, 1.0, 8, seed=1), time_limit=0.05, route="cp-sat")
    assert selection.status == "gap" or selection.objective is None
