"""Kernels where their strides, blocks and shifts change: one entry, either side of a block, the highest bits."""

import numpy as np
import pytest
import twins
from game_strategies import given, tables
from hypothesis import strategies as st

from allocation.arrays import first_not_finite
from allocation.kernels.bits import popcount
from allocation.kernels.evaluate import evaluate_masks
from allocation.kernels.lattice import moebius, zeta
from allocation.kernels.network import link_table, restricted_table
from allocation.kernels.properties import worst_concave, worst_decrease, worst_difference, worst_marginal, worst_split
from allocation.kernels.rights import largest_remainders
from allocation.kernels.rules import add_rule, pair_worth, rule_worth
from allocation.kernels.superadditive_cover import cover_table
from allocation.kernels.unions import inside_union
from allocation.sharing.correction_limit import largest_steps

EMPTY = np.zeros(0, dtype=np.int64)


def floats(values):
    return np.array(values, dtype=np.float64)


def random_table(n, seed=0):
    return np.random.default_rng(seed).integers(-40, 40, 1 << n).astype(float)


# Sums over subsets


@pytest.mark.parametrize("n", range(16))
def test_sums_over_subsets_at_every_stride(n):
    """Whole numbers, so that the plain numpy route must give the same bits."""
    table, plain = random_table(n, n), random_table(n, n)
    zeta(table, n)
    for bit in range(n):
        view = plain.reshape(-1, 2, 1 << bit)
        view[:, 1] += view[:, 0]
    assert np.array_equal(table, plain)


@pytest.mark.parametrize("n", range(16))
def test_the_inverse_at_every_stride(n):
    table = random_table(n, n)
    zeta(table, n)
    moebius(table, n)
    assert np.array_equal(table, random_table(n, n))


def test_a_view_is_changed_where_it_is_and_nowhere_else():
    whole = np.zeros(24)
    whole[8] = 1.0
    zeta(whole[8:16], 3)
    assert whole.tolist() == [0] * 8 + [1] * 8 + [0] * 8


# Bits and bad numbers


@pytest.mark.parametrize("mask", [0, 1, 2**31, 2**32 - 1, 2**61, 2**62 - 1])
def test_members_are_counted_up_to_the_last_bit(mask):
    assert popcount(mask) == popcount(np.int64(mask)) == mask.bit_count()


