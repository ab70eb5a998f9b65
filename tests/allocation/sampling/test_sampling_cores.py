"""Sampled least cores, searches for blockers and their guarantees, on games small enough to know the answer."""

import json

import numpy as np
import pytest
from sampling_games import Counting, every_row, names, scaled, smooth_game, table_game

import allocation as al
from allocation.sampling.blocking import climb, worst_first
from allocation.sampling.evaluation import Evaluations
from allocation.sampling.guarantee import share_of_scenarios, share_of_trials
from allocation.sampling.least_core import any_size


@pytest.mark.parametrize("kind", ["random", "negative", "tied", "unanimity", "additive", "zero"])
@pytest.mark.parametrize("n", [2, 3, 5])
@pytest.mark.parametrize("samples", [40, 400])
def test_a_sampled_least_core_promises_no_less_than_the_whole(kind, n, samples):
    game = table_game(kind, n)
    a = al.sampled_least_core(game, samples=samples, seed=1)
    exact = al.least_core(game).details["epsilon"]
    assert a.details["epsilon"] <= exact + 1e-7
    assert a.payoffs.sum() == pytest.approx(game.grand_value, abs=1e-9)
    if samples == 400:
        assert a.details["epsilon"] == pytest.approx(exact, abs=1e-7)


@pytest.mark.parametrize("seed", range(4))
def test_sampled_rows_are_satisfied_and_one_is_tight(seed):
    game = smooth_game(9)
    a = al.sampled_least_core(game, samples=60, seed=seed)
    rows = any_size(9, 59, seed)
    excess = game.worth(rows) - rows @ a.payoffs
    assert excess.max() == pytest.approx(a.details["epsilon"], abs=1e-12)
    assert a.details["evaluations"] == 60


def test_a_least_core_through_an_executor_is_the_same():
    game = smooth_game(6)
    counting = Counting(game, backwards=True)
    one, two = al.sampled_least_core(game, samples=50), al.sampled_least_core(game, samples=50, executor=counting)
    np.testing.assert_allclose(one.payoffs, two.payoffs, atol=1e-9)
    assert len(counting.rows) == 50


def test_a_scaled_game_has_a_scaled_least_core():
    game = smooth_game(6)
    one, two = (al.sampled_least_core(scaled(game, k), samples=80).details["epsilon"] for k in (1.0, 1024.0))
    assert two == pytest.approx(1024 * one, rel=1e-9)


def test_a_sampled_least_core_is_read_and_verified():
    game = smooth_game(6)
    a = al.sampled_least_core(game, samples=50)
    plain = json.loads(json.dumps(a.to_dict()))
    assert al.verify(game, al.Allocation.from_dict(plain)).ok
    plain["proof"]["data"]["epsilon"] -= 1.0
    assert not al.verify(game, al.Allocation.from_dict(plain)).ok


@pytest.mark.parametrize("n", [2, 3, 7])
def test_rows_of_any_size_are_proper(n):
    sizes = any_size(n, 500, 1).sum(axis=1)
    assert set(sizes.tolist()) == set(range(1, n))
    np.testing.assert_array_equal(any_size(n, 20, 1), any_size(n, 20, 1))
    assert not np.array_equal(any_size(9, 20, 1), any_size(9, 20, 2))


@pytest.mark.parametrize(("trials", "confidence"), [(1, 0.95), (10, 0.9), (1000, 0.99)])
def test_no_hits_leave_the_share_of_the_rule_of_powers(trials, confidence):
    """(1 − p)^trials = 1 − confidence, solved by hand."""
    assert share_of_trials(trials, 0, confidence) == pytest.approx(1 - (1 - confidence) ** (1 / trials))


@pytest.mark.parametrize("trials", [1, 5, 40])
def test_all_but_one_hit_is_a_power_too(trials):
    """1 − p^trials = 1 − confidence for trials − 1 hits."""
    assert share_of_trials(trials, trials - 1, 0.95) == pytest.approx(0.95 ** (1 / trials))


@pytest.mark.parametrize("samples", [2, 30, 500])
def test_one_unknown_is_the_rule_of_powers(samples):
    assert share_of_scenarios(samples, 1, 0.95) == pytest.approx(1 - 0.05 ** (1 / samples))


@pytest.mark.parametrize("hits", [0, 1, 5, 20])
def test_more_hits_and_more_confidence_claim_more(hits):
    assert share_of_trials(50, hits, 0.95) < share_of_trials(50, hits + 1, 0.95)
    assert share_of_trials(50, hits, 0.9) < share_of_trials(50, hits, 0.99)


def planted(n, coalition, worth=100.0):
    inside = np.isin(np.arange(n), coalition)
    return al.FunctionGame(
        lambda rows: np.where(rows.all(axis=1), float(n), worth - 10.0 * (rows ^ inside).sum(axis=1)), names(n), vectorised=True
    )


@pytest.mark.parametrize("coalition", [[0], [1, 3], [2, 4, 6, 8], [0, 1, 2, 3, 4, 5, 6, 7, 8]])
@pytest.mark.parametrize("seed", [0, 1])
def test_a_planted_coalition_is_found(coalition, seed):
    found = al.estimated_stability(planted(10, coalition), np.ones(10), samples=400, seed=seed)
    assert found.coalition == tuple(names(10)[i] for i in coalition)
    assert found.stable is False
    assert found.max_excess == pytest.approx(100.0 - len(coalition))
    assert found.evaluations <= 400


@pytest.mark.parametrize("n", [2, 3, 4, 6])
@pytest.mark.parametrize("kind", ["random", "negative", "tied"])
def test_small_games_agree_with_the_exact_answer(kind, n):
    game = table_game(kind, n)
    split = np.full(n, game.grand_value / n)
    exact, found = al.stability(game, split), al.estimated_stability(game, split, samples=300)
    assert found.max_excess == pytest.approx(exact.max_excess, abs=1e-9)
    assert found.efficient


@pytest.mark.parametrize("n", [5, 15])
def test_an_oracle_proves_the_core(n):
    game = al.AirportGame(np.arange(1.0, n + 1))
    found = al.estimated_stability(game, al.shapley(game).payoffs, samples=100)
    assert found.stable is True
    assert found.max_excess <= found.tolerance


def test_an_inefficient_split_is_said_to_be_so():
    found = al.estimated_stability(smooth_game(6), np.ones(6), samples=100)
    assert not found.efficient


def test_the_worst_are_listed_in_order_and_once():
    found = al.estimated_stability(smooth_game(6), np.zeros(6), samples=200)
    excesses = [tight.excess for tight in found.worst]
    assert excesses == sorted(excesses, reverse=True)
    assert len({tight.members for tight in found.worst}) == len(found.worst) == 5
    assert found.max_excess == excesses[0]


def test_climbing_needs_budget_for_every_neighbour():
    game = planted(10, [0, 1, 2, 3])
    start = np.eye(10, dtype=bool)[:1]
    evaluations = Evaluations(game)
    still = climb(evaluations, np.zeros(10), start, game.worth(start), 9)
    assert evaluations.count == 0
    assert still.rows.tolist() == start.tolist()
    one = climb(evaluations, np.zeros(10), start, game.worth(start), 10)
    assert one.rows.sum() == 2


def test_the_first_of_equals_stays_first():
    rows = every_row(3)[1:4]
    found = worst_first(rows, np.ones(3), np.zeros(3))
    np.testing.assert_array_equal(found.rows, rows)
