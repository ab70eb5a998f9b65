"""Partitions of games whose best partition is known in closed form, and what changes when a game does."""

from fractions import Fraction

import numpy as np
import partition_twin as twin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al
import partner_select as ps

SIGNED = st.integers(-9, 9)


@st.composite
def pairwise(draw, most=5):
    n = draw(st.integers(2, most))
    own = [draw(SIGNED) for _ in range(n)]
    pair = np.zeros((n, n))
    for i in range(n):
        for k in range(i):
            pair[i, k] = pair[k, i] = draw(SIGNED)
    return own, pair


def worth_of(own, pair, group):
    return sum(own[i] for i in group) + sum(pair[i][k] for i in group for k in group if k < i)


@settings(max_examples=40)
@given(pairwise())
def test_pair_games_by_definition(given_game):
    own, pair = given_game
    found = ps.partition(al.PairwiseGame(own, pair))
    best = max(sum(worth_of(own, pair, group) for group in split) for split in twin.partitions(list(range(len(own)))))
    assert found.total == best


@settings(max_examples=40)
@given(pairwise())
def test_what_everybody_has_alone_only_adds_up(given_game):
    own, pair = given_game
    with_own, without = ps.partition(al.PairwiseGame(own, pair)), ps.partition(al.PairwiseGame([0] * len(own), pair))
    assert with_own.total == without.total + sum(own)


@settings(max_examples=40)
@given(pairwise())
def test_being_free_to_stay_out_never_earns_less(given_game):
    game = al.PairwiseGame(*given_game)
    assert ps.partition(game, everyone=False).total >= max(0, ps.partition(game).total)


@settings(max_examples=40)
@given(pairwise(), st.integers(1, 4))
def test_larger_alliances_allowed_never_earn_less(given_game, high):
    game = al.PairwiseGame(*given_game)
    assert ps.partition(game, size=(1, high + 1)).total >= ps.partition(game, size=(1, high)).total


@settings(max_examples=40)
@given(pairwise())
def test_alone_is_the_least_and_never_beaten_by_force(given_game):
    game = al.PairwiseGame(*given_game)
    assert ps.partition(game, size=(1, 1)).total == game.singles().sum()
    assert ps.partition(game, size=(game.n, None)).total == game.grand_value
    assert ps.partition(game).total >= max(game.singles().sum(), game.grand_value)


@settings(max_examples=30)
@given(pairwise(most=4))
def test_an_outsider_that_adds_nothing_changes_nothing(given_game):
    own, pair = given_game
    wider = np.zeros((len(own) + 1, len(own) + 1))
    wider[:-1, :-1] = pair
    assert ps.partition(al.PairwiseGame([*own, 0], wider)).total == ps.partition(al.PairwiseGame(own, pair)).total


@settings(max_examples=30)
@given(pairwise(most=4))
def test_no_two_of_the_alliances_would_earn_more_as_one(given_game):
    game = al.PairwiseGame(*given_game)
    found = ps.partition(game)
    for first in range(len(found.alliances)):
        for second in range(first):
            joint = game.value(found.alliances[first] + found.alliances[second])
            assert joint <= found.worths[first] + found.worths[second] + 1e-9


@pytest.mark.parametrize("n", [2, 5, 9, 12])
def test_blocks_of_friends_are_found(n):
    """Members of a block help each other, members of different blocks hinder: the blocks are the best partition."""
    block = np.arange(n) % 3
    pair = np.where(block[:, None] == block[None, :], 2.0, -1.0)
    np.fill_diagonal(pair, 0)
    found = ps.partition(al.PairwiseGame([1.0] * n, pair))
    assert {frozenset(alliance) for alliance in found.alliances} == {
        frozenset(str(i + 1) for i in range(n) if block[i] == b) for b in range(min(3, n))
    }


@pytest.mark.parametrize(("n", "size"), [(6, 2), (6, 3), (8, 4), (9, 3), (12, 6)])
def test_a_reward_for_one_size_is_taken_as_often_as_possible(n, size):
    worth = np.array([1.0 if bin(mask).count("1") == size else 0.0 for mask in range(2**n)])
    assert ps.partition(worth).total == n // size


def test_alliances_come_in_the_order_of_the_players():
    pair = np.eye(4) - 1.0
    pair[0, 3] = pair[3, 0] = pair[1, 2] = pair[2, 1] = 1
    found = ps.partition(al.PairwiseGame([0.0] * 4, pair, players=["d", "c", "b", "a"]))
    assert found.alliances == (("d", "a"), ("c", "b"))


def test_a_game_of_rules():
    game = al.RuleGame([al.Rule(10.0, needs=("A", "B")), al.Rule(6.0, needs=("C",)), al.Rule(-7.0, needs=("A", "C"))], ["A", "B", "C"])
    found = ps.partition(game)
    assert found.alliances == (("A", "B"), ("C",))
    assert found.total == 16


def test_names_by_width_and_case_are_the_same_player():
    found = ps.partition({("Ａ", "b"): 3.0, ("a",): 1.0, ("B",): 1.0})
    assert found.alliances == (("Ａ", "b"),)


def test_twenty_players_of_a_known_answer():
    """Pairs (1, 2), (3, 4), ... are worth 3, everybody else 1 a head: ten pairs."""
    names = [str(i + 1) for i in range(20)]
    worths = {(name,): 1.0 for name in names} | {(names[i], names[i + 1]): 3.0 for i in range(0, 20, 2)}
    found = ps.partition(worths, names)
    assert found.proof["route"] == "dynamic programming"
    assert Fraction(found.proof["total"]) == 30
    assert len(found.alliances) == 10
