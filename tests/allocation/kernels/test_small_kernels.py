"""Kernels of a few lines, each against its definition in plain Python."""

import numpy as np
import pytest
import twins

from allocation.arrays import STRETCH, first_not_finite
from allocation.kernels.pairs import fold_pairs, sums_of_pairs
from allocation.kernels.properties import worst_concave, worst_decrease, worst_difference, worst_marginal, worst_split
from allocation.kernels.rights import largest_remainders
from allocation.kernels.rules import add_rule, pair_worth, rule_worth
from allocation.kernels.unions import inside_union
from allocation.sharing.correction_limit import largest_steps
from allocation.values.onepass import block_weights

SEEDS = pytest.mark.parametrize("seed", range(4))


def table_of(n, seed):
    table = np.random.default_rng(seed).integers(-9, 10, 1 << n).astype(float)
    table[0] = 0
    return table


@SEEDS
@pytest.mark.parametrize("n", [1, 2, 4, 5])
def test_the_worst_split_is_the_worst_of_all(n, seed):
    v = table_of(n, seed)
    pairs = [(s, t) for s in range(1, 1 << n) for t in range(1, 1 << n) if not s & t]
    by, one, other = worst_split(v, 0, 1 << n)
    assert by == max((v[s] + v[t] - v[s | t] for s, t in pairs), default=-np.inf)
    assert not pairs or v[one] + v[other] - v[one | other] == by


@SEEDS
def test_the_worst_split_of_a_stretch_looks_only_there(seed):
    v = table_of(5, seed)
    whole = worst_split(v, 0, 32)
    parts = [worst_split(v, first, first + 8) for first in range(0, 32, 8)]
    assert max(part[0] for part in parts) == whole[0]


@SEEDS
@pytest.mark.parametrize("n", [2, 4, 5])
def test_the_worst_pair_of_newcomers_is_the_worst_of_all(n, seed):
    v = table_of(n, seed)
    found = worst_concave(v, n)
    changes = [
        v[s | 1 << i] + v[s | 1 << j] - v[s | 1 << i | 1 << j] - v[s]
        for i in range(n)
        for j in range(i)
        for s in range(1 << n)
        if not s >> i & 1 and not s >> j & 1
    ]
    assert found[0] == max(changes)
    assert v[found[1]] + v[found[2]] - v[found[1] | found[2]] - v[found[1] & found[2]] == found[0]


@SEEDS
@pytest.mark.parametrize("n", [1, 3, 5])
def test_the_worst_decrease_is_the_worst_of_all(n, seed):
    v = table_of(n, seed)
    by, before, after = worst_decrease(v, n)
    assert by == max(v[s] - v[s | 1 << i] for i in range(n) for s in range(1 << n) if not s >> i & 1)
    assert v[before] - v[after] == by
    assert len(twins.members(before ^ after)) == 1


@SEEDS
def test_marginals_and_differences_are_the_largest_of_all(seed):
    v = table_of(4, seed)
    for i in range(4):
        gains = [v[s | 1 << i] - v[s] for s in range(16) if not s >> i & 1]
        assert worst_marginal(v, i, 2.0) == max(abs(g - 2) for g in gains)
        for j in range(i):
            apart = [s for s in range(16) if not s >> i & 1 and not s >> j & 1]
            assert worst_difference(v, i, j) == max(abs(v[s | 1 << i] - v[s | 1 << j]) for s in apart)


@SEEDS
@pytest.mark.parametrize("n", [1, 3, 5])
def test_claims_against_utopia_are_the_largest_of_all(n, seed):
    v, top = table_of(n, seed), np.random.default_rng(seed).integers(-5, 9, n).astype(float)
    expected = [max(v[s] - sum(top[j] for j in twins.members(s)) for s in range(1 << n) if s >> i & 1) for i in range(n)]
    assert largest_remainders(v, top, n).tolist() == expected


