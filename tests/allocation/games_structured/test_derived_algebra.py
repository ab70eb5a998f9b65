"""Derived games obey the algebra of games, on random tables: negative, tied, zero."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import allocation as al

PLAYERS = ("A", "B", "C", "D")


@st.composite
def tables(draw, least=1):
    n = draw(st.integers(least, 4))
    return [0, *draw(st.lists(st.integers(-9, 9), min_size=2**n - 1, max_size=2**n - 1))]


def game_of(table):
    return al.TableGame(np.array(table, dtype=float), PLAYERS[: len(table).bit_length() - 1])


def same(first, second):
    return first.players == second.players and first.table() == pytest.approx(second.table(), abs=1e-9)


pairs = st.integers(1, 3).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(-9, 9), min_size=2**n - 1, max_size=2**n - 1).map(lambda t: [0, *t])] * 2)
)


@given(tables=pairs)
def test_the_dual_of_a_sum_is_the_sum_of_duals(tables):
    first, second = map(game_of, tables)
    assert same(al.DualGame(al.SumGame([first, second])), al.SumGame([al.DualGame(first), al.DualGame(second)]))


@given(tables=pairs)
def test_sums_do_not_depend_on_the_order(tables):
    first, second = map(game_of, tables)
    assert same(al.SumGame([first, second]), al.SumGame([second, first]))


@given(table=tables(), factor=st.integers(-5, 5))
def test_the_dual_scales(table, factor):
    game = game_of(table)
    assert same(al.DualGame(al.ScaledGame(game, factor)), al.ScaledGame(al.DualGame(game), factor))


@given(table=tables(), first=st.integers(-4, 4), second=st.integers(-4, 4))
def test_scaling_twice_is_scaling_by_the_product(table, first, second):
    game = game_of(table)
    assert same(al.ScaledGame(al.ScaledGame(game, first), second), al.ScaledGame(game, first * second))


@given(table=tables())
def test_a_game_and_its_opposite_add_up_to_nothing(table):
    game = game_of(table)
    opposite = al.TableGame(-game.table(), game.players)
    assert not al.SumGame([game, opposite]).table().any()


@given(table=tables())
def test_normalising_twice_is_normalising_once(table):
    once = al.ZeroNormalisedGame(game_of(table))
    assert same(al.ZeroNormalisedGame(once), once)


@given(table=tables())
def test_normalising_is_subtracting_an_additive_game(table):
    game = game_of(table)
    alone = al.TableGame(game.table() - al.ZeroNormalisedGame(game).table(), game.players)
    assert al.shapley(alone).payoffs == pytest.approx(game.singles(), abs=1e-9)
    assert same(al.DualGame(alone), alone)


@given(table=tables(least=2), data=st.data())
def test_a_subgame_of_a_subgame_is_a_subgame(table, data):
    game = game_of(table)
    outer = data.draw(st.lists(st.sampled_from(game.players), min_size=1, unique=True))
    inner = data.draw(st.lists(st.sampled_from(outer), min_size=1, unique=True))
    assert same(al.Subgame(al.Subgame(game, outer), inner), al.Subgame(game, inner))


@given(table=tables(least=2))
def test_dividends_of_a_subgame_are_those_of_the_game(table):
    game = game_of(table)
    rest = al.Subgame(game, game.players[:-1])
    assert al.dividends(rest) == pytest.approx(al.dividends(game)[: len(table) // 2], abs=1e-9)


@given(table=tables(least=2), data=st.data())
def test_the_quotient_of_a_sum_is_the_sum_of_quotients(table, data):
    game = game_of(table)
    cut = data.draw(st.integers(1, game.n - 1))
    unions = [game.players[:cut], game.players[cut:]]
    double = al.SumGame([game, game])
    assert same(al.QuotientGame(double, unions), al.ScaledGame(al.QuotientGame(game, unions), 2))


@given(table=tables(least=2), data=st.data())
def test_unions_get_by_owen_what_they_get_as_players(table, data):
    """Quotient property of the Owen value."""
    game = game_of(table)
    cut = data.draw(st.integers(1, game.n - 1))
    unions = [list(game.players[:cut]), list(game.players[cut:])]
    owen = al.owen(game, unions).payoffs
    outer = al.shapley(al.QuotientGame(game, unions)).payoffs
    assert [owen[:cut].sum(), owen[cut:].sum()] == pytest.approx(outer, abs=1e-9)


@given(table=tables())
def test_shapley_and_banzhaf_do_not_tell_a_game_from_its_dual(table):
    game = game_of(table)
    for value in (al.shapley, al.banzhaf):
        assert value(al.DualGame(game)).payoffs == pytest.approx(value(game).payoffs, abs=1e-9)


@given(table=tables())
def test_what_is_convex_is_concave_in_the_dual(table):
    """For a convex game, the dual is nowhere below the game."""
    game = game_of(table)
    if al.properties(game).convex:
        assert np.all(al.DualGame(game).table() >= game.table() - 1e-9)


@given(table=tables())
def test_the_cover_is_the_smallest_of_its_kind(table):
    cover = al.superadditive_cover(game_of(table))
    assert np.all(cover.table() >= np.array(table) - 1e-9)
    assert al.properties(cover).superadditive
    assert same(al.superadditive_cover(cover), cover)


@given(table=tables())
def test_superadditive_games_are_their_own_cover(table):
    game = game_of(table)
    if al.properties(game).superadditive:
        assert same(al.superadditive_cover(game), game)


@given(table=tables(), shift=st.lists(st.integers(-5, 5), min_size=4, max_size=4))
def test_the_cover_ignores_what_players_earn_alone(table, shift):
    """cover(v + additive) = cover(v) + additive."""
    game = game_of(table)
    rows = np.array([[mask >> i & 1 for i in range(game.n)] for mask in range(len(table))], float)
    added = rows @ np.array(shift[: game.n], float)
    moved = al.TableGame(game.table() + added, game.players)
    assert al.superadditive_cover(moved).table() == pytest.approx(al.superadditive_cover(game).table() + added, abs=1e-9)


@given(costs=st.lists(st.integers(0, 20), min_size=1, max_size=5))
def test_savings_of_shared_equipment_are_what_alone_costs_more(costs):
    game = al.AirportGame(costs)
    saved = al.SavingsGame(game)
    assert saved.grand_value == sum(costs) - max(costs)
    assert al.properties(saved).monotone
    assert al.shapley(saved).payoffs == pytest.approx(np.array(costs) + al.shapley(game).payoffs, abs=1e-9)


@given(costs=st.lists(st.integers(0, 20), min_size=1, max_size=4), factor=st.integers(1, 6))
def test_savings_scale_with_costs(costs, factor):
    scaled = al.SavingsGame(al.AirportGame([factor * c for c in costs]))
    assert same(scaled, al.ScaledGame(al.SavingsGame(al.AirportGame(costs)), factor))


@pytest.mark.parametrize("rule", ["shapley", "nucleolus", "tau"])
def test_closed_forms_survive_a_chain_of_derivations(rule):
    """Savings, in another unit, plus nothing alone: still no table, still exact."""
    chain = al.ZeroNormalisedGame(al.ScaledGame(al.SavingsGame(al.AirportGame([1, 2, 4])), 10))
    plain = al.AirportGame([1, 2, 4]).exact_closed_form(rule)
    expected = [10 * (cost + share) for cost, share in zip([1, 2, 4], plain, strict=True)]
    assert chain.exact_closed_form(rule) == expected
    assert all(isinstance(x, Fraction) for x in chain.exact_closed_form(rule))
