"""Past cooperation as a graph: distances, acquaintance, trust along paths, and who bridges."""

from __future__ import annotations

import itertools
from typing import Any

import networkx as nx
import numpy as np
import pytest

import partner_select as ps

INF = float("inf")
NAMES = ["A", "B", "C", "D"]


def weighted(*edges: tuple[str, str, float]) -> Any:
    graph: Any = nx.Graph()
    graph.add_weighted_edges_from(edges)
    return graph


def test_distance_is_the_number_of_cooperations_on_the_way() -> None:
    found = ps.cooperation_distance(NAMES, nx.path_graph(["A", "B", "C"]))
    assert found.tolist() == [[0, 1, 2, INF], [1, 0, 1, INF], [2, 1, 0, INF], [INF, INF, INF, 0]]


def test_paths_lead_through_outsiders_too() -> None:
    assert ps.cooperation_distance(["A", "B"], nx.path_graph(["A", "x", "y", "B"]))[0, 1] == 3


def test_weights_do_not_lengthen_a_path() -> None:
    assert ps.cooperation_distance(["A", "B"], weighted(("A", "B", 9)))[0, 1] == 1


def test_an_edge_without_projects_is_no_cooperation() -> None:
    assert ps.cooperation_distance(["A", "B"], weighted(("A", "B", 0)))[0, 1] == INF
    assert ps.acquainted(["A", "B"], weighted(("A", "B", 0))) == ()


@pytest.mark.parametrize(("within", "count"), [(1, 3), (2, 5), (3, 6), (9, 6)])
def test_acquainted_within_a_distance(within: int, count: int) -> None:
    assert len(ps.acquainted(NAMES, nx.path_graph(NAMES), within)) == count


def test_names_of_the_graph_are_the_pools_names_whatever_their_case() -> None:
    assert ps.acquainted(["Ａlpha", "beta "], nx.Graph([("ALPHA", "Beta")])) == (("Ａlpha", "beta "),)


def test_acquaintance_goes_straight_into_a_problem() -> None:
    pool = ps.Pool(NAMES, value=[1, 1, 1, 9])
    near = ps.acquainted(pool.names, nx.path_graph(NAMES), within=2)
    assert ps.select(ps.Problem(pool, acquainted=near, max_stranger_pairs=0)).members == ("B", "C", "D")


def test_trust_grows_with_projects_and_fades_along_paths() -> None:
    graph = weighted(("A", "B", 3), ("B", "C", 1), ("C", "D", 1))
    assert ps.trust_matrix(NAMES, graph, reach=2).tolist() == [
        [0, 0.75, 0.375, 0],
        [0.75, 0, 0.5, 0.25],
        [0.375, 0.5, 0, 0.5],
        [0, 0.25, 0.5, 0],
    ]
    assert ps.trust_matrix(NAMES, graph, reach=3)[0, 3] == 0.1875
    assert ps.trust_matrix(NAMES, graph, reach=1)[0, 2] == 0
    assert ps.trust_matrix(NAMES, graph, half=3)[0, 1] == 0.5


def test_a_strong_detour_beats_a_weak_acquaintance() -> None:
    graph = weighted(("A", "C", 1 / 9), ("A", "B", 4), ("B", "C", 4))
    assert ps.trust_matrix(["A", "B", "C"], graph)[0, 2] == pytest.approx(0.64)
    assert ps.trust_matrix(["A", "B", "C"], graph, reach=1)[0, 2] == pytest.approx(0.1)


def best_path(graph: Any, a: str, b: str, reach: int) -> float:
    """Trust by definition: every simple path up to the reach."""
    found = [0.0]
    for path in nx.all_simple_paths(graph, a, b, cutoff=reach):
        weights = (graph[x][y]["weight"] for x, y in itertools.pairwise(path))
        found.append(float(np.prod([w / (w + 1) for w in weights])))
    return max(found)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("reach", [1, 2, 4])
def test_trust_is_the_best_path_within_reach(seed: int, reach: int) -> None:
    rng = np.random.default_rng(seed)
    graph = weighted(*((str(i), str(j), int(rng.integers(1, 9))) for i, j in itertools.combinations(range(7), 2) if rng.random() < 0.4))
    graph.add_nodes_from(map(str, range(7)))
    asked = [str(i) for i in range(5)]  # two outsiders to go through
    found = ps.trust_matrix(asked, graph, reach=reach)
    expected = [[0.0 if a == b else best_path(graph, a, b, reach) for b in asked] for a in asked]
    assert found == pytest.approx(np.array(expected))
    assert np.array_equal(found, found.T)


