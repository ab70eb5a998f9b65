"""Explanations of a set and of a clash: what they say is carried out, and the world must then be as they said."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from partner_twin import Case, broken, fraction, label, random_case, ranking, subsets

import partner_select as ps

SOLVABLE = [s for s in range(14200, 14240) if len(ranking(random_case(s, most=6))) > 2][:6]


def explained(case: Case) -> tuple[ps.Problem, ps.Selection, ps.Explanation]:
    problem = case.build()
    selection = ps.select(problem)
    return problem, selection, ps.explain(problem, selection)


def with_own(case: Case, key: str, name: str, number: Fraction) -> Case:
    """One candidate's value or cost replaced."""
    numbers: list[Any] = list(case.pool[key])
    numbers[case.names.index(name)] = float(number)
    return Case(case.names, {**case.pool, key: numbers}, case.problem)


def near(found: Fraction, expected: Fraction) -> bool:
    """Numbers that were rounded to a float once on their way."""
    return abs(found - expected) <= Fraction(1, 10**9)


@pytest.mark.parametrize("seed", SOLVABLE)
def test_a_value_raised_as_far_as_said_makes_the_candidate_as_good_as_the_best(seed: int) -> None:
    case = random_case(seed, most=6)
    _, selection, found = explained(case)
    best = Fraction(selection.proof["objective"])
    for row in found.candidates:
        if row.value_to_get_in is None:
            continue
        own = fraction(case.pool["value"][case.names.index(row.name)])
        raised = with_own(case, "value", row.name, own + Fraction(row.value_to_get_in))
        inside = max(w for w, s in ranking(raised) if row.name in s)
        assert near(inside, best)


@pytest.mark.parametrize("seed", SOLVABLE)
def test_a_cost_lowered_as_far_as_said_is_enough_unless_it_frees_the_budget_too(seed: int) -> None:
    case = random_case(seed, most=6)
    case.problem = {**case.problem, "budget": None, "objective": ps.Objective(cost=1)}
    _, selection, found = explained(case)
    best = Fraction(selection.proof["objective"])
    for row in found.candidates:
        if row.cost_to_get_in is None:
            continue
        own = fraction(case.pool["cost"][case.names.index(row.name)])
        lowered = with_own(case, "cost", row.name, own - Fraction(row.cost_to_get_in))
        inside = max(w for w, s in ranking(lowered) if row.name in s)
        assert near(inside, best)


@pytest.mark.parametrize("seed", SOLVABLE)
def test_rows_know_their_side(seed: int) -> None:
    _, selection, found = explained(random_case(seed, most=6))
    for row in found.candidates:
        assert row.chosen == (row.name in selection.members)
        if row.chosen:
            assert (row.value_to_get_in, row.cost_to_get_in, row.synergy_to_get_in) == (None, None, None)
            assert row.best_with == selection.objective
            assert row.worth is None or row.worth >= 0
        else:
            assert row.best_without == selection.objective
            assert row.worth is None or row.worth <= 0


@pytest.mark.parametrize("seed", SOLVABLE)
def test_who_comes_and_goes_leads_to_the_set_of_the_other_side(seed: int) -> None:
    case = random_case(seed, most=6)
    problem, selection, found = explained(case)
    for row in found.candidates:
        other = row.best_without if row.chosen else row.best_with
        if other is None:
            assert (row.comes, row.goes) == ((), ())
            continue
        members = (set(selection.members) - set(row.goes)) | set(row.comes)
        verdict = ps.check(problem, members)
        assert verdict.feasible
        assert verdict.objective == other
        assert (row.name in members) is not row.chosen


def test_all_money_doubled_doubles_every_row() -> None:
    case = random_case(SOLVABLE[0], most=6)
    doubled = Case(case.names, dict(case.pool), dict(case.problem))
    for key in ("value", "cost", "loss"):
        doubled.pool[key] = [2 * x for x in case.pool[key]]
    for key in ("pairs", "groups"):
        doubled.pool[key] = {ends: 2 * x for ends, x in case.pool[key].items()}
    for key in ("budget", "max_expected_loss"):
        if case.problem.get(key) is not None:
            doubled.problem[key] = 2 * case.problem[key]
    w = case.problem["objective"]
    doubled.problem["objective"] = ps.Objective(w.value, w.synergy, w.cost, w.expected_loss, 2 * w.coverage)
    for before, after in zip(explained(case)[2].candidates, explained(doubled)[2].candidates, strict=True):
        assert after.worth == pytest.approx(None if before.worth is None else 2 * before.worth)


def test_an_explanation_of_a_set_that_is_not_proved_is_not_complete() -> None:
    problem = ps.Problem(ps.Pool(list("ABC"), value=[3, 2, 1]), size=(1, 2))
    proved = ps.select(problem)
    unsure = ps.Selection(proved.members, proved.objective, proved.terms, ps.Status.GAP, proved.bound, proved.gap, proved.proof)
    assert ps.explain(problem, proved).complete
    assert not ps.explain(problem, unsure).complete


