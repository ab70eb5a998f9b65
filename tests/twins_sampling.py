"""Slow definitions for the estimators, in plain Python and Fraction: values of any function of a coalition, by listing all of them."""

from fractions import Fraction
from itertools import combinations
from math import comb


def semivalue_of(n, worth, chances):
    """Σ over S without i of chances[|S|]·(worth(S ∪ i) − worth(S)); ``worth`` takes a frozenset."""
    payoffs = []
    for i in range(n):
        others = [j for j in range(n) if j != i]
        total = Fraction(0)
        for s in range(n):
            for group in combinations(others, s):
                here = frozenset(group)
                total += Fraction(chances[s]) * (Fraction(worth(here | {i})) - Fraction(worth(here)))
        payoffs.append(total)
    return payoffs


def shapley_chances(n):
    return [Fraction(1, n * comb(n - 1, s)) for s in range(n)]


def banzhaf_chances(n):
    return [Fraction(1, 2 ** (n - 1))] * n


def inner_value(n, worth, chances):
    """The part of a semivalue that comes from coalitions of 1 … n − 1 members: as if the empty and the grand one were worth nothing."""
    return semivalue_of(n, lambda s: worth(s) if 0 < len(s) < n else 0, chances)


def marginals(order, worth):
    """What each player adds in one order, by position of the player."""
    added, here = {}, frozenset()
    for i in order:
        added[i] = worth(here | {i}) - worth(here)
        here = here | {i}
    return [added[i] for i in range(len(order))]


def interaction_of(n, worth, i, j, chances):
    """Σ over T without i and j of chances[|T|]·(worth(T ∪ ij) − worth(T ∪ i) − worth(T ∪ j) + worth(T))."""
    others = [k for k in range(n) if k not in (i, j)]
    total = Fraction(0)
    for t in range(n - 1):
        for group in combinations(others, t):
            s = frozenset(group)
            total += Fraction(chances[t]) * (
                Fraction(worth(s | {i, j})) - Fraction(worth(s | {i})) - Fraction(worth(s | {j})) + Fraction(worth(s))
            )
    return total


def increasing(values):
    """The nearest non-decreasing sequence: at each place the highest, over starts, of the lowest mean over ends."""
    m = len(values)
    fit = []
    for k in range(m):
        starts = []
        for low in range(k + 1):
            means = [Fraction(sum(map(Fraction, values[low : high + 1]))) / (high - low + 1) for high in range(k, m)]
            starts.append(min(means))
        fit.append(max(starts))
    return fit


def components(group, edges):
    """Connected parts of a group, as frozensets."""
    left, parts = set(group), []
    while left:
        part = {left.pop()}
        grown = True
        while grown:
            grown = False
            for a, b in edges:
                if a in group and b in group and (a in part) != (b in part):
                    part |= {a, b}
                    grown = True
        left -= part
        parts.append(frozenset(part))
    return parts
