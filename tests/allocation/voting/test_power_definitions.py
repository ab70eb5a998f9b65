"""The definitions that re-check power: the literature's figures, the twins, and the axioms that tell the indices apart."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import twins_voting as twins
from hypothesis import given
from hypothesis import strategies as st

import allocation as al
from allocation.exact import ExactTable
from allocation.voting.definitions import DEFINITIONS, Tally, exact_definition

LUXEMBOURG = al.VotingGame([4, 4, 4, 2, 2, 1], quota=12)  # European Economic Community, 1958
index = pytest.mark.parametrize("name", DEFINITIONS)


@st.composite
def bodies(draw, most=5):
    weights = draw(st.lists(st.integers(0, 6), min_size=1, max_size=most).filter(any))
    return weights, draw(st.integers(1, sum(weights)))


def table_of(game):
    return ExactTable.of(game.table(), game.players)


def exactly(name, game):
    return list(exact_definition(name)(table_of(game)))


def twin(name, weights, quota):
    wins, n = twins.weighted(weights, quota), len(weights)
    swings, won = twins.swings(wins, n), len(twins.winning(wins, n))
    return {
        "shapley_shubik": lambda: twins.shapley_shubik(wins, n),
        "penrose": lambda: [Fraction(s, 2 ** (n - 1)) for s in swings],
        "rae": lambda: [Fraction(1, 2) + Fraction(s, 2**n) for s in swings],
        "coleman_prevent": lambda: [Fraction(s, won) for s in swings],
        "coleman_initiate": lambda: [Fraction(s, 2**n - won) for s in swings],
        "coleman_act": lambda: [Fraction(won, 2**n)] * n,
        "johnston": lambda: twins.johnston(wins, n),
        "deegan_packel": lambda: twins.deegan_packel(wins, n),
        "public_good": lambda: twins.public_good(wins, n),
        "public_help_theta": lambda: twins.public_help(wins, n, 0),
        "public_help_chi": lambda: twins.public_help(wins, n, 2),
    }[name]()


@index
@given(body=bodies())
def test_definitions_agree_with_the_twins(name, body):
    weights, quota = body
    assert exactly(name, al.VotingGame(weights, quota)) == twin(name, weights, quota)


@index
@given(body=bodies(most=7))
def test_counting_agrees_with_the_definitions(name, body):
    game = al.VotingGame(*body)
    assert list(al.power(game, index=name).fractions) == exactly(name, game)


@index
def test_how_it_was_counted_changes_nothing(name):
    assert list(exact_definition(name)(table_of(LUXEMBOURG), how="floating")) == exactly(name, LUXEMBOURG)


def test_every_index_of_the_registry_without_unions_has_a_definition():
    assert set(DEFINITIONS) == {one.name for one in al.power_indices() if not one.needs} - {"banzhaf", "banzhaf_normalised"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("shapley_shubik", ["14/60", "14/60", "14/60", "9/60", "9/60", "0"]),
        ("penrose", ["10/32", "10/32", "10/32", "6/32", "6/32", "0"]),
        ("coleman_prevent", ["10/14", "10/14", "10/14", "6/14", "6/14", "0"]),
        ("coleman_initiate", ["10/50", "10/50", "10/50", "6/50", "6/50", "0"]),
        ("coleman_act", ["14/64"] * 6),
    ],
)
def test_luxembourg_had_a_vote_and_no_power(name, expected):
    assert exactly(name, LUXEMBOURG) == [Fraction(one) for one in expected]


def test_minimal_winning_coalitions_of_the_community():
    tally = Tally.of(table_of(LUXEMBOURG))
    assert (tally.won, tally.least) == (14, 4)
    assert [sum(row) for row in tally.minimal] == [3, 3, 3, 3, 3, 0]
    assert tally.swings == [10, 10, 10, 6, 6, 0]


def test_tally_of_unanimity():
    tally = Tally.of(table_of(al.VotingGame([1, 1, 1], quota=3)))
    assert tally.critical == tally.winning == tally.minimal == [[0, 0, 0, 1]] * 3
    assert tally.broken == [Fraction(1, 3)] * 3


def test_tally_of_a_single_voter():
    tally = Tally.of(table_of(al.VotingGame([7], quota=1)))
    assert (tally.n, tally.won, tally.least) == (1, 1, 1)


@given(body=bodies(most=6))
def test_every_swing_is_counted_where_it_belongs(body):
    """Σ broken is the number of vulnerable coalitions; minimal ones are winning, and winning ones with a voter hold its swings."""
    tally = Tally.of(table_of(al.VotingGame(*body)))
    for critical, winning, minimal in zip(tally.critical, tally.winning, tally.minimal, strict=True):
        assert all(m <= c <= w for m, c, w in zip(minimal, critical, winning, strict=True))
    assert sum(tally.broken).denominator == 1
    assert tally.least <= sum(tally.broken) <= tally.won


@pytest.mark.parametrize(
    "name", ["shapley_shubik", "penrose", "coleman_prevent", "coleman_initiate", "rae", "public_help_theta", "public_help_chi"]
)
@given(body=bodies(most=6))
def test_more_votes_never_mean_less_power(name, body):
    """Local monotonicity, which these indices keep."""
    weights, quota = body
    powers = exactly(name, al.VotingGame(weights, quota))
    ranked = sorted(zip(weights, powers, strict=True))
    assert all(low[1] <= high[1] for low, high in pairwise(ranked))


@pytest.mark.parametrize("name", ["deegan_packel", "public_good"])
def test_indices_of_minimal_coalitions_may_reward_fewer_votes(name):
    """The paradox of the literature: [51; 35, 20, 15, 15, 15] gives 15 votes more than 20."""
    powers = exactly(name, al.VotingGame([35, 20, 15, 15, 15], quota=51))
    assert powers[1] < powers[2]


def test_holler_and_packel_of_the_paradox():
    game = al.VotingGame([35, 20, 15, 15, 15], quota=51)
    assert exactly("public_good", game) == [Fraction(one, 15) for one in (4, 2, 3, 3, 3)]
    assert exactly("deegan_packel", game) == [Fraction(one, 60) for one in (18, 9, 11, 11, 11)]


@given(body=bodies(most=6))
def test_harmonic_mean_of_colemans_two_powers_is_penrose(body):
    """1/β = ½(1/prevent + 1/initiate), Dubey and Shapley 1979."""
    game = al.VotingGame(*body)
    for beta, prevent, initiate in zip(*(exactly(n, game) for n in ("penrose", "coleman_prevent", "coleman_initiate")), strict=True):
        if beta:
            assert 1 / beta == (1 / prevent + 1 / initiate) / 2


@given(body=bodies(most=6))
def test_rae_is_half_of_one_and_penrose(body):
    game = al.VotingGame(*body)
    assert exactly("rae", game) == [(1 + beta) / 2 for beta in exactly("penrose", game)]


@given(body=bodies(most=6))
def test_power_to_prevent_is_power_to_initiate_in_the_dual(body):
    weights, quota = body
    dual = al.VotingGame(weights, sum(weights) - quota + 1)
    assert exactly("coleman_prevent", al.VotingGame(weights, quota)) == exactly("coleman_initiate", dual)


@pytest.mark.parametrize("name", ["shapley_shubik", "penrose", "rae"])
@given(body=bodies(most=6))
def test_self_dual_indices(name, body):
    weights, quota = body
    assert exactly(name, al.VotingGame(weights, quota)) == exactly(name, al.VotingGame(weights, sum(weights) - quota + 1))


@given(first=bodies(most=4), extra=st.integers(1, 8))
def test_shapley_shubik_and_penrose_obey_the_transfer_axiom(first, extra):
    """φ(v or w) + φ(v and w) = φ(v) + φ(w), Dubey 1975."""
    weights, quota = first
    v = al.VotingGame(weights, quota)
    heads = [1] * len(weights)
    w = al.VotingGame(heads, min(extra, len(weights)))
    either, both = al.VotingGame.any_of([v, w]), al.VotingGame.all_of([v, w])
    for name in ("shapley_shubik", "penrose"):
        parts = [np.array(exactly(name, game)) for game in (either, both, v, w)]
        assert (parts[0] + parts[1] == parts[2] + parts[3]).all()


def test_johnston_of_the_us_presidential_model_favours_the_president():
    """One president and three houses of one, any two of which overrule: the president breaks more coalitions alone."""
    president = al.VotingGame([2, 1, 1, 1], quota=3, players=["President", "A", "B", "C"])
    johnston, shubik = exactly("johnston", president), exactly("shapley_shubik", president)
    assert johnston[0] > shubik[0]
    assert sum(johnston) == sum(shubik) == 1


def test_public_help_gives_even_the_powerless_a_share():
    assert exactly("public_help_theta", LUXEMBOURG)[5] == Fraction(7, 7 + sum(12 if i < 3 else 10 for i in range(5)))
