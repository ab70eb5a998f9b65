"""The relaxed problem in fractions: bounds of given multipliers, steps that keep their promises, and who is rightly given up."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from partner_instances import alliance_problem, quadratic_knapsack
from partner_twin import random_case, ranking, subsets

import partner_select as ps
from partner_select.certificate import certified_bound, pack_certificate, unpack_certificate
from partner_select.interrupt import Interrupt
from partner_select.kernels.decomposition import bound_of, step_split, tighten
from partner_select.lagrangian import Relaxation, even_split, relax
from partner_select.model import limits_of
from partner_select.quadratic import Quadratic

GRID = 64.0
Floats = NDArray[np.float64]


class State:
    """Arguments of the kernels for a random relaxed problem of m candidates, some of them closed."""

    def __init__(self, seed: int, m: int = 6, knapsack: bool = True) -> None:
        rng = np.random.default_rng(seed)
        self.free = np.sort(rng.permutation(m)[: m - 1]).astype(np.int64)
        self.own = rng.integers(-9, 20, m).astype(float)
        upper = np.triu(rng.integers(-8, 15, (m, m)), 1).astype(float)
        self.pair = upper + upper.T
        halves = np.triu(np.floor(rng.uniform(-6, 6, (m, m)) * GRID) / GRID, 1)
        self.split = halves + np.tril(self.pair - halves.T, -1)
        self.rows = rng.integers(0, 9, (2, m)).astype(float)
        self.rows[1] -= 4
        self.room = np.array([14.0, 3.0])
        self.knapsack = 0 if knapsack else -1
        self.slots = int(rng.integers(1, 4))
        self.inner = np.floor(rng.uniform(0, 2, m) * GRID) / GRID
        self.outer = np.floor(rng.uniform(0, 2, 2) * GRID) / GRID
        n = len(self.free)
        self.chosen, self.partners, self.scores = np.empty(n, np.bool_), np.empty((n, n), np.bool_), np.empty(n)

    def bound(self, search: bool = False) -> float:
        return bound_of(
            self.free,
            self.own,
            self.split,
            self.rows,
            self.room,
            self.knapsack,
            self.slots,
            GRID,
            self.inner,
            self.outer,
            search,
            self.chosen,
            self.partners,
            self.scores,
        )

    def exact(self) -> Fraction:
        """By definition: everybody's best partners, then the best members, with every price paid back."""
        free, k = self.free.tolist(), self.knapsack
        cost = [Fraction(x) for x in self.rows[k]] if k >= 0 else [Fraction(0)] * len(self.own)
        budget = Fraction(self.room[k]) if k >= 0 else Fraction(0)
        worth = {}
        for i in free:
            gains = [Fraction(self.split[i, j]) - Fraction(self.inner[i]) * cost[j] for j in free if j != i]
            worth[i] = Fraction(self.own[i]) + best_few(gains, self.slots - 1)
            worth[i] += Fraction(self.inner[i]) * max(Fraction(0), budget - cost[i]) if k >= 0 else 0
            worth[i] -= sum(Fraction(p) * Fraction(row[i]) for p, row in zip(self.outer, self.rows, strict=True))
        paid = sum(Fraction(p) * Fraction(r) for p, r in zip(self.outer, self.room, strict=True))
        return paid + best_few(worth.values(), self.slots)

    def best_set(self) -> Fraction:
        """The true optimum over sets of open candidates that keep both limits."""
        best = Fraction(-(10**9))
        for size in range(self.slots + 1):
            for s in itertools.combinations(self.free.tolist(), size):
                if all(sum(row[list(s)]) <= room for row, room in zip(self.rows, self.room, strict=True)):
                    worth = sum(self.own[list(s)]) + sum(self.pair[i, j] for i, j in itertools.combinations(s, 2))
                    best = max(best, Fraction(worth))
        return best


def best_few(numbers: Iterable[Fraction], most: int) -> Fraction:
    return sum(sorted((x for x in numbers if x > 0), reverse=True)[: max(0, most)], Fraction(0))


@pytest.mark.parametrize("knapsack", [True, False])
@pytest.mark.parametrize("seed", range(15))
def test_the_bound_of_any_multipliers_is_the_relaxed_optimum(seed: int, knapsack: bool) -> None:
    state = State(seed, knapsack=knapsack)
    assert Fraction(state.bound()) == state.exact()


@pytest.mark.parametrize("seed", range(15))
def test_no_allowed_set_is_above_the_bound_of_any_multipliers(seed: int) -> None:
    state = State(seed)
    assert state.bound() >= state.best_set()


@pytest.mark.parametrize("seed", range(15))
def test_searching_for_prices_never_leaves_a_higher_bound_and_stays_exact(seed: int) -> None:
    state = State(seed)
    before = state.bound()
    searched = state.bound(search=True)
    assert searched <= before
    assert Fraction(searched) == state.exact()
    assert state.inner.min() >= 0
    assert state.outer.min() >= 0


