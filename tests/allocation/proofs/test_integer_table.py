from fractions import Fraction

import numpy as np
import pytest

from allocation.proofs.integer_table import ROUNDING, IntegerTable, reading


@pytest.mark.parametrize(
    ("values", "numerators", "unit"),
    [
        ([0, 1, -2, 3], [0, 1, -2, 3], 1),
        ([0, 0.5, 2.25, -1], [0, 50, 225, -100], Fraction(1, 100)),
        ([0, 0.1, 0.2, 0.3], [0, 1, 2, 3], Fraction(1, 10)),
        ([0, 1e15, 1, 2], [0, 10**15, 1, 2], 1),
        ([0, 123.456789012, 0, 0], [0, 123456789012, 0, 0], Fraction(1, 10**9)),
        ([0.0, 0, 0, 0], [0, 0, 0, 0], 1),
    ],
)
def test_short_decimals_are_read_exactly(values, numerators, unit):
    table = IntegerTable.of(np.array(values, dtype=float))
    assert table.exact
    assert table.tolerance == 0
    assert table.numerators().tolist() == numerators
    assert table.unit == unit
    assert table.value(3) == numerators[3] * Fraction(unit)


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1 / 3, 1e17, 1e300])
def test_other_values_are_read_to_a_stated_unit(scale):
    values = np.array([0, 1 / 3, 2 / 7, -1]) * scale * (1 + 1e-13)
    table = IntegerTable.of(values)
    assert not table.exact
    assert table.tolerance == ROUNDING
    read = [table.value(mask) for mask in range(4)]
    assert all(abs(Fraction(float(v)) - r) <= table.unit / 2 for v, r in zip(values, read, strict=True))
    assert table.unit < Fraction(float(abs(values).max())) / 10**12
    assert table.largest < 2**44


def test_noise_is_rounded_away():
    table = IntegerTable.of(np.array([0, 0.1, 0.2, 0.1 + 0.2]))
    assert table.numerator(3) == pytest.approx(table.numerator(1) + table.numerator(2), abs=1)


def test_reading_says_which():
    assert "exactly" in reading(IntegerTable.of(np.array([0, 1.0]))).detail
    assert "no short decimals" in reading(IntegerTable.of(np.array([0, 1 / 3]))).detail


def test_largest_counts_negative_values():
    assert IntegerTable.of(np.array([0, -7.0, 2, 3])).largest == 7
