"""The core centre against the centre of gravity of polygons, of segments and of symmetric bodies."""

from fractions import Fraction

import numpy as np
import pytest

import allocation as al


def of_polygon(points):
    """Shoelace formula in the plane of the first two coordinates."""
    middle = [sum(float(p[k]) for p in points) / len(points) for k in (0, 1)]
    ring = sorted(points, key=lambda p: np.arctan2(float(p[1]) - middle[1], float(p[0]) - middle[0]))
    area, first, second = Fraction(0), Fraction(0), Fraction(0)
    for p, q in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = p[0] * q[1] - q[0] * p[1]
        area, first, second = area + cross, first + (p[0] + q[0]) * cross, second + (p[1] + q[1]) * cross
    return first / (3 * area), second / (3 * area)


@pytest.mark.parametrize("seed", range(12))
def test_three_players(seed):
    random = np.random.default_rng(seed)
    values = random.integers(0, 6, 8).astype(float)
    values[0], values[7] = 0, 20
    game = al.TableGame(values)
    exact = al.verify(game, al.core_center(game)).payoffs
    assert exact[:2] == of_polygon(list(al.core_vertices(game).vertices))
    assert sum(exact) == 20


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_a_simplex(n):
    values = np.zeros(2**n)
    values[-1] = n * (n + 1)
    assert al.core_center(al.TableGame(values)).payoffs.tolist() == [n + 1.0] * n


@pytest.mark.parametrize("n", [3, 4])
def test_the_core_of_a_squared_measure_is_symmetric_about_its_shapley_value(n):
    weights = np.array([sum(i + 1 for i in range(n) if mask >> i & 1) for mask in range(2**n)], dtype=float)
    game = al.TableGame(weights**2)
    np.testing.assert_allclose(al.core_center(game).payoffs, al.shapley(game).payoffs)


def test_agrees_with_random_points_of_the_core():
    values = np.random.default_rng(2).integers(0, 6, 16).astype(float)
    values[0], values[15] = 0, 16
    game = al.TableGame(values)
    points = np.random.default_rng(0).dirichlet(np.ones(4), 400_000) * 16
    for mask in range(1, 15):
        points = points[points[:, [i for i in range(4) if mask >> i & 1]].sum(axis=1) >= values[mask]]
    assert len(points) > 10_000
    np.testing.assert_allclose(al.core_center(game).payoffs, points.mean(axis=0), atol=0.05)


@pytest.mark.parametrize(
    ("values", "center"),
    [([0, 7], [7]), ([0, 1, 2, 3], [1, 2]), ([0, 0, 0, 1, 0, 1, 0, 1], [1, 0, 0]), ([0, 0, 0, 4, 0, 0, 0, 4], [2, 2, 0])],
)
def test_cores_without_interior(values, center):
    game = al.TableGame(values)
    found = al.core_center(game)
    assert found.payoffs.tolist() == center
    assert al.verify(game, found).ok


def test_a_dummy_adds_what_it_earns_alone():
    inner = np.array([0, 1, 1, 7, 1, 5, 4, 11.0])
    plain = al.core_center(al.TableGame(inner)).payoffs
    np.testing.assert_allclose(al.core_center(al.TableGame(np.concatenate((inner, inner + 3)))).payoffs, [*plain, 3.0])


def test_an_empty_core_has_no_centre():
    with pytest.raises(al.RuleError, match="core is empty"):
        al.core_center(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1]))


def test_too_many_players_are_refused():
    with pytest.raises(al.RuleError, match="at most 6 players"):
        al.core_center(al.TableGame(np.zeros(2**7)))


def test_moved_payoffs_do_not_verify():
    game = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])
    found = al.core_center(game).to_dict()
    found["payoffs"] = [found["payoffs"][0] + 1e-3, found["payoffs"][1] - 1e-3, found["payoffs"][2]]
    assert not al.verify(game, al.Allocation.from_dict(found)).ok
