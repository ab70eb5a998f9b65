"""Walks along orders of arrival: what every player adds when it joins, without looking at a coalition as a whole.

Every walk takes int64[k, n], one order a row, and returns float64[k, n]: what player i adds in order r.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["walk_largest", "walk_pairs", "walk_project", "walk_rules", "walk_threshold"]

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@jit
def walk_threshold(orders: Places, weights: Places, quota: int) -> Floats:
    """A coalition is worth 1 from a sum of weights of ``quota`` on."""
    added = np.zeros(orders.shape)
    for row in range(orders.shape[0]):
        total = 0
        for k in range(orders.shape[1]):
            total += weights[orders[row, k]]
            if total >= quota:
                added[row, orders[row, k]] = 1.0
                break
    return added


@jit
def walk_largest(orders: Places, amounts: Floats) -> Floats:
    """A coalition is worth the largest of its members' amounts, which are not negative."""
    added = np.zeros(orders.shape)
    for row in range(orders.shape[0]):
        largest = 0.0
        for k in range(orders.shape[1]):
            amount = amounts[orders[row, k]]
            if amount > largest:
                added[row, orders[row, k]] = amount - largest
                largest = amount
    return added


@jit
def walk_pairs(orders: Places, own: Floats, first: Places, second: Places, values: Floats) -> Floats:
    """Own values and pair values: the later one of a pair brings its value."""
    added = np.zeros(orders.shape)
    place = np.zeros(own.size, np.int64)
    for row in range(orders.shape[0]):
        for k in range(orders.shape[1]):
            place[orders[row, k]] = k
        for i in range(own.size):
            added[row, i] = own[i]
        for pair in range(values.size):
            i, j = first[pair], second[pair]
            added[row, i if place[i] > place[j] else j] += values[pair]
    return added


@jit
def walk_rules(orders: Places, values: Floats, needs: Places, needs_start: Places, without: Places, without_start: Places) -> Floats:
    """Rules: the last of those needed brings the value, unless somebody excluded is there; the first excluded one takes it away."""
    added = np.zeros(orders.shape)
    n = orders.shape[1]
    place = np.zeros(n, np.int64)
    for row in range(orders.shape[0]):
        for k in range(n):
            place[orders[row, k]] = k
        for rule in range(values.size):
            last, first = -1, n
            for k in range(needs_start[rule], needs_start[rule + 1]):
                last = max(last, place[needs[k]])
            for k in range(without_start[rule], without_start[rule + 1]):
                first = min(first, place[without[k]])
            if last < first:
                if last >= 0:
                    added[row, orders[row, last]] += values[rule]
                if first < n:
                    added[row, orders[row, first]] -= values[rule]
    return added


@jit
def walk_project(
    orders: Places,
    levels: Floats,
    weights: Floats,
    outsourcing: Floats,
    access: Floats,
    member: NDArray[np.bool_],
    amounts: Floats,
) -> Floats:
    """One project; ``levels[i, k]`` says how far player i meets requirement k, at most 1; ``member[g, i]`` who is in group g of a subsidy.

    ``amounts`` are: success with everything met, benefit, cost, subsidy, coordination cost.
    """
    added = np.zeros(orders.shape)
    kinds, groups = levels.shape[1], member.shape[0]
    met = np.zeros(kinds)
    here = np.zeros(groups, np.bool_)
    for row in range(orders.shape[0]):
        for k in range(kinds):
            met[k] = 0.0
        for g in range(groups):
            here[g] = False
        market, before = 0.0, 0.0
        success, missing, waiting = -1.0, 0.0, groups
        for step in range(orders.shape[1]):
            i = orders[row, step]
            better = success < 0
            for k in range(kinds):
                if levels[i, k] > met[k]:
                    met[k] = levels[i, k]
                    better = True
            if better:
                success, missing = amounts[0], 0.0
                for k in range(kinds):
                    success *= met[k] ** weights[k]
                    missing += (1.0 - met[k]) * outsourcing[k]
            for g in range(groups):
                if member[g, i] and not here[g]:
                    here[g] = True
                    waiting -= 1
            market += access[i]
            profit = success * amounts[1] * min(1.0, market) - amounts[2] - missing - amounts[4] * step
            if waiting == 0:
                profit += amounts[3]
            profit = max(0.0, profit)
            added[row, i] = profit - before
            before = profit
    return added
