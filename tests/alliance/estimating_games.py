"""Functions that stand in a module, as those of users do."""

import time

import numba
import numpy as np


def pairs(rows):
    """Own worth of 1 and 0.5 for every pair of neighbours: Shapley 1.5, and 1.25 at the two ends."""
    return rows.sum(axis=1) + 0.5 * (rows[:, 1:] & rows[:, :-1]).sum(axis=1)


def slow(rows):
    time.sleep(0.003 * len(rows))
    return pairs(rows)


def breaks(rows):
    if (rows.sum(axis=1) == 1).any():
        raise ZeroDivisionError("no capacity")
    return pairs(rows)


def greedy(rows):
    """Three members earn all, and more would only cost: big groups are worth less."""
    sizes = rows.sum(axis=1)
    return np.where(sizes == 3, 9.0, np.where(sizes > 3, 4.0, 0.0))


def rough(rows):
    """Nothing that a few terms could describe."""
    return rows.sum(axis=1) + np.sin(rows @ (1.0 + np.arange(rows.shape[1])) ** 2)


@numba.njit
def bits(mask):
    return float(mask != 0)
