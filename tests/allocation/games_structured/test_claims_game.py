"""Claims games: their table, and the claims rules that are their values."""

from fractions import Fraction

import numpy as np
import pytest
from twins_structured import as_fractions, claims_worth, is_in_core, is_prenucleolus, rows_of, shapley_by_orders, table_of, tau_of_table

import allocation as al

CASES = [([100, 200, 300], 200), ([3, 3, 0, 7, 2], 9), ([0, 0, 5], 2), ([1], 1), ([2, 2, 2], 0), ([2, 3], 5), ([0.1, 0.2, 0.7, 0.3], 0.65)]


@pytest.mark.parametrize(("claims", "estate"), CASES)
def test_the_table_is_what_the_others_leave(claims, estate):
    worth = claims_worth(as_fractions(claims), Fraction(str(estate)))
    assert al.ClaimsGame(claims, estate).table().tolist() == table_of(worth, len(claims)).tolist()


@pytest.mark.parametrize(("claims", "estate"), CASES)
def test_worths_are_those_of_the_table(claims, estate):
    game = al.ClaimsGame(claims, estate)
    assert game.worth(rows_of(game.n)).tolist() == game.table().tolist()


@pytest.mark.parametrize(("claims", "estate"), CASES)
def test_shapley_is_random_arrival(claims, estate):
    expected = shapley_by_orders(claims_worth(as_fractions(claims), Fraction(str(estate))), len(claims))
    assert al.shapley(al.ClaimsGame(claims, estate)).payoffs == pytest.approx([float(x) for x in expected], abs=1e-12)
    assert al.ClaimsGame(claims, estate).exact_closed_form("shapley") == expected


@pytest.mark.parametrize("rule", ["nucleolus", "prenucleolus"])
def test_nucleolus_meets_kohlbergs_criterion(rule):
    rng = np.random.default_rng(11)
    for n in range(2, 7):
        claims = rng.integers(0, 9, n)
        game = al.ClaimsGame(claims, int(claims.sum() * rng.random()))
        assert is_prenucleolus(game.table(), game.closed_form(rule))


def test_the_criterion_of_these_tests_refuses_other_points():
    game = al.ClaimsGame([100, 200, 300], 200)
    assert not is_prenucleolus(game.table(), al.shapley(game).payoffs)


def test_tau_is_adjusted_proportional():
    rng = np.random.default_rng(12)
    for n in range(1, 7):
        claims = rng.integers(0, 9, n)
        game = al.ClaimsGame(claims, int(claims.sum() * rng.random()))
        assert game.closed_form("tau") == pytest.approx(tau_of_table(game.table()), abs=1e-12)


@pytest.mark.parametrize("rule", [rule.name for rule in al.claims_rules()])
def test_every_claims_rule_is_in_the_core(rule):
    """What claimants get between nothing and their claims is what nobody can improve on alone."""
    game = al.ClaimsGame([3, 8, 0, 5, 11], 13)
    assert is_in_core(game.table(), al.divide([3, 8, 0, 5, 11], 13, rule).payoffs)


@pytest.mark.parametrize("rule", ["shapley", "nucleolus", "prenucleolus", "tau"])
def test_exact_closed_forms_agree(rule):
    game = al.ClaimsGame([0.3, 0.8, 0, 0.5, 1.1], 1.3)
    exact = game.exact_closed_form(rule)
    assert sum(exact) == Fraction(13, 10)
    assert game.closed_form(rule) == pytest.approx([float(x) for x in exact], abs=1e-14)


def test_other_rules_have_no_closed_form():
    game = al.ClaimsGame([1, 2], 1)
    assert game.closed_form("banzhaf") is None
    assert game.exact_closed_form("banzhaf") is None


def test_shapley_of_too_fine_amounts_has_no_closed_form():
    assert al.ClaimsGame(np.random.default_rng(1).random(40), 5).closed_form("shapley") is None


def test_claims_near_the_largest_float():
    game = al.ClaimsGame([1.5e308, 1.5e308, 1e308], 1.2e308)
    assert game.table()[[0, -1]].tolist() == [0.0, 1.2e308]
    assert game.worth(rows_of(3)).tolist() == game.table().tolist()
    assert game.closed_form("nucleolus") == pytest.approx([0.4e308] * 3, rel=1e-15)


def test_nobody_is_worth_nothing_when_sums_round_down():
    """The estate is the exact sum of the claims; the float sum is a last bit below."""
    claims = [0.5898700283209505, 0.319681636282665, 0.1875077157277849, 0.6725266339168693, 0.19510739845680503]
    game = al.ClaimsGame(claims, 1.9646934127050748)
    assert game.table()[0] == 0.0
    assert game.worth(rows_of(5))[0] == 0.0


def test_ten_thousand_claimants_have_a_nucleolus():
    claims = np.arange(10_000, dtype=float)
    assert al.ClaimsGame(claims, 1e6).closed_form("nucleolus").sum() == pytest.approx(1e6, rel=1e-12)


@pytest.mark.parametrize("rule", [rule.name for rule in al.claims_rules()])
def test_divisions_are_verified_against_the_game(rule):
    claims, estate = [3.5, 8, 0, 5, 11], 13.25
    assert al.verify(al.ClaimsGame(claims, estate), al.divide(claims, estate, rule)).ok


def test_a_division_by_another_rule_is_not_verified():
    game, a = al.ClaimsGame([3, 8], 9), al.divide([3, 8], 9, "cea")
    forged = al.Allocation(a.players, al.divide([3, 8], 9, "cel").payoffs, "cea", a.method, a.proof)
    assert not al.verify(game, forged).ok


def test_a_division_is_not_verified_against_a_table():
    game, a = al.ClaimsGame([3, 8], 9), al.divide([3, 8], 9, "cea")
    assert [check.name for check in al.verify(al.TableGame(game.table()), a).failed] == ["claims"]
