"""Swings: the losing coalitions that a voter turns into winning ones, counted exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from allocation.voting.box_counts import BoxCounts
from allocation.voting.condition import Condition, losing_boxes, thresholds
from allocation.voting.enumeration import enumerated_swings, lists_all
from allocation.voting.primewise import over_primes
from allocation.voting.residues import primes_for
from allocation.voting.swing_counts import SwingCounts

__all__ = ["CountingPlan", "count_swings", "plan_counting", "prefers_enumeration", "voter_classes"]


@dataclass(frozen=True)
class CountingPlan:
    """How the swings of a condition will be counted.

    Parameters
    ----------
    boxes
        The counts that are added up, with their coefficients.
    dual
        Whether the dual condition is counted in place of the condition: it has the same swings and may need a smaller table.
    """

    boxes: tuple[tuple[BoxCounts, int], ...]
    dual: bool

    @property
    def cells(self) -> int:
        """Entries of all tables together."""
        return sum(box.cells for box, _ in self.boxes)

    @property
    def largest(self) -> int:
        """Entries of the largest table."""
        return max(box.cells for box, _ in self.boxes)

    @property
    def work(self) -> int:
        """Entries updated in all: every voter passes over every table once for every prime."""
        n = self.boxes[0][0].n
        return self.cells * n * len(primes_for(n))


def prefers_enumeration(plan: CountingPlan) -> bool:
    """Return whether listing all coalitions takes a much smaller table: few voters with huge weights."""
    return lists_all(plan.boxes[0][0].n, plan.cells)


def plan_counting(condition: Condition, by_size: bool) -> CountingPlan:
    """Choose the cheaper of a condition and its dual."""
    n = len(thresholds(condition)[0].weights)
    plans = [
        CountingPlan(tuple((BoxCounts(box, n, by_size), times) for box, times in losing_boxes(one).items()), dual)
        for one, dual in ((condition, False), (condition.dual(), True))
    ]
    return min(plans, key=lambda plan: plan.cells)


def voter_classes(condition: Condition) -> list[list[int]]:
    """Return voters with the same weights everywhere, grouped: they have the same power."""
    rules = thresholds(condition)
    classes: dict[tuple[int, ...], list[int]] = {}
    for voter in range(len(rules[0].weights)):
        classes.setdefault(tuple(rule.weights[voter] for rule in rules), []).append(voter)
    return list(classes.values())


def count_swings(condition: Condition, by_size: bool) -> SwingCounts:
    """Count the swings of every voter, and the winning coalitions.

    Parameters
    ----------
    condition
        When a coalition wins.
    by_size
        Whether to count by the size of the coalition too, as the Shapley–Shubik index needs; one more axis.

    Raises
    ------
    TableTooLargeError
        If the weights are too large to be counted in memory.

    Notes
    -----
    One pass over the table per voter: O(n q) in time and O(q) in memory for one rule with quota q, for every 61 voters; with sizes n
    times that. Few voters with huge weights are counted over all coalitions instead, where that is the smaller table.
    """
    n = len(thresholds(condition)[0].weights)
    plan = plan_counting(condition, by_size)
    if prefers_enumeration(plan):
        return enumerated_swings(condition, n)
    return _counted(plan, n, voter_classes(condition), by_size)


def _counted(plan: CountingPlan, n: int, classes: Sequence[Sequence[int]], by_size: bool) -> SwingCounts:
    sums = [[0] * (n + 1 if by_size else 1) for _ in range(len(classes) + 1)]
    for box, times in plan.boxes:
        rows = over_primes(n, box.cells, partial(box.remainders, [c[0] for c in classes]))
        for total, counts in zip(sums, rows, strict=True):
            for s, count in enumerate(counts):
                total[s] += times * count
    losing, per_class = sums[0], sums[1:]
    swings: list[list[int]] = [[] for _ in range(n)]
    for counts, voters in zip(per_class, classes, strict=True):
        for voter in voters:
            swings[voter] = counts[:n]
    if plan.dual:
        return SwingCounts.from_winning(n, losing[::-1], [c[::-1] for c in swings])
    return SwingCounts.from_losing(n, losing, swings)
