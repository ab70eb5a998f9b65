"""How likely each group is to leave a fixed split."""

import json
from fractions import Fraction

import numpy as np
import pytest
import twins_uncertain
from hypothesis import given
from hypothesis import strategies as st
from test_simulation import futures

import allocation as al
from allocation.kernels.blocking import count_blocking

GSTAR = [0, 10, 10, 70, 10, 50, 40, 100]


@pytest.mark.parametrize("keep", ["amounts", "shares"])
@given(case=futures(), payoffs=st.lists(st.integers(-9, 9), min_size=3, max_size=3))
def test_chances_are_those_of_the_definition(keep, case, payoffs):
    tables, chances = case
    if keep == "shares" and sum(payoffs) == 0:
        payoffs[0] += 1
    odds, gains, stable, core, covered = twins_uncertain.blocking(tables, chances, payoffs, keep)
    found = al.blocking_odds(tables, payoffs, keep=keep, probabilities=[float(p) for p in chances])
    assert found.chances == pytest.approx([float(x) for x in odds], abs=1e-12)
    assert found.gains == pytest.approx([float(x) for x in gains], abs=1e-9)
    assert (found.stable, found.in_core, found.covered) == pytest.approx((float(stable), float(core), float(covered)), abs=1e-12)


def test_one_certain_table_is_the_stability_of_the_split():
    game = al.TableGame(GSTAR)
    for payoffs in ([50, 30, 20], [20, 30, 50], [34, 33, 33]):
        found, expected = al.blocking_odds([GSTAR], payoffs), al.stability(game, payoffs)
        assert found.in_core == float(expected.in_core)
        assert (found.chances.max() > 0) == (expected.max_excess > 0)


def test_the_kernel_counts_what_the_definition_counts():
    tables = np.array([[0.0, 3, 1, 5], [0, 1, 1, 5], [0, 0, 4, 5]])
    odds, gains, stable = np.zeros(4), np.zeros(4), np.zeros(3, dtype=np.bool_)
    sums = np.array([0.0, 2, 3, 5])
    count_blocking(tables, np.full(3, 0.25), sums, np.ones(3), np.zeros(3), odds, gains, stable)
    assert odds.tolist() == [0.0, 0.25, 0.25, 0.0]
    assert gains.tolist() == [0.0, 0.25, 0.25, 0.0]
    assert stable.tolist() == [False, True, False]


def test_the_grand_coalition_does_not_block():
    found = al.blocking_odds([[0, 0, 0, 10]], [1, 1])
    assert not found.chances.any()
    assert (found.stable, found.in_core, found.covered) == (1.0, 0.0, 1.0)


def test_amounts_that_cannot_be_paid_are_not_covered():
    tables = [[0, 0, 0, 10], [0, 0, 0, 6]]
    found = al.blocking_odds(tables, [4, 4], probabilities=[0.7, 0.3])
    assert (found.stable, found.covered, found.in_core) == (1.0, pytest.approx(0.7), 0.0)


def test_shares_follow_the_total():
    """Half of a small total is less than the first earns alone."""
    tables = [[0, 3, 0, 10], [0, 3, 0, 4]]
    found = al.blocking_odds(tables, [5, 5], keep="shares", probabilities=[0.9, 0.1])
    assert found.stable == pytest.approx(0.9)
    assert found.in_core == pytest.approx(0.9)
    assert found.covered == 1.0
    assert found.likeliest()[0].members == ("1",)
    assert found.likeliest()[0].gain == pytest.approx(1.0)


def test_likeliest_blockers_come_first_and_never_ones_not_at_all():
    tables = [[0, 2, 0, 9, 0, 9, 0, 10], [0, 0, 0, 9, 0, 0, 0, 10], [0, 0, 0, 0, 0, 0, 0, 10]]
    found = al.blocking_odds(tables, [4, 3, 3], players=["A", "B", "C"])
    assert [(one.members, one.chance) for one in found.likeliest()] == [
        (("A", "B"), pytest.approx(2 / 3)),
        (("A", "C"), pytest.approx(1 / 3)),
    ]
    assert found.likeliest(1)[0].gain == pytest.approx(2)
    assert found.likeliest(0) == ()


