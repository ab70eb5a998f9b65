"""Rounding to the last digit: shares of any size, ties, and totals that a context of 28 digits would lose."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import allocation as al
from allocation.exact import as_fraction

FINITE = st.floats(allow_nan=False, allow_infinity=False)
STEPS = st.sampled_from(["0.01", "1", "0.05", "1000", "1E-12", "0.000001", "2.5"])


@given(st.lists(FINITE, min_size=1, max_size=6), STEPS)
def test_any_floats_add_up_exactly(shares, step):
    rounded, unit = [Fraction(x) for x in al.largest_remainder(shares, step)], Fraction(step)
    total = sum(map(as_fraction, shares))
    assert all((x / unit).denominator == 1 for x in rounded)
    assert abs(sum(rounded) - total) <= unit / 2
    assert all(abs(x - as_fraction(share)) < unit for x, share in zip(rounded, shares, strict=True))


@pytest.mark.parametrize("size", [1e27, 1e300, -1e300])
def test_huge_shares_keep_every_digit(size):
    large, *small = al.largest_remainder([size, 1 / 3, 1 / 3, 1 / 3])
    assert large == Decimal(repr(size))
    assert small == [Decimal("0.34"), Decimal("0.33"), Decimal("0.33")]


@pytest.mark.parametrize(
    ("shares", "expected"), [([0.005, -1e-31], "0.00"), ([0.005], "0.01"), ([0.005, 1e-31], "0.01"), ([-0.005, 1e-31], "0.00")]
)
def test_just_below_half_a_step_is_below(shares, expected):
    assert sum(al.largest_remainder(shares)) == Decimal(expected)


def test_half_a_step_of_a_loss_rounds_away_from_zero():
    """Of two equal losses the first is rounded up, as the first of equal gains is."""
    assert al.largest_remainder([-0.005]) == (Decimal("-0.01"),)
    assert al.largest_remainder([-0.0025, -0.0025]) == (Decimal("0.00"), Decimal("-0.01"))


def test_the_context_of_the_caller_does_not_matter():
    with localcontext() as context:
        context.prec = 3
        assert al.largest_remainder([12345.678, 0.001]) == (Decimal("12345.68"), Decimal("0.00"))


@pytest.mark.parametrize("step", ["abc", "", "1/100", "sNaN", "-0.01", "0.00"])
def test_a_step_that_is_none_is_named(step):
    with pytest.raises(al.AllocationError, match=f"positive decimal such as 0.01, got {step}"):
        al.largest_remainder([1.0], step)


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=6))
def test_what_is_rounded_already_stays(cents):
    shares = [c / 100 for c in cents]
    assert al.largest_remainder(shares) == tuple(Decimal(c) / 100 for c in cents)


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=6), st.data())
def test_the_order_of_unequal_shares_does_not_matter(shares, data):
    remainders = [as_fraction(x) * 100 % 1 for x in shares]
    if len(set(remainders)) == len(shares):
        order = data.draw(st.permutations(range(len(shares))))
        plain, moved = al.largest_remainder(shares), al.largest_remainder([shares[i] for i in order])
        assert [plain[i] for i in order] == list(moved)


def test_no_shares_are_no_money():
    assert al.largest_remainder([]) == ()


@pytest.mark.parametrize(("votes", "seats"), [([47_000, 16_000, 15_900, 12_000, 6_000, 3_100], [5, 2, 1, 1, 1, 0])])
def test_the_ten_seats_of_the_textbook(votes, seats):
    """Hare quota and largest remainders, the usual example of 100 000 votes for six parties and ten seats."""
    shares = [10 * v / 100_000 for v in votes]
    assert [int(x) for x in al.largest_remainder(shares, "1")] == seats
