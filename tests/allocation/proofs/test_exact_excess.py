"""The exact scan: what float64 cannot tell apart is told apart, and nothing is missed because of rounding."""

from fractions import Fraction

import numpy as np
import pytest
import twins_excess as twin

from allocation.excess.span import Span
from allocation.excess.weighting import PER_CAPITA, UNIT, Weighting
from allocation.proofs import exact_excess
from allocation.proofs.exact_excess import ExactExcess, exceeding_exactly, fits_64_bits
from allocation.proofs.integer_table import ROUNDING, IntegerTable
from allocation.proofs.level_scan import SpanTests


def beyond_the_grand(n):
    span = Span(n)
    span.add(2**n - 1)
    return SpanTests.of([span], np.random.default_rng(3))


def above(values, payoffs, level, weighting=UNIT):
    table = values if isinstance(values, IntegerTable) else IntegerTable.of(np.asarray(values, dtype=float))
    payoffs = [Fraction(x) for x in payoffs]
    return exceeding_exactly(ExactExcess(table, weighting), payoffs, [Fraction(level)], beyond_the_grand(len(payoffs)))


@pytest.fixture(params=["64 bits", "any size"])
def arithmetic(request, monkeypatch):
    if request.param == "any size":
        monkeypatch.setattr(exact_excess, "fits_64_bits", lambda *_: False)


def test_fits_64_bits():
    assert fits_64_bits(2**60, 2**60)
    assert not fits_64_bits(2**61, 2**61)


@pytest.mark.usefixtures("arithmetic")
@pytest.mark.parametrize("off", [0, Fraction(1, 10**15), Fraction(-1, 10**15)])
def test_differences_below_float64_are_seen(off):
    values = [0, 1, 1, 7, 1, 5, 4, 11]
    payoffs = [Fraction(19, 4), Fraction(15, 4) + off, Fraction(5, 2) - off]
    found = above(values, payoffs, Fraction(-3, 2))
    assert (found is None) == (off == 0)
    if off:
        assert twin.excess(values, payoffs, found) > Fraction(-3, 2)


@pytest.mark.usefixtures("arithmetic")
@pytest.mark.parametrize("weighting", [UNIT, PER_CAPITA])
@pytest.mark.parametrize("seed", range(6))
def test_agrees_with_the_definition(seed, weighting):
    random = np.random.default_rng(seed)
    n = 5
    values = (random.integers(-30, 30, 2**n) / 10).round(1)
    values[0] = 0
    payoffs = [Fraction(int(p), int(q)) for p, q in zip(random.integers(-9, 9, n), random.integers(1, 7, n), strict=True)]
    exact = [Fraction(repr(float(v))) for v in values]
    size = (lambda mask: bin(mask).count("1")) if weighting is PER_CAPITA else (lambda _: 1)
    worst = max(twin.excess(exact, payoffs, mask) / size(mask) for mask in range(1, 2**n - 1))
    assert above(values, payoffs, worst, weighting) is None
    found = above(values, payoffs, worst - Fraction(1, 10**18), weighting)
    assert twin.excess(exact, payoffs, found) / size(found) == worst


@pytest.mark.usefixtures("arithmetic")
def test_weights_from_a_table():
    values, weights = [0, 3, 3, 6, 3, 6, 6, 9], np.array([1, 2, -1, 0, 2, 2, 2, 1])
    assert above(values, [3, 3, 3], 0, Weighting(table=weights)) is None
    assert above(values, [3, 2, 4], 0, Weighting(table=weights)) == 3
    assert above(values, [4, 2, 3], 0, Weighting(table=weights)) == 6


@pytest.mark.usefixtures("arithmetic")
def test_rounded_values_have_the_stated_tolerance():
    table = IntegerTable.of(np.array([0, 0, 0, 1 / 3, 0, 1 / 3, 1 / 3, 1 / 2]))
    assert not table.exact
    third, unit = table.value(3), table.unit
    split = [third / 2] * 3
    assert above(table, split, -ROUNDING * unit) is None
    assert above(table, split, -(ROUNDING + 1) * unit) == 3


@pytest.mark.usefixtures("arithmetic")
def test_whole_numbers_beyond_float64():
    numerators = np.array([0, 0, 0, 2**54 + 1, 0, 2**54 + 1, 2**54 + 1, 2**55], dtype=np.int64)
    table = IntegerTable.of_integers(numerators, Fraction(1, 2), True)
    half = Fraction(2**54 + 1, 4)
    assert above(table, [half] * 3, 0) is None
    assert above(table, [half] * 3, Fraction(-1, 10**30)) == 3


def test_huge_and_tiny_values():
    for scale in (1e-250, 1e250):
        values = np.array([0, 1, 1, 7, 1, 5, 4, 11]) * scale / 3
        table = IntegerTable.of(values)
        shares = [table.value(7) * k / 11 for k in (4, 4, 3)]
        worst = max(table.value(mask) - twin.payoff(mask, shares) for mask in range(1, 7))
        assert above(table, shares, worst) is None
        assert above(table, shares, worst - 2 * ROUNDING * table.unit) is not None


def test_a_memory_map_is_read_as_it_lies(tmp_path):
    path = tmp_path / "table"
    np.random.default_rng(0).integers(0, 9, 2**12).astype(np.float32).tofile(path)
    table = np.memmap(path, dtype=np.float32, mode="r")
    values = IntegerTable.of(table)
    assert np.shares_memory(values.entries, table)
    assert values.numerator(77) == int(table[77])
    assert above(values, [9] * 12, 0) is None
    assert above(values, [0] * 12, 8) is None
    assert table[above(values, [0] * 12, 7)] == 8
