"""Numbers as people write them."""

from __future__ import annotations

import contextlib
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.scenario.numbers import MAX_NUMBER, parse_flag, parse_number, parse_whole


@pytest.mark.parametrize(
    ("given_entry", "number"),
    [
        (3, 3.0),
        (2.5, 2.5),
        ("1200", 1200.0),
        (" 1200 ", 1200.0),
        ("\u00a01200\u3000", 1200.0),
        ("１２００", 1200.0),
        ("1,200", 1200.0),
        ("１，２００", 1200.0),
        ("1,234,567.5", 1234567.5),
        ("-1,200", -1200.0),
        ("－３．５", -3.5),
        ("−5", -5.0),
        ("+7", 7.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("1E-3", 0.001),
        (Fraction(1, 4), 0.25),
        (np.float64(1.5), 1.5),
        (np.int64(4), 4.0),
        (MAX_NUMBER, MAX_NUMBER),
    ],
)
def test_numbers_that_are_read(given_entry: object, number: float) -> None:
    assert parse_number(given_entry) == number


@pytest.mark.parametrize(
    "given_entry",
    [
        "1,2O0", "1200元", "12%", "¥5", "", " ", "abc", "1,20", "12,00", "1,2000", "0,125", "1.200,5", "1 200", "1_000", "0x10", "１２Ｏ", "10²", "1½", "①", "١٢",
        "1\u200b2", "--1", "1e", "e5", ".", "nan", "NaN", "inf", "Infinity", "-inf", True, False, None, [1], {}, b"1", 1j,
    ],
)  # fmt: skip
def test_entries_that_are_no_numbers(given_entry: object) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        parse_number(given_entry)


@pytest.mark.parametrize("given_entry", [math.inf, -math.inf, 1e16, -1e16, "1e999", "9" * 400, 10**400, -(10**400), np.inf])
def test_numbers_that_are_too_large(given_entry: object) -> None:
    with pytest.raises(ValueError, match="is too large"):
        parse_number(given_entry)


def test_nan_is_no_number() -> None:
    with pytest.raises(ValueError, match="nan is not a number"):
        parse_number(math.nan)


def test_minus_zero_becomes_zero() -> None:
    assert math.copysign(1, parse_number(-0.0)) == 1
    assert math.copysign(1, parse_number("-0")) == 1


@given(st.floats(-MAX_NUMBER, MAX_NUMBER, allow_nan=False))
def test_the_text_of_a_number_is_that_number(number: float) -> None:
    assert parse_number(repr(number)) == number


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.binary(), st.lists(st.integers())))
def test_anything_is_read_as_a_finite_number_or_refused(entry: object) -> None:
    with contextlib.suppress(ValueError):
        assert math.isfinite(parse_number(entry))


@given(st.integers(0, 10**12))
def test_thousands_commas_of_either_width_are_understood(number: int) -> None:
    assert parse_number(f"{number:,}") == number
    assert parse_number(f"{number:,}".replace(",", "，")) == number


@pytest.mark.parametrize(("entry", "number"), [(3, 3), (3.0, 3), ("３", 3), ("1,000", 1000), ("-2", -2)])
def test_whole_numbers_that_are_read(entry: object, number: int) -> None:
    assert parse_whole(entry) == number
    assert isinstance(parse_whole(entry), int)


@pytest.mark.parametrize("entry", [1.5, "0.1", "1e-3"])
def test_fractions_are_no_whole_numbers(entry: object) -> None:
    with pytest.raises(ValueError, match="is not a whole number"):
        parse_whole(entry)


@pytest.mark.parametrize(
    ("entry", "flag"),
    [
        (True, True),
        (False, False),
        ("yes", True),
        (" YES ", True),
        ("是", True),
        ("否", False),
        ("no", False),
        (1, True),
        (0, False),
        ("１", True),
        ("✓", True),
    ],
)
def test_yes_and_no_in_either_language(entry: object, flag: bool) -> None:
    assert parse_flag(entry) is flag


@pytest.mark.parametrize("entry", ["", "maybe", 2, 1.0, None, []])
def test_neither_yes_nor_no(entry: object) -> None:
    with pytest.raises(ValueError, match="is neither yes nor no"):
        parse_flag(entry)


def test_an_integer_too_long_to_print_is_too_large() -> None:
    with pytest.raises(ValueError, match="10\\^5000 is too large"):
        parse_number(10**5000)
