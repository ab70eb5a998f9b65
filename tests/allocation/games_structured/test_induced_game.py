"""Induced subgraph games: links given as pairs, triples or a graph."""

import networkx as nx
import numpy as np
import pytest
from twins_structured import as_fractions

import allocation as al


def test_reference_numbers(vectors):
    found = 0
    for vector in vectors("structured"):
        if vector["game"]["kind"] != "induced_subgraph":
            continue
        links = [(str(a), str(b), weight) for a, b, weight in vector["game"]["edges"]]
        game = al.InducedSubgraphGame(links, players=[str(i) for i in range(vector["game"]["n"])])
        expected = [float(x) for x in as_fractions(vector["expect"]["shapley"])]
        assert game.closed_form("shapley") == pytest.approx(expected, abs=1e-9)
        assert al.shapley(al.TableGame(game.table())).payoffs == pytest.approx(expected, abs=1e-9)
        assert game.closed_form("nucleolus") == pytest.approx([float(x) for x in as_fractions(vector["expect"]["nucleolus"])], abs=1e-9)
        found += 1
    assert found


def test_players_come_in_the_order_of_the_links():
    assert al.InducedSubgraphGame([("C", "A"), ("A", "B")]).players == ("C", "A", "B")


def test_a_link_without_weight_counts_one():
    assert al.InducedSubgraphGame([("A", "B"), ("B", "C", 4)]).grand_value == 5.0


def test_nobody_is_worth_anything_alone():
    assert al.InducedSubgraphGame([("A", "B", 3)]).singles().tolist() == [0.0, 0.0]


def test_a_player_without_links_gets_nothing():
    game = al.InducedSubgraphGame([("A", "B", 3)], players=["A", "B", "Z"])
    assert game.closed_form("shapley").tolist() == [1.5, 1.5, 0.0]


def test_negative_weights_are_allowed():
    game = al.InducedSubgraphGame([("A", "B", 3), ("B", "C", -4)])
    assert game.table().tolist() == [0, 0, 0, 3, 0, 0, -4, -1]


def test_a_graph_brings_nodes_and_weights():
    graph = nx.Graph()
    graph.add_node(7)
    graph.add_edge(1, 2, weight=2.5)
    graph.add_edge(2, 3)
    game = al.InducedSubgraphGame(graph)
    assert game.players == ("7", "1", "2", "3")
    assert game.closed_form("shapley").tolist() == [0.0, 1.25, 1.75, 0.5]


def test_a_directed_graph_is_refused():
    with pytest.raises(al.GameError, match="to_undirected"):
        al.InducedSubgraphGame(nx.DiGraph([(1, 2)]))


@pytest.mark.parametrize(
    ("links", "players", "message"),
    [
        ([("A", "B"), ("B", "A", 2)], None, "twice"),
        ([("A", "A")], None, "one player twice"),
        ([("A",)], None, "two names"),
        (["AB"], None, "two names"),
        ([("A", "B", np.nan)], None, "finite"),
        ([("A", "B")], ["A", "C"], "must name two of the players"),
        ([], None, "at least one player"),
    ],
)
def test_links_that_are_none_are_refused(links, players, message):
    with pytest.raises(al.GameError, match=message):
        al.InducedSubgraphGame(links, players)
