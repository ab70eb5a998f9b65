"""The closed forms of spanning tree games in rational numbers, to re-check results."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

__all__ = ["tree_bird", "tree_folk"]

Matrix = Sequence[Sequence[Fraction]]


def _arcs(costs: Matrix) -> list[tuple[int, int]]:
    """Arcs (parent, node) of a cheapest tree in the order in which it grows from node 0."""
    arcs: list[tuple[int, int]] = []
    reach = dict.fromkeys(range(1, len(costs)), 0)
    while reach:
        node = min(reach, key=lambda j: (costs[reach[j]][j], j))
        arcs.append((reach.pop(node), node))
        for other, parent in reach.items():
            if costs[node][other] < costs[parent][other]:
                reach[other] = node
    return arcs


def tree_bird(costs: Matrix) -> list[Fraction]:
    """Return Bird's cost shares: each pays its arc towards the source. O(n**2)."""
    parents = {node: parent for parent, node in _arcs(costs)}
    return [costs[parents[node]][node] for node in range(1, len(costs))]


def tree_folk(costs: Matrix) -> list[Fraction]:
    """Return the folk cost shares by the formula of Bogomolnaia and Moulin on the irreducible costs. O(n**2 log n)."""
    reduced = _irreducible(costs)
    n = len(costs) - 1
    shares = []
    for node in range(1, n + 1):
        own = reduced[node][0]
        others = sorted(min(own, reduced[node][other]) for other in range(1, n + 1) if other != node)
        shares.append(own / n + sum((cost / (k * (k + 1)) for k, cost in enumerate(others, 1)), Fraction(0)))
    return shares


def _irreducible(costs: Matrix) -> list[list[Fraction]]:
    reduced = [[Fraction(0)] * len(costs) for _ in costs]
    joined = [0]
    for parent, node in _arcs(costs):
        for other in joined:
            reduced[node][other] = reduced[other][node] = max(reduced[parent][other], costs[parent][node])
        joined.append(node)
    return reduced
