"""Numbers as each language writes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.report.formats import MINUS, MISSING, Numbers

EN = Numbers("en", 2)
ZH = Numbers("zh", 2)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0.00"),
        (-0.0, "0.00"),
        (-1e-12, "0.00"),
        (0.005, "0.00"),
        (0.015, "0.02"),
        (1234.5, "1,234.50"),
        (-1234.5, f"{MINUS}1,234.50"),
        ("1650.00", "1,650.00"),
        (1e15, "1,000,000,000,000,000.00"),
        (None, MISSING),
        (float("nan"), MISSING),
        (float("inf"), MISSING),
    ],
)
def test_money(value, written):
    assert EN.money(value) == written


def test_both_languages_write_money_alike():
    assert EN.money(1234567.891) == ZH.money(1234567.891) == "1,234,567.89"


@pytest.mark.parametrize(("decimals", "written"), [(0, "1,235"), (1, "1,234.6"), (4, "1,234.5678")])
def test_money_has_the_decimals_of_the_alliance(decimals, written):
    assert Numbers("en", decimals).money(1234.5678) == written


@given(st.integers(-(10**15), 10**15))
def test_money_of_whole_cents_reads_back(cents):
    exact = Decimal(cents) / 100
    assert Decimal(EN.money(exact).replace(",", "").replace(MINUS, "-")) == exact


@pytest.mark.parametrize(("value", "written"), [(3, "+3.00"), (-3, f"{MINUS}3.00"), (0, "0.00"), (0.001, "0.00"), (None, MISSING)])
def test_change_carries_its_sign(value, written):
    assert EN.change(value) == written


@pytest.mark.parametrize(("value", "written"), [(12.345, "12.34"), (0.0012345, "0.00123"), (0, "0"), (1e-9, f"1.00E{MINUS}9")])
def test_a_loss_does_not_vanish(value, written):
    assert EN.loss(value) == written


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (1, 3, "33.3%"),
        (0, 3, "0.0%"),
        (-1, 8, f"{MINUS}12.5%"),
        (1, 0, MISSING),
        (None, 1, MISSING),
        (float("inf"), 1, MISSING),
        (1, None, MISSING),
    ],
)
def test_share(part, whole, written):
    assert EN.share(part, whole) == written


def test_share_without_decimals():
    assert EN.share(1, 3, 0) == "33%"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (5, "5"),
        (0.25, "0.25"),
        (0.123456, "0.123"),
        (1234.56, "1,235"),
        (-0.5, f"{MINUS}0.5"),
        (None, MISSING),
        (float("nan"), MISSING),
    ],
)
def test_plain(value, written):
    assert EN.plain(value) == written


def test_plain_with_more_digits():
    assert EN.plain(57.400000000000006, 6) == "57.4"


def test_count():
    assert ZH.count(12345) == "12,345"
