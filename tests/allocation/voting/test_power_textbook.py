"""Known bodies, closed formulas, and what the literature proves about power."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al

examples = settings(deadline=None, max_examples=40)
PLAIN = [d.name for d in al.power_indices() if not d.needs]
SHARES = ["shapley_shubik", "banzhaf_normalised", "johnston", "deegan_packel", "public_good", "public_help_theta", "public_help_chi"]
MONOTONE = ["shapley_shubik", "banzhaf", "johnston", "rae", "coleman_prevent", "coleman_initiate", "public_help_theta"]
games = st.lists(st.integers(0, 12), min_size=1, max_size=8).filter(any).flatmap(lambda w: st.tuples(st.just(w), st.integers(1, sum(w))))


def security_council():
    permanent = al.VotingGame([1] * 5 + [0] * 10, 5)
    nine = al.VotingGame([1] * 15, 9)
    return al.VotingGame.all_of([permanent, nine])


def test_security_council_by_its_charter_is_the_weighted_game():
    """Five vetoes and nine votes in all, against the textbook weights [39; 7 × 5, 1 × 10]."""
    textbook = al.VotingGame([7] * 5 + [1] * 10, 39)
    for index in ("shapley_shubik", "banzhaf", "johnston", "deegan_packel", "public_good", "coleman_prevent"):
        assert al.power(security_council(), index).fractions == al.power(textbook, index).fractions


def test_security_council_numbers():
    game = security_council()
    assert al.shapley_shubik(game).fractions[0] == Fraction(421, 2145)
    assert al.shapley_shubik(game).fractions[5] == Fraction(4, 2145)
    assert al.power(game, "banzhaf").swings[0] == 848
    assert al.power(game, "banzhaf").swings[5] == 84
    assert al.roles_of_voters(game).veto == ("1", "2", "3", "4", "5")


def test_nassau_county_where_votes_are_worthless():
    """Banzhaf's case of 1965: three towns had votes and no power."""
    game = al.VotingGame([9, 9, 7, 3, 1, 1], 16, ["Hempstead 1", "Hempstead 2", "North Hempstead", "Oyster Bay", "Glen Cove", "Long Beach"])
    assert al.roles_of_voters(game).dummies == ("Oyster Bay", "Glen Cove", "Long Beach")
    assert al.power(game, "banzhaf_normalised").fractions[:3] == (Fraction(1, 3),) * 3


def test_paradox_of_the_public_good_index():
    """A heavier voter can have less: the index is not monotone in weight."""
    values = al.public_good(al.VotingGame([35, 20, 15, 15, 15], 51)).fractions
    assert values[1] < values[2]


