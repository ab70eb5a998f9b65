import numpy as np
import pytest
import twins_excess as twin

from allocation.excess.span import Span
from allocation.excess.weighting import PER_CAPITA, UNIT, Weighting
from allocation.proofs.level_scan import SpanTests, exceeding, fits_64_bits

N = 7


def spans(*groups):
    span, found = Span(N), []
    span.add(2**N - 1)
    for group in groups:
        found.append(span.copy())
        for mask in group:
            span.add(mask)
    return found


def offenders(values, x, weights, levels, tolerance, groups):
    """By the definition, with ranks over the rationals."""
    known, found = [twin.row(2**N - 1, N)], set()
    for level, group in zip(levels, groups, strict=True):
        rank = twin._rank(known)
        above = [m for m in range(1, 2**N - 1) if values[m] - sum(x[i] for i in twin.members(m, N)) > weights[m] * level + tolerance]
        found |= {m for m in above if twin._rank([*known, twin.row(m, N)]) > rank}
        known += [twin.row(mask, N) for mask in group]
    return found


SIZES = np.array([bin(mask).count("1") for mask in range(2**N)])
WEIGHTINGS = {"unit": (UNIT, np.ones(2**N, int)), "per capita": (PER_CAPITA, SIZES)}


@pytest.mark.parametrize("number", [np.float64, np.int64, object])
@pytest.mark.parametrize("kind", WEIGHTINGS)
@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_the_definition(number, kind, seed):
    random = np.random.default_rng(seed)
    weighting, weights = WEIGHTINGS[kind]
    values = random.integers(-5, 8, 2**N)
    values[0] = 0
    x = random.integers(-2, 5, N)
    levels, groups = sorted(random.integers(0, 9, 3).tolist(), reverse=True), [[3, 96], [17], [40]]
    tests = SpanTests.of(spans(*groups), random)
    expected = offenders(values.tolist(), x.tolist(), weights.tolist(), levels, 0, groups)
    table = values.astype(np.float64) if number is np.float64 else values
    one = 1 if number is object else number(1)
    found = exceeding(table, one, x.astype(number), weighting, np.array(levels, dtype=number), 0, tests)
    assert (found in expected) if expected else found is None


@pytest.mark.parametrize("number", [np.float64, np.int64, object])
def test_tolerance(number):
    values = np.zeros(2**N, dtype=np.float64 if number is np.float64 else np.int64)
    values[5] = 10
    tests = SpanTests.of(spans([3]), np.random.default_rng(0))
    x, levels = np.zeros(N).astype(number), np.zeros(1).astype(number)
    one = 1 if number is object else number(1)
    assert exceeding(values, one, x, UNIT, levels, 9, tests) == 5
    assert exceeding(values, one, x, UNIT, levels, 10, tests) is None


@pytest.mark.parametrize("number", [np.int64, object])
def test_weights_from_a_table(number):
    values = np.zeros(2**N, dtype=np.int64)
    values[5], values[6] = 10, 10
    weights = np.full(2**N, 5)
    weights[6] = -1
    tests = SpanTests.of(spans([3]), np.random.default_rng(0))
    x, weighting = np.zeros(N).astype(number), Weighting(table=weights)
    one = 1 if number is object else number(1)
    assert exceeding(values, one, x, weighting, np.array([1], dtype=number), 0, tests) == 5
    assert exceeding(values, one, x, weighting, np.array([2], dtype=number), 0, tests) is None


def test_fits_64_bits():
    assert fits_64_bits(2**60, 2**60)
    assert not fits_64_bits(2**61, 2**61)


@pytest.mark.parametrize("number", [np.int64, object])
def test_weight_zero_is_held_whatever_the_level(number):
    values, weights = np.zeros(2**N, dtype=np.int64), np.full(2**N, 5)
    values[6], weights[6] = 1, 0
    tests = SpanTests.of(spans([3]), np.random.default_rng(0))
    one = 1 if number is object else number(1)
    assert exceeding(values, one, np.zeros(N).astype(number), Weighting(table=weights), np.array([9], dtype=number), 0, tests) == 6
