"""Trust from past cooperation: who has worked with whom, how far apart two candidates are, and who connects separate parts.

The graph is a networkx graph whose nodes are names and whose edges are past cooperations, weighted by the number of common projects
(``weight``, default 1). It may hold others than the candidates: paths may lead through them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from partner_select.reading import Findings, identity

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["acquainted", "bridging", "cooperation_distance", "trust_matrix"]

Floats = NDArray[np.float64]


def _weights(found: Findings, graph: Any) -> dict[tuple[str, str], float]:
    """Weight of every edge above 0, under the identities of its ends; both directions of a directed graph count together."""
    weights: dict[tuple[str, str], float] = {}
    if not hasattr(graph, "edges"):
        found.add(f"graph: must be a networkx graph whose nodes are names, got {type(graph).__name__}")
        return weights
    nodes = found.distinct("graph", graph.nodes)
    where = {name: identity(name) for name in nodes if isinstance(name, str)}
    for a, b, data in graph.edges(data=True):
        weight = found.number(f"graph[{a!r}][{b!r}].weight", data.get("weight", 1.0), low=0)
        if a in where and b in where and a != b and weight > 0:
            ends = min(where[a], where[b]), max(where[a], where[b])
            weights[ends] = weights.get(ends, 0.0) + weight
    return weights


def _read(names: Iterable[str], graph: Any) -> tuple[list[str], nx.Graph[Any]]:
    """The candidates' identities, and a simple graph over identities that holds all of them."""
    import networkx as nx

    found = Findings()
    asked = [identity(name) for name in found.distinct("names", names)]
    weights = _weights(found, graph)
    found.stop()
    read: nx.Graph[Any] = nx.Graph()
    read.add_nodes_from([*asked, *sorted(map(identity, graph.nodes))])
    read.add_edges_from((a, b, {"weight": w}) for (a, b), w in sorted(weights.items()))
    return asked, read


def cooperation_distance(names: Iterable[str], graph: Any) -> Floats:
    """Return over how many past cooperations the shortest path between two candidates leads.

    Parameters
    ----------
    names
        The n candidates.
    graph
        networkx graph of past cooperation over names; weights do not count here.

    Returns
    -------
    float64[n, n]
        Whole numbers; 0 on the diagonal, infinite where there is no path. O(n·(nodes + edges)).

    Raises
    ------
    SelectionError
        If a name stands twice, or the graph is no graph over names.

    Examples
    --------
    >>> import networkx as nx
    >>> cooperation_distance(["A", "B", "C"], nx.Graph([("A", "X"), ("X", "B")])).tolist()
    [[0.0, 2.0, inf], [2.0, 0.0, inf], [inf, inf, 0.0]]
    """
    import networkx as nx

    asked, read = _read(names, graph)
    rows = (nx.single_source_shortest_path_length(read, name) for name in asked)
    return np.array([[float(lengths.get(other, np.inf)) for other in asked] for lengths in rows])


def acquainted(names: Iterable[str], graph: Any, within: int = 1) -> tuple[tuple[str, str], ...]:
    """Return the pairs of candidates that are no strangers, for ``Problem(acquainted=...)``.

    Parameters
    ----------
    names
        The candidates.
    graph
        networkx graph of past cooperation over names.
    within
        Longest path that still counts: 1 for those who have worked together themselves, 2 for a common partner.

    Raises
    ------
    SelectionError
        As for :func:`cooperation_distance`; also if ``within`` is no whole number from 1.

    Examples
    --------
    >>> import networkx as nx
    >>> acquainted(["A", "B", "C"], nx.path_graph(["A", "B", "C"]))
    (('A', 'B'), ('B', 'C'))
    """
    found = Findings()
    if isinstance(within, bool) or not isinstance(within, int) or within < 1:
        found.add(f"within: must be a whole number from 1, got {within!r}")
    found.stop()
    listed = tuple(names)
    near = np.triu(cooperation_distance(listed, graph) <= within, 1)
    return tuple((listed[i], listed[j]) for i, j in np.argwhere(near).tolist())


