"""Slow definitions, straight from the textbooks, in plain Python and Fraction: what every kernel and every rule is compared with.

A game is a list of 2**n numbers; bit i of the index says whether player i is in. Nothing here imports the packages under test.
"""

from fractions import Fraction
from itertools import combinations, permutations
from math import factorial


def count_players(v):
    return len(v).bit_length() - 1


def members(mask):
    return [i for i in range(mask.bit_length()) if mask >> i & 1]


def mask_of(group):
    return sum(1 << i for i in group)


def proper(n):
    return range(1, (1 << n) - 1)


def average_over_orders(n, pay, orders=None):
    """The mean of pay(mask before i, i) over all orders, or over the orders given."""
    orders = list(permutations(range(n)) if orders is None else orders)
    total = [Fraction(0)] * n
    for order in orders:
        before = 0
        for i in order:
            total[i] += pay(before, i)
            before |= 1 << i
    return [x / len(orders) for x in total]


def marginal(v):
    return lambda before, i: Fraction(v[before | 1 << i]) - Fraction(v[before])


def shapley(v):
    return average_over_orders(count_players(v), marginal(v))


def owen(v, unions):
    """Shapley over the orders in which every union stands together."""
    n = count_players(v)
    orders = [order for order in permutations(range(n)) if all(_together(order, union) for union in unions)]
    return average_over_orders(n, marginal(v), orders)


def _together(order, union):
    places = sorted(order.index(i) for i in union)
    return places[-1] - places[0] == len(places) - 1


def solidarity(v):
    """Everybody who joins gets the average marginal contribution of those who are then in."""

    def average(before, i):
        now = before | 1 << i
        return sum(Fraction(v[now]) - v[now & ~(1 << k)] for k in members(now)) / len(members(now))

    return average_over_orders(count_players(v), average)


def semivalue(v, chances):
    """Σ over S without i of chances[|S|] · (v(S∪i) − v(S))."""
    n = count_players(v)
    gain = marginal(v)
    return [sum(chances[len(members(s))] * gain(s, i) for s in range(1 << n) if not s >> i & 1) for i in range(n)]


def banzhaf(v):
    n = count_players(v)
    return semivalue(v, [Fraction(1, 2 ** (n - 1))] * n)


def banzhaf_owen(v, unions):
    """Every set of other unions, and every set of others inside the own union, is equally likely."""
    n = count_players(v)
    gain = marginal(v)
    payoffs = [Fraction(0)] * n
    for k, union in enumerate(unions):
        others = [u for j, u in enumerate(unions) if j != k]
        for i in union:
            inside = [j for j in union if j != i]
            for outer in subsets(others):
                for inner in subsets(inside):
                    before = mask_of([j for u in outer for j in u]) | mask_of(inner)
                    payoffs[i] += gain(before, i) / (2 ** len(others) * 2 ** len(inside))
    return payoffs


def subsets(items):
    items = list(items)
    return [group for size in range(len(items) + 1) for group in combinations(items, size)]


def dividends(v):
    """Inclusion and exclusion over all subsets."""
    return [sum((-1) ** (len(members(s)) - len(t)) * Fraction(v[mask_of(t)]) for t in subsets(members(s))) for s in range(len(v))]


def weighted_shapley(v, weights):
    payoffs = [Fraction(0)] * count_players(v)
    for s, dividend in enumerate(dividends(v)):
        for i in members(s):
            payoffs[i] += dividend * Fraction(weights[i]) / sum(Fraction(weights[j]) for j in members(s))
    return payoffs


def subgame(v, group):
    group = list(group)
    return [v[mask_of([group[k] for k in members(t)])] for t in range(1 << len(group))]


def aumann_dreze(v, unions):
    payoffs = [Fraction(0)] * count_players(v)
    for union in unions:
        for i, x in zip(union, shapley(subgame(v, union)), strict=True):
            payoffs[i] = x
    return payoffs


def components(group, edges):
    """Connected components of a group of players in a graph."""
    left, found = set(group), []
    while left:
        reached, frontier = set(), {min(left)}
        while frontier:
            reached |= frontier
            frontier = {b for a, b in [*edges, *((y, x) for x, y in edges)] if a in frontier and b in left} - reached
        found.append(sorted(reached))
        left -= reached
    return found


def graph_restricted(v, edges):
    return [sum((Fraction(v[mask_of(c)]) for c in components(members(s), edges)), Fraction(0)) for s in range(len(v))]