def test_equal_chances_are_ordered_by_gain():
    found = al.blocking_odds([[0, 3, 8, 10]], [2, 2])
    assert [one.members for one in found.likeliest()] == [("2",), ("1",)]


def test_rounding_blocks_nobody():
    table = [0, 0.1, 0.2, 0.3]
    found = al.blocking_odds([table] * 3, [0.1, 0.1 + 0.2 - 0.1])
    assert (found.stable, found.in_core, found.covered) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_chances_do_not_depend_on_the_unit_of_money(scale):
    rng = np.random.default_rng(6)
    tables = rng.normal(10, 5, (40, 16))
    tables[:, 0] = 0
    plain, scaled = (al.blocking_odds(tables * by, np.array([9, 8, 7, 6]) * by) for by in (1, scale))
    assert plain.chances.max() > 0
    assert np.array_equal(plain.chances, scaled.chances)


def test_results_do_not_depend_on_the_threads():
    rng = np.random.default_rng(7)
    tables = rng.normal(size=(5000, 1024))
    tables[:, 0] = 0
    found = []
    try:
        for threads in (1, 4):
            al.set_thread_count(threads)
            found.append(al.blocking_odds(tables, np.full(10, 0.1)))
    finally:
        al.set_thread_count(None)
    assert np.array_equal(found[0].chances, found[1].chances)
    assert np.array_equal(found[0].gains, found[1].gains)


def test_a_single_player_cannot_be_blocked():
    found = al.blocking_odds([[0, 5], [0, 7]], [5])
    assert (found.stable, found.in_core, found.covered) == (1.0, 0.5, 1.0)
    assert found.likeliest() == ()


def test_drawn_scenarios_carry_seed_and_standard_error():
    """A blocks if its worth, uniform between 0 and 4, is above 1."""
    game = al.IntervalGame([0, 0, 0, 10], [0, 4, 2, 10])
    found = al.blocking_odds(game, [1, 9], samples=4000, seed=3)
    assert (found.seed, found.scenarios) == (3, 4000)
    assert found.standard_error == pytest.approx(np.sqrt(found.stable * (1 - found.stable) / 4000))
    assert abs(found.chances[1] - 0.75) < 5 * 0.5 / np.sqrt(4000)
    again = al.blocking_odds(game, [1, 9], samples=4000, seed=3)
    assert again.to_dict() == found.to_dict()


def test_scenarios_are_drawn_once_for_both_questions():
    drawn = al.scenario_tables(al.IntervalGame([0, 0, 0, 10], [0, 4, 2, 12], ["A", "B"]), samples=50, seed=4)
    split, odds = al.simulate(drawn), al.blocking_odds(drawn, [6, 5])
    assert (split.seed, odds.seed) == (4, 4)
    assert split.players == odds.players == ("A", "B")


@pytest.mark.parametrize("payoffs", [[1], [1, 2, 3], [1, float("nan")], ["a", 1]])
def test_broken_payoffs_are_refused(payoffs):
    with pytest.raises(al.GameError, match="payoffs"):
        al.blocking_odds([[0, 1, 1, 4]], payoffs)


@pytest.mark.parametrize("payoffs", [[0, 0], [5, -5]])
def test_payoffs_that_add_up_to_nothing_have_no_shares(payoffs):
    with pytest.raises(al.GameError, match="keep='amounts'"):
        al.blocking_odds([[0, 1, 1, 4]], payoffs, keep="shares")


def test_something_else_cannot_be_kept():
    with pytest.raises(al.GameError, match="'amounts' or 'shares', got 'parts'"):
        al.blocking_odds([[0, 1, 1, 4]], [1, 3], keep="parts")


def test_plain_data_survives_json():
    plain = al.blocking_odds([[0, 3, 1, 4]], [2, 2], players=["甲", "乙"]).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["likeliest"] == [{"members": ["甲"], "chance": 1.0, "gain": 1.0}]
    assert Fraction(plain["stable"]) == 0
