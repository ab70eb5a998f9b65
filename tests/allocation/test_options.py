"""Options as users give them."""

import networkx as nx
import numpy as np
import pytest

import allocation as al
from allocation.options import edges_of, partition_of, per_player, positive_weights, shares_of

GAME = al.TableGame(np.zeros(16), players=["A", "B", "C", "D"])


@pytest.mark.parametrize("given", [[1, 2, 3, 4], (1.0, 2.0, 3.0, 4.0), np.array([1, 2, 3, 4]), {"D": 4, "A": 1, "C": 3, "B": 2}])
def test_numbers_come_in_order_or_by_name(given):
    assert per_player(GAME, given, "weights").tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([1, 2], "4 players, got shape"),
        ({"A": 1, "B": 2}, "nothing for C, D"),
        ({"A": 1, "B": 2, "C": 3, "D": 4, "E": 5}, "unknown player 'E'"),
        ([1, 2, 3, np.nan], "finite numbers, got nan"),
        ([1, 2, 3, np.inf], "finite numbers, got inf"),
        ([1, 2, 3, "x"], "one number per player"),
        ([[1], [2], [3], [4]], "got shape"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(given, message):
    with pytest.raises(al.RuleError, match=message):
        per_player(GAME, given, "weights")


@pytest.mark.parametrize(
    ("weights", "message"), [([1, -1, 2, -3], "B, D"), ([0, 0, 0, 0], "positive, finite sum"), ([1e308] * 4, "positive, finite sum")]
)
def test_weights_must_be_non_negative_with_a_positive_sum(weights, message):
    with pytest.raises(al.RuleError, match=message), np.errstate(over="ignore"):
        positive_weights(GAME, weights)


def test_weights_may_have_to_be_positive():
    with pytest.raises(al.RuleError, match="must be positive, which it is not for A"):
        positive_weights(GAME, [0, 1, 1, 1], zero=False)


def test_shares_typed_with_few_decimals_are_made_to_add_up():
    assert shares_of(np.array([0.3333333333, 0.3333333333, 0.3333333334]), "factors").sum() == 1


def test_shares_that_do_not_add_up_are_refused():
    with pytest.raises(al.RuleError, match="add up to 1, got"):
        shares_of(np.array([0.5, 0.4]), "factors")


def test_who_is_in_no_union_stands_alone():
    assert partition_of(GAME, [["D", "B"]]) == [[1, 3], [0], [2]]


@pytest.mark.parametrize(
    ("unions", "message"),
    [
        ([["A", "B"], ["B"]], "puts B"),
        ([["A", "A"]], "puts A"),
        ([[]], "empty union"),
        ([["A", "X"]], "unknown player 'X'"),
        ("AB", "list of groups"),
    ],
)
def test_unions_that_do_not_fit_are_refused(unions, message):
    with pytest.raises(al.RuleError, match=message):
        partition_of(GAME, unions)


@pytest.mark.parametrize("graph", [[("B", "A"), ("C", "D"), ("A", "B")], nx.Graph([("A", "B"), ("D", "C")]), []])
def test_links_come_as_pairs_or_as_a_graph(graph):
    assert edges_of(GAME, graph) == ([(0, 1), (2, 3)] if len(graph) else [])


@pytest.mark.parametrize(
    ("graph", "message"), [([("A",)], "pairs of players"), (["AB"], "pairs of players"), ([("A", "A")], "to itself"), ([("A", "Z")], "'Z'")]
)
def test_links_that_do_not_fit_are_refused(graph, message):
    with pytest.raises(al.RuleError, match=message):
        edges_of(GAME, graph)
