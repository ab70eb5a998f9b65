"""Surpluses by their definition; the kernel and the prekernel."""

import numpy as np
import pytest
import twins_excess as twin

import allocation as al
from allocation.kernels.surpluses import largest_surpluses

FLOORED = [0, 0, 0, 0, 3, 0, 9, 6]


def game_of(n, seed, high=30):
    values = np.random.default_rng([n, seed]).integers(-5, high, 2**n).astype(float)
    values[0] = 0
    return al.TableGame(values)


def by_definition(values, payoffs, i, j):
    n = len(payoffs)
    return max(twin.excess(values, payoffs, m) for m in range(1, 2**n - 1) if m >> i & 1 and not m >> j & 1)


@pytest.mark.parametrize("n", [2, 3, 5])
def test_surpluses_by_their_definition(n):
    game = game_of(n, 1)
    payoffs = np.random.default_rng(n).integers(-9, 9, n).astype(float)
    found = al.surpluses(game, payoffs)
    values = [int(v) for v in game.table()]
    shares = [twin.Fraction(int(x)) for x in payoffs]
    for i in range(n):
        assert found[i, i] == 0
        for j in range(n):
            if i != j:
                assert found[i, j] == by_definition(values, shares, i, j)


def test_the_kernel_says_which_coalition():
    table = np.array([0, 1, 1, 7, 1, 5, 4, 11.0])
    surplus, where = largest_surpluses(table, np.zeros(3))
    assert where.tolist() == [[-1, 5, 3], [6, -1, 3], [6, 5, -1]]
    assert surplus[0, 1] == 5.0
    assert surplus[1, 1] == -np.inf


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("n", [1, 2, 3, 4, 6, 8])
def test_finds_a_point_that_verifies(n, seed):
    game = game_of(n, seed, high=3 if seed % 2 else 30)
    found = al.prekernel(game)
    assert found.details["certified"]
    assert al.in_prekernel(game, found.payoffs)
    assert al.verify(game, found).ok
    assert found.total == pytest.approx(game.grand_value, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_the_prenucleolus_is_in_the_prekernel(seed):
    game = game_of(5, seed)
    assert al.in_prekernel(game, al.prenucleolus(game).payoffs)


@pytest.mark.parametrize("seed", range(6))
def test_the_nucleolus_is_in_the_kernel(seed):
    values = np.random.default_rng(seed).integers(0, 9, 16).astype(float)
    values[0] = 0
    values[-1] = 9 * 4
    game = al.TableGame(values)
    assert al.in_kernel(game, al.nucleolus(game).payoffs)


def test_kernel_and_prekernel_differ_where_a_player_is_held_at_its_own_value():
    game = al.TableGame(FLOORED)
    nucleolus, prenucleolus = al.nucleolus(game).payoffs, al.prenucleolus(game).payoffs
    assert al.in_kernel(game, nucleolus)
    assert not al.in_prekernel(game, nucleolus)
    assert al.in_prekernel(game, prenucleolus)
    assert not al.in_kernel(game, prenucleolus)


def test_a_convex_game_has_one_point_wherever_one_starts():
    sizes = np.bitwise_count(np.arange(16)).astype(float)
    values = sizes**2 + np.where(np.arange(16) & 3 == 3, 2.0, 0.0)
    game = al.TableGame(values)
    for start in np.random.default_rng(0).normal(scale=20, size=(6, 4)):
        np.testing.assert_allclose(al.prekernel(game, start).payoffs, al.prenucleolus(game).payoffs, atol=1e-7)


@pytest.mark.parametrize("payoffs", [[4, 5], [4.5, 4.5]])
def test_what_does_not_add_up_is_in_neither(payoffs):
    game = al.TableGame([0, 0, 0, 8])
    assert not al.in_prekernel(game, payoffs)
    assert not al.in_kernel(game, payoffs)


def test_no_steps_left_gives_the_prenucleolus(monkeypatch):
    from allocation.excess import prekernel

    monkeypatch.setattr(prekernel, "ROUNDS", 0)
    game = game_of(4, 2)
    found = al.prekernel(game)
    np.testing.assert_allclose(found.payoffs, al.prenucleolus(game).payoffs)
    assert al.verify(game, found).ok


def test_moved_payoffs_do_not_verify():
    game = game_of(4, 3)
    stored = al.prekernel(game).to_dict()
    stored["payoffs"] = [stored["payoffs"][0] + 1, stored["payoffs"][1] - 1, *stored["payoffs"][2:]]
    assert [check.name for check in al.verify(game, al.Allocation.from_dict(stored)).failed] == ["surpluses"]


def test_bad_starts_are_refused():
    with pytest.raises(al.GameError, match="3 finite numbers"):
        al.prekernel(game_of(3, 1), [1.0, np.nan, 2.0])