def test_of_many_swaps_the_twenty_best_are_listed() -> None:
    n = 12
    problem = ps.Problem(ps.Pool([f"c{i}" for i in range(n)], value=np.arange(n)), size=(4, 4))
    swaps = ps.explain(problem, ps.select(problem), candidates=[]).swaps
    assert len(swaps) == 20
    every = sorted((j - i for i in range(8, 12) for j in range(8)), reverse=True)
    assert [s.change for s in swaps] == every[:20]


CLASHES: list[tuple[str, dict[str, Any], set[str]]] = [
    ("too little money", {"budget": 2, "size": (2, None)}, {"budget", "size_min"}),
    ("too few places", {"size": (0, 1), "include": ["A", "B"]}, {"size_max", "include"}),
    ("nobody can", {"needs": {"weave": 9}}, {"need"}),
    ("not enough together", {"needs": {"weave": ps.Need(99, by="sum")}}, {"need"}),
    ("redundancy", {"needs": {"weave": ps.Need(2, at_least=2)}}, {"need"}),
    ("no such role", {"roles": {"bank": (1, None)}}, {"role_min"}),
    ("too many roles", {"roles": {"firm": (0, 1)}, "include": ["A", "C"]}, {"role_max", "include"}),
    ("enemies", {"include": ["A", "B"], "conflicts": [("A", "B")]}, {"include", "conflict"}),
    ("in and out", {"include": ["A"], "exclude": ["A"]}, {"include", "exclude"}),
    ("too risky", {"max_expected_loss": 0.5, "include": ["D"]}, {"expected_loss", "include"}),
]


def clashing(limits: dict[str, Any]) -> Case:
    pool = {
        "cost": [3, 2, 4, 1],
        "roles": ["firm", "school", "firm", "school"],
        "capabilities": [[0], [1], [2], [0]],
        "capability_names": ["weave"],
        "failure": [0, 0, 0.1, 0.5],
        "loss": [1, 1, 1, 2],
    }
    return Case(list("ABCD"), pool, limits)


@pytest.mark.parametrize(("limits", "codes"), [c[1:] for c in CLASHES], ids=[c[0] for c in CLASHES])
def test_every_kind_of_clash_is_named_by_its_code(limits: dict[str, Any], codes: set[str]) -> None:
    clash = ps.why_infeasible(clashing(limits).build())
    assert clash["status"] == "infeasible"
    assert {limit["limit"] for limit in clash["limits"]} == codes
    assert clash["minimal"]
    assert clash["sentence"].startswith("No set of partners keeps all of these limits at once: ")
    assert clash["sentence"].count(";") == len(clash["limits"]) - 1


@pytest.mark.parametrize(("limits", "codes"), [c[1:] for c in CLASHES], ids=[c[0] for c in CLASHES])
def test_without_any_one_of_the_named_limits_the_rest_can_be_kept(limits: dict[str, Any], codes: set[str]) -> None:
    case = clashing(limits)
    named = {label(limit) for limit in ps.why_infeasible(case.build())["limits"]}
    for dropped in named:
        assert any(not broken(case, s) & (named - {dropped}) for s in subsets(case))
    assert all(broken(case, s) & named for s in subsets(case))


@pytest.mark.parametrize(
    ("limits", "code", "key", "number"),
    [
        ({"budget": 2, "size": (2, None)}, "budget", "needed_at_least", 3),
        ({"budget": 2, "size": (2, None)}, "size_min", "possible_at_most", 1),
        ({"needs": {"weave": ps.Need(99, by="sum")}}, "need", "possible_at_most", 3),
        ({"needs": {"weave": ps.Need(2, at_least=2)}}, "need", "possible_at_most", 1),
        ({"max_expected_loss": 0.5, "include": ["D"]}, "expected_loss", "needed_at_least", 1),
        ({"roles": {"firm": (0, 1)}, "include": ["A", "C"]}, "role_max", "needed_at_least", 2),
    ],
)
def test_giving_way_exactly_as_said_ends_the_clash(limits: dict[str, Any], code: str, key: str, number: int) -> None:
    clash = ps.why_infeasible(clashing(limits).build())
    (limit,) = [x for x in clash["limits"] if x["limit"] == code]
    assert limit[key] == number


def test_doubling_all_money_doubles_what_is_needed() -> None:
    for factor in (1, 2, 1000):
        pool = ps.Pool(list("AB"), cost=[8 * factor, 9.5 * factor])
        clash = ps.why_infeasible(ps.Problem(pool, budget=10 * factor, size=(2, None)))
        assert {"limit": "budget", "allowed": 10 * factor, "needed_at_least": 17.5 * factor} in clash["limits"]


def test_other_names_give_the_same_clash_under_other_names() -> None:
    for names in (["A", "B"], ["东华大学", "毛纺厂"]):
        problem = ps.Problem(ps.Pool(names), include=names, conflicts=[(names[0], names[1])])
        found = ps.why_infeasible(problem)
        assert {"limit": "conflict", "members": names} in found["limits"]
        assert all(name in found["sentence"] for name in names)


def test_no_time_is_no_answer() -> None:
    clash = ps.why_infeasible(clashing({"needs": {"weave": 9}}).build(), time_limit=1e-9)
    assert (clash["status"], clash["limits"], clash["minimal"]) == ("no answer yet", [], False)
    assert "Time was up" in clash["sentence"]
