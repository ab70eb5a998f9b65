"""Centres of the core that keep away from its walls: Chebyshev and analytic."""

import numpy as np
import pytest
from scipy.optimize import linprog

import allocation as al

FERGUSON = [0, 1, 1, 7, 1, 5, 4, 11]
EMPTY = [0, 0, 0, 1, 0, 1, 1, 1]
THIN = [0, 0, 0, 4, 0, 0, 0, 4]


def roomy(n, seed):
    values = np.random.default_rng([n, seed]).integers(0, 6, 2**n).astype(float)
    values[0], values[-1] = 0, 6 * n
    return values


def inside(n):
    return np.array([[mask >> i & 1 for i in range(n)] for mask in range(1, 2**n - 1)], dtype=float)


def rooms(values, payoffs):
    return inside(len(payoffs)) @ payoffs - values[1:-1]


def lengths(n):
    sizes = inside(n).sum(axis=1)
    return np.sqrt(sizes * (n - sizes) / n)


@pytest.mark.parametrize("n", [2, 3, 4, 6])
@pytest.mark.parametrize("seed", range(4))
def test_no_larger_ball_fits(n, seed):
    values = roomy(n, seed)
    game = al.TableGame(values)
    found = al.chebyshev_center(game)
    solved = linprog(
        [*np.zeros(n), -1.0],
        np.column_stack((-inside(n), lengths(n))),
        -values[1:-1],
        [[*np.ones(n), 0.0]],
        [values[-1]],
        bounds=[(None, None)] * (n + 1),
    )
    assert found.details["radius"] == pytest.approx(-solved.fun, abs=1e-8)
    assert (rooms(values, found.payoffs) / lengths(n)).min() == pytest.approx(-solved.fun, abs=1e-8)
    assert al.verify(game, found).ok


def test_a_chebyshev_centre_of_a_core_without_interior():
    found = al.chebyshev_center(al.TableGame(THIN))
    assert found.details["radius"] == pytest.approx(0, abs=1e-12)
    assert found.payoffs == pytest.approx([2, 2, 0], abs=1e-9)


def test_one_player_has_no_radius():
    found = al.chebyshev_center(al.TableGame([0, 5]))
    assert found.payoffs.tolist() == [5]
    assert found.details["radius"] is None


def test_a_chebyshev_proof_is_about_its_own_weights():
    game = al.TableGame(roomy(4, 1))
    stored = al.chebyshev_center(game).to_dict()
    stored["rule"] = "prenucleolus"
    assert not al.verify(game, al.Allocation.from_dict(stored)).ok


@pytest.mark.parametrize("center", [al.chebyshev_center, al.analytic_center])
def test_an_empty_core_is_refused(center):
    with pytest.raises(al.RuleError, match="core"):
        center(al.TableGame(EMPTY))


@pytest.mark.parametrize("n", [2, 3, 5, 8])
def test_the_product_of_rooms_is_largest(n):
    values = roomy(n, 7)
    game = al.TableGame(values)
    found = al.analytic_center(game)
    best = np.log(rooms(values, found.payoffs)).sum()
    random = np.random.default_rng(n)
    for scale in (1e-3, 1e-1, 1.0):
        for _ in range(20):
            move = random.normal(size=n) * scale
            other = rooms(values, found.payoffs + move - move.mean())
            assert other.min() <= 0 or np.log(other).sum() < best
    assert al.verify(game, found).ok


def test_two_players_meet_in_the_middle():
    assert al.analytic_center(al.TableGame([0, 1, 2, 9])).payoffs == pytest.approx([4, 5])


def test_symmetric_players_get_the_same():
    sizes = np.bitwise_count(np.arange(32)).astype(float)
    assert al.analytic_center(al.TableGame(sizes**2)).payoffs == pytest.approx([5] * 5)


@pytest.mark.parametrize("factor", [1e-9, 1e9])
def test_scale_does_not_matter(factor):
    values = roomy(4, 3)
    plain = al.analytic_center(al.TableGame(values)).payoffs
    np.testing.assert_allclose(al.analytic_center(al.TableGame(values * factor)).payoffs / factor, plain, rtol=1e-8)


@pytest.mark.parametrize("values", [THIN, [0, 1, 2, 3], [0, 0, 0, 1, 0, 1, 0, 1]])
def test_a_core_without_interior_has_no_analytic_centre(values):
    with pytest.raises(al.RuleError, match="no interior"):
        al.analytic_center(al.TableGame(values))


def test_an_analytic_centre_of_one_player():
    game = al.TableGame([0, 5])
    assert al.analytic_center(game).payoffs.tolist() == [5]
    assert al.verify(game, al.analytic_center(game)).ok


def test_many_players_are_refused():
    with pytest.raises(al.RuleError, match="at most 16"):
        al.analytic_center(al.TableGame(np.zeros(2**17)))


@pytest.mark.parametrize("off", [1e-3, 20.0])
def test_another_point_does_not_verify(off):
    game = al.TableGame(FERGUSON)
    stored = al.analytic_center(game).to_dict()
    stored["payoffs"] = [stored["payoffs"][0] + off, stored["payoffs"][1] - off, stored["payoffs"][2]]
    assert [check.name for check in al.verify(game, al.Allocation.from_dict(stored)).failed] == ["Newton step"]


def test_steps_that_run_out_are_not_certified(monkeypatch):
    from allocation.excess import analytic_center

    monkeypatch.setattr(analytic_center, "STEPS", 0)
    game = al.TableGame(roomy(4, 2))
    found = al.analytic_center(game)
    assert "not certified" in found.proof.claim
    assert not al.verify(game, found).ok
