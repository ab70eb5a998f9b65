"""Sequencing games: table, values, equal gain splitting."""

import numpy as np
import pytest
from twins_structured import (
    as_fractions,
    banzhaf_by_coalitions,
    is_in_core,
    queue_worth,
    rows_of,
    shapley_by_orders,
    table_of,
    tau_of_table,
)

import allocation as al


def random_queue(seed, most=7):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, most))
    return rng.integers(0, 6, n), rng.integers(0, 6, n), rng.permutation(n).tolist()


def game_of(times, weights, queue):
    return al.SequencingGame(times, weights, queue=[str(i + 1) for i in queue])


def worth_of(times, weights, queue):
    return queue_worth(as_fractions(times), as_fractions(weights), queue)


@pytest.mark.parametrize("seed", range(8))
def test_the_table_adds_gains_of_neighbours(seed):
    given = random_queue(seed)
    assert game_of(*given).table().tolist() == table_of(worth_of(*given), len(given[2])).tolist()


@pytest.mark.parametrize("seed", range(6))
def test_shapley_is_the_average_over_orders(seed):
    given = random_queue(seed, 6)
    expected = shapley_by_orders(worth_of(*given), len(given[2]))
    assert game_of(*given).exact_closed_form("shapley") == expected
    assert game_of(*given).closed_form("shapley") == pytest.approx([float(x) for x in expected], abs=1e-12)


@pytest.mark.parametrize("seed", range(6))
def test_banzhaf_is_the_average_over_coalitions(seed):
    given = random_queue(seed)
    expected = banzhaf_by_coalitions(worth_of(*given), len(given[2]))
    assert game_of(*given).exact_closed_form("banzhaf") == expected
    assert game_of(*given).closed_form("banzhaf") == pytest.approx([float(x) for x in expected], abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_tau_is_that_of_the_table(seed):
    game = game_of(*random_queue(seed))
    assert game.closed_form("tau") == pytest.approx(tau_of_table(game.table()), abs=1e-12)
    assert game.closed_form("tau") == pytest.approx([float(x) for x in game.exact_closed_form("tau")], abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_equal_gain_splitting_is_in_the_core_and_verified(seed):
    game = game_of(*random_queue(seed))
    a = game.equal_gain_splitting()
    assert is_in_core(game.table(), a.payoffs)
    assert al.verify(game, a).ok


@pytest.mark.parametrize("seed", range(6))
def test_singles_and_marginals_are_those_of_the_table(seed):
    game = game_of(*random_queue(seed))
    table = al.TableGame(game.table())
    assert game.singles().tolist() == table.singles().tolist()
    assert game.marginals_to_grand().tolist() == table.marginals_to_grand().tolist()


def test_a_gap_in_the_queue_stops_the_gain():
    game = al.SequencingGame([2, 1, 1], [1, 2, 3])
    assert game.value(["1", "3"]) == 0.0
    assert game.value(["1", "2"]) == 3.0


def test_the_queue_may_differ_from_the_order_of_players():
    game = al.SequencingGame([1, 2], [2, 1], queue=["B", "A"], players=["A", "B"])
    assert game.grand_value == 3.0


def test_a_queue_in_the_best_order_gains_nothing():
    assert al.SequencingGame([1, 2, 3], [3, 2, 1]).table().tolist() == [0.0] * 8


def test_one_player_gains_nothing():
    game = al.SequencingGame([3], [2])
    assert [game.closed_form(rule).tolist() for rule in ("shapley", "banzhaf", "tau")] == [[0.0]] * 3


def test_five_hundred_players_add_up():
    rng = np.random.default_rng(1)
    game = al.SequencingGame(rng.random(500), rng.random(500))
    for rule in ("shapley", "tau", "equal_gain_splitting"):
        assert game.closed_form(rule).sum() == pytest.approx(game.grand_value, rel=1e-11)


def test_worths_of_rows_match_the_table():
    game = game_of(*random_queue(4))
    assert game.worth(rows_of(game.n)).tolist() == game.table().tolist()


def test_other_rules_have_no_closed_form():
    game = al.SequencingGame([1, 2], [1, 2])
    assert game.closed_form("nucleolus") is None
    assert game.exact_closed_form("nucleolus") is None


@pytest.mark.parametrize(
    ("times", "weights", "queue", "message"),
    [
        ([1, 2], [1], None, "2 times and 1 weights"),
        ([1, -2], [1, 1], None, "at least 0"),
        ([1, 2], [1, np.inf], None, "finite"),
        ([1, 2], [1, 1], ["1"], "every player just once"),
        ([1, 2], [1, 1], ["1", "1"], "every player just once"),
        ([1, 2], [1, 1], ["1", "3"], "unknown player"),
        ([1e200, 1e200], [1e200, 1e200], None, "larger units"),
    ],
)
def test_a_queue_that_is_none_is_refused(times, weights, queue, message):
    with pytest.raises(al.GameError, match=message):
        al.SequencingGame(times, weights, queue=queue)
