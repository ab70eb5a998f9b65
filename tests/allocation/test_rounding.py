"""Rounding that adds up."""

import itertools
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import allocation as al
from allocation.exact import as_fraction

SHARES = st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=12)
STEPS = st.sampled_from(["0.01", "0.1", "1", "0.05", "1000"])


def exact_total(shares):
    return sum(as_fraction(x) for x in shares)


@given(SHARES, STEPS)
def test_rounded_shares_add_up_to_the_rounded_total(shares, step):
    total = sum(al.largest_remainder(shares, step))
    assert total % Decimal(step) == 0
    assert abs(as_fraction(float(total)) - exact_total(shares)) <= as_fraction(float(step)) / 2 + abs(as_fraction(float(total))) * 2**-50


@given(SHARES, STEPS)
def test_every_share_moves_by_less_than_one_step(shares, step):
    for share, rounded in zip(shares, al.largest_remainder(shares, step), strict=True):
        assert abs(as_fraction(share) - as_fraction(float(rounded))) <= as_fraction(float(step)) * (1 + 2**-20)


@given(SHARES, STEPS)
def test_who_has_more_never_gets_less(shares, step):
    rounded = al.largest_remainder(shares, step)
    order = sorted(range(len(shares)), key=lambda i: shares[i])
    assert all(rounded[a] <= rounded[b] for a, b in itertools.pairwise(order) if shares[a] < shares[b])


def test_ties_go_to_the_first():
    assert al.largest_remainder([1 / 3] * 3, "0.01") == (Decimal("0.34"), Decimal("0.33"), Decimal("0.33"))


@pytest.mark.parametrize("shares", [[0.0, 0.0], [2.5, -2.5], [-0.0]])
def test_a_total_of_zero_stays_zero(shares):
    assert sum(al.largest_remainder(shares, "0.01")) == 0


def test_costs_are_rounded_like_gains():
    assert al.largest_remainder([-10 / 3] * 3, "0.01") == (Decimal("-3.33"), Decimal("-3.33"), Decimal("-3.34"))


def test_a_trillion_in_cents_adds_up():
    shares = np.full(7, 1e10 / 7)
    assert sum(al.largest_remainder(shares, "0.01")) == Decimal("10000000000.00")


def test_half_a_step_rounds_away_from_zero():
    assert al.largest_remainder([0.005], "0.01") == (Decimal("0.01"),)
    assert al.largest_remainder([2.675], "0.01") == (Decimal("2.68"),)


@pytest.mark.parametrize("step", ["0", "-1", "NaN", "Infinity"])
def test_a_step_must_be_positive(step):
    with pytest.raises(al.AllocationError, match="positive decimal"):
        al.largest_remainder([1.0], step)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_shares_must_be_finite(bad):
    with pytest.raises(al.AllocationError, match="finite"):
        al.largest_remainder([1.0, bad])
