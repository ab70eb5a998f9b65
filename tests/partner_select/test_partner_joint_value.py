"""The joint value as the objective: what is selected is worth what the game says that will be split."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from partner_instances import alliance_problem
from risk_twin import random_risk

import allocation as al
import partner_select as ps
from partner_select.routes import enumeration

FEW = list("ABC")


def pairwise() -> al.Game:
    return al.PairwiseGame([1, 2, 0], {("A", "B"): 6.0, ("B", "C"): -2.5}, players=FEW)


def ruled() -> al.Game:
    return al.RuleGame([al.Rule(10.0, ("A", "B"), without=("C",)), al.Rule(3.0, ("C",)), al.Rule(-0.5, ("A", "B", "C"))], FEW)


def project(**more: Any) -> al.ProjectGame:
    data: dict[str, Any] = {
        "capabilities": [[4, 1], [1, 5], [4, 4]],
        "requirement": [4, 5],
        "weights": [0.5, 0.5],
        "base_success": 0.8,
        "benefit": 1000,
        "cost": 100,
        "outsourcing": [50, 50],
        "subsidy": 30,
        "market_access": [0.6, 0.0, 0.3],
        "subsidy_needs": [["A"], ["B", "C"]],
        "coordination_cost": 5,
    }
    return al.ProjectGame(FEW, **{**data, **more})


@pytest.mark.parametrize("game", [pairwise(), ruled(), project(), al.TableGame([0, 1, 2, 9, 4, 5, 6, 3], FEW)])
def test_the_objective_is_what_the_game_says(game: al.Game) -> None:
    problem = ps.Problem(ps.Pool(FEW), game=game)
    selection = ps.select(problem)
    assert selection.objective == pytest.approx(game.value(selection.members), rel=1e-12)
    assert selection.objective == pytest.approx(max(game.table()), rel=1e-12)
    assert selection.terms["joint_value"].amount == selection.objective
    assert all(c.ok for c in ps.verify(problem, selection))


@pytest.mark.parametrize("route", ["cp-sat", "enumeration"])
@pytest.mark.parametrize("game", [pairwise(), ruled(), project()])
def test_costs_are_set_against_the_joint_value(game: al.Game, route: str) -> None:
    pool = ps.Pool(FEW, cost=[2, 20, 200])
    problem = ps.Problem(pool, game=game, size=(0, None), objective=ps.Objective(cost=1))
    best = max(
        game.value(s) - sum(pool.cost[FEW.index(m)] for m in s) if s else 0.0
        for s in ([], *map(list, ("A", "B", "C", "AB", "AC", "BC", "ABC")))
    )
    assert ps.select(problem, route=route).objective == pytest.approx(best, abs=1e-3)


def test_decimals_of_a_game_are_read_as_typed() -> None:
    game = al.RuleGame([al.Rule(0.1, (m,)) for m in FEW], FEW)
    assert ps.check(ps.Problem(ps.Pool(FEW), game=game), FEW).exact_objective == Fraction(3, 10)


def test_players_may_stand_in_another_order() -> None:
    game = al.PairwiseGame([5, 1, 2], {("b", "A"): 3.0}, players=["C", "b", "A"])
    problem = ps.Problem(ps.Pool(FEW), game=game)
    assert ps.check(problem, ["A", "B"]).objective == 6.0
    assert ps.check(problem, ["C"]).objective == 5.0


def test_a_project_in_another_order_is_worth_the_same() -> None:
    data = random_risk(31, most=7, game="projects")
    game, names = data.build().joint, data.names
    assert game is not None
    turned = ps.Pool(list(reversed(names)))
    found = [
        ps.select(ps.Problem(pool, game=game.game, size=(1, 3)), route=r)
        for pool in (ps.Pool(names), turned)
        for r in ("cp-sat", "enumeration")
    ]
    assert [s.objective for s in found] == pytest.approx([found[0].objective] * 4, abs=1e-3)


def test_without_weights_only_the_game_counts() -> None:
    rich = ps.Pool(FEW, value=[100, 200, 300])
    assert ps.select(ps.Problem(rich, game=pairwise())).objective == 9.0


def test_with_weights_the_pool_counts_as_well() -> None:
    rich = ps.Pool(FEW, value=[100, 200, 300])
    assert ps.select(ps.Problem(rich, game=pairwise(), objective=ps.Objective(joint_value=2))).objective == 613.0


def test_without_a_game_its_weight_means_nothing() -> None:
    problem = ps.Problem(ps.Pool(FEW, value=[1, 2, 3]), objective=ps.Objective(joint_value=7))
    assert problem.objective.joint_value == 7
    assert ps.select(problem).objective == 6.0
    assert "joint_value" not in ps.select(problem).terms


@pytest.mark.parametrize("route", ["cp-sat", "branch-and-bound", "milp"])
def test_a_pairwise_game_is_selected_like_the_same_pairs(route: str) -> None:
    pairs = alliance_problem(36, 0.15, 4, seed=3)
    game = ps.joint_game(pairs)
    other = ps.Problem(ps.Pool(pairs.pool.names, cost=pairs.pool.cost), game=game, budget=pairs.budget, size=pairs.size)
    assert ps.select(other, route=route).members == ps.select(pairs).members


def test_rules_of_hundreds_of_candidates_are_selected_over() -> None:
    rng = np.random.default_rng(3)
    names = [f"c{i}" for i in range(200)]
    rules = [al.Rule(float(rng.integers(1, 30)), tuple(rng.choice(names, 3, replace=False).tolist())) for _ in range(120)]
    rules += [al.Rule(-4.0, (a,), (b,)) for a, b in zip(names[:20], names[20:40], strict=True)]
    found = ps.select(ps.Problem(ps.Pool(names), game=al.RuleGame(rules, names), size=(1, 7)), time_limit=30)
    assert found.status == "proved"
    assert found.objective == al.RuleGame(rules, names).value(found.members)


def many_projects(n: int) -> ps.Problem:
    case = random_risk(5, most=3, game="projects")
    rng, names = np.random.default_rng(n), [f"c{i}" for i in range(n)]
    first = case.game["projects"]["projects"][0]
    many = {**first, "capabilities": rng.integers(0, 6, (n, 3)), "requirement": [5, 4, 5], "weights": [0.2, 0.3, 0.5]}
    many |= {"outsourcing": [20, 10, 30], "market_access": rng.uniform(0, 0.3, n).round(2), "subsidy_needs": [], "benefit": 200.0}
    game = al.ProjectGame.of_projects(names, [al.Project(**many)])
    pool = ps.Pool(names, cost=rng.integers(3, 20, n))
    return ps.Problem(pool, budget=60, size=(1, 6), game=game, objective=ps.Objective(cost=1))


def test_projects_beyond_enumeration_are_proved_by_drawing_the_bound_in() -> None:
    problem = many_projects(40)
    selection = ps.select(problem, time_limit=60)
    assert selection.status == "proved"
    assert selection.bound is not None
    assert selection.objective is not None
    assert 0 <= selection.bound - selection.objective <= 2 * float(Fraction(selection.proof["scaling_error"]))
    assert all(c.ok for c in ps.verify(problem, selection))
    neighbours = [row.change for row in ps.explain(problem, selection, candidates=[]).swaps]
    assert max(neighbours) <= 2 * float(Fraction(selection.proof["scaling_error"]))


def test_projects_out_of_time_keep_a_set_and_a_bound() -> None:
    selection = ps.select(many_projects(60), time_limit=0.05)
    assert selection.status in ("gap", "proved", "no solution yet")
    if selection.objective is not None:
        assert selection.bound is not None
        assert selection.bound >= selection.objective


@pytest.mark.parametrize(
    "changed", [{"benefit": 0}, {"capabilities": np.zeros((3, 2))}, {"requirement": [0, 0]}, {"cost": 5000}, {"benefit": 1e9}]
)
def test_projects_at_the_edge_agree_with_enumeration(changed: dict[str, Any]) -> None:
    problem = ps.Problem(ps.Pool(FEW, cost=[1, 1, 1]), game=project(**changed), objective=ps.Objective(cost=1))
    found = [ps.select(problem, route=route) for route in ("cp-sat", "enumeration")]
    assert found[0].status == found[1].status == "proved"
    assert found[0].objective == pytest.approx(found[1].objective, rel=1e-6, abs=1e-3)


@pytest.mark.parametrize(
    ("game", "message"),
    [
        (al.PairwiseGame([1, 2], {}, players=["A", "Z"]), "its players must be the candidates"),
        (al.PairwiseGame([1], {}, players=["A"]), "missing"),
        ([0, 1, 1, 2], "must be a game of the allocation package"),
    ],
)
def test_a_game_of_others_is_refused(game: Any, message: str) -> None:
    with pytest.raises(ps.SelectionError, match=message):
        ps.Problem(ps.Pool(FEW), game=game)


def test_a_game_without_a_form_is_refused_above_twenty() -> None:
    names = [f"c{i}" for i in range(21)]
    game = al.FunctionGame(lambda sets: sets.sum(axis=1) ** 2.0, names, vectorised=True)
    with pytest.raises(ps.SelectionError, match="above 20 candidates it must be a pairwise game"):
        ps.Problem(ps.Pool(names), game=game)


def test_cp_sat_says_that_it_cannot_take_any_game() -> None:
    problem = ps.Problem(ps.Pool(FEW), game=al.TableGame([0, 1, 2, 9, 4, 5, 6, 3], FEW))
    with pytest.raises(ps.SelectionError, match="'enumeration' takes every game"):
        ps.select(problem, route="cp-sat")


def test_enumeration_says_that_it_cannot_take_many() -> None:
    with pytest.raises(ps.SelectionError, match="21 candidates to choose from make too many sets"):
        ps.select(ps.Problem(ps.Pool([f"c{i}" for i in range(21)])), route="enumeration")


def test_enumeration_out_of_time_says_so() -> None:
    problem = ps.Problem(ps.Pool([f"c{i}" for i in range(20)], value=np.arange(20)))
    selection = ps.select(problem, time_limit=1e-4, route="enumeration")
    assert selection.status in ("gap", "no solution yet")


def test_enumeration_owns_up_to_ties_it_did_not_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enumeration, "EXACT_LOOKS", 50)
    tied = ps.Problem(ps.Pool([f"c{i}" for i in range(8)]))
    selection = ps.select(tied, route="enumeration")
    assert selection.status == "proved"
    assert selection.objective == 0.0
    assert 0 < Fraction(selection.proof["scaling_error"]) < Fraction(1, 10**8)
    assert all(c.ok for c in ps.verify(tied, selection))


def test_alternatives_and_sweeps_are_about_the_joint_value() -> None:
    problem = ps.Problem(ps.Pool(FEW, cost=[1, 2, 3]), game=ruled())
    assert [s.objective for s in ps.alternatives(problem, k=2)] == [10.0, 3.0]
    assert [s.selection.objective for s in ps.budget_sweep(problem, [1, 3])] == [0.0, 10.0]
    found = ps.frontier(problem, ("joint_value", "cost"))
    assert [(p.members, p.values) for p in found.points] == [
        (("A", "B"), {"joint_value": 10.0, "cost": 3.0}),
        (("A",), {"joint_value": 0.0, "cost": 1.0}),
    ]
