"""The Myerson value: the Shapley value when only members who are linked can work together."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from allocation.coalition import mask_of, members_of
from allocation.exact import ExactTable
from allocation.games.base import Game
from allocation.kernels.network import restricted_table
from allocation.options import edges_of
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.values.shapley import shapley_exactly, table_shapley

__all__ = ["MYERSON", "connected_parts", "myerson"]


def myerson(game: Game, graph: Any) -> Allocation:
    """Split what the connected parts of a network earn by the Myerson value.

    Parameters
    ----------
    game
        A game with a table.
    graph
        A networkx graph, or pairs of names.

    Returns
    -------
    Allocation
        Payoffs in the game's unit; they add up to the worth of the network's parts, which is v(N) if it is connected. O(n 2**n).

    Raises
    ------
    RuleError
        If a link is not a pair of players.
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    R. B. Myerson, "Graphs and cooperation in games", 1977.

    Examples
    --------
    >>> from allocation import TableGame
    >>> g = TableGame([0, 0, 0, 0, 0, 6, 6, 6])
    >>> myerson(g, graph=[("1", "3")]).payoffs.tolist()
    [3.0, 0.0, 3.0]
    """
    edges = edges_of(game, graph)
    neighbours = np.array([mask_of(j for edge in edges if i in edge for j in edge if j != i) for i in range(game.n)], dtype=np.int64)
    payoffs = table_shapley(restricted_table(game.table(), neighbours))
    options = {"graph": [list(game.names_of(edge)) for edge in edges]}
    return Allocation(game.players, payoffs, "myerson", "exact", by_definition("myerson"), options)


def connected_parts(group: Sequence[int], edges: Sequence[tuple[int, int]]) -> list[set[int]]:
    """Return the connected parts of a group of players."""
    parts = [{i} for i in group]
    for a, b in edges:
        if a in group and b in group:
            joined = [part for part in parts if a in part or b in part]
            parts = [part for part in parts if part not in joined] + [set().union(*joined)]
    return parts


def myerson_exactly(table: ExactTable, graph: Sequence[Sequence[str]]) -> Sequence[Fraction]:
    """Return the Shapley value of the network-restricted game in rational numbers."""
    edges = [(table.players.index(a), table.players.index(b)) for a, b in graph]
    parts = (connected_parts(members_of(mask), edges) for mask in range(len(table.numerators)))
    restricted = [sum(table.numerators[mask_of(part)] for part in one) for one in parts]
    return shapley_exactly(ExactTable(restricted, table.denominator, table.players))


MYERSON = AllocationRule(
    name="myerson",
    compute=myerson,
    exact=myerson_exactly,
    title=Bilingual("迈尔森值（网络）", "Myerson value"),
    meaning=Bilingual(
        "只有在网络中连通的成员才能合作时的沙普利值；每条连线对两端的好处相同",
        "the Shapley value when only linked members can work together; every link is worth the same to both its ends",
    ),
    formula="x = φ(v^G), v^G(S) = Σ over connected parts C of S in G of v(C)",
    reference="R. B. Myerson, Graphs and cooperation in games, 1977",
    needs={"graph": Bilingual("合作网络的连线", "links of the network of cooperation")},
    promises=frozenset({"additive", "covariant", "homogeneous"}),
)
