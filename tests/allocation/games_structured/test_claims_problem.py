"""Claims problems: what is accepted, and how everything wrong is named at once."""

from fractions import Fraction

import numpy as np
import pytest

import allocation as al
from allocation.claims.problem import ClaimsProblem


def test_names_come_with_a_mapping():
    problem = ClaimsProblem.of({"A": 100, "B": 200}, 150)
    assert problem.players == ("A", "B")
    assert problem.claims.tolist() == [100.0, 200.0]


def test_players_fix_the_order_of_a_mapping():
    problem = ClaimsProblem.of({"A": 100, "B": 200}, 150, players=["B", "A"])
    assert problem.claims.tolist() == [200.0, 100.0]


def test_players_that_are_not_the_claimants_are_refused():
    with pytest.raises(al.GameError, match="are not the players"):
        ClaimsProblem.of({"A": 100, "B": 200}, 150, players=["A", "C"])


def test_everything_wrong_is_said_at_once():
    with pytest.raises(al.GameError) as error:
        ClaimsProblem.of({"A": -1, "B": -2, "C": 3}, -5)
    assert "claim of 'A' is -1" in str(error.value)
    assert "claim of 'B' is -2" in str(error.value)
    assert "estate is -5" in str(error.value)


def test_many_negative_claims_are_counted():
    with pytest.raises(al.GameError, match="7 more claims are negative"):
        ClaimsProblem.of([-1.0] * 12, 0)


@pytest.mark.parametrize("claims", [[1.0, np.nan], [np.inf, 1.0], ["x", 1], [[1.0, 2.0]]])
def test_claims_that_are_no_list_of_numbers_are_refused(claims):
    with pytest.raises(al.GameError):
        ClaimsProblem.of(claims, 1)


@pytest.mark.parametrize("estate", [np.nan, np.inf, -np.inf, "much", None])
def test_an_estate_that_is_no_number_is_refused(estate):
    with pytest.raises(al.GameError, match="estate must be a"):
        ClaimsProblem.of([1.0, 2.0], estate)


def test_an_estate_above_the_claims_is_refused_with_advice():
    with pytest.raises(al.GameError, match=r"exceeds the sum of the claims 3\.0: pay every claim"):
        ClaimsProblem.of([1, 2], 3.1)


def test_no_claimant_is_refused():
    with pytest.raises(al.GameError, match="at least one player"):
        ClaimsProblem.of([], 0)


def test_two_claimants_of_one_name_are_refused():
    with pytest.raises(al.GameError, match="same name"):
        ClaimsProblem.of([1, 2], 1, players=["A", "a"])


def test_ten_tenths_make_one():
    """The float sum of ten times 0.1 is below 1, the decimals are not."""
    assert ClaimsProblem.of([0.1] * 10, 1.0).estate == 1.0


def test_an_estate_added_up_in_floats_is_cut_at_the_claims():
    claims = [0.1, 0.7, 0.2, 1.1, 0.3]
    estate = float(np.nextafter(sum(map(Fraction, map(str, claims))).__float__(), 3))
    assert ClaimsProblem.of(claims, estate).estate == 2.4


def test_the_claims_given_are_not_changed_and_not_shared():
    claims = np.array([1.0, 2.0])
    claims.setflags(write=False)
    problem = ClaimsProblem.of(claims, 1)
    assert not np.shares_memory(problem.claims, claims)
    with pytest.raises(ValueError, match="read-only"):
        problem.claims[0] = 5


def test_exact_amounts_are_the_decimals_typed():
    assert ClaimsProblem.of([0.1, 0.2], 0.15).exactly() == ([Fraction(1, 10), Fraction(1, 5)], Fraction(3, 20))
