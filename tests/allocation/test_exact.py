"""Exact numbers: a float stands for the decimal that it prints as."""

from fractions import Fraction

import numpy as np
import pytest
import twins
from hypothesis import given
from hypothesis import strategies as st

from allocation.exact import ExactTable, as_fraction, as_integers, decimal_scale, sums_by_player

FINITE = st.floats(allow_nan=False, allow_infinity=False)
WHOLE = st.integers(-50, 50)


@given(FINITE)
def test_a_fraction_prints_back_to_its_float(value):
    assert float(as_fraction(value)) == value


def test_a_tenth_is_a_tenth():
    assert as_fraction(0.1) + as_fraction(0.2) == as_fraction(0.3)


@given(st.lists(FINITE, min_size=1, max_size=6))
def test_integers_over_one_denominator_give_the_values(values):
    numerators, denominator = as_integers(np.array(values))
    assert [float(Fraction(x, denominator)) for x in numerators] == values


@pytest.mark.parametrize(
    ("values", "denominator"), [([1.0, 2.0], 1), ([0.5], 10), ([0.01, 3.0], 100), ([1e-9], 10**9), ([0.0], 1), ([-0.25], 100)]
)
def test_decimals_take_the_smallest_power_of_ten(values, denominator):
    assert decimal_scale(np.array(values))[1] == denominator


@pytest.mark.parametrize("values", [[1 / 3], [1e-12], [1e300], [0.1, 1e16 + 0.0, np.pi]])
def test_numbers_that_are_no_short_decimals_have_no_scale(values):
    assert decimal_scale(np.array(values)) is None


@given(st.integers(0, 4).flatmap(lambda n: st.lists(WHOLE, min_size=2**n, max_size=2**n)))
def test_sums_by_player_are_sums_over_the_coalitions_with_it(entries):
    n = len(entries).bit_length() - 1
    assert sums_by_player(entries) == [sum(entries[s] for s in range(1 << n) if s >> i & 1) for i in range(n)]


@given(st.integers(1, 4).flatmap(lambda n: st.lists(WHOLE, min_size=2**n - 1, max_size=2**n - 1)))
def test_dividends_come_from_inclusion_and_exclusion(rest):
    values = [0, *rest]
    table = ExactTable.of(np.array(values, dtype=float))
    assert [Fraction(d, table.denominator) for d in table.dividends()] == twins.dividends(values)


def test_a_table_knows_its_landmarks():
    table = ExactTable.of(np.array([0, 0.1, 0.2, 1.5]), ("A", "B"))
    assert table.grand == Fraction(3, 2)
    assert table.singles() == [Fraction(1, 10), Fraction(1, 5)]
    assert table.marginals_to_grand() == [Fraction(13, 10), Fraction(7, 5)]


def test_players_without_names_are_numbered():
    assert ExactTable([0, 1, 1, 2], 1).players == ("1", "2")


def test_a_restricted_table_is_the_subgame_in_the_order_asked_for():
    table = ExactTable.of(np.arange(8.0), ("A", "B", "C"))
    assert table.restricted([2, 0]).numerators == [0, 4, 1, 5]
    assert table.restricted([2, 0]).players == ("C", "A")
