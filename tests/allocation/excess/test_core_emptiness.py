import json
from fractions import Fraction

import numpy as np
import pytest
import twins_excess as twin

import allocation as al


def random_games(count, n, seed):
    random = np.random.default_rng(seed)
    for _ in range(count):
        values = random.integers(-2, 8, 2**n)
        values[0] = 0
        yield [int(v) for v in values]


@pytest.mark.parametrize(("n", "count"), [(1, 5), (2, 20), (3, 40), (4, 20), (5, 6)])
def test_cost_of_stability_is_the_exact_optimum(n, count):
    for values in random_games(count, n, n):
        found = al.core_emptiness(al.TableGame(values))
        cost = twin.cost_of_stability(values)
        assert found.cost == cost
        assert found.empty == (cost > 0)
        assert found.cost_of_stability == float(cost)


@pytest.mark.parametrize("n", [2, 4, 6, 9, 11])
def test_weights_are_balanced_and_prove_the_cost(n):
    for values in random_games(5, n, 10 + n):
        game = al.TableGame(values)
        found = al.core_emptiness(game)
        for player in game.players:
            assert sum(w for names, w in found.weights.items() if player in names) == 1
        assert all(w > 0 for w in found.weights.values())
        worth = sum(w * Fraction(int(game.value(names))) for names, w in found.weights.items())
        assert worth == found.cost + values[-1]


@pytest.mark.parametrize("n", [3, 6, 10])
def test_the_point_is_stable_with_the_subsidy(n):
    for values in random_games(5, n, 20 + n):
        found = al.core_emptiness(al.TableGame(values))
        subsidised = np.array(values, dtype=float)
        subsidised[-1] += found.cost_of_stability
        assert al.in_core(al.TableGame(subsidised), found.payoffs)


def test_values_with_rounding_noise_do_not_empty_a_core():
    own = np.arange(6) * 0.1
    values = (np.arange(64)[:, None] >> np.arange(6) & 1) @ own
    found = al.core_emptiness(al.TableGame(values))
    assert (found.empty, found.cost, found.cost_of_stability) == (False, 0, 0.0)


def test_a_small_true_gap_is_found():
    values = [0, 0, 0, 1, 0, 1, 1, 1.499999]
    found = al.core_emptiness(al.TableGame(values))
    assert found.empty
    assert found.cost == Fraction(1, 10**6)


def test_core_of_one_point_is_not_empty():
    assert not al.core_emptiness(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1.5])).empty


def test_single_player_has_a_core():
    found = al.core_emptiness(al.TableGame([0, -3]))
    assert (found.empty, found.weights, found.payoffs.tolist()) == (False, {("1",): 1}, [-3.0])


def test_plain_data_goes_through_json():
    plain = al.core_emptiness(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1])).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["weights"][0] == {"coalition": ["1", "2"], "weight": "1/2"}
    assert plain["cost"] == "1/2"


def test_cost_of_stability_is_its_short_form():
    assert al.cost_of_stability(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1])) == 0.5
    assert al.cost_of_stability(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])) == 0.0
