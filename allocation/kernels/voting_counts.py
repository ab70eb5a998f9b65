"""Counting coalitions by their sums of weights, modulo a prime: one table of rows, the last axis of the table along each row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["accumulate_rows", "add_rows", "alternating_column", "alternating_sum", "running_sums", "subtract_rows"]

CHUNK = 2048  # entries copied at a time, so that source and target never overlap and the loop runs on vectors


@jit
def add_rows(table: NDArray[np.int64], targets: NDArray[np.int64], sources: NDArray[np.int64], step: int, reach: int, modulus: int) -> None:
    """Let one voter join: row[target][x] += row[source][x − step] for x up to ``reach``, from the last entry down.

    ``targets`` descend and no source lies above its target, so every source is read before it changes.
    """
    buffer = np.empty(CHUNK, dtype=np.int64)
    for j in range(targets.size):
        target = table[targets[j]]
        source = table[sources[j]]
        stop = reach + 1
        while stop > step:
            start = max(step, stop - CHUNK)
            m = stop - start
            for k in range(m):  # a loop: assigning a slice would compile numba's broadcasting, which takes many times as long
                buffer[k] = source[start - step + k]
            part = target[start:stop]
            for k in range(m):
                value = part[k] + buffer[k]
                part[k] = value - modulus if value >= modulus else value
            stop = start


@jit
def subtract_rows(table: NDArray[np.int64], targets: NDArray[np.int64], sources: NDArray[np.int64], step: int, modulus: int) -> None:
    """Undo :func:`add_rows` over whole rows: ``targets`` ascend, and every source is final before it is read. ``step`` is positive."""
    width = table.shape[1]
    for j in range(targets.size):
        target = table[targets[j]]
        source = table[sources[j]]
        start = step
        while start < width:
            stop = min(width, start + step)
            part = target[start:stop]
            taken = source[start - step : stop - step]
            for k in range(stop - start):
                value = part[k] - taken[k]
                part[k] = value + modulus if value < 0 else value
            start = stop


@jit
def running_sums(table: NDArray[np.int64], modulus: int) -> None:
    """Replace every row by its running sums."""
    for r in range(table.shape[0]):
        row = table[r]
        for x in range(1, row.size):
            value = row[x] + row[x - 1]
            row[x] = value - modulus if value >= modulus else value


@jit
def accumulate_rows(table: NDArray[np.int64], targets: NDArray[np.int64], sources: NDArray[np.int64], modulus: int) -> None:
    """Add to each target row its source row, in the order given."""
    for j in range(targets.size):
        target = table[targets[j]]
        source = table[sources[j]]
        for x in range(target.size):
            value = target[x] + source[x]
            target[x] = value - modulus if value >= modulus else value


@jit
def alternating_sum(table: NDArray[np.int64], row: int, x: int, row_step: int, step: int, terms: int, modulus: int) -> int:
    """Return table[row, x] − table[row − row_step, x − step] + …, ``terms`` of them, modulo the prime.

    This is the count of coalitions without a voter, read off the counts of all coalitions.
    """
    total = 0
    for k in range(terms):
        value = table[row - k * row_step, x - k * step]
        total += value if k % 2 == 0 else modulus - value
        if total >= modulus:
            total -= modulus
    return total


@jit
def alternating_column(table: NDArray[np.int64], x: int, row_step: int, step: int, modulus: int) -> NDArray[np.int64]:
    """Return :func:`alternating_sum` at [row, x] for every row, down to the border of the table. ``step`` is positive."""
    sums = np.zeros(table.shape[0], dtype=np.int64)
    if x >= 0:
        for row in range(table.shape[0]):
            terms = x // step + 1
            if row_step > 0:
                terms = min(terms, row // row_step + 1)
            sums[row] = alternating_sum(table, row, x, row_step, step, terms, modulus)
    return sums
