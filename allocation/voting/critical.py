"""Vulnerable coalitions: winning ones with members whose leaving makes them lose, by the number of such members."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from allocation.kernels.voting_table import vulnerable_tally
from allocation.voting.condition import Condition, Threshold, thresholds
from allocation.voting.counting_table import CountingTable
from allocation.voting.enumeration import lists_all, require_enumerable, winning_table
from allocation.voting.primewise import over_primes

__all__ = ["count_vulnerable"]


def count_vulnerable(condition: Condition) -> list[list[int]]:
    """Count, per voter and c = 0 … n, the winning coalitions with c critical members of whom the voter is one.

    Raises
    ------
    TableTooLargeError
        If several rules are combined for more than 22 voters, or the weights are too large to be counted in memory.

    Notes
    -----
    A coalition that exceeds the quota by e has as critical members those heavier than e. So the voters at least as heavy as each distinct
    weight are counted in turn, beside the sum of all: O(n² q) for one rule.
    """
    n = len(thresholds(condition)[0].weights)
    if not isinstance(condition, Threshold) or lists_all(n, (n + 1) * condition.quota):
        require_enumerable(n, "the Johnston index of several combined rules")
        counts: list[list[int]] = vulnerable_tally(winning_table(condition, n), n).tolist()
        return counts
    width = min(condition.total, condition.quota - 1 + max(condition.weights)) + 1
    classes = sorted({w for w in condition.weights if w}, reverse=True)
    rows = over_primes(n, (n + 1) * width, lambda prime: _remainders(condition, classes, width, prime))
    by_weight = dict(zip(classes, rows, strict=True))
    return [by_weight.get(w, [0] * (n + 1)) for w in condition.weights]


def _remainders(threshold: Threshold, classes: Sequence[int], width: int, prime: int) -> list[list[int]]:
    """Counts of one voter of every class, modulo a prime."""
    n = len(threshold.weights)
    table = CountingTable((n + 1, width), prime)
    table.start_accumulated()
    for weight in threshold.weights:
        table.add((0, weight))
    counts = [[0] * (n + 1) for _ in classes]
    for j, (weight, lighter) in enumerate(pairwise((*classes, 0))):
        _make_heavy(table, weight, threshold.weights.count(weight))
        upper, lower = min(threshold.quota + weight, width) - 1, threshold.quota + lighter - 1
        if lower >= upper:
            continue
        for row, own in zip(counts[: j + 1], classes, strict=False):
            columns = zip(table.column_with(upper, (1, own)), table.column_with(lower, (1, own)), strict=True)
            for c, (most, less) in enumerate(columns):
                row[c] += most - less
    return [[count % prime for count in row] for row in counts]


def _make_heavy(table: CountingTable, weight: int, times: int) -> None:
    """Count the voters of this weight among the critical ones from now on."""
    for _ in range(times):
        table.remove((0, weight))
        table.add((1, weight))
