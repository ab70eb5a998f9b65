"""Compiled kernels against their definitions in plain Python."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray
from partner_instances import alliance_problem
from partner_twin import objective, random_case, subsets

import partner_select as ps
from partner_select.climbing import objectives
from partner_select.kernels.knapsack import best_price, on_grid, priced
from partner_select.kernels.largest import largest_positive
from partner_select.kernels.tabu import tabu
from partner_select.landscape import landscape
from partner_select.model import limits_of


def spaces(n: int) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.int64]]:
    return np.zeros(n, np.bool_), np.zeros(n), np.zeros(n, np.int64)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("most", [-1, 0, 1, 3, 100])
def test_the_largest_are_the_first_of_the_sorted(seed: int, most: int) -> None:
    rng = np.random.default_rng(seed)
    numbers = rng.integers(-5, 6, int(rng.integers(0, 30))).astype(float)
    taken, room, where = spaces(len(numbers))
    total = largest_positive(numbers, most, taken, room, where)
    expected = sorted((x for x in numbers.tolist() if x > 0), reverse=True)[: max(0, most)]
    assert total == sum(expected)
    assert sorted(numbers[taken].tolist(), reverse=True) == expected


def twin_priced(worth: list[float], cost: list[float], price: float, budget: float, most: int) -> Fraction:
    net = [Fraction(w) - Fraction(price) * Fraction(c) for w, c in zip(worth, cost, strict=True)]
    sets = (s for k in range(most + 1) for s in itertools.combinations(net, k))
    return Fraction(price) * Fraction(budget) + max(sum(s, Fraction(0)) for s in sets)


@pytest.mark.parametrize("seed", range(20))
def test_a_priced_choice_is_the_best_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    worth, cost = rng.integers(-9, 30, 7).astype(float), rng.integers(0, 9, 7).astype(float)
    taken, room, where = spaces(7)
    price = on_grid(float(rng.uniform(0, 4)), 1024.0)
    bound, left = priced(worth, cost, price, 12.0, 3, taken, np.zeros(7), room, where)
    assert Fraction(bound) == twin_priced(worth.tolist(), cost.tolist(), price, 12.0, 3)
    assert left == 12.0 - cost[taken].sum()


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("start", [0.0, 0.5, 40.0])
def test_the_best_price_is_nearly_the_smallest_bound(seed: int, start: float) -> None:
    rng = np.random.default_rng(seed)
    worth, cost = rng.integers(-9, 60, 9).astype(float), rng.integers(0, 20, 9).astype(float)
    taken, room, where = spaces(9)
    price, bound = best_price(worth, cost, start, 25.0, 4, 1024.0, taken, np.zeros(9), room, where)
    assert Fraction(bound) == twin_priced(worth.tolist(), cost.tolist(), price, 25.0, 4)
    least = min(priced(worth, cost, k / 32, 25.0, 4, taken, np.zeros(9), room, where)[0] for k in range(64 * 32))
    assert bound <= least + 0.05 * max(1.0, abs(least))


@pytest.mark.parametrize("seed", range(12000, 12040))
def test_tabu_search_ends_at_sets_worth_what_it_says(seed: int) -> None:
    """Every term, limit, group and need goes into the value that the kernel keeps up to date by differences."""
    case = random_case(seed, most=8)
    problem = case.build()
    land = landscape(problem, limits_of(problem))
    start = np.zeros(problem.pool.n, np.bool_)
    start[list(problem.include)] = True
    value, _ = tabu(land, start, np.arange(1, 5), 60, 5.0, 10**7)
    members = problem.pool.names_of(np.flatnonzero(start).tolist())
    if value == -np.inf:
        return
    assert value == pytest.approx(float(objective(case, members)), abs=1e-6)
    assert ps.check(problem, members).feasible


def test_tabu_search_mostly_finds_the_best_set() -> None:
    hits = []
    for seed in range(12100, 12130):
        case = random_case(seed, most=8)
        problem = case.build()
        feasible = [s for s in subsets(case) if ps.check(problem, s).feasible]
        if feasible:
            start = np.zeros(problem.pool.n, np.bool_)
            start[list(problem.include)] = True
            value, _ = tabu(landscape(problem, limits_of(problem)), start, np.arange(1, 5), 80, 5.0, 10**7)
            hits.append(value == pytest.approx(float(max(objective(case, s) for s in feasible)), abs=1e-6))
    assert sum(hits) >= 0.9 * len(hits)


def test_tabu_search_counts_its_work_and_ends_with_it() -> None:
    problem = alliance_problem(50, 0.4, 6, seed=1)
    land = landscape(problem, limits_of(problem))
    _, little = tabu(land, np.zeros(50, np.bool_), np.arange(1, 9), 10**6, 50.0, 1000)
    assert 1000 <= little < 1000 + 50 * 10 * 10


def test_nobody_to_choose_from_ends_at_once() -> None:
    problem = ps.Problem(ps.Pool(["A", "B"], value=[1, 2]), include=["A"], exclude=["B"])
    start = np.array([True, False])
    value, _ = tabu(landscape(problem, limits_of(problem)), start, np.arange(1, 5), 50, 1.0, 10**6)
    assert value == 1.0
    assert start.tolist() == [True, False]


def test_the_landscape_values_sets_like_the_objective() -> None:
    problem = alliance_problem(30, 0.4, 5, seed=9)
    land = landscape(problem, limits_of(problem))
    sets = np.random.default_rng(0).random((50, 30)) < 0.2
    values = sets @ land.own + 0.5 * np.einsum("ij,jk,ik->i", sets.astype(float), land.pair, sets.astype(float))
    assert values == pytest.approx(objectives(problem, sets))
