"""Kernels of the structured games against their slow twins, and the helpers they share."""

import numpy as np
import pytest
from twins_structured import as_fractions, best_matching_worth, coalition_tuples, cover_worth, rows_of, tree_cost

from allocation.arrays import finite_matrix, finite_vector
from allocation.errors import GameError, RuleError
from allocation.games.airport import AirportGame
from allocation.games.points import own_point
from allocation.kernels.matching import matching_table
from allocation.kernels.spanning_tree import grow_tree, tree_costs
from allocation.kernels.superadditive_cover import cover_table
from allocation.nested import nested_shares


def test_tree_costs_agree_with_kruskal():
    rng = np.random.default_rng(1)
    costs = np.triu(rng.integers(0, 7, (6, 6)), 1).astype(float)
    costs += costs.T
    exact = [as_fractions(row) for row in costs.tolist()]
    assert tree_costs(rows_of(5), costs).tolist() == [float(tree_cost(exact, members)) for members in coalition_tuples(5)]


def test_a_tree_grows_over_members_only():
    costs = np.array([[0, 9, 1, 9], [9, 0, 1, 1], [1, 1, 0, 1], [9, 1, 1, 0]], dtype=float)
    assert grow_tree(np.array([True, False, True]), costs).tolist() == [0, -1, 1]


def test_matchings_agree_with_all_seatings():
    profits = np.random.default_rng(2).integers(-3, 9, (3, 4)).astype(float)
    exact = [as_fractions(row) for row in profits.tolist()]
    assert matching_table(profits).tolist() == [float(best_matching_worth(exact, members)) for members in coalition_tuples(7)]


def test_covers_agree_with_all_partitions():
    table = np.random.default_rng(3).integers(-5, 5, 32).astype(float)
    table[0] = 0
    assert cover_table(table).tolist() == [cover_worth(table, mask) for mask in range(32)]


def test_a_cover_leaves_its_table_alone():
    table = np.array([0.0, 3, 4, 5])
    table.setflags(write=False)
    assert cover_table(table).tolist() == [0, 3, 4, 7]
    assert table.tolist() == [0, 3, 4, 5]


def test_nested_shares_of_equal_heights_are_equal():
    assert nested_shares(np.array([6.0, 6.0, 0.0])).tolist() == [3.0, 3.0, 0.0]


def test_an_unknown_point_is_refused():
    with pytest.raises(RuleError, match="AirportGame has no closed form for 'bird'"):
        own_point(AirportGame([1]), "bird")


def test_the_place_of_a_broken_number_is_named():
    with pytest.raises(GameError, match=r"the profits must be finite numbers: entry \[1, 0\] is nan"):
        finite_matrix([[1, 2], [np.nan, 3]], "the profits")


def test_a_list_is_not_a_table():
    with pytest.raises(GameError, match="got 1 dimensions"):
        finite_matrix([1, 2], "the profits")


def test_a_table_is_not_a_list():
    with pytest.raises(GameError, match="got 2 dimensions"):
        finite_vector([[1, 2]], "the costs")
