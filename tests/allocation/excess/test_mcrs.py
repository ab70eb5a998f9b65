import numpy as np
import pytest

import allocation as al


def verified(game):
    allocation = al.mcrs(game)
    found = al.verify(game, allocation)
    assert found.ok, found.failed
    return allocation


def test_lies_at_the_same_height_between_least_and_most():
    allocation = verified(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11]))
    least, most = np.array(allocation.details["least"]), np.array(allocation.details["most"])
    heights = (allocation.payoffs - least) / (most - least)
    np.testing.assert_allclose(heights, heights[0], atol=1e-14)


def test_empty_core_falls_back_to_the_least_core_and_says_so():
    game = al.TableGame([0, 0, 0, 4, 0, 3, 3, 4])
    allocation = verified(game)
    assert allocation.details["epsilon"] == pytest.approx(al.least_core(game).details["epsilon"])
    assert allocation.details["epsilon"] > 0


def test_core_of_one_point():
    np.testing.assert_allclose(verified(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1.5])).payoffs, [0.5] * 3, atol=1e-14)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_all_zero_game(n):
    np.testing.assert_allclose(verified(al.TableGame(np.zeros(2**n))).payoffs, np.zeros(n), atol=1e-15)


@pytest.mark.parametrize("seed", range(25))
def test_random_games_with_and_without_a_core_verify(seed):
    random = np.random.default_rng(seed)
    n = int(random.integers(2, 6))
    values = random.integers(-3, 9, 2**n).astype(float)
    values[0] = 0
    assert verified(al.TableGame(values)).total == pytest.approx(values[-1], abs=1e-12)


def test_a_wrong_basis_is_refused():
    game = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])
    stored = al.mcrs(game).to_dict()
    stored["proof"]["data"]["least"][0] = stored["proof"]["data"]["most"][0]
    found = al.verify(game, al.Allocation.from_dict(stored))
    assert not found.ok
    assert "is not proved" in found.failed[0].detail


def test_claiming_a_least_core_where_the_core_is_not_empty_is_refused():
    game = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])
    stored = al.mcrs(game).to_dict()
    stored["proof"]["data"]["levels"] = al.least_core(game).to_dict()["proof"]["data"]["levels"]
    assert not al.verify(game, al.Allocation.from_dict(stored)).ok
