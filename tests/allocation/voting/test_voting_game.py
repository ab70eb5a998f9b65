"""Building voting games: what is accepted, what is refused, and what a coalition can do."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import allocation as al


@pytest.mark.parametrize(
    ("weights", "quota", "says"),
    [
        ([3, -1, 2], 2, "weight 2 is -1"),
        ([0, 0], 1, "positive weight"),
        ([1, 1], 0, "quota must be above 0"),
        ([1, 1], -3, "quota must be above 0"),
        ([1, 1], 3, "above the total weight 2"),
        ([0.1, 0.2], 0.31, "above the total weight"),
        ([1, float("nan")], 1, "weight 2 must be finite"),
        ([1, float("inf")], 1, "weight 2 must be finite"),
        ([1, 1], float("nan"), "quota must be finite"),
        ([1, Decimal("NaN")], 1, "weight 2 must be finite"),
        ([1, "2"], 1, "weight 2 must be a number"),
        ([1, None], 1, "weight 2 must be a number"),
        ([1, True], 1, "weight 2 must be a number"),
        ([], 1, "at least one player"),
    ],
)
def test_bad_weights_and_quotas_are_refused(weights, quota, says):
    with pytest.raises(al.GameError, match=says):
        al.VotingGame(weights, quota)


def test_quota_is_inclusive():
    game = al.VotingGame([2, 1, 1], quota=3)
    assert game.wins(["1", "2"])
    assert not game.wins(["2", "3"])


def test_quota_equal_to_the_total_needs_everybody():
    game = al.VotingGame([0.1, 0.2], quota=0.3)
    assert al.roles_of_voters(game).veto == ("1", "2")


def test_decimals_mean_what_is_written():
    """As floats 0.1 + 0.7 is 0.7999999999999999 and would miss 0.8."""
    assert al.VotingGame([0.1, 0.7, 0.2], quota=0.8).wins(["1", "2"])
    assert not al.VotingGame([0.1, 0.7, 0.2], quota=Decimal("0.8000000001")).wins(["1", "2"])


def test_weights_are_scaled_to_the_smallest_integers():
    rule = al.VotingGame([12.5, 25, 62.5], quota=50.1).rules[0]
    assert (rule.weights, rule.quota) == ((1, 2, 5), 5)


@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_weights_may_come_in_any_sequence(kind):
    assert al.VotingGame(kind([3, 2, 2]), 4).rules == al.VotingGame([3, 2, 2], 4).rules


@pytest.mark.parametrize("scale", [2**10, Fraction(1, 3), Decimal("0.001"), 10**15])
def test_power_does_not_depend_on_the_unit_of_votes(scale):
    plain, scaled = (al.VotingGame([w * f for w in (5, 4, 3, 1)], 7 * f) for f in (1, scale))
    assert al.shapley_shubik(scaled).fractions == al.shapley_shubik(plain).fractions


def test_weights_beyond_64_bits_are_compared_exactly():
    game = al.VotingGame([2**70, 2**70 + 1, 1], quota=2**70 + 2)
    assert game.wins(["2", "3"])
    assert not game.wins(["1", "3"])
    assert al.power(game, "banzhaf").swings == (1, 3, 1)


def test_no_table_is_needed_for_many_players():
    game = al.VotingGame([1] * 100, 51)
    assert game.n == 100
    assert al.shapley(game).payoffs.tolist() == [0.01] * 100
    assert game.closed_form("nucleolus") is None
    assert game.exact_closed_form("nucleolus") is None


def test_weights_of_the_caller_stay_unchanged():
    weights = np.array([3.0, 2.0, 2.0])
    weights.setflags(write=False)
    al.power(al.VotingGame(weights, 4))
    assert weights.tolist() == [3.0, 2.0, 2.0]


def test_blocking_is_winning_of_nobody_else():
    game = al.VotingGame([50, 49, 1], quota=51, players=["A", "B", "C"])
    assert game.blocks(["A"])
    assert not game.blocks(["B"])
    assert game.blocks(["B", "C"])


def test_double_majority_needs_both():
    votes, heads = al.VotingGame([6, 1, 1, 1], 6), al.VotingGame([1] * 4, 3)
    double = al.VotingGame.all_of([votes, heads])
    assert not double.wins(["1"])
    assert not double.wins(["2", "3", "4"])
    assert double.wins(["1", "2", "3"])


def test_either_of_two_ways_to_win():
    votes, heads = al.VotingGame([6, 1, 1, 1], 6), al.VotingGame([1] * 4, 3)
    either = al.VotingGame.any_of([votes, heads])
    assert either.wins(["1"])
    assert either.wins(["2", "3", "4"])
    assert not either.wins(["2", "3"])


def test_rules_on_the_same_weights_merge():
    games = [al.VotingGame([2, 1, 1], q) for q in (2, 3)]
    assert al.VotingGame.all_of(games).rules == games[1].rules
    assert al.VotingGame.any_of(games).rules == games[0].rules


def test_combining_one_game_is_the_game():
    game = al.VotingGame([2, 1, 1], 3)
    assert al.VotingGame.all_of([game]).condition == game.condition


@pytest.mark.parametrize("combine", [al.VotingGame.all_of, al.VotingGame.any_of])
def test_combining_needs_games_of_the_same_players(combine):
    with pytest.raises(al.GameError, match="at least one game"):
        combine([])
    with pytest.raises(al.GameError, match="same players"):
        combine([al.VotingGame([1, 1], 1, ["A", "B"]), al.VotingGame([1, 1], 1, ["B", "A"])])


def test_a_single_voter_is_a_dictator():
    game = al.VotingGame([5], 3)
    assert al.roles_of_voters(game).dictator == "1"
    for index in al.power_indices():
        if not index.needs:
            assert al.power(game, index.name).values.tolist() == [0.5 if index.name == "coleman_act" else 1.0]
