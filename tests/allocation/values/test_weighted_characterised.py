"""The weighted Shapley value: partnerships, mutual dependence, weighted exits, random arrival, and its limits."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
import twins
from game_strategies import carrier, given, pairs_of_tables, pay, tables, without
from hypothesis import strategies as st

import allocation as al

CLOSE = {"abs": 1e-9}
WEIGHTS = st.lists(st.integers(1, 9), min_size=4, max_size=4)
FOUR = tables(4, 4)


def weigh(values, weights):
    return pay("weighted_shapley", values, weights=weights)


def arrival(values, weights):
    """Kalai and Samet, 1987: the last to arrive is drawn by weight, then the last but one among the others, and so on."""
    n = twins.count_players(values)
    payoffs = [Fraction(0)] * n
    for order in permutations(range(n)):
        chance = Fraction(1)
        for k in range(n, 0, -1):
            chance *= Fraction(weights[order[k - 1]], sum(weights[i] for i in order[:k]))
        before = 0
        for i in order:
            payoffs[i] += chance * (values[before | 1 << i] - values[before])
            before |= 1 << i
    return [float(x) for x in payoffs]


@given(FOUR, WEIGHTS)
def test_random_arrival_by_weight(values, weights):
    assert weigh(values, weights) == pytest.approx(arrival(values, weights), **CLOSE)


@given(FOUR, WEIGHTS)
def test_exits_are_balanced_by_weight(values, weights):
    """Hart and Mas-Colell, 1989: losses by each other's exit are in proportion to the weights."""
    whole = weigh(values, weights)
    for i in range(4):
        for j in range(i):
            mine = whole[i] - weigh(without(values, j), weights[:j] + weights[j + 1 :])[i - 1]
            yours = whole[j] - weigh(without(values, i), weights[:i] + weights[i + 1 :])[j]
            assert mine / weights[i] == pytest.approx(yours / weights[j], **CLOSE)


@given(tables(2, 2), WEIGHTS)
def test_who_needs_each_other_shares_by_weight(values, weights):
    """ω-mutual dependence, Nowak and Radzik, 1995: neither of two adds anything without the other."""
    table = [values[(mask & 1) | (2 * (mask >> 1 == 3))] for mask in range(8)]
    found = weigh(table, weights[:3])
    assert found[1] * weights[2] == pytest.approx(found[2] * weights[1], **CLOSE)


@given(FOUR, WEIGHTS)
def test_a_partnership_may_first_be_paid_as_one(values, weights):
    """Partnership, Kalai and Samet: what partners get together is split among them as the game of that amount alone would be."""
    table = [values[(mask & 3) | (4 * (mask >> 2 == 3))] for mask in range(16)]
    found = weigh(table, weights)
    together = found[2] + found[3]
    assert found[2:] == pytest.approx(weigh([0, 0, 0, together], weights[2:]), **CLOSE)


@given(pairs_of_tables(3, 3), st.integers(-3, 3), WEIGHTS)
def test_it_is_linear(pair, factor, weights):
    first, second = pair
    expected = factor * weigh(first, weights[:3]) + weigh(second, weights[:3])
    assert weigh(factor * first + second, weights[:3]) == pytest.approx(expected, **CLOSE)


@given(tables(3, 3), WEIGHTS)
def test_null_players_get_nothing_and_may_leave(values, weights):
    found = weigh([*values, *values], weights)
    assert found[3] == pytest.approx(0, **CLOSE)
    assert found[:3] == pytest.approx(weigh(values, weights[:3]), **CLOSE)


@given(FOUR, WEIGHTS, st.integers(0, 3))
def test_growing_weights_take_more_of_positive_dividends(values, weights, player):
    positive = sum(carrier(4, group, float(abs(values[twins.mask_of(group)]))) for group in ([0, 1], [2, 3], [0, 3], [1, 2, 3]))
    grown = [w + 5 * (i == player) for i, w in enumerate(weights)]
    assert weigh(positive, grown)[player] >= weigh(positive, weights)[player] - 1e-9


@pytest.mark.parametrize("ratio", [1e3, 1e8, 1e15])
def test_overwhelming_weight_ends_in_the_marginal_contribution_to_all(ratio):
    """In the limit the heavy one always comes last and gets all it adds; the others split the rest by their own weights."""
    values = [0, 4, 1, 9, 3, 10, 8, 30]
    found = weigh(values, [1, 1, ratio])
    assert found[2] == pytest.approx(30 - 9, rel=30 / ratio)
    assert found[:2] == pytest.approx([6, 3], rel=40 / ratio)


@pytest.mark.parametrize("weights", [[1e300, 1e-300], [1, 1e-310], [5e-324, 1]])
def test_weights_whose_ratio_is_no_number_are_refused(weights):
    with pytest.raises(al.RuleError, match="within a factor of 1e300"):
        weigh([0, 1, 3, 10], weights)


@pytest.mark.parametrize("scale", [1e-290, 1e-10, 1.0, 1e290])
def test_the_unit_of_the_weights_is_free(scale):
    found = weigh([0, 1, 3, 10, 2, 8, 9, 30], np.array([1.0, 2.0, 4.0]) * scale)
    assert found == pytest.approx(weigh([0, 1, 3, 10, 2, 8, 9, 30], [1, 2, 4]), rel=1e-13)


@pytest.mark.parametrize("n", [11, 14])
def test_dividends_known_by_construction_are_shared_by_weight(n):
    random = np.random.default_rng(n)
    weights = random.integers(1, 20, n).astype(float)
    table, expected = np.zeros(1 << n), np.zeros(n)
    for _ in range(10):
        group = random.choice(n, size=int(random.integers(1, n)), replace=False)
        worth = float(random.integers(-30, 30))
        table += carrier(n, group.tolist(), worth)
        expected[group] += worth * weights[group] / weights[group].sum()
    assert weigh(table, weights) == pytest.approx(expected, abs=1e-8)


def test_weights_by_name_survive_another_order_of_players():
    first = al.weighted_shapley(al.TableGame([0, 1, 3, 10], ["A", "B"]), {"B": 1, "A": 2})
    second = al.weighted_shapley(al.TableGame([0, 3, 1, 10], ["B", "A"]), first.options["weights"])
    assert {name: first[name] for name in "AB"} == {name: second[name] for name in "AB"}
