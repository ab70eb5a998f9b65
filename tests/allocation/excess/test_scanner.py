from itertools import pairwise

import numpy as np
import pytest

from allocation.coalition import grand_mask
from allocation.excess.scanner import Scanner, block_bits, over_blocks
from allocation.excess.span import Span, in_span
from allocation.excess.weighting import PER_CAPITA, UNIT, Weighting


def game(n, seed=0):
    values = np.random.default_rng(seed).normal(size=2**n)
    values[0] = 0
    return values


def sums(x):
    return (np.arange(2 ** len(x))[:, None] >> np.arange(len(x)) & 1) @ x


def outside_grand(n):
    span = Span(n)
    span.add(grand_mask(n))
    return span.orthogonal(np.random.default_rng(1))


def weights_of(weighting, n):
    return weighting.of(np.arange(2**n), n)


@pytest.mark.parametrize("n", [1, 2, 3, 7, 8, 12, 17])
def test_blocks_cover_all_coalitions(n):
    blocks = 2 ** (n - block_bits(n))
    ranges = over_blocks(n, lambda first, last: (first, last))
    assert ranges[0][0] == 0
    assert ranges[-1][1] == blocks
    assert all(a[1] == b[0] for a, b in pairwise(ranges))


def test_threads_cover_all_blocks_once():
    covered = [b for first, last in over_blocks(19, lambda first, last: (first, last), threads=3) for b in range(first, last)]
    assert covered == list(range(2 ** (19 - block_bits(19))))


TABLE = Weighting(table=np.random.default_rng(8).uniform(0.5, 2, 2**9))


@pytest.mark.parametrize("weighting", [UNIT, PER_CAPITA, TABLE], ids=["unit", "per capita", "table"])
def test_finds_the_worst_of_every_block(weighting):
    n, values = 9, game(9)
    x = np.random.default_rng(5).normal(size=n)
    level = 0.3
    y = outside_grand(n)
    found = Scanner(values, n, weighting).most_violated(x, level, 1e-9, y, 10**6)
    violation = values - sums(x) - weights_of(weighting, n) * level
    violation[[0, -1]] = -np.inf
    blocks = violation.reshape(-1, 2 ** block_bits(n))
    best = [b * blocks.shape[1] + int(row.argmax()) for b, row in enumerate(blocks) if row.max() > 1e-9]
    assert sorted(found.tolist()) == best
    assert np.all(np.diff(violation[found]) <= 0)


def test_returns_the_worst_when_fewer_are_asked_for():
    n, values, x = 10, game(10), np.zeros(10)
    every = Scanner(values, n).most_violated(x, 0.0, 0.0, outside_grand(n), 10**6)
    some = Scanner(values, n).most_violated(x, 0.0, 0.0, outside_grand(n), 5)
    assert some.tolist() == every[:5].tolist()


def test_coalitions_in_the_span_are_skipped():
    n, values = 8, game(8)
    span = Span(n)
    for mask in (255, 3, 12, 48):
        span.add(mask)
    y = span.orthogonal(np.random.default_rng(0))
    inside = in_span(np.arange(256), y)
    values[inside] = 1000.0
    found = Scanner(values, n).most_violated(np.zeros(n), 0.0, 0.0, y, 10**6)
    assert not inside[found].any()
    assert found.size


def test_nothing_is_found_where_all_are_satisfied():
    assert Scanner(game(9), 9).most_violated(np.full(9, 100.0), 0.0, 0.0, outside_grand(9), 10).size == 0


@pytest.mark.parametrize("weighting", [UNIT, PER_CAPITA], ids=["unit", "per capita"])
def test_blocks_that_are_not_read_hold_nothing(weighting):
    n, values, random = 11, game(11, 3), np.random.default_rng(6)
    scanner, y = Scanner(values, n, weighting), outside_grand(11)
    x = np.full(n, 0.5)
    for step in range(30):
        level = 1.5 - 0.03 * step
        found = scanner.most_violated(x, level, 1e-9, y, 10**6)
        fresh = Scanner(values, n, weighting).most_violated(x, level, 1e-9, y, 10**6)
        assert found.tolist() == fresh.tolist()
        x = x + random.normal(size=n) * 0.02
    assert scanner.passes < 25


def test_scale():
    n, values = 10, game(10)
    base = np.random.default_rng(1).normal(size=n)
    rest, whole = Scanner(values, n).scale(base)
    assert rest == pytest.approx(np.abs(values - sums(base)).max(), rel=1e-14)
    assert whole == np.abs(values).max()


def test_coalitions_of_negative_weight_do_not_count():
    n, values = 8, game(8)
    weights = np.ones(256)
    weights[::2] = -1
    weighting = Weighting(table=weights)
    found = Scanner(values, n, weighting).most_violated(np.zeros(n), 0.0, 0.0, outside_grand(n), 10**6)
    assert (found % 2 == 1).all()
    assert weighting.smallest == 1.0


def test_one_thread_and_four_find_the_same():
    values = game(18)
    x = np.random.default_rng(2).normal(size=18)
    one, four = (Scanner(values, 18, threads=t).most_violated(x, 1.0, 0.0, outside_grand(18), 50) for t in (1, 4))
    assert one.tolist() == four.tolist()


def test_coalitions_of_weight_zero_are_held_at_their_value_whatever_the_level():
    values, weights = np.zeros(256), np.ones(256)
    values[6], weights[6] = 1.0, 0.0
    found = Scanner(values, 8, Weighting(table=weights)).most_violated(np.zeros(8), 50.0, 0.0, outside_grand(8), 10)
    assert found.tolist() == [6]
