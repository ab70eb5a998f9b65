"""What a problem accepts and refuses."""

from __future__ import annotations

from typing import Any

import pytest

import partner_select as ps

POOL = ps.Pool(
    ["A", "B", "C"],
    cost=[1, 2, 3],
    capabilities=[[1], [2], [3]],
    capability_names=["x"],
    failure=[0, 0, 0],
    loss=[0, 0, 0],
    roles=["u", "u", "e"],
)

REFUSED = [
    pytest.param({"budget": float("nan")}, "budget: must be finite", id="budget NaN"),
    pytest.param({"budget": -1}, "budget: must be at least 0", id="budget negative"),
    pytest.param({"budget": "ten"}, "budget: must be a number, got 'ten'", id="budget text"),
    pytest.param({"budget": True}, "budget: must be a number", id="budget true"),
    pytest.param({"max_expected_loss": float("inf")}, "max_expected_loss: must be finite", id="loss infinite"),
    pytest.param({"size": (3, 2)}, "at least 3 and at most 2 contradict", id="size contradictory"),
    pytest.param({"size": (-1, 2)}, r"size: must be \(low, high\)", id="size negative"),
    pytest.param({"size": 3}, r"size: must be \(low, high\)", id="size one number"),
    pytest.param({"size": (1.5, 2)}, "whole numbers", id="size fraction"),
    pytest.param({"size": (True, 2)}, "whole numbers", id="size true"),
    pytest.param({"roles": {"u": (2, 1)}}, r"roles\['u'\]: at least 2 and at most 1", id="role contradictory"),
    pytest.param({"needs": {"z": 1}}, "no such capability: 'z'", id="need unknown"),
    pytest.param({"needs": {"x": 0}}, "must be above 0", id="need of nothing"),
    pytest.param({"needs": {"x": ps.Need(1, by="most")}}, "must be one of 'best', 'sum', 'any'", id="need by what"),
    pytest.param({"needs": {"x": ps.Need(1, at_least=0)}}, "whole number from 1", id="need at least nobody"),
    pytest.param({"needs": {"x": ps.Need(1, by="sum", at_least=2)}}, "needs by='best'", id="sum with a count"),
    pytest.param({"needs": {"x": ps.Need(1, worth=-1)}}, "worth: must be at least 0", id="need worth less than nothing"),
    pytest.param({"needs": {"x": 1, "X": 2}}, "stands twice", id="need twice"),
    pytest.param({"include": ["Z"]}, "include: no such candidate: 'Z'", id="must unknown"),
    pytest.param({"include": ["A", "a"]}, "include: a name stands twice", id="must twice"),
    pytest.param({"exclude": [3]}, "exclude: no such candidate: 3", id="must not a number"),
    pytest.param({"conflicts": [("A", "Z")]}, r"conflicts\[0\]: no such candidate", id="conflict unknown"),
    pytest.param({"conflicts": [("A", "A")]}, "stands twice", id="conflict with itself"),
    pytest.param({"conflicts": ["AB"]}, "must be two names", id="conflict text"),
    pytest.param({"conflicts": [("A", "B", "C")]}, "must be two names", id="conflict of three"),
    pytest.param({"objective": ps.Objective(cost=-1)}, "objective.cost: must be at least 0", id="weight negative"),
    pytest.param({"objective": ps.Objective(value=float("nan"))}, "objective.value: must be finite", id="weight NaN"),
]


@pytest.mark.parametrize(("limits", "message"), REFUSED)
def test_a_wrong_problem_is_refused(limits: dict[str, Any], message: str) -> None:
    with pytest.raises(ps.SelectionError, match=message):
        ps.Problem(POOL, **limits)


def test_all_problems_come_at_once() -> None:
    with pytest.raises(ps.SelectionError) as caught:
        ps.Problem(POOL, budget=-1, size=(2, 1), include=["Z"], needs={"q": 1})
    assert len(caught.value.problems) == 4


@pytest.mark.parametrize(("limits", "field"), [({"budget": 3}, "cost"), ({"max_expected_loss": 3}, "failure and loss")])
def test_a_limit_on_something_unknown_is_refused(limits: dict[str, Any], field: str) -> None:
    with pytest.raises(ps.SelectionError, match=field):
        ps.Problem(ps.Pool(["A"]), **limits)


def test_a_number_is_a_need_by_best() -> None:
    assert ps.Problem(POOL, needs={"X": 2}).needs == {0: ps.Need(2.0)}


def test_limits_that_clash_are_an_outcome_not_an_error() -> None:
    problem = ps.Problem(POOL, include=["A"], exclude=["A"], size=(7, None))
    assert ps.select(problem).status == "infeasible"


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"time_limit": 0}, "time_limit"),
        ({"time_limit": float("nan")}, "time_limit"),
        ({"time_limit": float("inf")}, "time_limit"),
        ({"time_limit": "soon"}, "time_limit"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**31}, "seed"),
        ({"seed": 1.5}, "seed"),
        ({"workers": 0}, "workers"),
    ],
)
def test_a_wrong_setting_is_refused(setting: dict[str, Any], message: str) -> None:
    with pytest.raises(ps.SelectionError, match=message):
        ps.select(ps.Problem(POOL), **setting)


@pytest.mark.parametrize("setting", [{"k": 0}, {"differ_by": 0}, {"k": 1.5}, {"k": True}])
def test_wrong_counts_of_alternatives_are_refused(setting: dict[str, Any]) -> None:
    with pytest.raises(ps.SelectionError, match="whole number from 1"):
        ps.alternatives(ps.Problem(POOL), **setting)
