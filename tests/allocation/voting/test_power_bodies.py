"""Bodies that the literature has measured, and what must hold of roles, minimal coalitions, unions and combined rules."""

from fractions import Fraction
from itertools import combinations
from math import comb

import numpy as np
import pytest
import twins_voting as twins
from hypothesis import given
from hypothesis import strategies as st

import allocation as al


@st.composite
def bodies(draw, most=6, least=1):
    weights = draw(st.lists(st.integers(0, 7), min_size=least, max_size=most).filter(any))
    return al.VotingGame(weights, draw(st.integers(1, sum(weights))))


@st.composite
def combined_bodies(draw):
    n = draw(st.integers(2, 5))
    parts = []
    for _ in range(draw(st.integers(2, 3))):
        weights = draw(st.lists(st.integers(0, 5), min_size=n, max_size=n).filter(any))
        parts.append(al.VotingGame(weights, draw(st.integers(1, sum(weights)))))
    return draw(st.sampled_from([al.VotingGame.all_of, al.VotingGame.any_of]))(parts)


anybody = bodies() | combined_bodies()


def wins_of(game):
    table = game.table()
    return lambda members: bool(table[sum(2**i for i in members)])


# Measured bodies


def test_the_electoral_body_of_the_united_states():
    """Shapley and Shubik 1954: president, senators and representatives as 350 : 9 : 2, the three together as 2 : 5 : 5."""
    senate, house = 100, 435
    seats = {"P": (1, 0, 0), "S": (0, 1, 0), "R": (0, 0, 1)}
    kinds = ["P"] + ["S"] * senate + ["R"] * house
    president, senators, representatives = ([seats[kind][k] for kind in kinds] for k in range(3))
    signed = al.VotingGame.all_of([al.VotingGame(president, 1), al.VotingGame(senators, 51), al.VotingGame(representatives, 218)])
    overridden = al.VotingGame.all_of([al.VotingGame(senators, 67), al.VotingGame(representatives, 290)])
    found = al.shapley_shubik(al.VotingGame.any_of([signed, overridden])).values
    assert found.sum() == pytest.approx(1, abs=1e-9)
    assert found[0] == pytest.approx(1 / 6, abs=0.01)
    assert found[1] / found[-1] == pytest.approx(9 / 2, abs=0.3)
    assert found[0] / found[-1] == pytest.approx(350 / 2, rel=0.05)


@pytest.mark.parametrize(
    ("quota", "weights", "power"),
    [
        (51, [50, 49, 1], ["4/6", "1/6", "1/6"]),
        (3, [2, 1, 1], ["4/6", "1/6", "1/6"]),
        (5, [3, 2, 1, 1], ["7/12", "3/12", "1/12", "1/12"]),
        (6, [4, 3, 2, 1], ["5/12", "3/12", "3/12", "1/12"]),
        (8, [5, 3, 3, 1], ["4/6", "1/6", "1/6", "0"]),
    ],
)
def test_small_bodies_worked_by_hand(quota, weights, power):
    exact = al.shapley_shubik(al.VotingGame(weights, quota)).fractions
    assert list(exact) == twins.shapley_shubik(twins.weighted(weights, quota), len(weights))
    assert list(exact) == [Fraction(one) for one in power]


def test_a_tie_breaking_chair_gains_in_even_bodies_only():
    for members in (4, 5, 6, 7):
        rule = al.MEETING_RULES["one_member_one_vote"]
        names = [str(i) for i in range(members)]
        found = al.shapley_shubik(rule.meeting(names, names, chair="0")).fractions
        assert (found[0] > found[1]) == (members % 2 == 0)


def test_the_smallest_blocking_minority_of_two_thirds():
    game = al.VotingGame([1] * 9, quota=6)
    assert not game.blocks(["1", "2", "3"])
    assert game.blocks(["1", "2", "3", "4"])


# Roles


@given(game=anybody)
def test_roles_by_their_definitions(game):
    wins, n = wins_of(game), game.n
    found = al.roles_of_voters(game)
    everybody = frozenset(range(n))
    assert found.veto == tuple(game.players[i] for i in range(n) if not wins(everybody - {i}))
    assert found.passers == tuple(game.players[i] for i in range(n) if wins({i}))
    assert found.dummies == tuple(game.players[i] for i, swings in enumerate(twins.swings(wins, n)) if not swings)
    assert found.winning == len(twins.winning(wins, n))
    assert found.winning + found.losing == 2**n
    both = set(found.veto) & set(found.passers)
    assert found.dictator == (both.pop() if both else None)


@given(game=anybody)
def test_blocking_coalitions_are_counted_by_their_opponents(game):
    table = game.table()
    assert al.roles_of_voters(game).blocking == sum(not table[len(table) - 1 - mask] for mask in range(len(table)))