@pytest.mark.parametrize("seed", range(10))
def test_a_step_keeps_every_pair_whole_and_every_price_above_zero(seed: int) -> None:
    state = State(seed)
    bound = state.bound(search=True)
    moved = step_split(
        state.free,
        state.split,
        state.pair,
        state.rows,
        state.room,
        state.knapsack,
        GRID,
        state.outer,
        0.5 * bound,
        state.chosen,
        state.partners,
    )
    assert np.array_equal(state.split + state.split.T - np.diag(np.diag(state.split + state.split.T)), state.pair)
    assert np.array_equal(np.rint(state.split * GRID), state.split * GRID)
    assert state.outer.min() >= 0
    if moved:
        assert state.bound() >= state.best_set()


@pytest.mark.parametrize("seed", range(10))
def test_many_steps_end_at_the_best_multipliers_seen(seed: int) -> None:
    state = State(seed)
    before = state.bound()
    arguments: tuple[Any, ...] = (state.free, state.own, state.pair, state.split, state.rows, state.room, state.knapsack, state.slots, GRID)
    bound, length, made = tighten(
        *arguments, state.inner, state.outer, float(state.best_set()), 40, 1.0, state.chosen, state.partners, state.scores
    )
    assert state.best_set() <= bound <= before
    assert Fraction(bound) == state.exact()
    assert 0 < length <= 1
    assert 1 <= made <= 40


def quadratic_of(problem: ps.Problem) -> Quadratic:
    return Quadratic.of(problem, limits_of(problem))


def relaxed(problem: ps.Problem, known: Fraction | None, heard: list[Fraction] | None = None, stop: bool = False) -> Relaxation:
    interrupt = Interrupt()
    interrupt.wanted = stop
    news = [] if heard is None else heard
    return relax(quadratic_of(problem), known, time.monotonic() + 60, interrupt, news.append)


def test_better_and_better_bounds_are_told_and_the_last_one_is_kept() -> None:
    problem = alliance_problem(45, 0.3, 5, seed=7)
    heard: list[Fraction] = []
    found = relaxed(problem, Fraction(400), heard)
    assert heard == sorted(heard, reverse=True)
    assert found.bound == heard[-1]


def test_an_interruption_ends_the_steps_after_one_round() -> None:
    problem = alliance_problem(45, 0.3, 5, seed=7)
    heard: list[Fraction] = []
    found = relaxed(problem, None, heard, stop=True)
    assert len(heard) == 1
    assert found.bound >= relaxed(problem, None).bound


def test_a_bound_below_anything_better_ends_the_steps() -> None:
    """Somebody already knows a set worth more than any can be: nothing is left to show."""
    problem = quadratic_knapsack(15, 0.5, seed=3)
    found = relaxed(problem, Fraction(10**6))
    assert found.bound < 10**6
    assert len(found.hopeless) >= 15 - quadratic_of(problem).most


@pytest.mark.parametrize("seed", range(11300, 11330))
def test_whoever_is_given_up_is_in_no_better_set(seed: int) -> None:
    case = random_case(seed, most=8)
    case.pool["groups"] = {}
    every, problem = ranking(case), case.build()
    q = quadratic_of(problem)
    if not every or q.most == 0 or not len(q.own):
        return
    for known in (every[0][0], every[min(3, len(every) - 1)][0]):
        hopeless = {problem.pool.names[i] for i in relaxed(problem, known).hopeless}
        assert not any(hopeless & set(s) for worth, s in every if worth > known)


@pytest.mark.parametrize("seed", range(11400, 11420))
def test_the_quadratic_form_is_never_below_the_objective_and_exact_where_it_says_so(seed: int) -> None:
    case = random_case(seed, most=6, tight=True)
    problem = case.build()
    q = quadratic_of(problem)
    position = {int(i): k for k, i in enumerate(q.open)}
    for members in subsets(case):
        inside = {case.names.index(m) for m in members}
        verdict = ps.check(problem, members)
        if not verdict.feasible:
            continue
        assert inside >= set(q.inside)
        chosen = [position[i] for i in inside - set(q.inside)]
        whole = q.own[chosen].sum() + q.pair[np.ix_(chosen, chosen)].sum() / 2
        assert len(chosen) <= q.most
        assert (q.rows[:, chosen].sum(axis=1) <= q.room).all()
        if q.exact and not q.error:
            assert q.worth(Fraction(whole)) == verdict.exact_objective
        else:
            assert q.worth(Fraction(whole)) >= verdict.exact_objective


@pytest.mark.parametrize("size", [1.0, 2.0**30])
def test_multipliers_come_back_from_their_packing_as_they_were(size: float) -> None:
    rng = np.random.default_rng(3)
    pool = ps.Pool([f"c{i}" for i in range(9)], cost=rng.integers(1, 9, 9), pairs=np.triu(rng.integers(0, 9, (9, 9)), 1) * size)
    problem = ps.Problem(pool, budget=20, size=(0, 4))
    q, found = quadratic_of(problem), relaxed(problem, None)
    again = unpack_certificate(q, pack_certificate(q, found.multipliers, found.bound))
    assert again is not None
    for before, after in zip(vars(found.multipliers).values(), vars(again).values(), strict=True):
        assert np.array_equal(before, after)
    assert certified_bound(q, again) == found.bound


def test_halves_of_pairs_add_up_and_stay_on_the_grid() -> None:
    q = quadratic_of(quadratic_knapsack(12, 0.7, seed=1))
    start = even_split(q)
    assert np.array_equal(start.split + start.split.T, q.pair)
    assert not start.inner.any()
    assert not start.outer.any()
    assert math.log2(q.grid).is_integer()
