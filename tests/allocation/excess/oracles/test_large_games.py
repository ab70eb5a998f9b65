"""Games beyond any table: closed forms, the least core, and who would walk out."""

import numpy as np
import pytest

import allocation as al
from allocation.errors import TableTooLargeError


def pairwise(n, seed=0):
    pairs = np.triu(np.random.default_rng(seed).integers(0, 9, (n, n)), 1).astype(float)
    return al.PairwiseGame(np.arange(n) % 5 * 1.0, pairs + pairs.T)


def airport(n):
    return al.AirportGame(np.random.default_rng(1).integers(1, 1000, n).astype(float))


def claims(n):
    return al.ClaimsGame(np.random.default_rng(2).integers(1, 100, n).astype(float), 20.0 * n)


@pytest.mark.parametrize("make", [pairwise, airport, claims])
def test_sixty_four_players_answer_everything(make):
    game = make(64)
    point = al.prenucleolus(game)
    assert np.array_equal(point.payoffs, al.nucleolus(game).payoffs)
    least = al.least_core(game)
    assert np.array_equal(least.payoffs, point.payoffs)
    assert al.verify(game, least).ok
    s = al.stability(game, point.payoffs)
    assert (s.in_core, s.core_empty, s.cost_of_stability, s.limits) == (True, False, 0.0, "")
    assert s.max_excess == pytest.approx(least.details["epsilon"])
    assert s.method == least.details["oracle"]


@pytest.mark.parametrize("make", [airport, claims])
def test_two_thousand_players_answer_everything(make):
    game = make(2000)
    least = al.least_core(game)
    s = al.stability(game, least.payoffs)
    assert s.in_core
    assert s.max_excess == pytest.approx(least.details["epsilon"])


def test_two_thousand_pairwise_players():
    n = 2000
    ring = {(str(i + 1), str((i + 1) % n + 1)): 2.0 for i in range(n)}
    game = al.PairwiseGame(np.ones(n), ring)
    split = al.nucleolus(game).payoffs
    assert split.tolist() == [3.0] * n
    unfair = split.copy()
    unfair[:10] += 1.0
    unfair[500] -= 10.0
    s = al.stability(game, unfair)
    assert (s.in_core, s.shortfalls) == (False, {"501": 8.0})
    assert "501" in s.coalition


@pytest.mark.parametrize("make", [pairwise, airport, claims])
@pytest.mark.parametrize("n", [2, 5, 9])
def test_the_value_of_the_least_core_is_the_one_of_the_table(make, n):
    from allocation.excess.oracles.least_core import least_core_without_table

    game = make(n)
    assert least_core_without_table(game).details["epsilon"] == pytest.approx(al.least_core(game).details["epsilon"], abs=1e-9)


def test_who_gains_most_from_an_equal_split_of_claims():
    game = claims(64)
    s = al.stability(game, np.full(64, game.grand_value / 64))
    assert not s.in_core
    (worst,) = s.tightest(3)
    assert worst.members == s.coalition
    assert worst.excess == s.max_excess == pytest.approx(game.value(s.coalition) - worst.payoff)
    assert s.tightest(0) == ()


def test_a_total_that_does_not_add_up_is_not_in_the_core():
    game = airport(64)
    s = al.stability(game, al.nucleolus(game).payoffs + 1.0)
    assert (s.efficient, s.in_core) == (False, False)


def test_voters_without_a_veto_have_no_stable_split():
    votes = al.VotingGame([1] * 70, 40)
    s = al.stability(votes, np.full(70, 1 / 70))
    assert (s.in_core, s.core_empty, s.cost_of_stability) == (False, True, None)
    assert s.max_excess == pytest.approx(1 - 40 / 70)
    assert len(s.coalition) == 40
    assert "cost" in s.limits


def test_a_veto_player_who_gets_all_is_stable():
    votes = al.VotingGame([100] + [1] * 69, 120)
    s = al.stability(votes, np.eye(70)[0])
    assert (s.in_core, s.core_empty, s.max_excess) == (True, False, 0.0)


def test_stability_as_plain_data_says_how_it_was_found():
    game = claims(64)
    plain = al.stability(game, al.nucleolus(game).payoffs).to_dict()
    assert plain["method"] == "the larger of two sums"
    assert len(plain["tightest"]) == 1


def test_stability_of_a_table_was_found_by_looking_at_all():
    assert al.stability(al.TableGame([0, 1, 1, 4]), [2, 2]).method == "all coalitions"


def test_a_game_with_no_way_is_refused_as_before():
    game = al.PairwiseGame(np.zeros(64), {("1", "2"): -1.0})
    with pytest.raises(TableTooLargeError, match="64 players"):
        al.least_core(game)
    s = al.stability(game, al.prenucleolus(game).payoffs)
    assert s.max_excess is None
    assert s.method == "none"
    assert "only single players" in s.limits
