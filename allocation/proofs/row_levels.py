"""Levels of a proof whose coalitions are lists of players, for games of any number of players: the point they determine, their balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from allocation.errors import AllocationError
from allocation.proofs.check import Check
from allocation.proofs.elimination import IntegerSpan, positive_combination, solve_exactly

__all__ = ["RowLevel", "as_claimed", "balanced", "falling", "read_row_levels", "spans_before", "tight_point"]

LEVEL_TOLERANCE = 1e-6  # of the largest level: levels are shown to people, nothing is concluded from their float values


@dataclass(frozen=True)
class RowLevel:
    """One level of a proof.

    Parameters
    ----------
    excess
        Excess of its coalitions, rounded to float64.
    coalitions
        Positions of the members, ascending.
    floors
        Players held at x_i = v(i).
    """

    excess: float
    coalitions: tuple[tuple[int, ...], ...]
    floors: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for a proof."""
        return {"excess": self.excess, "coalitions": [list(x) for x in self.coalitions], "floors": list(self.floors)}

    def rows(self, n: int) -> list[list[int]]:
        """Return who is in each coalition, as zeros and ones."""
        return [_row(members, n) for members in self.coalitions]


def _row(members: Sequence[int], n: int) -> list[int]:
    inside = set(members)
    return [int(i in inside) for i in range(n)]


def read_row_levels(data: Mapping[str, Any], n: int) -> list[RowLevel]:
    """Read the levels of a proof.

    Raises
    ------
    AllocationError
        If they are not levels of proper coalitions of n players.
    """
    try:
        levels = [
            RowLevel(float(x["excess"]), tuple(tuple(int(i) for i in s) for s in x["coalitions"]), tuple(int(i) for i in x["floors"]))
            for x in data["levels"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise AllocationError(f"the proof does not list levels: {error!r}") from None
    for level in levels:
        listed = [*level.coalitions, *((i,) for i in level.floors)]
        proper = all(0 < len(s) < n for s in level.coalitions)
        if not level.coalitions or not proper or not all(len(set(s)) == len(s) and all(0 <= i < n for i in s) for s in listed):
            raise AllocationError(f"a level of the proof names no coalition, or one that a game of {n} players does not have")
    return levels


def tight_point(
    levels: Sequence[RowLevel], values: Sequence[Sequence[int]], singles: Sequence[int], total: int
) -> tuple[list[Fraction], list[Fraction]] | None:
    """Return the only payoffs and excesses at which every listed coalition is tight, or None.

    Parameters
    ----------
    levels
        The levels.
    values
        v(S) of the coalitions of every level.
    singles, total
        v(i) of every player, v(N).
    """
    n, count = len(singles), len(levels)
    rows, right = [[1] * n + [0] * count], [total]
    for k, level in enumerate(levels):
        for row, value in zip(level.rows(n), values[k], strict=True):
            rows.append([*row, *(int(k == j) for j in range(count))])
            right.append(value)
        for player in level.floors:
            rows.append(_row([player], n + count))
            right.append(singles[player])
    solution = solve_exactly(rows, right)
    return None if solution is None else (solution[:n], solution[n:])


def spans_before(levels: Sequence[RowLevel], n: int) -> list[IntegerSpan]:
    """Return, for every level and for the end, the span of the grand coalition and of what the levels before have settled."""
    spans = [IntegerSpan()]
    spans[0].add([1] * n)
    for level in levels:
        grown = spans[-1].copy()
        for row in level.rows(n):
            grown.add(row)
        spans.append(grown)
    return spans


def balanced(levels: Sequence[RowLevel], spans: Sequence[IntegerSpan], n: int) -> Check:
    """Check that every level has a positive combination in the span of those before, and that together they span everything."""
    for k, level in enumerate(levels):
        vectors = [*level.rows(n), *(_row([i], n) for i in level.floors)]
        if positive_combination([spans[k].residual(vector) for vector in vectors]) is None:
            return Check("balanced", False, f"level {k + 1} has no unique positive weights that balance it")
    rank = spans[-1].rank
    return Check("balanced", rank == n, f"{len(levels)} levels are balanced by positive weights; they span {rank} of {n} dimensions")


def falling(excesses: Sequence[Fraction], slack: Fraction = Fraction(0)) -> Check:
    """Check that no level is higher than the one before it, up to a slack."""
    ok = all(a + slack >= b for a, b in pairwise(excesses))
    return Check("order of levels", ok, "the levels fall" if ok else "a level is higher than the one before it")


def as_claimed(levels: Sequence[RowLevel], exact: Sequence[Fraction]) -> Check:
    """Check that the exact levels round to the ones shown."""
    largest = max((abs(float(x)) for x in exact), default=0.0)
    off = [k for k, x in enumerate(levels) if not abs(x.excess - float(exact[k])) <= LEVEL_TOLERANCE * max(largest, 1.0)]
    said = f"level {off[0] + 1} is {exact[off[0]]}, not as claimed" if off else "the exact levels round to the claimed ones"
    return Check("levels as claimed", not off, said)
