"""Partitions by definition: every one of them, in plain Python and fractions. Shares no code with the package."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any


def partitions(players: list[Any]) -> Iterator[list[tuple[Any, ...]]]:
    """Every way to split a list into groups."""
    if not players:
        yield []
        return
    first, rest = players[0], players[1:]
    for others in partitions(rest):
        yield [(first,), *others]
        for k, group in enumerate(others):
            yield [*others[:k], (first, *group), *others[k + 1 :]]


def exact(value: float) -> Fraction:
    return Fraction(repr(float(value)))


def best_total(worth: dict[tuple[Any, ...], float], players: list[Any], everyone: bool = True) -> Fraction | None:
    """The best sum over all partitions into listed groups; a lone player may also stay out for nothing unless everyone has to be in."""
    totals = []
    for split in partitions(players):
        parts = []
        for group in split:
            known = worth.get(tuple(sorted(group)))
            outside = not everyone and len(group) == 1
            if known is None and not outside:
                break
            parts.append(max(exact(known), Fraction(0)) if known is not None and outside else exact(known or 0.0))
        else:
            totals.append(sum(parts, Fraction(0)))
    return max(totals, default=None)


def listed(table: list[float], low: int, high: int) -> dict[tuple[int, ...], float]:
    """The groups of a table (index = bit mask) that have an allowed size."""
    groups = {tuple(i for i in range(len(table).bit_length()) if mask >> i & 1): value for mask, value in enumerate(table)}
    return {group: value for group, value in groups.items() if low <= len(group) <= high and group}
