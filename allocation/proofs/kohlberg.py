"""Proof of a lexicographic minimum: balanced levels (Kohlberg), re-checked in whole numbers.

The proof lists the levels. Level k claims: the coalitions listed have the weighted excess ε_k, a positive combination of them (and of
players held at v(i)) lies
in the span of what the levels before have settled, and no coalition outside that span has a larger one. By induction every
lexicographically
better point would violate the first of these, so the point is the only minimum once the span has full rank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from allocation.coalition import grand_mask, memberships, single_mask
from allocation.errors import AllocationError
from allocation.excess.definition import Definition
from allocation.excess.span import Span
from allocation.proofs.check import Check
from allocation.proofs.elimination import IntegerSpan, positive_combination, solve_exactly
from allocation.proofs.exact_excess import ExactExcess, exceeding_exactly
from allocation.proofs.level_scan import SpanTests
from allocation.result import Proof

__all__ = ["KOHLBERG", "LevelClaim", "by_levels", "check_levels", "exact_levels", "read_levels", "span_tests"]

KOHLBERG = "kohlberg"
LEVEL_TOLERANCE = 1e-6  # of the largest level: levels are shown to people, nothing is concluded from their float values
LEVEL_SIZE = 1e-6  # of the largest value: levels below are differences of larger numbers, whose rounding they have
SEED = 1971  # of the random span tests; another than the solver's, so that no false positive is shared


@dataclass(frozen=True)
class LevelClaim:
    """One level of a proof.

    Parameters
    ----------
    excess
        Weighted excess of its coalitions, rounded to float64.
    coalitions
        Masks.
    floors
        Players held at x_i = v(i).
    """

    excess: float
    coalitions: tuple[int, ...]
    floors: tuple[int, ...] = ()


def by_levels(claim: str, levels: Sequence[LevelClaim], definition: Definition) -> Proof:
    """Return the proof that lists levels, and says what was minimised."""
    plain = [{"excess": x.excess, "coalitions": list(x.coalitions), "floors": list(x.floors)} for x in levels]
    return Proof(KOHLBERG, claim, {**definition.to_dict(), "levels": plain})


def read_levels(data: Mapping[str, Any], n: int) -> list[LevelClaim]:
    """Read the levels of a proof.

    Raises
    ------
    AllocationError
        If they are not levels of a game with n players.
    """
    try:
        levels = [
            LevelClaim(float(x["excess"]), tuple(int(m) for m in x["coalitions"]), tuple(int(i) for i in x["floors"]))
            for x in data["levels"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise AllocationError(f"the proof does not list levels: {error!r}") from None
    for level in levels:
        if not level.coalitions or not all(0 < m < grand_mask(n) for m in level.coalitions) or not all(0 <= i < n for i in level.floors):
            raise AllocationError(f"a level of the proof names no coalition, or one that a game of {n} players does not have")
    return levels


def check_levels(
    excess: ExactExcess, levels: Sequence[LevelClaim], n: int, blocks: Sequence[int] = ()
) -> tuple[list[Check], list[Fraction] | None]:
    """Re-check a proof in exact arithmetic; return the checks and the exact payoffs where they are determined.

    Every block of a partition keeps what it is worth: all players as one block when left out.
    """
    fixed = list(blocks) or [grand_mask(n)]
    if not excess.floors and any(level.floors for level in levels):
        return [Check("tight coalitions", False, "the proof uses x_i ≥ v(i), which is not part of this rule")], None
    point = _point(excess, levels, n, fixed)
    if point is None:
        return [Check("tight coalitions", False, "the listed coalitions do not determine one point")], None
    payoffs, found = point[:n], point[n:]
    checks = [
        Check("tight coalitions", True, f"{sum(len(x.coalitions) for x in levels)} coalitions on {len(levels)} levels determine one point")
    ]
    checks.append(_balanced(levels, n, fixed))
    slack = excess.values.tolerance * excess.values.unit
    checks.append(_ordered(found, slack))
    size = float(excess.values.largest * excess.values.unit * excess.scale / max(excess.heaviest(n), 1))
    checks.append(_as_claimed(levels, [x * excess.scale for x in found], size, float(slack * excess.scale)))
    checks.append(_nobody_above(excess, levels, point, fixed))
    if excess.floors:
        checks.append(_individually_rational(excess, payoffs, slack))
    return checks, payoffs


def exact_levels(excess: ExactExcess, levels: Sequence[LevelClaim], n: int) -> list[Fraction]:
    """Return the exact weighted excess of every level; only sensible once the levels have been checked.

    Raises
    ------
    AllocationError
        If the listed coalitions do not determine one point.
    """
    point = _point(excess, levels, n, [grand_mask(n)])
    if point is None:
        raise AllocationError("the listed coalitions do not determine one point")
    return [x * excess.scale for x in point[n:]]


def _point(excess: ExactExcess, levels: Sequence[LevelClaim], n: int, fixed: Sequence[int]) -> list[Fraction] | None:
    """The only (x, ε_1 … ε_K) at which every listed coalition is tight; ε in units of v over integer weight."""
    rows, right, heads = _inside(fixed, n), [excess.values.numerator(mask) for mask in fixed], []
    for level in levels:
        worths, weights, inside = _numbers(excess, level, n)
        head = next((k for k, weight in enumerate(weights) if weight), None)
        if head is None:
            return None
        heads.append((inside[head], worths[head], weights[head]))
        # two coalitions of one level: their weights cancel the level, which leaves an equation between payoffs
        for row, worth, weight in zip(inside, worths, weights, strict=True):
            rows.append([weights[head] * a - weight * b for a, b in zip(row, inside[head], strict=True)])
            right.append(weights[head] * worth - weight * worths[head])
        for player in level.floors:
            rows.append(_inside([single_mask(player)], n)[0])
            right.append(excess.values.numerator(single_mask(player)))
    shares = solve_exactly(rows, right)
    if shares is None:
        return None
    found = [(worth - sum((x for x, a in zip(shares, row, strict=True) if a), Fraction(0))) / weight for row, worth, weight in heads]
    return [x * excess.values.unit for x in (*shares, *found)]


def _numbers(excess: ExactExcess, level: LevelClaim, n: int) -> tuple[list[int], list[int], list[list[int]]]:
    """Values, weights and members of the coalitions of a level."""
    masks = np.array(level.coalitions, dtype=np.int64)
    weights = excess.weighting.of(masks, n).astype(np.int64)
    return excess.values.numerators_of(masks).tolist(), weights.tolist(), _inside(level.coalitions, n)


def _inside(masks: Sequence[int], n: int) -> list[list[int]]:
    rows: list[list[int]] = memberships(masks, n).astype(int).tolist()
    return rows


def _balanced(levels: Sequence[LevelClaim], n: int, fixed: Sequence[int]) -> Check:
    """Every level has a positive combination in the span of those before, and together they span everything."""
    span = IntegerSpan()
    for row in _inside(fixed, n):
        span.add(row)
    for k, level in enumerate(levels):
        coalitions = _inside(level.coalitions, n)
        vectors = coalitions + _inside([single_mask(i) for i in level.floors], n)
        if positive_combination([span.residual(vector) for vector in vectors]) is None:
            return Check("balanced", False, f"level {k + 1} has no unique positive weights that balance it")
        for row in coalitions:
            span.add(row)
    full = span.rank == n
    return Check("balanced", full, f"{len(levels)} levels are balanced by positive weights; they span {span.rank} of {n} dimensions")


def _ordered(levels: Sequence[Fraction], slack: Fraction) -> Check:
    falling = all(a + slack >= b for a, b in pairwise(levels))
    return Check("order of levels", falling, "the levels fall" if falling else "a level is higher than the one before it")


def _as_claimed(levels: Sequence[LevelClaim], exact: Sequence[Fraction], size: float, reading: float) -> Check:
    """Levels are compared up to what is shown of them, and up to what reading values that are no short decimals may have moved them."""
    largest = max((abs(float(x)) for x in exact), default=0.0)
    allowed = LEVEL_TOLERANCE * max(largest, LEVEL_SIZE * size) + reading
    off = [k for k, x in enumerate(levels) if not abs(x.excess - float(exact[k])) <= allowed]
    return Check(
        "levels as claimed",
        not off,
        f"level {off[0] + 1} is {exact[off[0]]}, not as claimed" if off else "the exact levels round to the claimed ones",
    )


def _nobody_above(excess: ExactExcess, levels: Sequence[LevelClaim], point: Sequence[Fraction], fixed: Sequence[int]) -> Check:
    if not levels:
        return Check("all coalitions", True, "there is no coalition but the grand one")
    n = len(point) - len(levels)
    mask = exceeding_exactly(excess, point[:n], point[n:], span_tests(levels, n, fixed))
    if mask is None:
        return Check(
            "all coalitions", True, f"none of the 2**{n} coalitions is above its level (exact integers; span tests err with 2**-61)"
        )
    return Check("all coalitions", False, f"coalition {mask} is above its level")


def span_tests(levels: Sequence[LevelClaim], n: int, fixed: Sequence[int] = ()) -> SpanTests:
    """Return the tests of the spans settled before each level; without fixed coalitions, the grand one is."""
    span = Span(n)
    span.add_all(np.array(fixed or [grand_mask(n)], dtype=np.int64))
    spans = []
    for level in levels:
        spans.append(span.copy())
        span.add_all(np.array(level.coalitions, dtype=np.int64))
    return SpanTests.of(spans, np.random.default_rng(SEED))


def _individually_rational(excess: ExactExcess, payoffs: Sequence[Fraction], slack: Fraction) -> Check:
    short = [i for i, x in enumerate(payoffs) if x + slack < excess.values.value(single_mask(i))]
    return Check(
        "imputation", not short, "every player gets at least v(i)" if not short else f"player number {short[0]} gets less than v(i)"
    )