@given(game=anybody)
def test_a_dictator_leaves_only_dummies(game):
    found = al.roles_of_voters(game)
    if found.dictator is not None:
        assert set(found.dummies) == set(game.players) - {found.dictator}
        assert al.shapley_shubik(game)[found.dictator] == 1


@given(game=anybody)
def test_veto_players_share_the_core_of_the_body(game):
    """A simple game has a core just when somebody has a veto."""
    if game.n > 1:
        assert bool(al.roles_of_voters(game).veto) == (al.cost_of_stability(game) < 1e-9)


# Minimal winning coalitions


@given(game=anybody)
def test_minimal_winning_coalitions_by_their_definition(game):
    found = {frozenset(group) for group in al.minimal_winning_coalitions(game)}
    wins = wins_of(game)
    assert found == {frozenset(game.players[i] for i in members) for members in twins.minimal(wins, game.n)}


@given(game=anybody)
def test_minimal_winning_coalitions_make_the_game_again(game):
    minimal = [set(group) for group in al.minimal_winning_coalitions(game)]
    for mask, worth in enumerate(game.table()):
        members = {name for i, name in enumerate(game.players) if mask >> i & 1}
        assert bool(worth) == any(group <= members for group in minimal)


@given(game=anybody)
def test_none_of_the_minimal_winning_coalitions_holds_another(game):
    found = [set(group) for group in al.minimal_winning_coalitions(game)]
    assert not [pair for pair in combinations(found, 2) if pair[0] <= pair[1] or pair[1] <= pair[0]]


def test_minimal_winning_coalitions_of_a_large_body_are_counted_without_listing():
    counted = al.public_good(al.VotingGame([1] * 120, 61)).totals["minimal winning"]
    assert counted == comb(120, 61)


def test_listing_stops_long_before_the_end_of_a_large_body():
    found = al.minimal_winning_coalitions(al.VotingGame(list(range(1, 61)), 900), limit=4)
    assert len(found) == 4
    assert all(sum(int(name) for name in group) >= 900 for group in found)


# Unions


@given(game=bodies(least=2), data=st.data())
def test_unions_that_are_single_voters_or_everybody_change_nothing(game, data):
    alone = al.shapley_shubik(game).fractions
    assert al.power(game, "owen", unions=[[name] for name in game.players]).fractions == alone
    assert al.power(game, "owen", unions=[list(game.players)]).fractions == alone


@given(game=bodies(least=2), data=st.data())
def test_owen_power_of_a_voting_game_is_the_owen_value_of_its_table(game, data):
    cut = data.draw(st.integers(1, game.n - 1))
    unions = [list(game.players[:cut]), list(game.players[cut:])]
    table = al.TableGame(game.table(), game.players)
    for index, value in (("owen", al.owen), ("banzhaf_owen", al.banzhaf_owen)):
        assert al.power(game, index, unions=unions).values == pytest.approx(value(table, unions).payoffs, abs=1e-12)


@given(game=bodies(least=2), data=st.data())
def test_a_winning_union_takes_everything(game, data):
    union = data.draw(st.lists(st.sampled_from(game.players), min_size=1, unique=True))
    if game.wins(union) and game.blocks(union):
        found = al.power(game, "owen", unions=[union])
        assert sum(found[name] for name in union) == pytest.approx(1)


# Combined rules


@given(game=combined_bodies())
def test_power_in_combined_bodies_is_that_of_the_table(game):
    table = al.TableGame(game.table(), game.players)
    assert al.shapley_shubik(game).values == pytest.approx(al.shapley(table).payoffs, abs=1e-12)
    assert al.power(game, "banzhaf").values == pytest.approx(al.banzhaf(table).payoffs, abs=1e-12)


@given(game=bodies(), other=st.integers(1, 40))
def test_asking_for_more_of_the_same_votes_is_asking_for_the_most(game, other):
    (rule,) = game.rules
    quota = min(other, rule.total)
    second = al.VotingGame(rule.weights, quota)
    (merged,) = al.VotingGame.all_of([game, second]).rules
    assert merged.quota == max(rule.quota, quota)
    (eased,) = al.VotingGame.any_of([game, second]).rules
    assert eased.quota == min(rule.quota, quota)


@given(game=anybody)
def test_floating_power_is_within_its_stated_error(game):
    exact, floating = al.shapley_shubik(game, how="exact"), al.shapley_shubik(game, how="floating")
    assert np.max(np.abs(exact.values - floating.values)) <= floating.error_bound + exact.error_bound


@given(game=anybody)
def test_johnston_counts_every_vulnerable_coalition_once(game):
    found = al.johnston(game)
    wins = wins_of(game)
    assert found.totals["vulnerable"] == sum(bool(twins.critical(wins, members)) for members in twins.coalitions(game.n))
    assert sum(found.fractions) == 1


@given(game=anybody)
def test_chance_to_act_is_the_part_of_all_ways_to_vote(game):
    assert set(al.coleman_act(game).fractions) == {Fraction(int(game.table().sum()), 2**game.n)}
