import numpy as np
import pytest
import twins_excess as twin

from allocation.excess.span import Span
from allocation.excess.weighting import PER_CAPITA, UNIT, Weighting
from allocation.proofs import level_scan
from allocation.proofs.level_scan import SpanTests, exceeding

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


def found_at(values, x, weighting, levels, tests, slack=0.0, confirm=None):
    return exceeding(np.asarray(values), np.array(x, dtype=float), weighting, np.array(levels, dtype=float), slack, tests, confirm)


@pytest.mark.parametrize("number", [np.float32, np.float64, np.int64])
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
    found = found_at(values.astype(number), x, weighting, levels, tests)
    assert (found in expected) if expected else found is None


def test_slack():
    values = np.zeros(2**N)
    values[5] = 10
    tests = SpanTests.of(spans([3]), np.random.default_rng(0))
    assert found_at(values, np.zeros(N), UNIT, [0], tests, 9.0) == 5
    assert found_at(values, np.zeros(N), UNIT, [0], tests, 10.0) is None


def test_weights_from_a_table():
    values = np.zeros(2**N, dtype=np.int64)
    values[5], values[6] = 10, 10
    weights = np.full(2**N, 5)
    weights[6] = -1
    tests = SpanTests.of(spans([3]), np.random.default_rng(0))
    assert found_at(values, np.zeros(N), Weighting(table=weights), [1], tests) == 5
    assert found_at(values, np.zeros(N), Weighting(table=weights), [2], tests) is None


def test_weight_zero_is_held_whatever_the_level():
    values, weights = np.zeros(2**N, dtype=np.int64), np.full(2**N, 5)
    values[6], weights[6] = 1, 0
    tests = SpanTests.of(spans([3]), np.random.default_rng(0))
    assert found_at(values, np.zeros(N), Weighting(table=weights), [9], tests) == 6


def test_a_lower_level_that_comes_first_is_not_passed_over():
    values = np.zeros(2**N)
    values[6] = 3
    tests = SpanTests.of(spans([3], [17]), np.random.default_rng(0))
    assert found_at(values, np.zeros(N), UNIT, [1, 5], tests) == 6


@pytest.mark.parametrize("room", [0, 3, 2**14])
def test_every_suspect_is_looked_at_once(room, monkeypatch):
    monkeypatch.setattr(level_scan, "ROOM", room)
    n, seen = 13, []
    values = np.random.default_rng(1).integers(0, 3, 2**n).astype(float)
    span = Span(n)
    span.add(2**n - 1)
    tests = SpanTests.of([span], np.random.default_rng(0))
    assert found_at(values, np.zeros(n), UNIT, [0.5], tests, confirm=lambda masks: seen.extend(masks.tolist())) is None
    assert seen == [mask for mask in range(1, 2**n - 1) if values[mask] >= 1]


def test_what_is_confirmed_is_returned():
    values = np.arange(2.0**N)
    tests = SpanTests.of(spans([3]), np.random.default_rng(0))
    assert found_at(values, np.zeros(N), UNIT, [50], tests, confirm=lambda masks: int(masks[-1])) == 126
