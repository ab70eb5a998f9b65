"""A division among claimants is checked against its claims: what was altered after it was made is noticed."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

import allocation as al
from allocation.claims.registry import CLAIMS_RULES

every = pytest.mark.parametrize("name", CLAIMS_RULES)
CLAIMS, ESTATE = {"A": 10.0, "B": 25.0, "C": 40.0, "D": 5.0}, 33.0
GAME = al.ClaimsGame(CLAIMS, ESTATE)


def failed(game, allocation):
    return {check.name for check in al.verify(game, allocation).checks if not check.ok}


def with_payoffs(allocation, payoffs):
    return replace(allocation, payoffs=np.array(payoffs))


@every
def test_an_honest_division_is_confirmed_with_its_exact_shares(name):
    found = al.verify(GAME, al.divide(CLAIMS, ESTATE, rule=name))
    assert found.ok
    assert sum(found.payoffs) == Fraction(33)
    assert list(found.payoffs) == CLAIMS_RULES[name].exactly([Fraction(c) for c in CLAIMS.values()], Fraction(33))


@every
def test_money_moved_from_one_to_another_is_noticed(name):
    honest = al.divide(CLAIMS, ESTATE, rule=name)
    moved = honest.payoffs + np.array([0.01, -0.01, 0, 0])
    assert failed(GAME, with_payoffs(honest, moved))


@every
def test_money_that_disappears_is_noticed(name):
    honest = al.divide(CLAIMS, ESTATE, rule=name)
    assert failed(GAME, with_payoffs(honest, honest.payoffs * 0.99))


@every
def test_a_division_under_the_name_of_another_rule_is_noticed(name):
    honest = al.divide(CLAIMS, ESTATE, rule=name)
    for other in CLAIMS_RULES:
        exact = CLAIMS_RULES[other].exactly([Fraction(c) for c in CLAIMS.values()], Fraction(33))
        same = honest.payoffs.tolist() == pytest.approx([float(x) for x in exact])
        assert bool(failed(GAME, replace(honest, rule=other))) is not same


@every
def test_a_division_is_only_good_for_its_own_claims_and_estate(name):
    honest = al.divide(CLAIMS, ESTATE, rule=name)
    assert failed(al.ClaimsGame(CLAIMS, ESTATE + 1), honest)
    assert failed(al.ClaimsGame({**CLAIMS, "C": 60.0, "B": 5.0}, ESTATE), honest)
    assert failed(al.TableGame(GAME.table(), list(CLAIMS)), honest) == {"claims"}


def test_other_names_are_another_problem():
    honest = al.divide(CLAIMS, ESTATE)
    renamed = al.ClaimsGame(list(CLAIMS.values()), ESTATE, players=list("WXYZ"))
    assert failed(renamed, honest) == {"players"}


@pytest.mark.parametrize(("rule", "value"), [("talmud", "nucleolus"), ("random_arrival", "shapley"), ("adjusted_proportional", "tau")])
def test_divisions_that_are_values_of_the_game_verify_as_such(rule, value):
    divided, valued = al.divide(CLAIMS, ESTATE, rule=rule), al.split(GAME, value)
    assert valued.payoffs == pytest.approx(divided.payoffs)
    assert al.verify(GAME, valued).ok


@every
def test_nobody_in_a_division_wants_to_leave(name):
    """All claims rules stay in the core of the claims game: no group gets less than what the others leave of the estate."""
    payoffs = al.divide(CLAIMS, ESTATE, rule=name).payoffs
    table = GAME.table()
    for mask in range(1, 16):
        assert sum(x for i, x in enumerate(payoffs) if mask >> i & 1) >= table[mask] - 1e-9


@every
def test_the_result_tells_rule_proof_and_shares_as_plain_data(name):
    told = al.divide(CLAIMS, ESTATE, rule=name).to_dict()
    assert told["rule"] == name
    assert told["players"] == list(CLAIMS)
    assert sum(told["payoffs"]) == pytest.approx(ESTATE)
