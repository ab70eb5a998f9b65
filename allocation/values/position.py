"""The position value: links are the players, and every member gets half of what each of its links is worth."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from allocation.coalition import coalition_count, mask_of, members_of
from allocation.exact import ExactTable
from allocation.games.base import Game
from allocation.kernels.network import link_table
from allocation.memory import require_table_memory
from allocation.options import edges_of
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.values.myerson import connected_parts
from allocation.values.shapley import shapley_exactly, table_shapley

__all__ = ["POSITION", "position"]


def position(game: Game, graph: Any) -> Allocation:
    """Give every member its stand-alone value and half the Shapley value of each of its links.

    Parameters
    ----------
    game
        A game with a table.
    graph
        A networkx graph, or pairs of names.

    Returns
    -------
    Allocation
        Payoffs in the game's unit; they add up to the worth of the network's parts, which is v(N) if it is connected. O(n 2**links).

    Raises
    ------
    RuleError
        If a link is not a pair of players.
    TableTooLargeError
        If the table of the players or that of the links does not fit in memory.

    References
    ----------
    P. Borm, G. Owen and S. Tijs, "On the position value for communication situations", 1992.

    Examples
    --------
    >>> from allocation import TableGame
    >>> position(TableGame([0, 0, 0, 0, 0, 6, 6, 6]), graph=[("1", "3"), ("2", "3")]).payoffs.tolist()
    [1.5, 1.5, 3.0]
    """
    edges = edges_of(game, graph)
    require_table_memory(len(edges))
    first, second = (np.array([edge[end] for edge in edges], dtype=np.int64) for end in (0, 1))
    alone = game.singles()
    payoffs = alone.copy()
    if edges:
        links = link_table(game.table(), game.n, first, second)
        halves = table_shapley(links - links[0]) / 2
        payoffs += np.bincount(first, halves, game.n) + np.bincount(second, halves, game.n)
    options = {"graph": [list(game.names_of(edge)) for edge in edges]}
    return Allocation(game.players, payoffs, "position", "exact", by_definition("position"), options)


def position_exactly(table: ExactTable, graph: Sequence[Sequence[str]]) -> Sequence[Fraction]:
    """Return stand-alone values and halves of the links' Shapley values in rational numbers."""
    edges = [(table.players.index(a), table.players.index(b)) for a, b in graph]
    payoffs, everyone = table.singles(), range(table.n)
    if edges:
        used = [[edges[k] for k in members_of(links)] for links in range(coalition_count(len(edges)))]
        worth = [sum(table.numerators[mask_of(part)] for part in connected_parts(everyone, some)) for some in used]
        halves = shapley_exactly(ExactTable([x - worth[0] for x in worth], 2 * table.denominator))
        for (a, b), half in zip(edges, halves, strict=True):
            payoffs[a] += half
            payoffs[b] += half
    return payoffs


POSITION = AllocationRule(
    name="position",
    compute=position,
    exact=position_exactly,
    title=Bilingual("位置值（网络）", "position value"),
    meaning=Bilingual(
        "把网络的每条连线当作参与者，连线价值由两端平分：处于枢纽位置者多得",
        "the links of a network are the players and both ends share what a link is worth: a central position pays",
    ),
    formula="x_i = v(i) + ½ Σ_{links l at i} φ_l(r), r(A) = worth of the parts that the links A connect, zero-normalised",
    reference="P. Borm, G. Owen and S. Tijs, On the position value for communication situations, 1992",
    needs={"graph": Bilingual("合作网络的连线", "links of the network of cooperation")},
    promises=frozenset({"additive", "covariant", "homogeneous"}),
)
