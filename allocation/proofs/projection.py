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
from allocation.proofs.elimination import IntegerSpan, positive_combination, solve_exactly
from allocation.proofs.exact_excess import ExactExcess, exceeding_exactly
from allocation.proofs.integer_table import IntegerTable, reading
from allocation.proofs.level_scan import SpanTests
from allocation.result import Allocation, Proof

__all__ = ["LEAST_CORE_RULE", "PROJECTION", "by_projection", "check_projection"]

PROJECTION = "nearest core point"
LEAST_CORE_RULE = "minimum_variance_least_core"
SEED = 1969  # of the span test that leaves out the empty and the grand coalition


def by_projection(target: NDArray[np.float64], masks: Sequence[int], held: Sequence[int] = ()) -> Proof:
    """Return the proof that lists the target, the binding coalitions and, for the least core, those of its first level."""
    claim = "the change is a combination of the binding coalitions with positive multipliers, and no coalition gets too little"
    return Proof(PROJECTION, claim, {"target": target.tolist(), "coalitions": list(masks), "held": list(held)})


def check_projection(game: Game, allocation: Allocation) -> tuple[list[Check], Sequence[Fraction] | None]:
    """Re-check the conditions of Karush, Kuhn and Tucker, which are sufficient as the problem is convex."""
    data, n = allocation.proof.data, game.n
    values, target = IntegerTable.of(game.stored_table()), [as_fraction(x) for x in data["target"]]
    masks, held = [int(mask) for mask in data["coalitions"]], [int(mask) for mask in data["held"]]
    if len(target) != n or not all(0 < mask < grand_mask(n) for mask in (*masks, *held)):
        raise AllocationError(f"it is not about a game of {n} players")
    if bool(held) != (allocation.rule == LEAST_CORE_RULE and n > 1):
        raise AllocationError(f"it is not about the rule {allocation.rule!r}")
    if held and len(set(target)) > 1:
        raise AllocationError("its target is not equal shares")
    epsilon = _least_core_value(values, held, n) if held else Fraction(0)
    # the weights of the first level depend on each other in one way only: without the last one they are independent
    active = [grand_mask(n), *held[:-1], *masks]
    rows = memberships(active, n).astype(int).tolist()
    multipliers = _multipliers(values, target, active, rows, epsilon)
    payoffs = [target[i] + sum((u * row[i] for u, row in zip(multipliers, rows, strict=True)), Fraction(0)) for i in range(n)]
    pushing = all(u > 0 for u in multipliers[len(active) - len(masks) :])
    checks = [
        reading(values),
        Check("multipliers", pushing, "every binding coalition pushes away from the target" if pushing else "one pulls"),
    ]
    checks.append(_nobody_short(values, payoffs, epsilon))
    return (checks, payoffs) if values.exact else ([*checks, agreement(game, allocation, payoffs)], None)


def _least_core_value(values: IntegerTable, held: list[int], n: int) -> Fraction:
    """The amount that coalitions which are balanced by positive weights prove to be the least that all can be kept short of."""
    rows = memberships(held, n).astype(int).tolist()
    span = IntegerSpan()
    span.add([1] * n)
    weights = positive_combination([span.residual(row) for row in rows])
    if weights is None:
        raise AllocationError("the coalitions of the least core are not balanced by unique positive weights")
    scaled = [w * _factor(span.residual(row), row) for w, row in zip(weights, rows, strict=True)]
    share = sum((w * row[0] for w, row in zip(scaled, rows, strict=True)), Fraction(0))
    worth = sum((w * values.value(mask) for w, mask in zip(scaled, held, strict=True)), Fraction(0))
    return (worth - share * values.value(grand_mask(n))) / sum(scaled)


def _factor(residual: list[int], row: list[int]) -> Fraction:
    """How many times a row is in its residual beside the grand coalition: what two of its entries differ by."""
    inside, outside = row.index(1), row.index(0)
    return Fraction(residual[inside] - residual[outside])


def _multipliers(
    values: IntegerTable, target: list[Fraction], masks: list[int], rows: list[list[int]], epsilon: Fraction
) -> list[Fraction]:
    """Solve rows·(target + rowsᵀ·u) = values for u."""
    right = [
        values.value(m) - (epsilon if k else 0) - sum((t for t, a in zip(target, row, strict=True) if a), Fraction(0))
        for k, (m, row) in enumerate(zip(masks, rows, strict=True))
    ]
    unit = lcm(*(x.denominator for x in right))
    gram = [[sum(a * b for a, b in zip(one, other, strict=True)) for other in rows] for one in rows]
    solution = solve_exactly(gram, [int(x * unit) for x in right])
    if solution is None:
        raise AllocationError("the binding coalitions are not independent")
    return [u / unit for u in solution]


def _nobody_short(values: IntegerTable, payoffs: list[Fraction], epsilon: Fraction) -> Check:
    span = Span(len(payoffs))
    span.add(grand_mask(len(payoffs)))
    tests = SpanTests.of([span], np.random.default_rng(SEED))
    short = exceeding_exactly(ExactExcess(values, UNIT), payoffs, [epsilon], tests)
    return Check("all coalitions", short is None, "no coalition gets too little" if short is None else f"coalition {short} gets too little")
