"""Regression trees on membership: every question is whether one player is in, so that a leaf is a rule of players needed and excluded.

A forest is five arrays with one entry per node: the player asked for (-1 at a leaf), the node to go to without and with that player,
the value of a leaf, and where the trees start.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["add_tree_worth", "grow_tree", "tree_value"]

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Rows = NDArray[np.bool_]


@jit
def _best_question(
    rows: Rows, target: Floats, order: Places, start: int, stop: int, least: int, shrink: float, sums: Floats, counts: Places
) -> tuple[int, float]:
    """The player whose membership explains most of the target in one node, and how much; -1 if none does."""
    n = rows.shape[1]
    for i in range(n):
        sums[i] = 0.0
        counts[i] = 0
    total = 0.0
    for k in range(start, stop):
        row = order[k]
        value = target[row]
        total += value
        for i in range(n):
            if rows[row, i]:
                sums[i] += value
                counts[i] += 1
    size = stop - start
    whole = total * total / (size + shrink)
    best, gain = -1, 1e-12 * abs(whole)
    for i in range(n):
        inside, outside = counts[i], size - counts[i]
        if inside >= least and outside >= least:
            rest = total - sums[i]
            found = sums[i] * sums[i] / (inside + shrink) + rest * rest / (outside + shrink) - whole
            if found > gain:
                best, gain = i, found
    return best, gain


@jit
def _divide(rows: Rows, order: Places, start: int, stop: int, player: int) -> int:
    """Put the rows without a player before those with it; returns where the latter start."""
    low, high = start, stop - 1
    while low <= high:
        if rows[order[low], player]:
            kept = order[low]
            order[low] = order[high]
            order[high] = kept
            high -= 1
        else:
            low += 1
    return low


@jit
def grow_tree(
    rows: Rows,
    target: Floats,
    order: Places,
    leaves: int,
    least: int,
    shrink: float,
    rate: float,
    player: Places,
    without: Places,
    within: Places,
    value: Floats,
) -> int:
    """Grow one tree on the rows listed in ``order``, best question first, and take its prediction off the target of those rows.

    ``leaves`` is how many leaves it may have, ``least`` how many rows each must hold; a leaf predicts ``rate`` times its sum divided by
    its number of rows plus ``shrink``. The nodes are written from place 0; returns how many there are.
    """
    room = 2 * leaves
    start = np.zeros(room, np.int64)
    stop = np.zeros(room, np.int64)
    asked = np.full(room, -1, np.int64)
    gains = np.zeros(room)
    sums = np.zeros(rows.shape[1])
    counts = np.zeros(rows.shape[1], np.int64)
    stop[0] = order.size
    asked[0], gains[0] = _best_question(rows, target, order, 0, order.size, least, shrink, sums, counts)
    player[0] = -1
    nodes = 1
    for _ in range(leaves - 1):
        node = -1
        for k in range(nodes):
            if player[k] < 0 and asked[k] >= 0 and (node < 0 or gains[k] > gains[node]):
                node = k
        if node < 0:
            break
        middle = _divide(rows, order, start[node], stop[node], asked[node])
        player[node] = asked[node]
        without[node] = nodes
        within[node] = nodes + 1
        for child in range(nodes, nodes + 2):
            player[child] = -1
            start[child] = start[node] if child == nodes else middle
            stop[child] = middle if child == nodes else stop[node]
            asked[child], gains[child] = _best_question(rows, target, order, start[child], stop[child], least, shrink, sums, counts)
        nodes += 2
    for k in range(nodes):
        if player[k] < 0:
            total = 0.0
            for place in range(start[k], stop[k]):
                total += target[order[place]]
            value[k] = rate * total / (stop[k] - start[k] + shrink)
            for place in range(start[k], stop[k]):
                target[order[place]] -= value[k]
    return nodes


@jit
def add_tree_worth(rows: Rows, roots: Places, player: Places, without: Places, within: Places, value: Floats, worth: Floats) -> None:
    """Add to ``worth`` what the trees predict for every row."""
    for row in range(rows.shape[0]):
        for tree in range(roots.size):
            node = roots[tree]
            while player[node] >= 0:
                node = within[node] if rows[row, player[node]] else without[node]
            worth[row] += value[node]


@jit
def tree_value(
    n: int, roots: Places, player: Places, without: Places, within: Places, value: Floats, gained: Floats, lost: Floats
) -> Floats:
    """Return the value of the game of the trees, float64[n], as a sum over leaves.

    A leaf with p players needed and q excluded gives each needed one ``gained[p, q]`` and each excluded one ``-lost[p, q]`` of its value.
    """
    payoffs = np.zeros(n)
    path = np.zeros(n + 1, np.int64)
    inside = np.zeros(n + 1, np.bool_)
    nodes = np.zeros(n + 1, np.int64)
    for tree in range(roots.size):
        depth = 0
        nodes[0] = roots[tree]
        step = 0  # 0: go down without, 1: go down within, 2: go back
        while depth >= 0:
            node = nodes[depth]
            if player[node] < 0:
                p = 0
                for k in range(depth):
                    p += inside[k]
                q = depth - p
                for k in range(depth):
                    payoffs[path[k]] += value[node] * (gained[p, q] if inside[k] else -lost[p, q])
                step = 2
            if step == 2:
                depth -= 1
                if depth >= 0:
                    step = 2 if inside[depth] else 1
            else:
                path[depth] = player[node]
                inside[depth] = step == 1
                nodes[depth + 1] = within[node] if step == 1 else without[node]
                depth += 1
                step = 0
    return payoffs
