"""Local search: exact limits, a known seed, an end; and the exact numbers below it."""

from __future__ import annotations

import time
from fractions import Fraction

import numpy as np
import pytest
from partner_twin import objective, random_case, ranking, subsets

import partner_select as ps
from partner_select.exact import ExactVector, as_fraction
from partner_select.interrupt import Interrupt
from partner_select.local_search import find_incumbent, objectives
from partner_select.model import limits_of


def incumbent(problem: ps.Problem, seed: int = 0, seconds: float = 30.0) -> tuple[str, ...] | None:
    found = find_incumbent(problem, limits_of(problem), seed, time.monotonic() + seconds, Interrupt())
    return None if found is None else problem.pool.names_of(np.flatnonzero(found).tolist())


@pytest.mark.parametrize("seed", range(8000, 8030))
def test_an_incumbent_keeps_every_limit(seed: int) -> None:
    case = random_case(seed, most=8)
    problem = case.build()
    members = incumbent(problem)
    if members is None:
        return
    assert ps.check(problem, members).feasible
    assert objective(case, members) <= ranking(case)[0][0]


def test_most_incumbents_of_small_problems_are_optimal() -> None:
    cases = [random_case(seed, most=8) for seed in range(8000, 8030)]
    solvable = [case for case in cases if ranking(case)]
    hits = [incumbent(c.build()) is not None and objective(c, incumbent(c.build()) or ()) == ranking(c)[0][0] for c in solvable]
    assert sum(hits) >= 0.8 * len(solvable)


def test_the_same_seed_finds_the_same_set() -> None:
    rng = np.random.default_rng(1)
    problem = ps.Problem(
        ps.Pool([f"c{i}" for i in range(40)], value=rng.normal(size=40), pairs=np.triu(rng.normal(size=(40, 40)), 1)), size=(1, 9)
    )
    assert incumbent(problem, seed=4) == incumbent(problem, seed=4)


def test_climbing_on_ties_comes_to_an_end() -> None:
    """Equal sets whose float sums differ by rounding once made the climb go round in circles until its work ran out."""
    names = [f"c{i}" for i in range(9)]
    problem = ps.Problem(
        ps.Pool(names, value=[0.1] * 9, cost=[0.3] * 9, pairs=np.triu(np.full((9, 9), 0.1), 1)),
        budget=0.9,
        objective=ps.Objective(cost=0.7),
    )
    start = time.monotonic()
    assert incumbent(problem) is not None
    assert time.monotonic() - start < 2


def test_a_passed_deadline_ends_the_search() -> None:
    assert incumbent(ps.Problem(ps.Pool(["A", "B"], value=[1, 1])), seconds=-1) is None


def test_many_sets_at_once_are_worth_what_they_are_one_by_one() -> None:
    case = random_case(33, most=6)
    problem = case.build()
    every = subsets(case)
    sets = np.array([[name in members for name in case.names] for members in every])
    expected = [float(objective(case, members)) for members in every]
    assert objectives(problem, sets) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("value", [0.1, 1e-7, 123456.789, 1e18, 5e-324, -2.5, 1 / 3])
def test_a_float_is_the_decimal_that_prints_it(value: float) -> None:
    assert as_fraction(value) == Fraction(repr(value))
    assert ExactVector.of(np.array([value, 0.0]))[0] == Fraction(repr(value))


def test_exact_vectors_add_and_multiply_exactly() -> None:
    a, b = ExactVector.of(np.array([0.1, 0.2])), ExactVector.of(np.array([3.0, 1 / 3]))
    assert a.sum([0, 1]) == Fraction(3, 10)
    assert (a * b)[1] == Fraction(1, 5) * Fraction(repr(1 / 3))
    assert len(a * b) == 2
    assert a.floats.tolist() == [0.1, 0.2]


def test_an_empty_vector_is_fine() -> None:
    assert ExactVector.of(np.zeros(0)).sum([]) == 0
