"""Proof of a nearest core point: its binding coalitions and their multipliers, in rational numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import grand_mask, memberships
from allocation.errors import AllocationError
from allocation.exact import as_fraction
from allocation.excess.span import Span
from allocation.excess.weighting import UNIT
from allocation.games.base import Game
from allocation.proofs.agreement import agreement
from allocation.proofs.check import Check
from allocation.proofs.elimination import solve_exactly
from allocation.proofs.exact_excess import ExactExcess, exceeding_exactly
from allocation.proofs.integer_table import IntegerTable, reading
from allocation.proofs.level_scan import SpanTests
from allocation.result import Allocation, Proof

__all__ = ["PROJECTION", "by_projection", "check_projection"]

PROJECTION = "nearest core point"
SEED = 1969  # of the span test that leaves out the empty and the grand coalition


def by_projection(target: NDArray[np.float64], masks: Sequence[int]) -> Proof:
    """Return the proof that lists the target and the binding coalitions."""
    claim = "the change is a combination of the binding coalitions with positive multipliers, and no coalition gets too little"
    return Proof(PROJECTION, claim, {"target": target.tolist(), "coalitions": list(masks)})


def check_projection(game: Game, allocation: Allocation) -> tuple[list[Check], Sequence[Fraction] | None]:
    """Re-check the conditions of Karush, Kuhn and Tucker, which are sufficient as the problem is convex."""
    data, n = allocation.proof.data, game.n
    values, target = IntegerTable.of(game.stored_table()), [as_fraction(x) for x in data["target"]]
    masks = [int(mask) for mask in data["coalitions"]]
    if len(target) != n or not all(0 < mask < grand_mask(n) for mask in masks):
        raise AllocationError(f"it is not about a game of {n} players")
    rows = [[1] * n, *memberships(masks, n).astype(int).tolist()] if masks else [[1] * n]
    multipliers = _multipliers(values, target, [grand_mask(n), *masks], rows)
    payoffs = [target[i] + sum((u * row[i] for u, row in zip(multipliers, rows, strict=True)), Fraction(0)) for i in range(n)]
    pushing = all(u > 0 for u in multipliers[1:])
    checks = [
        reading(values),
        Check("multipliers", pushing, "every binding coalition pushes away from the target" if pushing else "one pulls"),
    ]
    checks.append(_nobody_short(values, payoffs))
    return (checks, payoffs) if values.exact else ([*checks, agreement(game, allocation, payoffs)], None)


def _multipliers(values: IntegerTable, target: list[Fraction], masks: list[int], rows: list[list[int]]) -> list[Fraction]:
    """Solve rows·(target + rowsᵀ·u) = values for u."""
    right = [
        values.value(m) - sum((t for t, a in zip(target, row, strict=True) if a), Fraction(0)) for m, row in zip(masks, rows, strict=True)
    ]
    unit = lcm(*(x.denominator for x in right))
    gram = [[sum(a * b for a, b in zip(one, other, strict=True)) for other in rows] for one in rows]
    solution = solve_exactly(gram, [int(x * unit) for x in right])
    if solution is None:
        raise AllocationError("the binding coalitions are not independent")
    return [u / unit for u in solution]


def _nobody_short(values: IntegerTable, payoffs: list[Fraction]) -> Check:
    span = Span(len(payoffs))
    span.add(grand_mask(len(payoffs)))
    tests = SpanTests.of([span], np.random.default_rng(SEED))
    short = exceeding_exactly(ExactExcess(values, UNIT), payoffs, [Fraction(0)], tests)
    return Check("all coalitions", short is None, "no coalition gets too little" if short is None else f"coalition {short} gets too little")
