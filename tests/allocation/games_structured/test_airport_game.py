"""Airport games: table, closed forms, reference numbers, extremes."""

from fractions import Fraction

import numpy as np
import pytest
from twins_structured import airport_worth, as_fractions, is_in_core, is_prenucleolus, rows_of, shapley_by_orders, table_of, tau_of_table

import allocation as al

RULES = ["shapley", "nucleolus", "prenucleolus", "tau"]
CASES = [[1, 2, 3, 4], [4, 1, 4, 2], [0, 0, 3], [0, 0], [5], [2, 2, 2, 2], [0.1, 0.3, 0.2], [7, 7, 1]]


def random_costs(seed, most=7):
    rng = np.random.default_rng(seed)
    return rng.integers(0, 9, rng.integers(1, most))


@pytest.mark.parametrize("costs", CASES)
def test_the_table_is_minus_the_largest_cost(costs):
    assert al.AirportGame(costs).table().tolist() == table_of(airport_worth(as_fractions(costs)), len(costs)).tolist()


@pytest.mark.parametrize("costs", CASES)
def test_worths_are_those_of_the_table(costs):
    game = al.AirportGame(costs)
    assert game.worth(rows_of(game.n)).tolist() == game.table().tolist()


@pytest.mark.parametrize("costs", CASES)
def test_singles_and_marginals_are_those_of_the_table(costs):
    game = al.AirportGame(costs)
    table = al.TableGame(game.table())
    assert game.singles().tolist() == table.singles().tolist()
    assert game.marginals_to_grand() == pytest.approx(table.marginals_to_grand(), abs=1e-15)


@pytest.mark.parametrize("rule", ["shapley", "nucleolus", "tau"])
def test_reference_cost_shares(rule, vectors):
    found = 0
    for vector in vectors("structured"):
        if vector["game"]["kind"] == "airport":
            game = al.AirportGame(vector["game"]["costs"])
            expected = as_fractions(vector["expect"][rule])
            assert [-x for x in game.exact_closed_form(rule)] == expected
            assert game.closed_form(rule) == pytest.approx([-float(x) for x in expected], abs=1e-9)
            found += 1
    assert found >= 3


@pytest.mark.parametrize("seed", range(8))
def test_shapley_is_the_average_over_orders(seed):
    costs = random_costs(seed, 6)
    expected = shapley_by_orders(airport_worth(as_fractions(costs)), len(costs))
    assert al.AirportGame(costs).exact_closed_form("shapley") == expected
    assert al.shapley(al.AirportGame(costs)).payoffs == pytest.approx([float(x) for x in expected], abs=1e-13)


@pytest.mark.parametrize("seed", range(12))
def test_nucleolus_meets_kohlbergs_criterion(seed):
    game = al.AirportGame(random_costs(seed))
    assert is_prenucleolus(game.table(), game.closed_form("nucleolus"))


@pytest.mark.parametrize("seed", range(8))
def test_tau_is_that_of_the_table(seed):
    game = al.AirportGame(random_costs(seed))
    assert game.closed_form("tau") == pytest.approx(tau_of_table(game.table()), abs=1e-12)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("costs", CASES)
def test_exact_closed_forms_agree_and_add_up(rule, costs):
    game = al.AirportGame(costs)
    exact = game.exact_closed_form(rule)
    assert sum(exact) == -max(as_fractions(costs))
    assert game.closed_form(rule) == pytest.approx([float(x) for x in exact], abs=1e-14)


@pytest.mark.parametrize("rule", RULES)
def test_closed_forms_are_in_the_core(rule):
    game = al.AirportGame([3, 1, 4, 1, 5, 9, 2, 6])
    assert is_in_core(game.table(), game.closed_form(rule))


@pytest.mark.parametrize("rule", RULES)
def test_ten_thousand_users_add_up(rule):
    costs = np.random.default_rng(2).random(10_000)
    shares = -al.AirportGame(costs).closed_form(rule)
    assert shares.sum() == pytest.approx(costs.max(), rel=1e-11)
    assert (shares >= -1e-15).all()
    assert (np.diff(shares[np.argsort(costs)]) >= -1e-12).all()


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("scale", [2.0**-1000, 2.0**1000])
def test_scaling_by_a_power_of_two_is_exact(rule, scale):
    costs = np.array([3.0, 1.0, 4.0, 1.5])
    assert (al.AirportGame(costs).closed_form(rule) * scale).tolist() == al.AirportGame(costs * scale).closed_form(rule).tolist()


def test_cost_shares_turn_the_sign():
    assert al.cost_shares(al.shapley(al.AirportGame([0, 2, 2]))).tolist() == [0.0, 1.0, 1.0]


def test_cost_shares_show_no_negative_zero():
    assert not np.signbit(al.cost_shares(al.shapley(al.AirportGame([0, 2])))).any()


def test_the_cost_table_is_positive():
    assert al.AirportGame([1, 3]).cost_table().tolist() == [0.0, 1.0, 3.0, 3.0]


def test_a_game_of_costs_says_so():
    assert al.AirportGame([1]).sense == "cost"
    assert al.TableGame([0, 1]).sense == "benefit"


def test_other_rules_have_no_closed_form():
    assert al.AirportGame([1, 2]).closed_form("banzhaf") is None
    assert al.AirportGame([1, 2]).exact_closed_form("banzhaf") is None


def test_results_are_verified():
    game = al.AirportGame([0.1, 0.7, 0.7, 1.3])
    assert al.verify(game, al.shapley(game)).payoffs[0] == Fraction(-1, 40)


@pytest.mark.parametrize("costs", [[-1, 2], [np.nan], [np.inf, 1], ["a"], [], [[1, 2]]])
def test_costs_that_are_none_are_refused(costs):
    with pytest.raises(al.GameError):
        al.AirportGame(costs)


def test_a_negative_cost_is_named():
    with pytest.raises(al.GameError, match=r"cost of 'B' is -2\.0"):
        al.AirportGame([1, -2], players=["A", "B"])


def test_the_costs_given_are_not_changed():
    costs = np.array([3.0, 1.0])
    costs.setflags(write=False)
    al.AirportGame(costs).closed_form("nucleolus")
    assert costs.tolist() == [3.0, 1.0]
