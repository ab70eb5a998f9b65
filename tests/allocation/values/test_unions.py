"""Values with a priori unions: Owen, Banzhaf–Owen, Aumann–Drèze."""

import numpy as np
import pytest
import twins
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al

NAMES = list("ABCDE")
FIVE = st.lists(st.integers(-20, 20), min_size=31, max_size=31).map(lambda rest: al.TableGame([0, *rest], players=NAMES))
UNIONS = st.sampled_from(
    [
        [["A", "B"], ["C", "D"]],
        [["A", "B", "C"], ["D", "E"]],
        [["E", "A"], ["B"], ["C", "D"]],
        [["B", "C", "D", "E"]],
    ]
)


def quotient(game, unions):
    """The game that the unions play as blocs, whoever is left out being a bloc of one."""
    blocs = [*unions, *([name] for name in game.players if not any(name in union for union in unions))]
    values = []
    for mask in range(1 << len(blocs)):
        values.append(game.value([name for k in twins.members(mask) for name in blocs[k]]))
    return blocs, values


@settings(max_examples=40)
@given(FIVE, UNIONS)
def test_a_union_gets_what_it_is_worth_as_a_bloc(game, unions):
    blocs, values = quotient(game, unions)
    found = al.owen(game, unions=unions)
    between = al.shapley(al.TableGame(values)).payoffs
    for bloc, worth in zip(blocs, between, strict=True):
        assert sum(found[name] for name in bloc) == pytest.approx(worth, abs=1e-11)


@settings(max_examples=30)
@given(FIVE)
@pytest.mark.parametrize("unions", [[], [["A"], ["B"], ["C"], ["D"], ["E"]], [NAMES]], ids=["none", "singles", "all"])
def test_unions_that_bind_nobody_or_everybody_change_nothing(unions, game):
    assert al.owen(game, unions=unions).payoffs == pytest.approx(al.shapley(game).payoffs, abs=1e-11)


@settings(max_examples=30)
@given(FIVE)
@pytest.mark.parametrize("unions", [[], [["A"], ["B"], ["C"], ["D"], ["E"]], [NAMES]], ids=["none", "singles", "all"])
def test_the_banzhaf_twin_reduces_to_the_banzhaf_value(unions, game):
    assert al.banzhaf_owen(game, unions=unions).payoffs == pytest.approx(al.banzhaf(game).payoffs, abs=1e-11)


@settings(max_examples=30)
@given(FIVE, UNIONS)
def test_every_union_splits_its_own_worth_and_no_more(game, unions):
    found = al.aumann_dreze(game, unions=unions)
    for union in unions:
        assert sum(found[name] for name in union) == pytest.approx(game.value(union), abs=1e-11)


@given(FIVE)
def test_alone_everybody_gets_its_own_value(game):
    assert al.aumann_dreze(game, unions=[]).payoffs == pytest.approx(game.singles())


@given(FIVE)
def test_all_in_one_union_split_as_if_there_were_none(game):
    assert al.aumann_dreze(game, unions=[NAMES]).payoffs == pytest.approx(al.shapley(game).payoffs, abs=1e-11)


def test_a_bloc_of_two_out_of_three_takes_all_power():
    game = al.TableGame([0, 0, 0, 1, 0, 1, 1, 1], players=["A", "B", "C"])
    assert al.owen(game, unions=[["A", "B"]]).payoffs == pytest.approx([0.5, 0.5, 0])


def test_a_redundant_partner_earns_in_a_bloc_what_no_stable_split_would_pay():
    """Two equal suppliers of one buyer: apart they are played off, together they bargain as one."""
    game = al.TableGame([0, 0, 0, 12, 0, 12, 0, 12], players=["buyer", "one", "other"])
    assert al.shapley(game)["one"] == pytest.approx(2)
    assert al.owen(game, unions=[["one", "other"]])["one"] == pytest.approx(3)


def test_the_order_of_unions_and_members_does_not_matter():
    game = al.TableGame([0, *np.random.default_rng(0).integers(0, 99, 31).tolist()], players=NAMES)
    first = al.owen(game, unions=[["A", "B"], ["D", "C"]]).payoffs
    assert al.owen(game, unions=[["C", "D"], ["B", "A"]]).payoffs == pytest.approx(first)


def test_the_unions_are_recorded_by_name_with_those_who_stand_alone():
    game = al.TableGame(np.zeros(32), players=NAMES)
    assert al.owen(game, unions=[["D", "B"]]).options["unions"] == [["B", "D"], ["A"], ["C"], ["E"]]


@pytest.mark.parametrize("rule", [al.owen, al.banzhaf_owen])
def test_pairwise_games_of_any_size_have_a_closed_form(rule):
    game = al.PairwiseGame(np.ones(500), {("1", "2"): 4.0, ("2", "3"): -2.0})
    found = rule(game, unions=[["1", "2"], ["3", "4", "5"]])
    assert found.method == "closed form"
    assert found.payoffs[:4] == pytest.approx([3, 2, 0, 1])


@pytest.mark.parametrize("rule", [al.owen, al.banzhaf_owen, al.aumann_dreze])
@pytest.mark.parametrize(("unions", "message"), [([["A", "B"], ["B"]], "puts B"), ([["A", "Z"]], "'Z'"), ([[]], "empty union")])
def test_unions_that_do_not_fit_are_refused(rule, unions, message):
    with pytest.raises(al.RuleError, match=message):
        rule(al.TableGame(np.zeros(32), players=NAMES), unions=unions)
