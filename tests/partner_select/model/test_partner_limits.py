"""Every limit, feasible and infeasible: the set chosen, and the code that explains why there is none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import partner_select as ps

NAMES = ["A", "B", "C", "D"]


def pool(**more: Any) -> ps.Pool:
    fields: dict[str, Any] = {
        "value": [4, 3, 2, 1],
        "cost": [5, 3, 2, 1],
        "capabilities": [[0.9, 0.0], [0.5, 0.4], [0.5, 0.7], [0.0, 0.0]],
        "capability_names": ["weaving", "coating"],
        "roles": ["enterprise", "university", "university", None],
        "failure": [0.5, 0.25, 0.1, 0.0],
        "loss": [4, 4, 10, 100],
    }
    return ps.Pool(NAMES, **{**fields, **more})


FEASIBLE = [
    pytest.param({"budget": 5}, ("B", "C"), id="budget"),
    pytest.param({"budget": 11}, ("A", "B", "C", "D"), id="budget met exactly"),
    pytest.param({"budget": 1e300}, ("A", "B", "C", "D"), id="budget without meaning"),
    pytest.param({"size": (1, 1)}, ("A",), id="size"),
    pytest.param({"size": (3, 3)}, ("A", "B", "C"), id="size fixed"),
    pytest.param({"size": (0, 0)}, (), id="nobody allowed"),
    pytest.param({"size": (1, 2), "roles": {"university": (2, None)}}, ("B", "C"), id="role at least"),
    pytest.param({"roles": {"university": (0, 1)}}, ("A", "B", "D"), id="role at most"),
    pytest.param({"roles": {"university": (0, 0), "enterprise": (0, 0)}}, ("D",), id="no role"),
    pytest.param({"roles": {"bank": (0, 3)}}, ("A", "B", "C", "D"), id="role nobody has, none needed"),
    pytest.param({"size": (1, 1), "include": ["D"]}, ("D",), id="must"),
    pytest.param({"exclude": ["A", "C"]}, ("B", "D"), id="must not"),
    pytest.param({"conflicts": [("A", "B")]}, ("A", "C", "D"), id="conflict"),
    pytest.param({"conflicts": [("B", "A"), ("A", "B"), ("A", "C"), ("A", "D")]}, ("B", "C", "D"), id="conflicts, one repeated"),
    pytest.param({"size": (1, 1), "needs": {"coating": 0.4}}, ("B",), id="need met exactly"),
    pytest.param({"size": (1, 1), "needs": {"coating": ps.Need(0.5)}}, ("C",), id="need by best"),
    pytest.param({"budget": 5, "needs": {"weaving": ps.Need(0.5, at_least=2)}}, ("B", "C"), id="need twice"),
    pytest.param({"size": (1, 2), "needs": {"coating": ps.Need(1.1, by="sum")}}, ("B", "C"), id="need by sum, met exactly in decimals"),
    pytest.param({"size": (1, 1), "needs": {"coating": ps.Need(9, hard=False)}}, ("A",), id="soft need limits nobody"),
    pytest.param({"max_expected_loss": 3}, ("A", "B", "D"), id="expected loss"),
    pytest.param({"max_expected_loss": 0}, ("D",), id="no expected loss at all"),
]


@pytest.mark.parametrize(("limits", "members"), FEASIBLE)
def test_the_best_set_within_a_limit(limits: dict[str, Any], members: tuple[str, ...]) -> None:
    selection = ps.select(ps.Problem(pool(), **limits))
    assert selection.status == "proved"
    assert selection.members == members


INFEASIBLE = [
    pytest.param(
        {"budget": 0.5},
        [{"limit": "size_min", "required": 1, "possible_at_most": 0}, {"limit": "budget", "allowed": 0.5, "needed_at_least": 1}],
        id="budget",
    ),
    pytest.param({"size": (5, None)}, [{"limit": "size_min", "required": 5, "possible_at_most": 4}], id="size"),
    pytest.param(
        {"size": (0, 1), "roles": {"university": (2, None)}},
        [
            {"limit": "size_max", "allowed": 1, "needed_at_least": 2},
            {"limit": "role_min", "role": "university", "required": 2, "possible_at_most": 1},
        ],
        id="size against role",
    ),
    pytest.param(
        {"roles": {"bank": (1, None)}}, [{"limit": "role_min", "role": "bank", "required": 1, "possible_at_most": 0}], id="role nobody has"
    ),
    pytest.param(
        {"include": ["B", "C"], "roles": {"university": (0, 1)}},
        [
            {"limit": "role_max", "role": "university", "allowed": 1, "needed_at_least": 2},
            {"limit": "include", "member": "B"},
            {"limit": "include", "member": "C"},
        ],
        id="role against musts",
    ),
    pytest.param(
        {"include": ["A"], "exclude": ["A"]},
        [{"limit": "include", "member": "A"}, {"limit": "exclude", "member": "A"}],
        id="must and must not",
    ),
    pytest.param(
        {"include": ["A", "B"], "conflicts": [("B", "A")]},
        [{"limit": "include", "member": "A"}, {"limit": "include", "member": "B"}, {"limit": "conflict", "members": ["A", "B"]}],
        id="musts in conflict",
    ),
    pytest.param(
        {"needs": {"coating": 0.8}},
        [{"limit": "need", "capability": "coating", "by": "best", "amount": 0.8, "required": 1, "possible_at_most": 0}],
        id="need by best",
    ),
    pytest.param(
        {"needs": {"weaving": ps.Need(0.5, at_least=4)}},
        [{"limit": "need", "capability": "weaving", "by": "best", "amount": 0.5, "required": 4, "possible_at_most": 3}],
        id="need more often than possible",
    ),
    pytest.param(
        {"needs": {"coating": ps.Need(1.2, by="sum")}},
        [{"limit": "need", "capability": "coating", "by": "sum", "amount": 1.2, "required": 1.2, "possible_at_most": 1.1}],
        id="need by sum",
    ),
    pytest.param(
        {"include": ["C"], "max_expected_loss": 0.5},
        [{"limit": "include", "member": "C"}, {"limit": "expected_loss", "allowed": 0.5, "needed_at_least": 1}],
        id="expected loss",
    ),
    pytest.param(
        {"budget": 4, "needs": {"coating": 0.7, "weaving": 0.9}},
        [
            {"limit": "budget", "allowed": 4, "needed_at_least": 5},
            {"limit": "need", "capability": "weaving", "by": "best", "amount": 0.9, "required": 1, "possible_at_most": 0},
        ],
        id="budget against one of two needs",
    ),
]


@pytest.mark.parametrize(("limits", "clash"), INFEASIBLE)
def test_a_limit_that_nobody_can_keep(limits: dict[str, Any], clash: list[dict[str, Any]]) -> None:
    problem = ps.Problem(pool(), **limits)
    selection = ps.select(problem)
    assert (selection.status, selection.members, selection.objective) == ("infeasible", (), None)
    found = ps.why_infeasible(problem)
    assert found["status"] == "infeasible"
    assert found["minimal"]
    assert found["limits"] == clash


def test_members_come_in_the_order_of_the_pool() -> None:
    assert ps.select(ps.Problem(pool(), include=["D", "A"])).members == ("A", "B", "C", "D")


def test_a_budget_of_decimals_is_kept_to_the_last_one() -> None:
    """0.1 + 0.2 is more than 0.3 in float64, but not in money."""
    costs = ps.Pool(["A", "B"], value=[1, 1], cost=[0.1, 0.2])
    assert ps.select(ps.Problem(costs, budget=0.3)).members == ("A", "B")


def test_a_cost_a_millionth_above_the_budget_is_refused() -> None:
    costs = ps.Pool(["A", "B"], value=[1, 1], cost=[1_000_000.0, 0.000001])
    assert ps.select(ps.Problem(costs, budget=1_000_000)).members in {("A",), ("B",)}


def test_probabilities_of_many_decimals_are_multiplied_exactly() -> None:
    risky = ps.Pool(["A", "B"], value=[1, 1], failure=[0.1, 0.2], loss=[0.3, 0.6])
    assert ps.select(ps.Problem(risky, max_expected_loss=0.15)).members == ("A", "B")
    assert len(ps.select(ps.Problem(risky, max_expected_loss=0.1499999)).members) == 1


def test_a_budget_that_only_rounding_would_keep_is_not_kept() -> None:
    """Costs with more decimals than 2**50 can hold are rounded for the solver, outwards; exact arithmetic has the last word."""
    costs = np.array([1 / 3, 1 / 3 + 1e-16, 1e5 + 1 / 7, 2e5 + 1 / 9])
    overshoot = ps.Pool(NAMES, value=[1, 1, 5, 9], cost=costs)
    total = sum(map(float, costs))
    problem = ps.Problem(overshoot, budget=float(np.nextafter(total, 0)))
    selection = ps.select(problem)
    assert selection.status == "proved"
    assert ps.check(problem, selection.members).feasible
