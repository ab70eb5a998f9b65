"""Money at the edges adds up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.money import smallest_unit, to_money

amounts = st.lists(st.integers(-(10**12), 10**12).map(lambda c: c / 1000), min_size=1, max_size=30)


@given(amounts, st.integers(0, 4))
def test_amounts_add_up_to_the_total(shares, decimals):
    money, total = to_money(shares, decimals)
    assert sum(map(Decimal, money)) == Decimal(total)


@given(amounts, st.integers(0, 4))
def test_no_amount_is_moved_by_more_than_one_unit(shares, decimals):
    money, _ = to_money(shares, decimals)
    for share, amount in zip(shares, money, strict=True):
        assert abs(Decimal(repr(share)) - Decimal(amount)) <= smallest_unit(decimals)


def test_a_third_each():
    assert to_money([100 / 3] * 3, 2) == (["33.34", "33.33", "33.33"], "100.00")


def test_whole_units():
    assert to_money([0.5, 0.5], 0) == (["1", "0"], "1")


def test_losses():
    assert to_money([-10 / 3] * 3, 2)[1] == "-10.00"


@pytest.mark.parametrize("decimals", [0, 2, 8])
def test_smallest_unit(decimals):
    assert smallest_unit(decimals) * 10**decimals == 1
