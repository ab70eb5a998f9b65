"""The independent check and the verification: what holds is confirmed, and every forged claim is caught."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import partner_select as ps


def problem(**limits: Any) -> ps.Problem:
    pool = ps.Pool(
        list("ABCD"),
        value=[4, 3, 2, 1],
        cost=[0.1, 0.2, 0.3, 0.4],
        pairs={("A", "B"): -1, ("C", "D"): 2},
        capabilities=[[3], [2], [1], [0]],
        capability_names=["x"],
        roles=["u", "e", "e", "e"],
        failure=[0.1] * 4,
        loss=[1] * 4,
    )
    return ps.Problem(pool, **limits)


def test_a_check_names_every_limit_with_its_numbers() -> None:
    asked = problem(
        budget=0.3,
        size=(1, 2),
        roles={"e": (1, 2)},
        include=["A"],
        exclude=["D"],
        conflicts=[("B", "C")],
        needs={"x": 2},
        max_expected_loss=1,
    )
    verdict = ps.check(asked, ["B", "A"])
    assert verdict.feasible
    assert verdict.members == ("A", "B")
    assert [c.name for c in verdict.checks] == [
        "size",
        "budget",
        "role e",
        "include A",
        "exclude D",
        "conflict B / C",
        "need x",
        "expected loss",
    ]
    budget = verdict.checks[1]
    assert (budget.limit, budget.used, budget.low, budget.high) == ("budget", 0.3, None, 0.3)


@pytest.mark.parametrize(
    ("limits", "members", "broken"),
    [
        ({"budget": 0.29}, ["A", "B"], "budget"),
        ({"size": (3, None)}, ["A", "B"], "size"),
        ({"size": (0, 1)}, ["A", "B"], "size"),
        ({}, [], "size"),
        ({"roles": {"u": (1, None)}}, ["B"], "role u"),
        ({"roles": {"e": (0, 1)}}, ["B", "C"], "role e"),
        ({"include": ["D"]}, ["A"], "include D"),
        ({"exclude": ["A"]}, ["A"], "exclude A"),
        ({"conflicts": [("A", "B")]}, ["A", "B"], "conflict A / B"),
        ({"needs": {"x": 2.5}}, ["B"], "need x"),
        ({"needs": {"x": ps.Need(2, at_least=2)}}, ["A", "C"], "need x"),
        ({"needs": {"x": ps.Need(3, "sum")}}, ["B"], "need x"),
        ({"max_expected_loss": 0.19}, ["A", "B"], "expected loss"),
    ],
)
def test_a_broken_limit_is_named(limits: dict[str, Any], members: list[str], broken: str) -> None:
    verdict = ps.check(problem(**limits), members)
    assert not verdict.feasible
    assert [c.name for c in verdict.checks if not c.ok] == [broken]


def test_a_broken_limit_says_what_was_found() -> None:
    verdict = ps.check(problem(size=(2, 3)), ["A"])
    assert verdict.checks[0].detail == "1, must be at least 2 and at most 3"


def test_the_objective_is_exact() -> None:
    asked = problem(objective=ps.Objective(cost=1))
    assert ps.check(asked, ["A", "B"]).exact_objective == Fraction(57, 10)
    assert ps.check(asked, ["A", "B"]).objective == 5.7


@pytest.mark.parametrize("members", [["Z"], ["A", "A"], [3]])
def test_a_wrong_member_is_refused(members: list[Any]) -> None:
    with pytest.raises(ps.SelectionError, match="members"):
        ps.check(problem(), members)


def test_a_selection_survives_json() -> None:
    selection = ps.select(problem(budget=0.6))
    assert ps.Selection.from_dict(json.loads(json.dumps(selection.to_dict()))) == selection


def test_an_infeasible_selection_survives_json() -> None:
    selection = ps.select(problem(size=(9, None)))
    again = ps.Selection.from_dict(json.loads(json.dumps(selection.to_dict())))
    assert again == selection
    assert again.status is ps.Status.INFEASIBLE


def test_a_status_is_its_text() -> None:
    assert [str(s) for s in ps.Status] == ["proved", "gap", "infeasible", "no solution yet"]
    assert json.dumps(ps.Status.GAP) == '"gap"'


def failed(asked: ps.Problem, forged: ps.Selection) -> list[str]:
    return [c.name for c in ps.verify(asked, forged) if not c.ok]


def forged_proof(selection: ps.Selection, **changes: Any) -> ps.Selection:
    return replace(selection, proof={**selection.proof, **changes})


def test_an_honest_selection_passes() -> None:
    asked = problem(budget=0.6)
    assert failed(asked, ps.select(asked)) == []


def test_a_forged_member_is_caught() -> None:
    asked = problem(budget=0.6)
    assert "objective" in failed(asked, replace(ps.select(asked), members=("A",)))


def test_a_member_over_budget_is_caught() -> None:
    asked = problem(budget=0.2)
    assert "budget" in failed(asked, replace(ps.select(asked), members=("C", "D")))


@pytest.mark.parametrize("members", [("A", "Z"), ("A", "A")])
def test_strangers_and_doubles_are_caught(members: tuple[str, ...]) -> None:
    asked = problem()
    assert failed(asked, replace(ps.select(asked), members=members)) == ["members"]


def test_a_forged_objective_is_caught() -> None:
    asked = problem()
    assert failed(asked, replace(ps.select(asked), objective=99.0)) == ["objective"]


def test_a_forged_exact_objective_is_caught() -> None:
    asked = problem()
    assert failed(asked, forged_proof(ps.select(asked), objective="99")) == ["objective"]


def test_a_bound_below_the_objective_is_caught() -> None:
    asked = problem()
    assert "bound" in failed(asked, replace(forged_proof(ps.select(asked), bound="1"), bound=1.0))


def test_a_forged_gap_is_caught() -> None:
    asked = problem()
    assert failed(asked, replace(ps.select(asked), gap=0.5)) == ["gap"]


def test_forged_terms_are_caught() -> None:
    asked = problem()
    selection = ps.select(asked)
    assert failed(asked, replace(selection, terms={**selection.terms, "value": ps.TermValue(1, 1, 1)})) == ["terms"]


def test_a_proof_with_an_open_gap_is_caught() -> None:
    asked = problem()
    selection = ps.select(asked)
    open_gap = replace(forged_proof(selection, bound="12"), bound=12.0, gap=(12 - selection.objective) / selection.objective)
    assert failed(asked, open_gap) == ["closed"]


def claimed(asked: ps.Problem, members: tuple[str, ...]) -> ps.Selection:
    """A worse set, claimed as proved with everything else in order."""
    verdict = ps.check(asked, members)
    exact = str(verdict.exact_objective)
    proof = {"objective": exact, "bound": exact, "scaling_error": "0", "away_from": []}
    return ps.Selection(members, verdict.objective, verdict.terms, ps.Status.PROVED, verdict.objective, 0.0, proof)


def test_a_worse_set_claimed_as_best_is_caught_by_looking_at_every_set() -> None:
    asked = problem()
    assert failed(asked, claimed(asked, ("A", "C"))) == ["optimum"]


def test_the_best_set_claimed_by_hand_passes() -> None:
    asked = problem(budget=0.6)
    assert failed(asked, claimed(asked, ps.select(asked).members)) == []


def test_a_false_infeasibility_is_caught() -> None:
    asked = problem()
    lie = replace(ps.select(problem(size=(9, None))))
    assert failed(asked, lie) == ["optimum"]


def test_members_without_an_objective_are_caught() -> None:
    lie = replace(ps.select(problem(size=(9, None))), members=("A",))
    assert failed(problem(size=(9, None)), lie) == ["status"]


def test_above_twenty_candidates_the_check_says_whose_word_it_is() -> None:
    asked = ps.Problem(ps.Pool([f"c{i}" for i in range(21)], value=range(21)))
    assert "solver's word" in ps.verify(asked, ps.select(asked))[-1].detail


def test_many_ties_are_told_apart_or_owned_up_to() -> None:
    asked = ps.Problem(ps.Pool([f"c{i}" for i in range(15)]))
    last = ps.verify(asked, ps.select(asked))[-1]
    assert last.ok
    assert "closer ties" in last.detail


def test_a_tie_within_rounding_is_decided_by_fractions() -> None:
    """0.1 + 0.2 beats 0.3 in float64 only: neither set may be called better."""
    asked = ps.Problem(ps.Pool(list("ABC"), value=[0.1, 0.2, 0.3]), size=(1, 2), conflicts=[("A", "C"), ("B", "C")])
    assert ps.select(asked).proof["objective"] == "3/10"
    assert failed(asked, claimed(asked, ("C",))) == []
    assert failed(asked, claimed(asked, ("A", "B"))) == []


def test_rounded_numbers_state_their_error_and_stay_verifiable() -> None:
    rng = np.random.default_rng(3)
    asked = ps.Problem(ps.Pool([f"c{i}" for i in range(8)], value=rng.normal(0, 1e6, 8) / 3, cost=rng.uniform(0, 1, 8) / 3), budget=0.7)
    selection = ps.select(asked)
    assert Fraction(selection.proof["scaling_error"]) > 0
    assert Fraction(selection.proof["scaling_error"]) < Fraction(1, 10**6)
    assert selection.bound >= selection.objective
    assert failed(asked, selection) == []
