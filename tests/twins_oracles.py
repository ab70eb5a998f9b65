"""Slow definitions of what oracles find: all coalitions, one after the other."""

from fractions import Fraction
from itertools import product

import numpy as np


def all_rows(n):
    return np.array(list(product((False, True), repeat=n)), dtype=bool).reshape(-1, n)


def proper_rows(n):
    rows = all_rows(n)
    return rows[(rows.sum(axis=1) > 0) & (rows.sum(axis=1) < n)]


def worst_excess(game, payoffs):
    """The largest excess of a proper coalition, or minus infinity."""
    rows = proper_rows(game.n)
    return max((game.worth(rows) - rows @ payoffs).tolist(), default=-np.inf)


def cheapest(weights, quota, costs, tags, prime, winning=True, inside=None, player=None):
    """The smallest Σ costs of a winning (or losing) coalition whose tags do not cancel, with or without one player."""
    best = None
    for row in product((False, True), repeat=len(weights)):
        weight = sum(w for w, a in zip(weights, row, strict=True) if a)
        tag = sum(t for t, a in zip(tags, row, strict=True) if a) % prime
        if (weight >= quota) is winning and tag and (player is None or row[player] is inside):
            cost = sum((Fraction(c) for c, a in zip(costs, row, strict=True) if a), Fraction(0))
            best = cost if best is None else min(best, cost)
    return best


def cut(weights, row):
    """The weight between a part of the nodes and the others."""
    return float(weights[row][:, ~row].sum())


def smallest_cut(weights):
    return min(cut(weights, row) for row in proper_rows(len(weights)))