def myerson(v, edges):
    return shapley(graph_restricted(v, edges))


def position(v, edges):
    """What each earns alone, and half the Shapley value of each of its links in the zero-normalised link game."""
    n = count_players(v)
    links = []
    for used in range(1 << len(edges)):
        parts = components(range(n), [edges[k] for k in members(used)])
        links.append(sum(Fraction(v[mask_of(c)]) - sum(v[1 << i] for i in c) for c in parts))
    payoffs = [Fraction(v[1 << i]) for i in range(n)]
    for (a, b), worth in zip(edges, shapley(links) if edges else [], strict=True):
        payoffs[a] += worth / 2
        payoffs[b] += worth / 2
    return payoffs


def utopia(v):
    n = count_players(v)
    return [Fraction(v[-1]) - v[(1 << n) - 1 - (1 << i)] for i in range(n)]


def singles(v):
    return [Fraction(v[1 << i]) for i in range(count_players(v))]


def minimal_rights(v):
    n, top = count_players(v), utopia(v)
    return [max(v[s] - sum(top[j] for j in members(s) if j != i) for s in range(1 << n) if s >> i & 1) for i in range(n)]


def tau(v):
    """The efficient point between minimal rights and utopia; None when the game is not quasi-balanced."""
    low, high = minimal_rights(v), utopia(v)
    if any(a > b for a, b in zip(low, high, strict=True)) or not sum(low) <= v[-1] <= sum(high):
        return None
    part = (v[-1] - sum(low)) / (sum(high) - sum(low)) if sum(high) != sum(low) else Fraction(0)
    return [a + part * (b - a) for a, b in zip(low, high, strict=True)]


def spread(v, base):
    """Base plus an equal part of what is missing."""
    return [x + (v[-1] - sum(base)) / len(base) for x in base]


def consensus(v):
    return [(a + b) / 2 for a, b in zip(shapley(v), spread(v, singles(v)), strict=True)]


def gately(v):
    low = singles(v)
    width = [m - x for m, x in zip(utopia(v), low, strict=True)]
    return [x + w * (v[-1] - sum(low)) / sum(width) for x, w in zip(low, width, strict=True)] if sum(width) else spread(v, low)


def enpac(v):
    n = count_players(v)
    if n < 3:
        return spread(v, singles(v))
    grand = (1 << n) - 1
    pairs = [sum(Fraction(v[-1]) - v[grand ^ (1 << i) ^ (1 << j)] for j in range(n) if j != i) / (n - 2) for i in range(n)]
    return spread(v, pairs)


def raiffa(v):
    n = count_players(v)
    if n == 1:
        return [Fraction(v[-1])]
    without = [v[-1] - m for m in utopia(v)]
    low = [sum(without) / (n - 1) - b for b in without]
    top = utopia(v)
    return [Fraction(n - 1, n) * low[i] + (top[i] / 2 + (sum(top) - top[i]) / (2 * (n - 1))) / n for i in range(n)]


def interaction(v, group, chances):
    """Σ over S without the group of chances[|S|] · Σ over T ⊆ group of (−1)^(|group|−|T|) v(S ∪ T)."""
    n = count_players(v)
    rest = [i for i in range(n) if i not in group]
    return sum(
        chances[len(s)] * sum((-1) ** (len(group) - len(t)) * Fraction(v[mask_of(s) | mask_of(t)]) for t in subsets(group))
        for s in subsets(rest)
    )


def shapley_interaction(v, group):
    m = count_players(v) - len(group) + 1
    return interaction(v, group, [Fraction(factorial(s) * factorial(m - 1 - s), factorial(m)) for s in range(m)])


def banzhaf_interaction(v, group):
    m = count_players(v) - len(group)
    return interaction(v, group, [Fraction(1, 2**m)] * (m + 1))


def superadditive(v):
    return all(v[s] + v[t] <= v[s | t] for s in range(len(v)) for t in range(len(v)) if not s & t)


def convex(v):
    return all(v[s] + v[t] <= v[s | t] + v[s & t] for s in range(len(v)) for t in range(len(v)))


def monotone(v):
    return all(v[s] <= v[s | 1 << i] for s in range(len(v)) for i in range(count_players(v)))


def excess(v, x, mask):
    return v[mask] - sum(x[i] for i in members(mask))


def in_core(v, x):
    return all(excess(v, x, mask) <= 0 for mask in proper(count_players(v)))