@SEEDS
def test_steps_end_where_a_coalition_objects(seed):
    rng = np.random.default_rng(seed)
    v = -np.abs(table_of(4, seed))
    start, direction = np.zeros(4), rng.integers(-3, 4, 4).astype(float)
    steps = largest_steps(v, start, direction, 1e-9)
    for s in twins.proper(4):
        change = sum(direction[i] for i in twins.members(s))
        assert steps[s] == (v[s] / change if change < 0 else np.inf)
    assert np.isinf(steps[[0, 15]]).all()


def test_a_start_that_a_coalition_objects_to_is_marked():
    assert np.isnan(largest_steps(np.array([0.0, 3, 0, 2]), np.array([1.0, 1]), np.array([1.0, -1]), 1e-9)[0])


@pytest.mark.parametrize("precision", [np.float32, np.float64])
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("place", [0, 1, STRETCH - 1, STRETCH, 3 * STRETCH - 1])
def test_the_first_bad_number_is_found(precision, bad, place):
    values = np.ones(3 * STRETCH, dtype=precision)
    values[place] = bad
    values[-1] = bad
    assert first_not_finite(values) == place


@pytest.mark.parametrize("values", [[], [0.0], [1e308, -1e308] * STRETCH, [5e-324] * 10])
def test_numbers_that_are_all_finite_have_no_bad_one(values):
    assert first_not_finite(np.array(values)) == -1


@SEEDS
def test_rules_hold_where_all_are_in_and_none_of_the_others(seed):
    rng = np.random.default_rng(seed)
    rows = np.array([[mask >> i & 1 for i in range(4)] for mask in range(16)], dtype=bool)
    table = np.zeros(16)
    needs, without = int(rng.integers(1, 16)), int(rng.integers(0, 16))
    without &= ~needs
    add_rule(table, 3.0, needs, without)
    for bit in range(4):
        for mask in range(16):
            if mask >> bit & 1:
                table[mask] += table[mask ^ 1 << bit]
    expected = [3.0 if mask & needs == needs and not mask & without else 0.0 for mask in range(16)]
    inside, outside = (np.array(twins.members(m), dtype=np.int64) for m in (needs, without))
    ends = [np.array([0, len(group)]) for group in (inside, outside)]
    assert table.tolist() == expected
    assert rule_worth(rows, np.array([3.0]), inside, ends[0], outside, ends[1]).tolist() == expected


def test_pairs_count_where_both_are_in():
    rows = np.array([[1, 1, 0], [1, 0, 1], [1, 1, 1], [0, 0, 0]], dtype=bool)
    first, second = np.array([0, 1]), np.array([1, 2])
    assert pair_worth(rows, np.array([1.0, 2, 4]), first, second, np.array([10.0, 100])).tolist() == [13, 5, 117, 0]


@SEEDS
def test_the_game_inside_a_union_weighs_who_else_is_there(seed):
    v = table_of(5, seed)
    inside, outside = np.array([0, 1, 4, 5]), np.array([0, 2, 24, 26])
    weights = np.array([0.5, 0.2, 0.1])
    found = inside_union(v, inside, outside, weights[[0, 1, 1, 2]])
    for k, s in enumerate(inside):
        expected = sum(weights[len(twins.members(t))] * (v[q | s] - v[q]) for t, q in enumerate(outside))
        assert found[k] == pytest.approx(expected, abs=1e-12)


@SEEDS
@pytest.mark.parametrize(("n", "low"), [(2, 2), (4, 2), (6, 3), (6, 6)])
def test_sums_of_pairs_are_plain_sums(n, low, seed):
    v, weights = table_of(n, seed), np.arange(n + 1.0)
    rows = block_weights(weights, low, n)
    places, blocks = np.zeros(1 << low), np.zeros((1 << (n - low), low + 1))
    fold_pairs(v, rows, 0, len(blocks), places, blocks)
    found = sums_of_pairs(places, blocks, low, n)
    for i in range(n):
        for j in range(i):
            expected = sum(weights[len(twins.members(s))] * v[s] for s in range(1 << n) if s >> i & 1 and s >> j & 1)
            assert found[i, j] == found[j, i] == expected
