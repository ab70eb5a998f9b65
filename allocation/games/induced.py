"""Induced subgraph games: a coalition is worth the links inside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from allocation.errors import GameError
from allocation.games.base import player_names
from allocation.games.pairwise import PairwiseGame

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["InducedSubgraphGame"]

Link = Sequence[Any]


class InducedSubgraphGame(PairwiseGame):
    """v(S) = Σ weights of the links between members of S: a pairwise game in which nobody is worth anything alone.

    Shapley value and prenucleolus give each end of a link half of its weight.

    Parameters
    ----------
    links
        Pairs of names, or triples of two names and a weight (1 where left out); or an undirected ``networkx`` graph with edge weights
        under ``weight``.
    players
        Names; the nodes of the graph, or the names in the order in which the links mention them, when left out.

    Raises
    ------
    GameError
        If a link is no pair, joins a player with itself, is given twice, or names an unknown player.

    References
    ----------
    X. Deng and C. H. Papadimitriou, "On the complexity of cooperative solution concepts", 1994.

    Examples
    --------
    >>> g = InducedSubgraphGame([("A", "B", 3), ("B", "C", 5)])
    >>> g.value(["A", "B"]), g.closed_form("shapley").tolist()
    (3.0, [1.5, 4.0, 2.5])
    """

    def __init__(self, links: nx.Graph | Iterable[Link], players: Iterable[str] | None = None) -> None:
        nodes, triples = _of_graph(links) if hasattr(links, "is_directed") else ([], list(_triples(links)))
        mentioned = dict.fromkeys([*nodes, *(name for a, b, _ in triples for name in (a, b))])
        given = tuple(mentioned) if players is None else tuple(players)
        names = player_names(given, len(given))
        weights: dict[tuple[str, str], float] = {}
        for a, b, weight in triples:
            if (b, a) in weights or (a, b) in weights:
                raise GameError(f"the link between {a!r} and {b!r} is given twice: add the weights up")
            weights[a, b] = weight
        super().__init__(np.zeros(len(names)), weights, names)


def _triples(links: Iterable[Link]) -> Iterator[tuple[str, str, float]]:
    for link in links:
        if isinstance(link, str) or len(link) not in (2, 3):
            raise GameError(f"a link is two names, or two names and a weight, got {link!r}")
        yield link[0], link[1], link[2] if len(link) == 3 else 1.0


def _of_graph(graph: Any) -> tuple[list[str], list[tuple[str, str, float]]]:
    if graph.is_directed():
        raise GameError("the links of an induced subgraph game have no direction: give graph.to_undirected()")
    triples = [(str(a), str(b), weight) for a, b, weight in graph.edges(data="weight", default=1.0)]
    return [str(node) for node in graph.nodes], triples
