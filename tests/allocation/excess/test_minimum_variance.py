"""The most equal point of the least core, against linear programs over it."""

import numpy as np
import pytest
from scipy.optimize import linprog

import allocation as al


def game_of(n, seed, high=12):
    values = np.random.default_rng([n, seed]).integers(0, high, 2**n).astype(float)
    values[0] = 0
    return al.TableGame(values)


def corners(game, epsilon, count, seed=0):
    """Points of the least core in random directions."""
    n, values = game.n, game.table()
    rows = np.array([[mask >> i & 1 for i in range(n)] for mask in range(1, 2**n - 1)], dtype=float)
    for direction in np.random.default_rng(seed).normal(size=(count, n)):
        solved = linprog(direction, -rows, epsilon + 1e-9 - values[1:-1], [np.ones(n)], [values[-1]], bounds=[(None, None)] * n)
        yield solved.x


@pytest.mark.parametrize("n", [2, 3, 4, 5, 7])
@pytest.mark.parametrize("seed", range(4))
def test_no_point_of_the_least_core_is_more_equal(n, seed):
    game = game_of(n, seed, high=4 if seed % 2 else 12)
    found = al.minimum_variance_least_core(game)
    epsilon = al.least_core(game).details["epsilon"]
    assert found.details["epsilon"] == epsilon
    assert al.stability(game, found.payoffs).max_excess <= epsilon + 1e-9
    assert al.verify(game, found).ok
    for other in corners(game, epsilon, 6):
        # the nearest point to equal shares: every other point lies beyond the plane through it
        assert (other - found.payoffs) @ (found.payoffs - game.grand_value / n) >= -1e-6


def test_it_differs_from_the_nucleolus():
    game = al.TableGame([0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 3, 2, 3, 3, 12])
    found = al.minimum_variance_least_core(game)
    assert found.payoffs.var() <= al.least_core(game).payoffs.var()
    assert found.details["variance"] == pytest.approx(found.payoffs.var())


def test_equal_shares_where_they_are_in_the_least_core():
    game = al.TableGame([0, 0, 0, 1, 0, 1, 1, 1])
    found = al.minimum_variance_least_core(game)
    assert found.payoffs == pytest.approx([1 / 3] * 3)
    assert found.details["variance"] == pytest.approx(0, abs=1e-15)


def test_one_player():
    game = al.TableGame([0, 4])
    found = al.minimum_variance_least_core(game)
    assert found.payoffs.tolist() == [4]
    assert al.verify(game, found).ok


@pytest.mark.parametrize("part", ["held", "coalitions", "target"])
def test_a_changed_proof_does_not_hold(part):
    game = al.TableGame([0, 0, 0, 4, 0, 0, 0, 6])
    stored = al.minimum_variance_least_core(game).to_dict()
    data = stored["proof"]["data"]
    data[part] = {"held": data["held"][:1], "coalitions": [5], "target": [0.0, 0.0, 6.0]}[part]
    assert not al.verify(game, al.Allocation.from_dict(stored)).ok


def test_a_core_projection_is_no_proof_for_the_least_core():
    game = al.TableGame([0, 0, 0, 4, 0, 0, 0, 6])
    stored = al.core_projection(game, [2.0, 2.0, 2.0]).to_dict()
    stored["rule"] = "minimum_variance_least_core"
    assert not al.verify(game, al.Allocation.from_dict(stored)).ok


def test_an_uncertified_least_core_stays_uncertified(monkeypatch):
    from allocation.excess import lexicographic
    from allocation.excess.master import Master

    monkeypatch.setattr(lexicographic, "SMALL", 0)

    honest = Master.solve

    def solve(self):
        point = honest(self)
        return None if point is None else point + 1e-3 * np.linspace(1, 2, point.size)

    monkeypatch.setattr(Master, "solve", solve)
    game = game_of(4, 1)
    found = al.minimum_variance_least_core(game)
    assert "not certified" in found.proof.claim
    assert not al.verify(game, found).ok
