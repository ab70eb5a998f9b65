"""The closed forms of airport games in rational numbers, to re-check results."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from allocation.games.convex import tau_between_exactly

__all__ = ["airport_nucleolus", "airport_shapley", "airport_tau"]


def airport_shapley(costs: Sequence[Fraction]) -> list[Fraction]:
    """Return cost shares by Littlechild and Owen: every stretch is shared by those who need it. O(n**2)."""
    levels = sorted({Fraction(0), *costs})
    prices = [(high, (high - low) / sum(cost >= high for cost in costs)) for low, high in pairwise(levels)]
    return [sum((price for high, price in prices if high <= cost), Fraction(0)) for cost in costs]


def airport_nucleolus(costs: Sequence[Fraction]) -> list[Fraction]:
    """Return cost shares by Littlechild: the group of smallest users with the lowest level pays it and leaves. O(n**2)."""
    waiting = sorted(range(len(costs)), key=lambda i: costs[i])
    shares, paid = [Fraction(0)] * len(costs), Fraction(0)
    while waiting:
        levels = [(costs[i] - paid) / (size + 1) for size, i in enumerate(waiting[:-1], 1)]
        levels.append((costs[waiting[-1]] - paid) / len(waiting))
        level = min(levels)
        leaving = levels.index(level) + 1
        for i in waiting[:leaving]:
            shares[i] = level
        waiting, paid = waiting[leaving:], paid + leaving * level
    return shares


def airport_tau(costs: Sequence[Fraction]) -> list[Fraction]:
    """Return the cost shares of the tau value, between what all would save without a player and what it pays alone. O(n**2)."""
    total = max(costs)
    separable = [total - max((*costs[:i], *costs[i + 1 :]), default=Fraction(0)) for i in range(len(costs))]
    return tau_between_exactly(separable, costs, total)
