"""Slow twins of the structured games: their definitions in plain Python and Fraction."""

from fractions import Fraction
from itertools import combinations, permutations

import numpy as np
from scipy.optimize import linprog


def as_fractions(values):
    return [Fraction(str(x)) for x in values]


def coalition_tuples(n):
    """All coalitions in table order, as tuples of players."""
    return [tuple(i for i in range(n) if mask >> i & 1) for mask in range(2**n)]


def table_of(worth, n):
    """float64[2**n] of a worth that takes a tuple of players."""
    return np.array([float(worth(members)) for members in coalition_tuples(n)])


def rows_of(n):
    """bool[2**n, n]: every coalition as a row."""
    return np.array([[mask >> i & 1 for i in range(n)] for mask in range(2**n)], dtype=bool)


def shapley_by_orders(worth, n):
    """Average marginal contributions over all orders."""
    payoffs, orders = [Fraction(0)] * n, list(permutations(range(n)))
    for order in orders:
        for k, i in enumerate(order):
            payoffs[i] += worth(tuple(sorted(order[: k + 1]))) - worth(tuple(sorted(order[:k])))
    return [x / len(orders) for x in payoffs]


def banzhaf_by_coalitions(worth, n):
    others = {i: [j for j in range(n) if j != i] for i in range(n)}
    groups = {i: [s for k in range(n) for s in combinations(others[i], k)] for i in range(n)}
    return [sum((worth(tuple(sorted((*s, i)))) - worth(s) for s in groups[i]), Fraction(0)) / 2 ** (n - 1) for i in range(n)]


def tau_of_table(table):
    """The tau value by its definition, None where the game is not quasi-balanced."""
    n = len(table).bit_length() - 1
    exact = as_fractions(table.tolist())
    high = [exact[-1] - exact[-1 - 2**i] for i in range(n)]
    low = [
        max(exact[mask] - sum(high[j] for j in range(n) if mask >> j & 1 and j != i) for mask in range(2**n) if mask >> i & 1)
        for i in range(n)
    ]
    if any(a > b for a, b in zip(low, high, strict=True)) or not sum(low) <= exact[-1] <= sum(high):
        return None
    span = sum(high) - sum(low)
    part = (exact[-1] - sum(low)) / span if span else Fraction(0)
    return [float(a + (b - a) * part) for a, b in zip(low, high, strict=True)]


def is_in_core(table, payoffs, tolerance=1e-9):
    n = len(table).bit_length() - 1
    scale = max(1.0, np.abs(table).max())
    return abs(payoffs.sum() - table[-1]) <= tolerance * scale and (rows_of(n) @ payoffs >= table - tolerance * scale).all()


def is_prenucleolus(table, payoffs, tolerance=1e-9):
    """Kohlberg's criterion: at every level, the coalitions that complain at least so much are balanced."""
    n = len(table).bit_length() - 1
    scale = max(1.0, np.abs(table).max())
    rows = rows_of(n)[1:-1].astype(float)
    excess = (table[1:-1] - rows @ payoffs) / scale
    if abs(payoffs.sum() - table[-1]) > tolerance * scale:
        return False
    return all(_balanced(rows[excess >= level - 1e-7]) for level in set(np.round(excess, 8)))


def _balanced(rows):
    """Whether the grand coalition is a combination of the rows with positive weights only."""
    count, n = rows.shape
    bound = np.hstack([-np.eye(count), np.ones((count, 1))])
    result = linprog(
        [0.0] * count + [-1.0], bound, np.zeros(count), np.hstack([rows.T, np.zeros((n, 1))]), np.ones(n), [(0, None)] * (count + 1)
    )
    return result.status == 0 and -result.fun > 1e-9


def claims_worth(claims, estate):
    def worth(members):
        return (
            max(Fraction(0), estate - sum((d for i, d in enumerate(claims) if i not in members), Fraction(0))) if members else Fraction(0)
        )

    return worth


def arrivals(claims, estate):
    """Random arrival by all orders."""
    shares, orders = [Fraction(0)] * len(claims), list(permutations(range(len(claims))))
    for order in orders:
        left = estate
        for i in order:
            paid = min(claims[i], left)
            shares[i] += paid
            left -= paid
    return [x / len(orders) for x in shares]


def airport_worth(costs):
    return lambda members: -max((costs[i] for i in members), default=Fraction(0))


def tree_cost(costs, members):
    """Cost of the cheapest tree over the source and the members, by Kruskal's method."""
    nodes = [0, *(i + 1 for i in members)]
    group = {node: node for node in nodes}
    total = Fraction(0)
    for cost, a, b in sorted((costs[a][b], a, b) for a, b in combinations(nodes, 2)):
        if group[a] != group[b]:
            total += cost
            gone = group[b]
            group = {node: group[a] if g == gone else g for node, g in group.items()}
    return total


def best_matching_worth(profits, members):
    """Best matching by trying every way to seat the buyers."""
    sellers = [i for i in members if i < len(profits)]
    buyers = [j - len(profits) for j in members if j >= len(profits)]
    seats = [*buyers, *[None] * len(sellers)]
    return max(
        sum((max(Fraction(0), profits[i][j]) for i, j in zip(sellers, order, strict=True) if j is not None), Fraction(0))
        for order in set(permutations(seats, len(sellers)))
    )


def queue_worth(times, weights, queue):
    def worth(members):
        total = Fraction(0)
        for b in range(len(queue)):
            for a in range(b):
                if all(queue[k] in members for k in range(a, b + 1)):
                    i, j = queue[a], queue[b]
                    total += max(Fraction(0), weights[j] * times[i] - weights[i] * times[j])
        return total

    return worth


def production_worth(resources, use, price, members):
    """One linear program for one coalition, by interior point: not the method of the package."""
    stock = np.asarray(resources)[:, list(members)].sum(axis=1)
    result = linprog(-np.asarray(price), np.asarray(use), stock, bounds=(0, None), method="highs-ipm")
    assert result.status == 0
    return -result.fun


def cover_worth(table, mask):
    """Best sum of worths over all partitions of a coalition."""
    if mask == 0:
        return 0.0
    lowest = mask & -mask
    rest = mask ^ lowest
    best, part = -np.inf, rest
    while True:
        best = max(best, table[lowest | part] + cover_worth(table, rest ^ part))
        if part == 0:
            return best
        part = (part - 1) & rest