def trust_matrix(names: Iterable[str], graph: Any, half: float = 1.0, reach: int = 2) -> Floats:
    """Return how much two candidates trust each other: direct trust w / (w + half), handed on along paths as a product.

    Parameters
    ----------
    names
        The n candidates.
    graph
        networkx graph of past cooperation; w is the ``weight`` of an edge, the number of common projects.
    half
        Number of projects after which direct trust is one half; above 0.
    reach
        Longest path, in edges, along which trust is handed on; the best one counts.

    Returns
    -------
    float64[n, n]
        Between 0 and 1, symmetric, zero diagonal: times a money scale, pair values for ``Pool(pairs=...)``. O(reach·nodes·edges).

    Raises
    ------
    SelectionError
        As for :func:`cooperation_distance`; also if ``half`` or ``reach`` makes no sense.

    References
    ----------
    Golbeck, J. (2005). Computing and applying trust in web-based social networks. PhD thesis, University of Maryland (trust along paths).

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_weighted_edges_from([("A", "B", 3), ("B", "C", 1)])
    >>> trust_matrix(["A", "B", "C"], graph).tolist()
    [[0.0, 0.75, 0.375], [0.75, 0.0, 0.5], [0.375, 0.5, 0.0]]
    """
    found = Findings()
    if found.number("half", half) <= 0:
        found.add(f"half: must be above 0, got {half!r}")
    if isinstance(reach, bool) or not isinstance(reach, int) or reach < 1:
        found.add(f"reach: must be a whole number from 1, got {reach!r}")
    found.stop()
    asked, read = _read(names, graph)
    where = {node: k for k, node in enumerate(read.nodes)}
    direct = [(where[a], where[b], w / (w + half)) for a, b, w in read.edges(data="weight")]
    best = np.eye(len(asked), len(where))  # candidates come first among the nodes
    for _ in range(reach):
        longer = best.copy()
        for a, b, trust in direct:
            np.maximum(longer[:, b], best[:, a] * trust, out=longer[:, b])
            np.maximum(longer[:, a], best[:, b] * trust, out=longer[:, a])
        best = longer
    matrix: Floats = best[:, : len(asked)].copy()
    matrix = np.maximum(matrix, matrix.T)  # products along a path and back may round differently
    np.fill_diagonal(matrix, 0.0)
    return matrix


def _cut(read: nx.Graph[Any], name: str) -> float:
    """Share of the pairs of other nodes that are connected only through this one."""
    import networkx as nx

    part = nx.node_connected_component(read, name) - {name}
    sizes = [len(piece) for piece in nx.connected_components(read.subgraph(part))]
    others = read.number_of_nodes() - 1
    separated = (sum(sizes) ** 2 - sum(size**2 for size in sizes)) / 2
    return separated / (others * (others - 1) / 2) if others > 1 else 0.0


def _cuts(read: nx.Graph[Any], asked: list[str]) -> list[float]:
    return [_cut(read, name) for name in asked]


def _betweenness(read: nx.Graph[Any], asked: list[str]) -> list[float]:
    import networkx as nx

    found = nx.betweenness_centrality(read)
    return [float(found[name]) for name in asked]


def _structural_holes(read: nx.Graph[Any], asked: list[str]) -> list[float]:
    import networkx as nx

    constraint = nx.constraint(read, asked, weight="weight")
    return [max(0.0, 1.0 - constraint[name]) if read.degree(name) else 0.0 for name in asked]


MEASURES: dict[str, Callable[[Any, list[str]], list[float]]] = {
    "cut": _cuts,
    "betweenness": _betweenness,
    "structural holes": _structural_holes,
}


def bridging(names: Iterable[str], graph: Any, measure: Literal["cut", "betweenness", "structural holes"] = "cut") -> Floats:
    """Return how much each candidate connects parts that would otherwise be separate.

    Parameters
    ----------
    names
        The n candidates.
    graph
        networkx graph of past cooperation over names.
    measure
        ``"cut"``: the share of all pairs of others that fall apart without the candidate; ``"betweenness"``: the share of shortest paths
        that lead through it; ``"structural holes"``: 1 - Burt's constraint, 0 where that is negative or the candidate knows nobody.

    Returns
    -------
    float64[n]
        Between 0 and 1: times a money scale, a part of ``Pool(value=...)``. O(nodes·edges); structural holes O(Σ degree³) at most.

    Raises
    ------
    SelectionError
        As for :func:`cooperation_distance`; also if the measure is unknown.

    References
    ----------
    Burt, R. S. (1992). Structural Holes. Harvard University Press; Freeman, L. C. (1977). A set of measures of centrality based on
    betweenness. Sociometry 40, 35-41.

    Examples
    --------
    >>> import networkx as nx
    >>> bridging(["A", "B", "C"], nx.path_graph(["A", "B", "C"])).tolist()
    [0.0, 1.0, 0.0]
    """
    found = Findings()
    if measure not in MEASURES:
        found.add(f"measure: must be one of {', '.join(map(repr, MEASURES))}, got {measure!r}")
    found.stop()
    asked, read = _read(names, graph)
    return np.array(MEASURES[measure](read, asked), dtype=np.float64)
