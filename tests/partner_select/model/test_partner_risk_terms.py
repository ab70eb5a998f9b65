"""Every term and limit of risk by itself: exact numbers, the set chosen, and the words when there is none."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import partner_select as ps

NAMES = ["A", "B", "C", "D"]


def pool(**more: Any) -> ps.Pool:
    fields: dict[str, Any] = {
        "value": [4, 3, 2, 1],
        "cost": [5, 3, 2, 1],
        "failure": [0.5, 0.2, 0.1, 0.0],
        "loss": [4, 4, 10, 100],
        "covariance": [[4, 2, 0, 0], [2, 9, -1, 0], [0, -1, 1, 0], [0, 0, 0, 0]],
        "loss_scenarios": [[8, 0, 0, 0], [0, 6, 2, 0], [0, 0, 0, -1], [1, 1, 1, 1]],
        "cost_deviation": [1, 2, 0, 4],
    }
    return ps.Pool(NAMES, **{**fields, **more})


FEASIBLE = [
    pytest.param({"min_success": 0.4}, ("A", "B", "D"), id="success"),
    pytest.param({"min_success": 0.72}, ("B", "C", "D"), id="success met exactly"),
    pytest.param({"min_success": 0.7200001}, ("B", "D"), id="success just not met"),
    pytest.param({"min_success": 1}, ("D",), id="nobody may fail"),
    pytest.param({"max_variance": 5}, ("A", "C", "D"), id="variance"),
    pytest.param({"max_variance": 4}, ("A", "D"), id="variance met exactly"),
    pytest.param({"max_variance": 8, "exclude": ["A"]}, ("B", "C", "D"), id="variance below that of one of the members"),
    pytest.param({"max_variance": 0}, ("D",), id="no variance at all"),
    pytest.param({"max_variance": 1e300}, ("A", "B", "C", "D"), id="variance without meaning"),
    pytest.param({"max_cvar": 8, "cvar_level": 0.75}, ("A", "B", "C", "D"), id="worst quarter"),
    pytest.param({"max_cvar": 7, "cvar_level": 0.75}, ("B", "D"), id="worst quarter, tighter"),
    pytest.param({"max_cvar": 2, "cvar_level": 0.0}, ("B", "D"), id="level 0 is the mean"),
    pytest.param({"max_cvar": -0.25, "cvar_level": 0.0, "size": (0, None)}, None, id="no gain is large enough"),
    pytest.param({"max_share": {"cost": 0.5}}, ("A", "B", "C", "D"), id="share of cost"),
    pytest.param({"max_share": {"cost": 0.5}, "size": (1, 3)}, ("A", "B", "C"), id="share of cost met exactly"),
    pytest.param({"max_share": {"cost": 0.4}}, None, id="share that nobody can keep"),
    pytest.param({"max_share": {"value": 0.5}, "size": (1, 2)}, None, id="share of value"),
    pytest.param({"max_share": {"expected_loss": 0.7}}, ("A", "B", "C", "D"), id="share of expected loss"),
    pytest.param({"max_share": {"expected_loss": 0.0}}, ("D",), id="nothing of nothing is no share"),
    pytest.param({"budget": 9, "gamma": 0}, ("A", "B", "D"), id="no cost rises"),
    pytest.param({"budget": 9, "gamma": 1}, ("A", "C"), id="one cost rises"),
    pytest.param({"budget": 10, "gamma": 2}, ("A", "C"), id="two costs rise"),
    pytest.param({"budget": 11, "gamma": 2}, ("A", "B"), id="two costs rise, budget met exactly"),
    pytest.param({"budget": 18, "gamma": 9}, ("A", "B", "C", "D"), id="more costs than members"),
]


@pytest.mark.parametrize(("limits", "members"), FEASIBLE)
@pytest.mark.parametrize("route", ["cp-sat", "enumeration"])
def test_the_best_set_within_a_limit_of_risk(route: str, limits: dict[str, Any], members: tuple[str, ...] | None) -> None:
    selection = ps.select(ps.Problem(pool(), **limits), route=route)
    if members is None:
        assert selection.status == "infeasible"
        return
    assert selection.status == "proved"
    assert selection.objective == sum(4 - "ABCD".index(m) for m in members)


CLASHES = [
    pytest.param({"include": ["A"], "min_success": 0.6}, {"limit": "success", "required": 0.6, "possible_at_most": 0.5}, id="success"),
    pytest.param({"include": ["B"], "max_variance": 7.5}, {"limit": "variance", "allowed": 7.5, "needed_at_least": 8}, id="variance"),
    pytest.param(
        {"include": ["A"], "max_cvar": 5, "cvar_level": 0.75},
        {"limit": "cvar", "level": 0.75, "allowed": 5, "needed_at_least": 8},
        id="conditional value at risk",
    ),
    pytest.param(
        {"include": ["A", "B"], "budget": 9, "gamma": 1},
        {"limit": "robust_budget", "gamma": 1, "allowed": 9, "needed_at_least": 10},
        id="robust budget",
    ),
]


@pytest.mark.parametrize(("limits", "blamed"), CLASHES)
def test_a_limit_of_risk_is_blamed_with_what_would_be_needed(limits: dict[str, Any], blamed: dict[str, Any]) -> None:
    found = ps.why_infeasible(ps.Problem(pool(), **limits))
    assert found["minimal"]
    assert found["limits"] == [*({"limit": "include", "member": m} for m in limits["include"]), blamed]


def test_a_share_is_blamed_with_whose_it_is() -> None:
    found = ps.why_infeasible(ps.Problem(pool(), include=["A"], exclude=["B"], max_share={"cost": 0.5}))
    assert {"limit": "share", "member": "A", "of": "cost", "share": 0.5} in found["limits"]
    assert "at most 50 % of the cost with A" in found["sentence"]


def test_the_sentence_is_about_risk() -> None:
    found = ps.why_infeasible(ps.Problem(pool(), include=["A"], min_success=0.6))
    assert "a chance of at least 0.6 that nobody fails (at most 0.5 is possible)" in found["sentence"]


def test_checks_state_exact_numbers() -> None:
    asked = ps.Problem(
        pool(), budget=99, gamma=1, min_success=0.3, max_variance=20, max_cvar=8, cvar_level=0.5, max_share={"cost": 0.7}
    )  # fmt: skip
    checks = {c.limit: c for c in ps.check(asked, ["A", "B"]).checks}
    assert checks["success"].used == 0.4
    assert checks["variance"].used == 17
    assert checks["cvar"].used == 7  # the two worst of four: 8 and 6
    assert checks["share"].used == 0.625
    assert checks["robust_budget"].used == 10
    assert all(c.ok for c in checks.values())


@pytest.mark.parametrize(
    ("limits", "broken"),
    [
        ({"min_success": 0.41}, "success"),
        ({"max_variance": 16.9}, "variance"),
        ({"max_cvar": 6.9, "cvar_level": 0.5}, "conditional value at risk"),
        ({"max_share": {"cost": 0.62}}, "largest share of cost"),
        ({"budget": 9.9, "gamma": 1}, "robust budget"),
    ],
)
def test_a_broken_limit_of_risk_is_named(limits: dict[str, Any], broken: str) -> None:
    assert [c.name for c in ps.check(ps.Problem(pool(), **limits), ["A", "B"]).checks if not c.ok] == [broken]


def test_weights_on_risk_enter_the_objective_exactly() -> None:
    asked = ps.Problem(pool(), cvar_level=0.5, objective=ps.Objective(variance=0.1, cvar=0.3))
    verdict = ps.check(asked, ["A", "B"])
    assert verdict.exact_objective == Fraction(7) - Fraction(17, 10) - Fraction(21, 10)
    assert (verdict.terms["variance"].amount, verdict.terms["cvar"].contribution) == (17.0, -2.1)


@pytest.mark.parametrize("route", ["cp-sat", "enumeration", "branch-and-bound", "milp"])
def test_a_weight_on_variance_avoids_what_moves_together(route: str) -> None:
    together = ps.Pool(list("ABC"), value=[3, 3, 2.5], covariance=[[1, 1, -1], [1, 1, -1], [-1, -1, 1]])
    assert ps.select(ps.Problem(together, size=(2, 2), objective=ps.Objective(variance=1)), route=route).members in {("A", "C"), ("B", "C")}


def test_a_gain_lowers_the_value_at_risk() -> None:
    hedged = ps.Pool(list("AB"), value=[5, 0], loss_scenarios=[[10, -10], [0, 0]])
    asked = ps.Problem(hedged, objective=ps.Objective(cvar=1), cvar_level=0.5)
    assert ps.select(asked).members == ("A", "B")
    assert ps.select(asked).objective == 5.0


def test_unequal_scenarios_count_by_their_probability() -> None:
    rare = pool(loss_scenarios=[[100, 0, 0, 0], [0, 0, 0, 0]], scenario_probability=[0.01, 0.99])
    assert ps.check(ps.Problem(rare, max_cvar=99, cvar_level=0.95), ["A"]).checks[-1].used == 20.0
    assert ps.check(ps.Problem(rare, max_cvar=99, cvar_level=0.99), ["A"]).checks[-1].used == 100.0


def test_thirds_add_up() -> None:
    third = pool(loss_scenarios=[[3, 0, 0, 0], [0] * 4, [0] * 4], scenario_probability=[0.333333] * 3)
    assert ps.check(ps.Problem(third, max_cvar=9, cvar_level=0.0), ["A"]).checks[-1].used == 1.0


def test_losses_of_many_decimals_are_rounded_with_a_stated_error() -> None:
    rng = np.random.default_rng(4)
    noisy = ps.Pool([f"c{i}" for i in range(8)], value=rng.uniform(1, 9, 8).round(1), loss_scenarios=rng.normal(1, 1e4 / 3, (20, 8)))
    asked = ps.Problem(noisy, max_cvar=4000.0, cvar_level=0.9, objective=ps.Objective(cvar=0.001))
    found = [ps.select(asked, route=route) for route in ("cp-sat", "enumeration")]
    assert found[0].members == found[1].members
    assert 0 < Fraction(found[0].proof["scaling_error"]) < Fraction(1, 10**3)
    assert all(c.ok for c in ps.verify(asked, found[0]))


def test_a_limit_of_the_last_decimal_is_kept() -> None:
    noisy = ps.Pool(["A", "B"], value=[1, 2], covariance=np.diag([1 / 3, 1 / 3 + 1e-15]))
    assert ps.select(ps.Problem(noisy, max_variance=1 / 3)).members == ("A",)


def test_huge_variances_do_not_overflow() -> None:
    huge = ps.Pool(list("ABC"), value=[1, 2, 3], covariance=np.diag([1e20, 3e20, 5e20]) + 1e19)
    found = ps.select(ps.Problem(huge, max_variance=3.2e20))
    assert (found.status, found.members) == ("proved", ("B",))


def test_a_frontier_of_risk_and_return_is_exact() -> None:
    asked = ps.Problem(pool(pairs={("A", "B"): 1}), size=(1, None))
    for risk in ("variance", "cvar"):
        found = ps.frontier(asked, ("objective", risk))
        assert found.complete
        every = [ps.check(asked, [n for k, n in enumerate(NAMES) if s // 2**k % 2]) for s in range(1, 16)]
        points = {(v.objective, v.terms[risk].amount) for v in every}
        best = {p for p in points if not any(q != p and q[0] >= p[0] and q[1] <= p[1] for q in points)}
        assert {(p.values["objective"], p.values[risk]) for p in found.points} == best


def test_a_budget_sweep_keeps_the_costs_that_may_rise() -> None:
    steps = ps.budget_sweep(ps.Problem(pool(), budget=1, gamma=1), [6, 11])
    assert [s.selection.members for s in steps] == [("A",), ("A", "B")]


def test_explaining_a_set_keeps_the_limits_of_risk() -> None:
    asked = ps.Problem(pool(), max_variance=5)
    explained = ps.explain(asked, ps.select(asked))
    rows = {row.name: row for row in explained.candidates}
    assert explained.complete
    assert rows["B"].best_with is None
    assert all(ps.check(asked, [m for m in ("A", "C", "D") if m != s.leaves] + [s.enters]).feasible for s in explained.swaps)


def test_terms_without_data_are_not_reported() -> None:
    assert set(ps.check(ps.Problem(ps.Pool(NAMES)), ["A"]).terms) == {"value", "synergy", "coverage", "cost", "expected_loss"}


REFUSED = [
    ({"covariance": [[1, 2], [2, 1]]}, {}, "no set of random numbers has these covariances"),
    ({"covariance": [[1, 0.5], [0, 1]]}, {}, "covariance: must be symmetric"),
    ({"covariance": [[1]]}, {}, r"covariance: must have shape \(2, 2\)"),
    ({"loss_scenarios": [[1, np.nan]]}, {}, "loss_scenarios: must be finite"),
    ({"loss_scenarios": [1, 2]}, {}, "loss_scenarios: must have shape"),
    ({"loss_scenarios": [[1, 2]], "scenario_probability": [0.5]}, {}, "scenario_probability: must add up to 1"),
    ({"scenario_probability": [1]}, {}, "there are no loss_scenarios"),
    ({"cost_deviation": [-1, 0]}, {}, "cost_deviation: must be at least 0"),
    ({}, {"min_success": 0.5}, "min_success: the pool has no failure"),
    ({"failure": [0, 0]}, {"min_success": 0}, "min_success: must be a probability above 0"),
    ({"failure": [0, 0]}, {"min_success": 1.5}, "min_success: must be a probability above 0"),
    ({}, {"max_variance": 1}, "max_variance: the pool has no covariance"),
    ({}, {"max_cvar": 1}, "max_cvar: the pool has no loss_scenarios"),
    ({}, {"cvar_level": 1}, "cvar_level: must be below 1"),
    ({}, {"max_share": {"luck": 0.5}}, "must be one of cost, value, expected_loss"),
    ({}, {"max_share": {"cost": 0.5}}, "the pool has no cost"),
    ({"cost": [1, 1]}, {"max_share": {"cost": 1.5}}, "a share is at most 1"),
    ({"value": [1, -1]}, {"max_share": {"value": 0.5}}, "values below 0 have no shares"),
    ({"cost": [1, 1]}, {"budget": 1, "gamma": 1}, "gamma: says how many costs may come out higher"),
    ({"cost": [1, 1], "cost_deviation": [1, 1]}, {"budget": 1, "gamma": 0.5}, "gamma: must be a whole number from 0"),
    ({}, {"objective": ps.Objective(variance=1)}, "objective.variance: the pool has no covariance"),
    ({}, {"objective": ps.Objective(cvar=1)}, "objective.cvar: the pool has no loss_scenarios"),
]


@pytest.mark.parametrize(("fields", "limits", "message"), REFUSED)
def test_risk_that_makes_no_sense_is_refused(fields: dict[str, Any], limits: dict[str, Any], message: str) -> None:
    with pytest.raises(ps.SelectionError, match=message):
        ps.Problem(ps.Pool(["A", "B"], **fields), **limits)
