"""Weighted Shapley, solidarity and consensus: values that lean towards size or towards equality."""

import numpy as np
import pytest
import twins
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al

TABLES = (
    st.integers(1, 5).flatmap(lambda n: st.lists(st.integers(-20, 20), min_size=2**n - 1, max_size=2**n - 1)).map(lambda rest: [0, *rest])
)


def carrier(n, group, worth=12.0):
    masks, mask = np.arange(1 << n), twins.mask_of(group)
    return np.where(masks & mask == mask, worth, 0.0)


@pytest.mark.parametrize(
    ("group", "weights", "expected"),
    [
        ([0, 1], [1, 2, 9], [4, 8, 0]),
        ([0, 1, 2], [1, 2, 3], [2, 4, 6]),
        ([2], [1, 2, 3], [0, 0, 12]),
    ],
)
def test_a_carrier_shares_by_weight(group, weights, expected):
    assert al.weighted_shapley(al.TableGame(carrier(3, group)), weights=weights).payoffs == pytest.approx(expected)


@given(TABLES)
def test_weights_change_who_gets_it_not_how_much_there_is(values):
    game = al.TableGame(values)
    weights = np.arange(1.0, game.n + 1)
    assert al.weighted_shapley(game, weights=weights).total == pytest.approx(values[-1], abs=1e-10)


@given(TABLES, st.floats(1e-3, 1e3))
def test_only_proportions_of_weights_count(values, factor):
    game = al.TableGame(values)
    weights = np.arange(1.0, game.n + 1)
    plain = al.weighted_shapley(game, weights=weights).payoffs
    assert al.weighted_shapley(game, weights=weights * factor).payoffs == pytest.approx(plain, abs=1e-10)


@pytest.mark.parametrize(("weights", "who"), [([1, 0, 1], "2"), ([1, -1, 1], "2"), ([0, 0, 1], "1, 2")])
def test_weights_must_be_positive(weights, who):
    with pytest.raises(al.RuleError, match=f"must be positive, which it is not for {who}"):
        al.weighted_shapley(al.TableGame(np.zeros(8)), weights=weights)


def test_dividends_of_twenty_players_keep_thirteen_digits():
    n = 20
    values = np.random.default_rng(0).integers(0, 2**20, 1 << n).astype(float)
    values[0] = 0
    game = al.TableGame(values)
    equal = al.weighted_shapley(game, weights=np.ones(n)).payoffs
    exact = al.shapley(game).payoffs
    assert np.abs(equal - exact).max() <= 1e-9 * np.abs(exact).max()


def test_the_solidarity_value_carries_the_weak():
    found = al.solidarity(al.TableGame(carrier(3, [0, 1])))
    assert found["3"] > 0
    assert found["1"] == pytest.approx(found["2"])


@given(TABLES)
def test_the_solidarity_value_hands_out_everything(values):
    assert al.solidarity(al.TableGame(values)).total == pytest.approx(values[-1], abs=1e-10)


@given(TABLES, TABLES)
def test_the_solidarity_value_is_additive(first, second):
    n = min(len(first), len(second))
    one, other = np.array(first[:n]), np.array(second[:n])
    together = al.solidarity(al.TableGame(one + other)).payoffs
    assert together == pytest.approx(al.solidarity(al.TableGame(one)).payoffs + al.solidarity(al.TableGame(other)).payoffs, abs=1e-10)


@settings(max_examples=40)
@given(st.lists(st.integers(-20, 20), min_size=15, max_size=15).map(lambda rest: [0, *rest]))
def test_who_belongs_to_coalitions_of_no_mean_contribution_gets_nothing(values):
    """The axiom that replaces the null player: scale all coalitions with player 4 so that their mean marginal contribution vanishes."""
    table = [float(x) for x in values[:8]] + [0.0] * 8
    for mask in range(8, 16):
        inside = twins.members(mask)
        table[mask] = sum(table[mask & ~(1 << k)] for k in inside) / len(inside)
    assert al.solidarity(al.TableGame(table)).payoffs[3] == pytest.approx(0, abs=1e-10)


@given(st.lists(st.integers(-20, 20), min_size=3, max_size=3))
def test_two_players_reach_the_standard_solution_by_consensus(rest):
    game = al.TableGame([0, *rest])
    assert al.consensus(game).payoffs == pytest.approx(al.equal_surplus(game).payoffs, abs=1e-12)


@given(TABLES)
def test_consensus_lies_halfway(values):
    game = al.TableGame(values)
    assert 2 * al.consensus(game).payoffs == pytest.approx(al.shapley(game).payoffs + al.equal_surplus(game).payoffs, abs=1e-10)


def test_who_adds_nothing_still_has_a_say_in_the_consensus():
    assert al.consensus(al.TableGame(carrier(3, [0, 1])))["3"] == pytest.approx(2)
