"""Every claim of a finished selection, altered one at a time, must be noticed when it is read back and verified."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from partner_twin import objective, random_case, ranking, subsets

import partner_select as ps

Data = dict[str, Any]


@pytest.fixture(scope="module")
def problem() -> ps.Problem:
    pool = ps.Pool(
        list("ABCDE"),
        value=[4, 3, 2, 1, 0.5],
        cost=[5, 3, 2, 1, 1],
        pairs={("A", "B"): -1.5, ("B", "C"): 2, ("C", "D"): 0.25},
        roles=["firm", "school", "firm", "school", None],
        capabilities=[[2, 0], [0, 1], [1, 1], [0, 2], [0, 0]],
        capability_names=["spin", "weave"],
        failure=[0.1, 0.2, 0.1, 0, 0.5],
        loss=[2, 1, 1, 1, 9],
    )
    return ps.Problem(
        pool,
        budget=8,
        size=(2, 4),
        roles={"firm": (1, 2)},
        needs={"spin": 1, "weave": ps.Need(2, by="sum")},
        exclude=["E"],
        max_expected_loss=1,
        objective=ps.Objective(cost=0.5, coverage=0.75),
    )


@pytest.fixture(scope="module")
def honest(problem: ps.Problem) -> Data:
    selection = ps.select(problem)
    assert selection.status == "proved"
    return json.loads(json.dumps(selection.to_dict()))


def failed(problem: ps.Problem, data: Data) -> list[str]:
    return [c.name for c in ps.verify(problem, ps.Selection.from_dict(data)) if not c.ok]


def altered(honest: Data, change: Callable[[Data], None]) -> Data:
    data = copy.deepcopy(honest)
    change(data)
    return data


def put(*path: str, to: Any) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        for key in path[:-1]:
            data = data[key]
        assert data[path[-1]] != to
        data[path[-1]] = to

    return change


def test_what_was_not_altered_is_believed(problem: ps.Problem, honest: Data) -> None:
    assert failed(problem, honest) == []


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        (put("objective", to=99.0), {"objective"}),
        (put("bound", to=99.0), {"bound"}),
        (put("gap", to=0.5), {"gap"}),
        (put("proof", "objective", to="99"), {"objective"}),
        (put("proof", "bound", to="0"), {"bound", "gap"}),
        (put("status", to="infeasible"), {"status"}),
        (put("status", to="no solution yet"), {"status"}),
        (put("terms", "value", "amount", to=99.0), {"terms"}),
        (put("terms", "cost", "weight", to=0.5), {"terms"}),
        (put("terms", "synergy", "contribution", to=99.0), {"terms"}),
        (put("terms", to={}), {"terms"}),
    ],
)
def test_an_altered_number_is_noticed_by_its_name(
    problem: ps.Problem, honest: Data, change: Callable[[Data], None], noticed: set[str]
) -> None:
    assert noticed <= set(failed(problem, altered(honest, change)))


@pytest.mark.parametrize(
    ("members", "noticed"),
    [
        (["B", "C", "Z"], "members"),
        (["B", "B", "C"], "members"),
        (["B"], "size"),
        (["A", "B", "C"], "budget"),
        (["B", "D"], "role firm"),
        (["B", "D"], "need spin"),
        (["A", "B"], "need weave"),
        (["C", "D", "E"], "exclude E"),
        (["C", "D", "E"], "expected loss"),
    ],
)
def test_other_members_are_noticed_by_the_limit_they_break(problem: ps.Problem, honest: Data, members: list[str], noticed: str) -> None:
    assert noticed in failed(problem, altered(honest, put("members", to=members)))


def rebuilt(problem: ps.Problem, honest: Data, members: tuple[str, ...], bound: Fraction) -> Data:
    """A consistent story about other members: every number adds up, only the claim to be best is false."""
    verdict = ps.check(problem, members)
    data = copy.deepcopy(honest)
    gap = (bound - verdict.exact_objective) / max(Fraction(1), abs(verdict.exact_objective))
    data["members"], data["objective"] = list(verdict.members), verdict.objective
    data["terms"] = {name: vars(term) for name, term in verdict.terms.items()}
    data["bound"], data["gap"] = float(bound), float(gap)
    data["proof"] = {**data["proof"], "objective": str(verdict.exact_objective), "bound": str(bound), "members": list(verdict.members)}
    return data


def test_a_consistent_story_about_a_worse_set_is_noticed_by_looking_at_every_set(problem: ps.Problem, honest: Data) -> None:
    best = set(honest["members"])
    others = [m for m in (("C", "D"), ("B", "C", "D"), ("A", "D"), ("A", "C", "D")) if set(m) != best and ps.check(problem, m).feasible]
    assert others
    for members in others:
        worth = ps.check(problem, members).exact_objective
        assert failed(problem, rebuilt(problem, honest, members, worth)) == ["optimum"]
        assert failed(problem, rebuilt(problem, honest, members, Fraction(honest["proof"]["bound"]))) == ["closed"]


def test_an_open_gap_owned_up_to_is_no_lie(problem: ps.Problem, honest: Data) -> None:
    data = rebuilt(problem, honest, ("C", "D"), Fraction(100))
    data["status"] = "gap"
    assert failed(problem, data) == []


def test_a_selection_is_only_good_for_its_own_problem(problem: ps.Problem, honest: Data) -> None:
    dearer = ps.Problem(problem.pool, budget=3, size=(2, 4))
    assert "budget" in failed(dearer, honest)
    other_weights = ps.Problem(problem.pool, budget=8, size=(2, 4), exclude=["E"])
    assert "terms" in failed(other_weights, honest)


@pytest.mark.parametrize("seed", range(7400, 7412))
def test_of_all_sets_only_the_best_may_be_called_proved(seed: int) -> None:
    case = random_case(seed, most=5)
    found = ranking(case)
    problem_ = case.build()
    if not found:
        return
    honest_ = ps.select(problem_).to_dict()
    allowed = {s for _, s in found}
    for members in subsets(case):
        worth = objective(case, members)
        told = failed(problem_, rebuilt(problem_, honest_, members, worth))
        assert (told == []) == (members in allowed and worth == found[0][0])


def test_infeasibility_is_checked_set_by_set(problem: ps.Problem) -> None:
    impossible = ps.Problem(problem.pool, budget=1, size=(2, None))
    selection = ps.select(impossible)
    checks = ps.verify(impossible, selection)
    assert selection.status == "infeasible"
    assert [c.name for c in checks] == ["status", "optimum"]
    assert all(c.ok for c in checks)
    possible = ps.Problem(problem.pool, budget=2, size=(1, None))
    assert [c.name for c in ps.verify(possible, selection) if not c.ok] == ["optimum"]
