"""Scans with weights remember which blocks cannot hold a violated coalition: fewer are read, and nothing is missed."""

import numpy as np
import pytest

import allocation as al
from allocation.excess.scanner import Scanner
from allocation.excess.span import Span
from allocation.excess.weighting import Weighting

N = 12


@pytest.fixture
def nobody_inside():
    span = Span(N)
    span.add(2**N - 1)
    return span.orthogonal(np.random.default_rng(1))


def game(seed):
    random = np.random.default_rng(seed)
    values = random.integers(0, 60, 2**N).astype(float)
    values[0] = 0
    weights = random.integers(1, 9, 2**N) / 8
    weights[random.random(2**N) < 0.1] = -1.0
    weights[random.random(2**N) < 0.1] = 0.0
    return values, weights


def worst(values, weights, payoffs, level):
    sums = np.array([payoffs[[i for i in range(N) if m >> i & 1]].sum() for m in range(2**N)])
    left = np.where(weights >= 0, values - sums - weights * level, -np.inf)
    left[[0, -1]] = -np.inf
    return left


@pytest.mark.parametrize("seed", range(4))
def test_a_scanner_with_a_memory_finds_the_worst_every_time(seed, nobody_inside):
    values, weights = game(seed)
    random = np.random.default_rng([9, seed])
    scanner = Scanner(values, N, Weighting(table=weights))
    payoffs, level = np.full(N, 8.0), 20.0
    for _ in range(12):
        payoffs = payoffs + random.normal(0, 0.6, N)
        level += float(random.normal(0, 3))
        left = worst(values, weights, payoffs, level)
        found = scanner.most_violated(payoffs, level, 1e-9, nobody_inside, 5)
        if left.max() > 1e-6:
            assert left[found[0]] == pytest.approx(left.max(), abs=1e-9)
        else:
            assert not found.size


def test_blocks_that_cannot_matter_are_not_read_again(nobody_inside):
    values, weights = game(1)
    scanner = Scanner(values, N, Weighting(table=np.abs(weights)))
    scanner.most_violated(np.full(N, 70.0), 10.0, 1e-9, nobody_inside, 5)
    before = scanner.blocks_read
    scanner.most_violated(np.full(N, 70.0), 10.0, 1e-9, nobody_inside, 5)
    scanner.most_violated(np.full(N, 71.0), 11.0, 1e-9, nobody_inside, 5)
    assert scanner.blocks_read == before


@pytest.mark.parametrize("fall", [0.5, 5.0, 500.0])
def test_a_level_that_falls_brings_blocks_back(nobody_inside, fall):
    values, weights = game(2)
    scanner, fresh = (Scanner(values, N, Weighting(table=np.abs(weights))) for _ in range(2))
    payoffs = np.full(N, 12.0)
    scanner.most_violated(payoffs, 5.0, 1e-9, nobody_inside, 5)
    again = scanner.most_violated(payoffs, 5.0 - fall, 1e-9, nobody_inside, 5)
    assert set(again.tolist()) == set(fresh.most_violated(payoffs, 5.0 - fall, 1e-9, nobody_inside, 5).tolist())


@pytest.mark.parametrize("rule", ["proportional_nucleolus", "disruption_nucleolus"])
def test_weighted_rules_read_the_table_a_few_times_only(rule):
    sizes = np.array([m.bit_count() for m in range(2**15)])
    values = np.rint(np.random.default_rng(3).uniform(0, 10, 2**15) * sizes + 5 * sizes**2)
    found = al.split(al.TableGame(values), rule)
    assert found.details["passes"] < 6
    assert found.details["certified"]


def test_two_orders_of_the_players_give_one_weighted_nucleolus():
    random = np.random.default_rng(5)
    values = random.integers(0, 40, 2**11).astype(float)
    weights = random.integers(1, 4, 2**11).astype(float)
    values[0] = 0
    turned = np.array([int(f"{m:011b}"[::-1], 2) for m in range(2**11)])
    one = al.weighted_prenucleolus(al.TableGame(values), weights)
    two = al.weighted_prenucleolus(al.TableGame(values[turned]), weights[turned])
    assert one.payoffs == pytest.approx(two.payoffs[::-1], abs=1e-8)