@pytest.mark.parametrize("n", [1, 2, 3, 8, 61, 62, 63, 64, 65, 130])
def test_simple_majority_of_equals(n):
    """Around 62 voters one prime no longer holds the counts."""
    game = al.VotingGame([1] * n, n // 2 + 1)
    swings = comb(n - 1, n // 2)
    assert al.power(game, "banzhaf").swings == (swings,) * n
    assert al.shapley_shubik(game).fractions == (Fraction(1, n),) * n
    assert al.johnston(game).fractions == (Fraction(1, n),) * n
    assert al.deegan_packel(game).fractions == (Fraction(1, n),) * n
    assert al.public_good(game).totals["minimal winning"] == comb(n, n // 2 + 1)


@pytest.mark.parametrize("n", [3, 5, 20, 90])
def test_apex_game(n):
    """One big voter wins with any small one; all small ones win together. Shapley–Shubik gives the big one (n − 2)/n."""
    game = al.VotingGame([n - 2, *[1] * (n - 1)], n - 1)
    assert al.shapley_shubik(game).fractions[0] == Fraction(n - 2, n)
    assert al.power(game, "banzhaf").swings[:2] == (2 ** (n - 1) - 2, 2)
    assert al.public_good(game).totals["minimal winning"] == n
    assert al.deegan_packel(game).fractions[0] == Fraction(n - 1, 2 * n)


@pytest.mark.parametrize("n", [2, 6, 70])
def test_unanimity(n):
    game = al.VotingGame(range(1, n + 1), n * (n + 1) // 2)
    assert al.roles_of_voters(game).veto == game.players
    for index in SHARES:
        assert al.power(game, index).fractions == (Fraction(1, n),) * n


@pytest.mark.parametrize("weights", [[10, 1, 1, 1], [7, 2, 2, 2, 0]])
def test_dictator(weights):
    game = al.VotingGame(weights, sum(weights) // 2 + 1)
    assert al.roles_of_voters(game).dictator == "1"
    for index in ("shapley_shubik", "banzhaf", "johnston", "deegan_packel", "public_good", "coleman_prevent", "coleman_initiate"):
        assert al.power(game, index).fractions == (1, *[0] * (len(weights) - 1))


@pytest.mark.parametrize("index", SHARES)
@examples
@given(game=games)
def test_shares_add_up_to_one(index, game):
    assert sum(al.power(al.VotingGame(*game), index).fractions) == 1


@pytest.mark.parametrize("index", PLAIN)
@examples
@given(game=games)
def test_equal_votes_have_equal_power(index, game):
    weights, _ = game
    values = al.power(al.VotingGame(*game), index).fractions
    assert len({(w, v) for w, v in zip(weights, values, strict=True)}) == len(set(weights))


@pytest.mark.parametrize("index", MONOTONE)
@examples
@given(game=games)
def test_more_votes_never_mean_less_power(index, game):
    values = al.power(al.VotingGame(*game), index).fractions
    ordered = [v for _, v in sorted(zip(game[0], values, strict=True))]
    assert ordered == sorted(ordered)


@examples
@given(game=games)
def test_voters_without_votes_are_dummies(game):
    voting = al.VotingGame(*game)
    dummies = al.roles_of_voters(voting).dummies
    idle = {name for name, weight in zip(voting.players, game[0], strict=True) if weight == 0}
    assert idle <= set(dummies)
    for index in ("shapley_shubik", "banzhaf", "johnston", "deegan_packel", "public_good"):
        values = al.power(voting, index).fractions
        assert {name for name, value in zip(voting.players, values, strict=True) if value == 0} == set(dummies)


@examples
@given(game=games)
def test_colemans_two_powers_and_the_power_to_act_make_banzhaf(game):
    """The absolute Banzhaf index is twice prevent × act, and twice initiate × (1 − act)."""
    voting = al.VotingGame(*game)
    act = al.coleman_act(voting).fractions[0]
    prevent, initiate = al.coleman_prevent(voting).fractions, al.coleman_initiate(voting).fractions
    banzhaf = al.power(voting, "banzhaf").fractions
    assert banzhaf == tuple(2 * p * act for p in prevent) == tuple(2 * i * (1 - act) for i in initiate)


@examples
@given(game=games)
def test_rae_is_half_and_half_of_penrose(game):
    voting = al.VotingGame(*game)
    assert al.rae(voting).fractions == tuple(Fraction(1, 2) + p / 2 for p in al.penrose(voting).fractions)


@examples
@given(game=games, data=st.data())
def test_unions_together_have_the_power_of_the_union(game, data):
    """Owen's consistency: members of a union share its Shapley–Shubik index in the game among unions."""
    weights, quota = game
    labels = data.draw(st.lists(st.integers(0, 2), min_size=len(weights), max_size=len(weights)))
    kinds = sorted(set(labels))
    voting = al.VotingGame(weights, quota)
    groups = [[name for name, label in zip(voting.players, labels, strict=True) if label == kind] for kind in kinds]
    sums = [sum(w for w, label in zip(weights, labels, strict=True) if label == kind) for kind in kinds]
    owen = al.power(voting, "owen", unions=groups)
    together = [sum(owen.fractions[i] for i in voting.positions(group)) for group in groups]
    assert together == list(al.shapley_shubik(al.VotingGame(sums, quota)).fractions)


@examples
@given(game=games)
def test_banzhaf_owen_of_single_voters_is_banzhaf(game):
    voting = al.VotingGame(*game)
    assert al.power(voting, "banzhaf_owen", unions=[]).fractions == al.power(voting, "banzhaf").fractions


def test_blocks_of_many_voters_need_no_table():
    """Eight parties of ten seats: every seat of the same size has the same power."""
    game = al.VotingGame([1] * 80, 41)
    parties = [game.players[10 * k : 10 * (k + 1)] for k in range(8)]
    assert al.power(game, "owen", unions=parties).fractions == (Fraction(1, 80),) * 80


def test_a_council_of_the_union_with_its_three_rules():
    """Two of population and members, or fewer than four opponents: the third rule hands power to the small."""
    people = [83, 68, 60, 48, 37, 19, 17, 11, 10, 10, 5, 5, 1, 1]
    population = al.VotingGame(people, -(-sum(people) * 65 // 100))
    members = al.VotingGame([1] * 14, 8)
    few_opponents = al.VotingGame([1] * 14, 11)
    double = al.VotingGame.all_of([population, members])
    full = al.VotingGame.any_of([double, few_opponents])
    assert al.roles_of_voters(full).winning > al.roles_of_voters(double).winning
    assert al.power(full, "coleman_prevent").values[0] < al.power(double, "coleman_prevent").values[0]
    assert sum(al.shapley_shubik(full).fractions) == 1
