import numpy as np
import pytest
import twins_excess as twin

import allocation as al
from allocation.excess.least_core import least_core_value


@pytest.mark.parametrize(("n", "count"), [(2, 15), (3, 30), (4, 12)])
def test_epsilon_is_the_exact_optimum(n, count):
    random = np.random.default_rng(n)
    for _ in range(count):
        values = random.integers(-4, 7, 2**n)
        values[0] = 0
        values = [int(v) for v in values]
        game = al.TableGame(values)
        epsilon = twin.lexicographic(values)[1][0]
        assert al.least_core(game).details["epsilon"] == pytest.approx(float(epsilon), abs=1e-12)
        assert least_core_value(game) == pytest.approx(float(epsilon), abs=1e-12)


def test_the_point_keeps_every_coalition_within_epsilon():
    values = np.random.default_rng(4).uniform(0, 5, 2**9)
    values[0] = 0
    game = al.TableGame(values)
    allocation = al.least_core(game)
    assert al.stability(game, allocation.payoffs).max_excess == pytest.approx(allocation.details["epsilon"], abs=1e-12)


def test_positive_exactly_if_the_core_is_empty():
    assert al.least_core(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1])).details["epsilon"] > 0
    assert al.least_core(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])).details["epsilon"] < 0


def test_single_player_has_no_epsilon():
    game = al.TableGame([0, 3])
    assert al.least_core(game).details["epsilon"] is None
    assert least_core_value(game) == 0.0


def test_verifies():
    game = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])
    assert al.verify(game, al.least_core(game)).ok


@pytest.mark.parametrize("method", ["highs-ds", "highs-ipm"])
def test_agrees_with_another_linear_programming_solver(method):
    from scipy.optimize import linprog

    for seed in range(4):
        values = np.random.default_rng(seed).uniform(-1, 5, 2**6)
        values[0] = 0
        inside = np.arange(64)[:, None] >> np.arange(6) & 1
        rows = np.hstack((-inside[1:-1], -np.ones((62, 1))))
        other = linprog([0] * 6 + [1], rows, -values[1:-1], [[1] * 6 + [0]], [values[-1]], (None, None), method)
        assert least_core_value(al.TableGame(values)) == pytest.approx(other.fun, abs=1e-8)
