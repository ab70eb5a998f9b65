"""The Pareto frontier against enumeration of every subset."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from partner_instances import alliance_problem
from partner_twin import Case, expected_loss, objective, per_name, random_case, ranking

import partner_select as ps


def goods(case: Case, members: tuple[str, ...], names: tuple[str, ...]) -> tuple[Fraction, ...]:
    """What the definition says, larger is better."""
    synergy = Case(case.names, case.pool, {**case.problem, "objective": ps.Objective(0, 1)})
    coverage = Case(case.names, case.pool, {**case.problem, "objective": ps.Objective(0, 0, 0, 0, 1)})
    value, cost = per_name(case, "value"), per_name(case, "cost")
    known = {
        "objective": objective(case, members),
        "value": sum((value[m] for m in members), Fraction(0)),
        "cost": -sum((cost[m] for m in members), Fraction(0)),
        "expected_loss": -expected_loss(case, members),
        "synergy": objective(synergy, members),
        "coverage": objective(coverage, members),
    }
    return tuple(known[name] for name in names)


def undominated(points: set[tuple[Fraction, ...]]) -> set[tuple[Fraction, ...]]:
    return {p for p in points if not any(q != p and all(b >= a for a, b in zip(p, q, strict=True)) for q in points)}


def same_frontier(case: Case, names: tuple[str, ...]) -> None:
    expected = undominated({goods(case, s, names) for _, s in ranking(case)})
    found = ps.frontier(case.build(), names)
    assert {goods(case, p.members, names) for p in found.points} == expected
    assert len(found.points) == len(expected)
    assert found.complete
    assert {p.status for p in found.points} <= {ps.Status.PROVED}
    for p in found.points:
        assert [abs(x) for x in p.values.values()] == pytest.approx([abs(float(x)) for x in goods(case, p.members, names)])


@pytest.mark.parametrize("names", [("objective", "cost"), ("cost", "expected_loss"), ("synergy", "value"), ("coverage", "cost")])
@pytest.mark.parametrize("seed", range(13000, 13010))
def test_two_objectives(seed: int, names: tuple[str, ...]) -> None:
    same_frontier(random_case(seed, most=6), names)


@pytest.mark.parametrize("names", [("objective", "cost", "expected_loss"), ("value", "synergy", "cost")])
@pytest.mark.parametrize("seed", range(13100, 13106))
def test_three_objectives(seed: int, names: tuple[str, ...]) -> None:
    same_frontier(random_case(seed, most=5), names)


def test_equal_sets_are_one_point() -> None:
    found = ps.frontier(ps.Problem(ps.Pool(list("ABC"), value=[1, 1, 1], cost=[2, 2, 2]), size=(1, 2)), ("value", "cost"))
    assert [(p.values["value"], p.values["cost"]) for p in found.points] == [(2.0, 4.0), (1.0, 2.0)]


def test_nothing_feasible_is_an_empty_complete_frontier() -> None:
    found = ps.frontier(ps.Problem(ps.Pool(list("AB"), cost=[1, 1]), size=(3, None)), ("value", "cost"))
    assert (found.points, found.complete) == ((), True)


def test_the_order_asked_is_the_order_answered() -> None:
    problem = ps.Problem(ps.Pool(list("AB"), cost=[1, 3], pairs={("A", "B"): 2.0}))
    found = ps.frontier(problem, ("cost", "synergy"))
    assert found.objectives == ("cost", "synergy")
    assert [tuple(p.values) for p in found.points] == [("cost", "synergy")] * len(found.points)
    assert [p.values["cost"] for p in found.points] == [1.0, 4.0]


def test_time_up_is_an_incomplete_frontier() -> None:
    found = ps.frontier(alliance_problem(80, 0.3, 6, seed=0), time_limit=0.05)
    assert not found.complete
    assert all(p.status == "gap" for p in found.points)


@pytest.mark.parametrize(
    ("names", "match"),
    [
        (("value",), "two or three different"),
        (("value", "value"), "two or three different"),
        (("value", "glory"), "'glory' must be one of"),
        (("value", "cost", "synergy", "coverage"), "two or three"),
        (("synergy", "objective"), "only one may depend"),
    ],
)
def test_objectives_that_make_no_sense_are_refused(names: tuple[str, ...], match: str) -> None:
    problem = ps.Problem(ps.Pool(list("AB"), value=[1, 2], pairs={("A", "B"): 1.0}))
    with pytest.raises(ps.SelectionError, match=match):
        ps.frontier(problem, names)


@pytest.mark.parametrize("limits", [{}, {"roles": {"university": (1, 2)}}])
def test_a_larger_frontier_agrees_between_routes_of_thought(limits: dict[str, Any]) -> None:
    """Every point is the best at its own cost, found again by a plain selection with that budget."""
    problem = alliance_problem(34, 0.2, 3, seed=3, **limits)
    found = ps.frontier(problem)
    assert found.complete
    for p in found.points[:: max(1, len(found.points) // 6)]:
        assert ps.budget_sweep(problem, [p.values["cost"]])[0].selection.objective == p.values["objective"]
