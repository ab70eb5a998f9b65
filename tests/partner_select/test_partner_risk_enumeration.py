"""Risk, joint value and stability mixed with everything else: every route against enumeration by definition."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from risk_twin import RiskCase, random_risk, risk_broken, risk_objective, risk_ranking

import partner_select as ps
from partner_select.best_set import best_set
from partner_select.interrupt import Interrupt
from partner_select.model import limits_of
from partner_select.quadratic import Quadratic
from partner_select.routes import ROUTES
from partner_select.solve import Settings

ROUNDED = Fraction(1, 10**9)  # games of projects are floats on both sides


def agrees(case: RiskCase, selection: ps.Selection) -> None:
    expected = risk_ranking(case)
    if not expected:
        assert (selection.status, selection.members) == ("infeasible", ())
        return
    error = 2 * Fraction(selection.proof["scaling_error"]) + ROUNDED
    assert selection.status == "proved"
    assert abs(Fraction(selection.proof["objective"]) - expected[0][0]) <= error
    assert not risk_broken(case, selection.members)


@pytest.mark.parametrize("seed", range(20_000, 20_150))
def test_the_best_set_is_the_best_of_all_subsets(seed: int) -> None:
    case = random_risk(seed, most=6, tight=seed % 5 == 0)
    problem = case.build()
    selection = ps.select(problem)
    agrees(case, selection)
    assert all(c.ok for c in ps.verify(problem, selection))


def refused(case: RiskCase, problem: ps.Problem, route: str) -> bool:
    formless = route == "cp-sat" and "table" in case.game
    return formless or ROUTES[route].unfit(Quadratic.of(problem, limits_of(problem))) is not None


@pytest.mark.parametrize("route", list(ROUTES))
@pytest.mark.parametrize("seed", range(21_000, 21_030))
def test_every_route_finds_it_or_says_that_it_cannot(seed: int, route: str) -> None:
    case = random_risk(seed, most=6, often=0.15)
    problem = case.build()
    if refused(case, problem, route):
        with pytest.raises(ps.SelectionError, match=f"route: '{route}' "):
            ps.select(problem, route=route)
        return
    agrees(case, ps.select(problem, route=route))


@pytest.mark.parametrize("route", ["branch-and-bound", "milp", "cp-sat"])
@pytest.mark.parametrize("seed", range(22_000, 22_012))
def test_shares_pairwise_games_outside_options_and_weights_on_variance_fit_every_route(seed: int, route: str) -> None:
    case = random_risk(seed, most=7, game="pairs", often=0.0)
    case.pool["groups"] = {}
    case.problem["objective"] = ps.Objective(1, 1, 0.5, 0, 0, 0.25, 0, 1)
    case.problem |= {"max_share": {"cost": 0.6}, "outside": dict.fromkeys(case.names, 3.5)}
    case.problem.pop("needs", None)
    agrees(case, ps.select(case.build(), route=route))


@pytest.mark.parametrize("seed", range(23_000, 23_040))
def test_a_check_finds_what_the_definition_finds(seed: int) -> None:
    case = random_risk(seed, most=5)
    problem = case.build()
    rng = np.random.default_rng(seed)
    members = tuple(name for name in case.names if rng.random() < 0.6)
    verdict = ps.check(problem, members)
    assert abs(verdict.exact_objective - risk_objective(case, members)) <= ROUNDED
    assert verdict.feasible == (not risk_broken(case, members))


def doubled(case: RiskCase) -> RiskCase:
    """All money twice; variance is money squared, so that its weight is halved to stay money."""
    pool, problem = dict(case.pool), dict(case.problem)
    for key in ("value", "cost", "loss", "cost_deviation"):
        pool[key] = [2 * x for x in pool[key]]
    for key in ("pairs", "groups"):
        pool[key] = {ends: 2 * x for ends, x in pool[key].items()}
    pool["loss_scenarios"] = [[2 * x for x in row] for row in pool["loss_scenarios"]]
    pool["covariance"] = [[4 * x for x in row] for row in pool["covariance"]]
    for key, factor in (("budget", 2), ("max_expected_loss", 2), ("max_cvar", 2), ("max_variance", 4), ("core_margin", 2)):
        if key in problem:
            problem[key] = factor * problem[key]
    if "outside" in problem:
        problem["outside"] = {name: 2 * x for name, x in problem["outside"].items()}
    w = problem["objective"]
    problem["objective"] = ps.Objective(w.value, w.synergy, w.cost, w.expected_loss, 2 * w.coverage, w.variance / 2, w.cvar)
    return RiskCase(case.names, pool, problem)


@pytest.mark.parametrize("seed", range(24_000, 24_012))
def test_all_money_doubled_doubles_the_objective(seed: int) -> None:
    case = random_risk(seed, most=6, often=0.4)
    case.game = {}
    once, twice = ps.select(case.build()), ps.select(doubled(case).build())
    assert once.status == twice.status
    assert twice.objective == (None if once.objective is None else pytest.approx(2 * once.objective, rel=1e-9))


@pytest.mark.parametrize("seed", range(25_000, 25_010))
def test_another_order_of_the_candidates_gives_the_same_objective(seed: int) -> None:
    case = random_risk(seed, most=6, often=0.4)
    case.game = {}
    order = np.random.default_rng(seed).permutation(len(case.names)).tolist()
    pool = dict(case.pool)
    for key in ("value", "cost", "failure", "loss", "capabilities", "roles", "cost_deviation"):
        pool[key] = [pool[key][i] for i in order]
    pool["loss_scenarios"] = [[row[i] for i in order] for row in pool["loss_scenarios"]]
    pool["covariance"] = [[pool["covariance"][i][j] for j in order] for i in order]
    other = RiskCase([case.names[i] for i in order], pool, case.problem)
    assert ps.select(other.build()).proof["objective"] == ps.select(case.build()).proof["objective"]


@pytest.mark.parametrize("seed", range(26_000, 26_010))
def test_presolve_on_and_off_agree(seed: int) -> None:
    case = random_risk(seed, most=6, often=0.5)
    case.game = {}
    case.problem.pop("core_margin", None)
    problem = case.build()
    found = [best_set(problem, Settings(60.0, presolve=presolve), Interrupt(), route="cp-sat") for presolve in (True, False)]
    assert found[0].proof["objective"] == found[1].proof["objective"]
    assert found[0].status == found[1].status


@pytest.mark.parametrize("seed", range(27_000, 27_006))
def test_the_same_call_gives_the_same_result(seed: int) -> None:
    problem = random_risk(seed, most=6).build()
    assert ps.select(problem, seed=3).to_dict() == ps.select(problem, seed=3).to_dict()