@pytest.mark.parametrize("length", [0, 1, 4095, 4096, 4097, 8192])
def test_numbers_at_the_seams_of_the_stretches(length):
    values = np.full(length, 1e308)
    assert first_not_finite(values) == -1
    for place in {0, length - 1, length // 2} & set(range(length)):
        values[place] = np.inf
        assert first_not_finite(values) == place
        values[place] = 5e-324


def test_the_first_of_several_bad_numbers_is_told():
    values = np.zeros(10_000)
    values[[9_000, 4_097, 4_100]] = np.nan
    assert first_not_finite(values) == 4_097


def test_a_compiled_function_sees_every_mask_unsigned():
    import numba

    @numba.njit
    def top(mask):
        return float(mask >> np.uint64(61))

    masks = np.array([0, 2**61, 2**62 - 1, 2**61 - 1], dtype=np.uint64)
    assert evaluate_masks(top, masks).tolist() == [0, 1, 1, 0]


# Properties


@given(tables(1, 4))
def test_violations_are_those_of_all_pairs(values):
    n, table = twins.count_players(values), floats(values)
    splits = [values[s] + values[t] - values[s | t] for s in range(1, 1 << n) for t in range(1, 1 << n) if not s & t]
    assert worst_split(table, 0, 1 << n)[0] == max(splits, default=-np.inf)
    bends = [values[s] + values[t] - values[s | t] - values[s & t] for s in range(1 << n) for t in range(1 << n) if s & ~t and t & ~s]
    assert (worst_concave(table, n)[0] <= 0) == (max(bends, default=0) <= 0)
    drops = [values[s] - values[s | 1 << i] for s in range(1 << n) for i in range(n) if not s >> i & 1]
    assert worst_decrease(table, n)[0] == max(drops)


@pytest.mark.parametrize("cut", [0, 1, 5, 8, 15, 16])
def test_a_search_in_two_parts_finds_what_one_finds(cut):
    table = random_table(4, 5)
    parts = [worst_split(table, 0, cut), worst_split(table, cut, 16)]
    assert max(part[0] for part in parts) == worst_split(table, 0, 16)[0]


def test_one_player_violates_nothing():
    table = floats([0, -5])
    assert worst_split(table, 0, 2)[0] == -np.inf
    assert worst_concave(table, 1)[0] == -np.inf
    assert worst_decrease(table, 1) == (5, 0, 1)
    assert worst_marginal(table, 0, -5.0) == 0


@given(tables(2, 4))
def test_differences_are_symmetric_and_marginals_shift(values):
    n, table = twins.count_players(values), floats(values)
    assert worst_difference(table, 0, n - 1) == worst_difference(table, n - 1, 0)
    assert worst_marginal(table, 0, 3.0) <= worst_marginal(table, 0, 0.0) + 3


# Rights and directions


@given(tables(1, 4))
def test_rights_are_the_textbook_ones(values):
    n = twins.count_players(values)
    top = floats([float(x) for x in twins.utopia(values)])
    assert largest_remainders(floats(values), top, n) + top == pytest.approx([float(x) for x in twins.minimal_rights(values)], abs=1e-9)


def test_a_direction_that_changes_nothing_is_never_stopped():
    table = floats([0, 1, 1, 4])
    assert np.all(np.isinf(largest_steps(table, floats([2, 2]), np.zeros(2), 1e-9)))


def test_a_start_on_the_edge_may_not_move_at_all():
    steps = largest_steps(floats([0, 2, 0, 4]), floats([2, 2]), floats([-1, 1]), 1e-9)
    assert steps.tolist() == [np.inf, 0, np.inf, np.inf]


# Rules and pairs


@given(st.lists(st.tuples(st.integers(-9, 9), st.sets(st.integers(0, 4), min_size=1), st.sets(st.integers(0, 4))), max_size=5))
def test_rules_by_rows_and_by_dividends_are_the_same_game(listed):
    rules = [(value, sorted(needs), sorted(without - needs)) for value, needs, without in listed]
    table = np.zeros(32)
    for value, needs, without in rules:
        add_rule(table, float(value), twins.mask_of(needs), twins.mask_of(without))
    zeta(table, 5)
    rows = np.array([[mask >> i & 1 for i in range(5)] for mask in range(32)], dtype=bool)
    ends = [np.cumsum([0, *(len(rule[k]) for rule in rules)]) for k in (1, 2)]
    groups = [np.array([i for rule in rules for i in rule[k]], dtype=np.int64) for k in (1, 2)]
    worth = rule_worth(rows, floats([rule[0] for rule in rules]), groups[0], ends[0], groups[1], ends[1])
    assert np.array_equal(worth, table)


def test_pairs_without_any_pair():
    rows = np.array([[True, False], [True, True]])
    assert pair_worth(rows, floats([3, 4]), EMPTY, EMPTY, np.zeros(0)).tolist() == [3, 7]


# Unions and networks


def test_a_union_of_all_plays_the_game_itself():
    table = random_table(4, 6)
    table[0] = 0
    everyone = np.arange(16)
    assert np.array_equal(inside_union(table, everyone, np.zeros(1, dtype=np.int64), np.ones(1)), table)


def test_blocs_are_met_with_their_weights():
    """One player against two blocs: none, one of them, or both are there."""
    table = np.arange(16.0) ** 2
    inside, outside = np.array([0, 1]), np.array([0, 2, 12, 14])
    weights = floats([0.5, 0.2, 0.2, 0.1])
    expected = 0.5 * 1 + 0.2 * (9 - 4) + 0.2 * (13**2 - 12**2) + 0.1 * (15**2 - 14**2)
    assert inside_union(table, inside, outside, weights)[1] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("n", [1, 4, 6])
def test_networks_without_links_and_with_all(n):
    table = random_table(n, 7)
    table[0] = 0
    alone = np.array([sum(table[1 << i] for i in twins.members(mask)) for mask in range(1 << n)])
    assert np.array_equal(restricted_table(table, np.zeros(n, dtype=np.int64)), alone)
    full = np.array([(1 << n) - 1 - (1 << i) for i in range(n)])
    assert np.array_equal(restricted_table(table, full), table)
    assert link_table(table, n, EMPTY, EMPTY).tolist() == [alone[-1]]


def test_a_long_line_is_followed_to_its_end():
    n = 14
    neighbours = np.array([(1 << (i - 1) if i else 0) | (1 << (i + 1) if i < n - 1 else 0) for i in range(n)])
    squares = np.bitwise_count(np.arange(1 << n, dtype=np.uint64)).astype(float) ** 2
    restricted = restricted_table(squares, neighbours)
    assert restricted[-1] == n * n
    assert restricted[0b0101_0101_0101_01] == 7
    assert restricted[0b1111_0011_1111_11] == 4**2 + 8**2


# Covers


@given(tables(1, 4))
def test_the_cover_is_the_best_over_all_ways_to_split(values):
    best = {0: 0}
    for mask in range(1, len(values)):
        parts = [part for part in range(1, mask + 1) if part & mask == part and part & mask & -mask]
        best[mask] = max(values[part] + best[mask ^ part] for part in parts)
    assert cover_table(floats(values)).tolist() == [best[mask] for mask in range(len(values))]
