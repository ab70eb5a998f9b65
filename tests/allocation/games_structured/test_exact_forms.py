"""The exact formulas that re-check results, against definitions that share nothing with them."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment
from twins_structured import airport_worth, best_matching_worth, coalition_tuples, shapley_by_orders, tree_cost

import allocation as al
from allocation.games.convex import tau_between_exactly
from allocation.games.exact_airport import airport_nucleolus, airport_shapley, airport_tau
from allocation.games.exact_assignment import best_matching, rows_best_point
from allocation.games.exact_tree import tree_bird, tree_folk

amounts = st.integers(0, 12).map(Fraction)


def excesses(costs, shares):
    """What coalitions pay less than alone, smallest first: the nucleolus makes this as large as possible."""
    worth = airport_worth(costs)
    return sorted(-worth(members) - sum(shares[i] for i in members) for members in coalition_tuples(len(costs))[1:-1])


@st.composite
def arc_costs(draw):
    n = draw(st.integers(1, 4))
    costs = [[Fraction(0)] * (n + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        for j in range(i):
            costs[i][j] = costs[j][i] = draw(amounts)
    return costs


@settings(max_examples=40, deadline=None)
@given(costs=st.lists(amounts, min_size=1, max_size=5))
def test_airport_shapley_is_the_average_over_orders(costs):
    assert airport_shapley(costs) == [-x for x in shapley_by_orders(airport_worth(costs), len(costs))]


@settings(max_examples=40, deadline=None)
@given(costs=st.lists(amounts, min_size=2, max_size=5), moved=st.tuples(st.integers(0, 4), st.integers(0, 4)), step=st.integers(1, 12))
def test_no_shift_between_two_users_improves_the_airport_nucleolus(costs, moved, step):
    shares = airport_nucleolus(costs)
    giver, taker = moved[0] % len(costs), moved[1] % len(costs)
    other = list(shares)
    other[giver] += Fraction(step, 7)
    other[taker] -= Fraction(step, 7)
    assert excesses(costs, shares) >= excesses(costs, other)


@settings(max_examples=40, deadline=None)
@given(costs=st.lists(amounts, min_size=1, max_size=6))
def test_airport_points_add_up_and_keep_order(costs):
    for point in (airport_shapley, airport_nucleolus, airport_tau):
        shares = point(costs)
        assert sum(shares) == max(costs)
        assert all(0 <= share <= cost for share, cost in zip(shares, costs, strict=True))
        assert [share for _, share in sorted(zip(costs, shares, strict=True))] == sorted(shares)


@settings(max_examples=40, deadline=None)
@given(costs=arc_costs())
def test_tree_points_pay_for_the_cheapest_tree(costs):
    everybody = tuple(range(len(costs) - 1))
    assert sum(tree_bird(costs)) == sum(tree_folk(costs)) == tree_cost(costs, everybody)


@settings(max_examples=40, deadline=None)
@given(costs=arc_costs())
def test_no_coalition_builds_a_cheaper_tree_than_it_pays(costs):
    for shares in (tree_bird(costs), tree_folk(costs)):
        for members in coalition_tuples(len(costs) - 1):
            assert sum(shares[i] for i in members) <= tree_cost(costs, members)


@settings(max_examples=40, deadline=None)
@given(costs=arc_costs())
def test_tree_points_agree_with_floats(costs):
    game = al.TreeGame([[float(x) for x in row] for row in costs])
    assert al.cost_shares(game.bird()).tolist() == [float(x) for x in tree_bird(costs)]
    assert al.cost_shares(game.folk()) == pytest.approx([float(x) for x in tree_folk(costs)], abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(rows=st.integers(1, 3), columns=st.integers(1, 3), data=st.data())
def test_the_hungarian_method_finds_a_best_matching(rows, columns, data):
    profits = [[data.draw(st.integers(-5, 9).map(Fraction)) for _ in range(columns)] for _ in range(rows)]
    pairs = best_matching(profits)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert sum(profits[i][j] for i, j in pairs) == best_matching_worth(profits, tuple(range(rows + columns)))


@pytest.mark.parametrize("shape", [(9, 9), (4, 12), (12, 4), (1, 7)])
def test_larger_matchings_agree_with_scipy(shape):
    profits = np.random.default_rng(5).integers(0, 100, shape)
    rows, columns = linear_sum_assignment(profits, maximize=True)
    exact = [[Fraction(int(x)) for x in row] for row in profits]
    assert sum(exact[i][j] for i, j in best_matching(exact)) == profits[rows, columns].sum()


@settings(max_examples=40, deadline=None)
@given(rows=st.integers(1, 3), columns=st.integers(1, 3), data=st.data())
def test_the_best_point_of_the_rows_leaves_no_pair_better_off_apart(rows, columns, data):
    profits = [[data.draw(st.integers(-5, 9).map(Fraction)) for _ in range(columns)] for _ in range(rows)]
    high, low = rows_best_point(profits)
    assert min(*high, *low) >= 0
    assert all(high[i] + low[j] >= profits[i][j] for i in range(rows) for j in range(columns))
    assert sum(high) + sum(low) == best_matching_worth(profits, tuple(range(rows + columns)))


def test_a_point_between_two_ends_has_the_asked_total():
    assert tau_between_exactly([Fraction(0), Fraction(1)], [Fraction(4), Fraction(3)], Fraction(4)) == [2, 2]


def test_a_point_between_equal_ends_is_that_end():
    assert tau_between_exactly([Fraction(2)], [Fraction(2)], Fraction(2)) == [2]


@pytest.mark.parametrize("rule", [rule.name for rule in al.claims_rules()])
def test_exact_divisions_do_not_depend_on_the_order_of_claimants(rule):
    described = next(one for one in al.claims_rules() if one.name == rule)
    claims = [Fraction(2), Fraction(5), Fraction(5), Fraction(9)]
    plain = described.exactly(claims, Fraction(11))
    for order in permutations(range(4)):
        assert described.exactly([claims[i] for i in order], Fraction(11)) == [plain[i] for i in order]
