"""Frontiers: what every list of undominated points must satisfy, and what happens to it when the question is restated."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from partner_instances import alliance_problem
from partner_twin import random_case, ranking

import partner_select as ps

NAMES = ("objective", "cost")


def small(seed: int, n: int = 7, **limits: object) -> ps.Problem:
    rng = np.random.default_rng(seed)
    names = [f"p{i}" for i in range(n)]
    pairs = np.triu(rng.integers(-4, 6, (n, n)), 1)
    pool = ps.Pool(
        names,
        value=rng.integers(0, 20, n),
        cost=rng.integers(1, 15, n),
        pairs=pairs,
        failure=rng.integers(0, 11, n) / 10,
        loss=rng.integers(0, 9, n),
    )
    return ps.Problem(pool, size=(1, 4), **limits)


@pytest.fixture(scope="module")
def frontiers() -> dict[int, tuple[ps.Problem, ps.Frontier]]:
    return {seed: (small(seed), ps.frontier(small(seed), NAMES)) for seed in range(5)}


def pairs_of(frontier: ps.Frontier) -> list[tuple[float, ...]]:
    return [tuple(p.values[name] for name in frontier.objectives) for p in frontier.points]


def test_one_objective_falls_where_the_other_does(frontiers: dict[int, tuple[ps.Problem, ps.Frontier]]) -> None:
    for _, found in frontiers.values():
        points = pairs_of(found)
        assert found.complete
        assert all(a[0] > b[0] and a[1] > b[1] for a, b in itertools.pairwise(points))


def test_every_point_is_a_set_that_keeps_the_limits_and_is_worth_it(frontiers: dict[int, tuple[ps.Problem, ps.Frontier]]) -> None:
    for problem, found in frontiers.values():
        for p in found.points:
            verdict = ps.check(problem, p.members)
            assert verdict.feasible
            assert p.values == {"objective": verdict.objective, "cost": verdict.terms["cost"].amount}


def test_the_first_point_is_the_best_set_and_the_last_one_the_cheapest(frontiers: dict[int, tuple[ps.Problem, ps.Frontier]]) -> None:
    for problem, found in frontiers.values():
        assert found.points[0].values["objective"] == ps.select(problem).objective
        assert found.points[-1].values["cost"] == problem.pool.cost.min()


def test_no_price_of_money_finds_a_set_beyond_the_frontier(frontiers: dict[int, tuple[ps.Problem, ps.Frontier]]) -> None:
    """The best of objective - λ·cost is a point of the frontier, for every λ."""
    for problem, found in frontiers.values():
        for price in (0.25, 1, 3):
            priced = ps.Problem(problem.pool, size=problem.size, objective=ps.Objective(cost=price))
            best = ps.select(priced).objective
            assert best == max(v - price * c for v, c in pairs_of(found))


def test_a_budget_between_two_points_buys_the_cheaper_one(frontiers: dict[int, tuple[ps.Problem, ps.Frontier]]) -> None:
    for problem, found in frontiers.values():
        for dearer, cheaper in itertools.pairwise(pairs_of(found)):
            limited = ps.Problem(problem.pool, budget=dearer[1] - 0.5, size=problem.size)
            assert ps.select(limited).objective == cheaper[0]


@pytest.mark.parametrize("names", list(itertools.permutations(("objective", "cost"))))
def test_the_order_of_two_objectives_only_turns_the_list(names: tuple[str, str]) -> None:
    found, asked = ps.frontier(small(1), NAMES), ps.frontier(small(1), names)
    assert {tuple(sorted(p.values.items())) for p in asked.points} == {tuple(sorted(p.values.items())) for p in found.points}
    lead = [p.values[names[0]] for p in asked.points]
    assert lead == sorted(lead, reverse=names[0] == "objective")


def test_doubling_all_money_doubles_the_cost_of_every_point() -> None:
    problem = small(2)
    pool = ps.Pool(problem.pool.names, value=problem.pool.value, cost=2 * problem.pool.cost, pairs=problem.pool.pairs.matrix)
    found, again = ps.frontier(problem, NAMES), ps.frontier(ps.Problem(pool, size=problem.size), NAMES)
    assert pairs_of(again) == [(v, 2 * c) for v, c in pairs_of(found)]


def test_a_candidate_that_costs_much_and_brings_nothing_adds_no_point() -> None:
    problem = small(3)
    pool = problem.pool
    larger = ps.Pool([*pool.names, "idle"], value=[*pool.value, 0], cost=[*pool.cost, 99], pairs=np.pad(pool.pairs.matrix, (0, 1)))
    assert pairs_of(ps.frontier(ps.Problem(larger, size=problem.size), NAMES)) == pairs_of(ps.frontier(problem, NAMES))


def test_a_third_objective_keeps_every_value_of_the_first_two() -> None:
    """Points of two objectives stay undominated when a third one is asked about, if not with the same sets."""
    problem = small(4, n=6)
    two, three = ps.frontier(problem, NAMES), ps.frontier(problem, (*NAMES, "expected_loss"))
    assert three.complete
    assert set(pairs_of(two)) <= {p[:2] for p in pairs_of(three)}
    assert len(three.points) >= len(two.points)


def test_three_objectives_leave_nobody_dominated() -> None:
    points = pairs_of(ps.frontier(small(0, n=6), (*NAMES, "expected_loss")))
    goods = [(v, -c, -risk) for v, c, risk in points]
    for a, b in itertools.permutations(goods, 2):
        assert not all(x >= y for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize("seed", range(13200, 13206))
def test_ends_of_the_frontier_of_random_problems_are_their_optima(seed: int) -> None:
    case = random_case(seed, most=6)
    every = ranking(case)
    found = ps.frontier(case.build(), ("objective", "expected_loss"))
    assert bool(found.points) == bool(every)
    if every:
        assert Fraction(str(found.points[0].values["objective"])) == pytest.approx(every[0][0])


def test_one_candidate_is_one_point() -> None:
    found = ps.frontier(ps.Problem(ps.Pool(["A"], value=[2], cost=[3])), NAMES)
    assert [(p.members, p.values, p.status) for p in found.points] == [(("A",), {"objective": 2.0, "cost": 3.0}, "proved")]


def test_who_may_stay_at_home_appears_as_the_free_point() -> None:
    found = ps.frontier(ps.Problem(ps.Pool(list("AB"), value=[2, 1], cost=[3, 1]), size=(0, 1)), NAMES)
    assert [p.members for p in found.points] == [("A",), ("B",), ()]
    assert found.points[-1].values == {"objective": 0.0, "cost": 0.0}


def test_the_same_seed_gives_the_same_points() -> None:
    problem = alliance_problem(32, 0.1, 2, seed=4)
    assert ps.frontier(problem, seed=3) == ps.frontier(problem, seed=3)
