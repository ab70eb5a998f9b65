"""The check that follows every solve refuses whatever is changed in a solution."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from allocation.excess.certify import certify
from allocation.excess.lexicographic import Level, lexicographic
from allocation.excess.problem import Problem

VALUES = np.array([0, 1, 1, 7, 1, 5, 4, 11.0])


@pytest.fixture
def solved():
    problem = Problem(VALUES, 3)
    return problem, lexicographic(problem)


def doubt(problem, found):
    return certify(problem, found).doubt


def with_level(found, k, **parts):
    levels = list(found.levels)
    levels[k] = replace(levels[k], **parts)
    return replace(found, levels=tuple(levels))


def test_a_right_solution_is_certified(solved):
    assert doubt(*solved) is None
    assert certify(*solved).payoffs.tolist() == [4.75, 3.75, 2.5]


def test_moved_payoffs(solved):
    problem, found = solved
    assert "do not lie" in doubt(problem, replace(found, payoffs=found.payoffs + np.array([1e-6, -1e-6, 0.0])))


def test_missing_level(solved):
    problem, found = solved
    assert "do not determine" in doubt(problem, replace(found, levels=found.levels[:1]))


@pytest.mark.parametrize("factor", [-1.0, 0.0, np.nan])
def test_weights_that_are_not_positive(solved, factor):
    problem, found = solved
    weights = (factor * found.levels[0].weights[0], *found.levels[0].weights[1:])
    assert "balancing weights" in doubt(problem, with_level(found, 0, weights=weights))


def test_weights_that_do_not_balance(solved):
    problem, found = solved
    weights = (2 * found.levels[0].weights[0], *found.levels[0].weights[1:])
    assert "level 1 has no positive balancing weights" in doubt(problem, with_level(found, 0, weights=weights))


def test_weights_of_another_number(solved):
    problem, found = solved
    assert "balancing weights" in doubt(problem, with_level(found, 1, weights=(1.0,)))


def test_a_coalition_above_its_level():
    problem = Problem(VALUES, 3)
    equal = lexicographic(problem)
    third = replace(equal, payoffs=np.full(3, 11 / 3), levels=(Level(-8 / 3, (1, 2, 4), (), (1 / 3, 1 / 3, 1 / 3)),))
    assert doubt(problem, third) == "coalition 3 is above its level"


def test_a_player_below_its_own_value():
    values = np.array([0, 0, 0, 0, 3, 0, 9, 6.0])
    found = lexicographic(Problem(values, 3))
    assert doubt(Problem(values, 3), found) is None
    assert "less than v(i)" in doubt(Problem(values, 3, floors=True), found)


def test_contradicting_tight_rows():
    problem = Problem(VALUES, 3)
    found = lexicographic(problem)
    twice = with_level(found, 0, masks=(3, 4, 1), weights=(0.4, 0.4, 0.2))
    assert doubt(problem, twice) is not None


@pytest.mark.parametrize("n", [4, 7, 10])
def test_levels_fall_and_span_everything(n):
    values = np.random.default_rng(n).integers(0, 9, 2**n).astype(float)
    values[0] = 0
    found = lexicographic(Problem(values, n))
    excesses = [level.excess for level in found.levels]
    assert all(a >= b - 1e-12 for a, b in itertools.pairwise(excesses))
    assert len(found.levels) <= n - 1
    assert found.rounds >= len(found.levels)
