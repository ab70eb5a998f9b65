"""Oracles that use the structure of a game: the worst coalition equals the one found by looking at all of them."""

import numpy as np
import pytest
import twins_oracles as twin

import allocation as al
from allocation.excess.oracles.choice import oracle_for
from allocation.excess.oracles.oracle import Worst


def pairwise(random, n):
    pairs = np.triu(random.integers(0, 5, (n, n)) * (random.random((n, n)) < 0.6), 1)
    return al.PairwiseGame(random.integers(0, 4, n).astype(float), (pairs + pairs.T).astype(float))


def airport(random, n):
    return al.AirportGame(random.integers(0, 9, n).astype(float))


def claims(random, n):
    amounts = random.integers(0, 9, n)
    return al.ClaimsGame(amounts.astype(float), float(random.integers(0, amounts.sum() + 1)))


def voting(random, n):
    weights = random.integers(0, 6, n)
    weights[0] += 1
    return al.VotingGame(weights.tolist(), int(random.integers(1, weights.sum() + 1)))


def rules(random, n):
    names, made = [str(i + 1) for i in range(n)], []
    for _ in range(6):
        order = random.permutation(n)
        needed = int(random.integers(1, n + 1))
        excluded = int(random.integers(0, n - needed + 1))
        value = float(random.integers(-5, 9))
        made.append(al.Rule(value, tuple(names[i] for i in order[:needed]), tuple(names[i] for i in order[needed : needed + excluded])))
    return al.RuleGame(made, names)


def assignment(random, n):
    return al.AssignmentGame(random.integers(-2, 9, (n, 1 + n // 2)).astype(float))


def splits(random, game):
    yield random.integers(-3, 9, game.n).astype(float)
    yield np.array(al.shapley(game).payoffs)
    yield np.full(game.n, game.grand_value / game.n)
    yield np.zeros(game.n)


def check(game, payoffs):
    found, expected = oracle_for(game).worst(payoffs), twin.worst_excess(game, payoffs)
    if expected == -np.inf:
        assert not found.excesses.size
        assert found.bound == -np.inf
        return
    assert found.excesses[0] == pytest.approx(expected, abs=1e-9)
    assert expected - 1e-12 <= found.bound <= expected + 1e-8
    inside = found.rows.sum(axis=1)
    assert np.all((inside > 0) & (inside < game.n))
    assert found.excesses == pytest.approx(game.worth(found.rows) - found.rows @ payoffs)
    assert np.all(np.diff(found.excesses) <= 0)


@pytest.mark.parametrize("make", [pairwise, airport, claims, voting])
@pytest.mark.parametrize("seed", range(25))
def test_the_worst_of_all_coalitions(make, seed):
    random = np.random.default_rng(seed)
    game = make(random, 1 + seed % 8)
    for payoffs in splits(random, game):
        check(game, payoffs)


@pytest.mark.parametrize("make", [rules, assignment])
@pytest.mark.parametrize("seed", range(6))
def test_the_worst_of_all_coalitions_by_integer_programs(make, seed):
    random = np.random.default_rng(seed)
    game = make(random, 1 + seed)
    for payoffs in splits(random, game):
        check(game, payoffs)


def test_negative_pairs_have_no_oracle():
    assert oracle_for(al.PairwiseGame([1.0, 1.0], {("1", "2"): -1.0})) is None


def test_other_games_have_no_oracle():
    assert oracle_for(al.TableGame([0, 1, 1, 4])) is None


def test_combined_votes_have_no_oracle():
    one = al.VotingGame([2, 1, 1], 3)
    assert oracle_for(al.VotingGame.all_of([one, al.VotingGame([1, 1, 1], 2)])) is None


def test_an_oracle_lists_every_coalition_once():
    found = Worst.sorted(np.array([[True, False], [False, True], [True, False]]), np.array([1.0, 2.0, 1.0]))
    assert found.rows.tolist() == [[False, True], [True, False]]
    assert (found.excesses.tolist(), found.bound, found.proved) == ([2.0, 1.0], 2.0, True)


def test_a_bound_above_the_best_found_is_no_proof():
    assert not Worst.sorted(np.array([[True, False]]), np.array([1.0]), 1.5).proved


def test_an_oracle_says_whether_there_is_a_stable_split():
    assert oracle_for(al.VotingGame([3, 1, 1], 4)).has_core
    assert not oracle_for(al.VotingGame([1, 1, 1], 2)).has_core
    assert oracle_for(al.AirportGame([1.0, 2.0])).has_core
    assert oracle_for(rules(np.random.default_rng(0), 3)).has_core is None


@pytest.mark.parametrize("seed", range(10))
def test_what_a_voting_oracle_says_of_the_core_is_right(seed):
    game = voting(np.random.default_rng(seed), 5)
    assert oracle_for(game).has_core is not al.core_emptiness(al.TableGame(game.table())).empty


def test_pairwise_beyond_the_size_of_many_cuts_still_proves_the_core(monkeypatch):
    from allocation.excess.oracles import pairwise as module

    game = pairwise(np.random.default_rng(2), 7)
    payoffs = al.shapley(game).payoffs + np.array([1e-3, -1e-3, 0, 0, 0, 0, 0])
    monkeypatch.setattr(module, "EVERY_PAIR", 1)
    found = oracle_for(game).worst(payoffs)
    assert not found.excesses.size
    assert found.bound == pytest.approx(0, abs=1e-9)
    assert not found.proved