def test_trust_is_a_pair_value() -> None:
    pool = ps.Pool(NAMES, value=[1, 1, 1, 1], pairs=10 * ps.trust_matrix(NAMES, weighted(("C", "D", 4))))
    assert ps.select(ps.Problem(pool, size=(1, 2))).members == ("C", "D")


def test_a_cut_is_the_share_of_pairs_that_fall_apart() -> None:
    star = nx.star_graph(["H", "A", "B", "C"])
    assert ps.bridging(["H", "A"], star).tolist() == [1.0, 0.0]
    two = nx.Graph([("A", "B"), ("B", "C"), ("A", "C"), ("C", "D"), ("D", "E")])
    assert ps.bridging(list("ABCDE"), two) == pytest.approx([0, 0, 4 / 6, 3 / 6, 0])


def test_betweenness_is_the_share_of_shortest_paths() -> None:
    square = nx.cycle_graph(["A", "B", "C", "D"])
    assert ps.bridging(NAMES, square, "betweenness") == pytest.approx([1 / 6] * 4)
    assert ps.bridging(NAMES, square).tolist() == [0, 0, 0, 0]


def test_structural_holes_by_hand() -> None:
    """Burt's constraint of the middle of a path with two equal ends is 2·(1/2)² = 1/2; of an end it is 1."""
    assert ps.bridging(["A", "B", "C", "D"], nx.path_graph(["A", "B", "C"]), "structural holes").tolist() == [0.0, 0.5, 0.0, 0.0]


@pytest.mark.parametrize("measure", ["cut", "betweenness", "structural holes"])
def test_bridging_is_a_share_for_any_graph(measure: Any) -> None:
    for seed in range(5):
        graph = nx.relabel_nodes(nx.gnp_random_graph(9, 0.3, seed=seed), str)
        found = ps.bridging([*map(str, range(9)), "nobody"], graph, measure)
        assert ((found >= 0) & (found <= 1)).all()
        assert found[-1] == 0


@pytest.mark.parametrize("measure", ["cut", "betweenness", "structural holes"])
def test_an_empty_graph_bridges_nothing(measure: Any) -> None:
    assert ps.bridging(["A"], nx.Graph(), measure).tolist() == [0]
    assert ps.bridging(["A", "B"], nx.Graph(), measure).tolist() == [0, 0]


def test_both_directions_of_a_directed_graph_count_together() -> None:
    graph: Any = nx.DiGraph()
    graph.add_weighted_edges_from([("A", "B", 1), ("B", "A", 2)])
    assert ps.trust_matrix(["A", "B"], graph)[0, 1] == 0.75


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ps.acquainted(["A"], [("A", "B")]), "graph: must be a networkx graph whose nodes are names, got list"),
        (lambda: ps.acquainted(["A", "a"], nx.Graph()), "names: 'A' and 'a' are the same name"),
        (lambda: ps.acquainted(["A"], nx.Graph([(1, 2)])), "graph: every name must be a non-empty string, got 1, 2"),
        (lambda: ps.acquainted(["A"], nx.Graph([("a", "A")])), "graph: 'a' and 'A' are the same name"),
        (lambda: ps.acquainted(["A"], nx.Graph(), within=0), "within: must be a whole number from 1, got 0"),
        (lambda: ps.trust_matrix(["A"], weighted(("A", "B", -1))), "graph['A']['B'].weight: must be at least 0, got -1"),
        (lambda: ps.trust_matrix(["A"], weighted(("A", "B", float("nan")))), "must be finite, got nan"),
        (lambda: ps.trust_matrix(["A"], nx.Graph(), half=0), "half: must be above 0, got 0"),
        (lambda: ps.trust_matrix(["A"], nx.Graph(), reach=True), "reach: must be a whole number from 1, got True"),
        (lambda: ps.bridging(["A"], nx.Graph(), "fame"), "measure: must be one of 'cut', 'betweenness', 'structural holes', got 'fame'"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(call: Any, message: str) -> None:
    with pytest.raises(ps.SelectionError) as error:
        call()
    assert message in str(error.value)
