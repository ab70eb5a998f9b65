"""Power indices by their definitions: all coalitions listed, in plain Python and Fraction."""

from fractions import Fraction
from itertools import combinations, permutations
from math import factorial


def weighted(weights, quota):
    """The simple game of one rule, as a predicate of sets."""
    exact = [Fraction(str(w)) for w in weights]
    needed = Fraction(str(quota))
    return lambda members: sum((exact[i] for i in members), Fraction(0)) >= needed


def both(*games):
    return lambda members: all(wins(members) for wins in games)


def either(*games):
    return lambda members: any(wins(members) for wins in games)


def coalitions(n):
    return [frozenset(c) for size in range(n + 1) for c in combinations(range(n), size)]


def critical(wins, members):
    return [i for i in members if wins(members) and not wins(members - {i})]


def swings(wins, n):
    counts = [0] * n
    for members in coalitions(n):
        for i in critical(wins, members):
            counts[i] += 1
    return counts


def winning(wins, n):
    return [members for members in coalitions(n) if wins(members)]


def minimal(wins, n):
    return [members for members in winning(wins, n) if len(critical(wins, members)) == len(members)]


def shapley_shubik(wins, n):
    """The definition: who turns the vote, over all n! orders (small n only)."""
    counts = [0] * n
    for order in permutations(range(n)):
        before = frozenset()
        for i in order:
            if not wins(before) and wins(before | {i}):
                counts[i] += 1
            before |= {i}
    return [Fraction(c, factorial(n)) for c in counts]


def shapley_shubik_by_swings(wins, n):
    values = [Fraction(0)] * n
    for members in coalitions(n):
        for i in critical(wins, members):
            values[i] += Fraction(factorial(len(members) - 1) * factorial(n - len(members)), factorial(n))
    return values


def normalised(amounts):
    total = sum(amounts, Fraction(0))
    return [Fraction(a) / total for a in amounts]


def johnston(wins, n):
    amounts = [Fraction(0)] * n
    for members in coalitions(n):
        breakers = critical(wins, members)
        for i in breakers:
            amounts[i] += Fraction(1, len(breakers))
    return normalised(amounts)


def deegan_packel(wins, n):
    found = minimal(wins, n)
    return [sum((Fraction(1, len(s)) for s in found if i in s), Fraction(0)) / len(found) for i in range(n)]


def public_good(wins, n):
    return normalised([sum(i in s for s in minimal(wins, n)) for i in range(n)])


def public_help(wins, n, power):
    return normalised([sum((Fraction(1, len(s) ** power) for s in winning(wins, n) if i in s), Fraction(0)) for i in range(n)])


def in_unions(wins, n, partition, weight):
    """Σ over sets of other unions and of other members of one's own union of weight(r, t, m, p) times being critical."""
    values = [Fraction(0)] * n
    m = len(partition)
    for own, union in enumerate(partition):
        others = [u for k, u in enumerate(partition) if k != own]
        for i in union:
            fellows = [j for j in union if j != i]
            for outer in coalitions(len(others)):
                for inner in coalitions(len(fellows)):
                    members = frozenset(j for k in outer for j in others[k]) | {fellows[k] for k in inner}
                    if not wins(members) and wins(members | {i}):
                        values[i] += weight(len(outer), len(inner), m, len(union))
    return values


def owen(wins, n, partition):
    def orders(r, t, m, p):
        return Fraction(factorial(r) * factorial(m - r - 1) * factorial(t) * factorial(p - t - 1), factorial(m) * factorial(p))

    return in_unions(wins, n, partition, orders)


def banzhaf_owen(wins, n, partition):
    return in_unions(wins, n, partition, lambda r, t, m, p: Fraction(1, 2 ** (m + p - 2)))


def exact_shapley_shubik(weights, quota):
    """Counting by weight and size with Python integers and dictionaries: for more voters than can be listed."""
    n = len(weights)
    values = []
    for i in range(n):
        counts = {(0, 0): 1}
        for j, w in enumerate(weights):
            if j != i:
                moved = dict(counts)
                for (x, s), c in counts.items():
                    if x + w < quota:
                        moved[x + w, s + 1] = moved.get((x + w, s + 1), 0) + c
                counts = moved
        amounts = [0] * n
        for (x, s), c in counts.items():
            if x + weights[i] >= quota:
                amounts[s] += c
        values.append(sum((Fraction(c * factorial(s) * factorial(n - s - 1), factorial(n)) for s, c in enumerate(amounts)), Fraction(0)))
    return values


def exact_swings(weights, quota):
    """Swings of every voter by weight alone, in Python integers."""
    counted = []
    for i, own in enumerate(weights):
        counts = [1] + [0] * (quota - 1)
        for j, w in enumerate(weights):
            if j != i:
                for x in range(quota - 1, w - 1, -1):
                    counts[x] += counts[x - w]
        counted.append(sum(counts[max(0, quota - own) :]))
    return counted
