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
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import grand_mask, memberships, single_mask
from allocation.errors import AllocationError
from allocation.excess.definition import Definition
from allocation.excess.span import Span
from allocation.excess.weighting import Weighting
from allocation.proofs.check import Check
from allocation.proofs.elimination import IntegerSpan, positive_combination, solve_exactly
from allocation.proofs.integer_table import IntegerTable
from allocation.proofs.level_scan import SpanTests, exceeding, fits_64_bits
from allocation.result import Proof

__all__ = ["KOHLBERG", "ExactExcess", "LevelClaim", "by_levels", "check_levels", "exact_levels", "in_integers", "read_levels"]

KOHLBERG = "kohlberg"
LEVEL_TOLERANCE = 1e-6  # of the largest level: levels are shown to people, nothing is concluded from their float values
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


@dataclass(frozen=True, eq=False)
class ExactExcess:
    """The game and the weights of a proof in whole numbers: excess = (v(S) - x(S)) / w(S).

    Parameters
    ----------
    values
        v.
    weighting
        Integer weights.
    scale
        What excesses over integer weights are multiplied by to get those over the true ones.
    floors
        Whether x_i ≥ v(i) is part of the definition.
    """

    values: IntegerTable
    weighting: Weighting
    scale: Fraction = Fraction(1)
    floors: bool = False

    def weight(self, mask: int, n: int) -> int:
        """Return the integer weight of a coalition."""
        return int(self.weighting.of(np.array([mask], dtype=np.int64), n)[0])


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


def check_levels(excess: ExactExcess, levels: Sequence[LevelClaim], n: int) -> tuple[list[Check], list[Fraction] | None]:
    """Re-check a proof in exact arithmetic; return the checks and the exact payoffs where they are determined."""
    if not excess.floors and any(level.floors for level in levels):
        return [Check("tight coalitions", False, "the proof uses x_i ≥ v(i), which is not part of this rule")], None
    point = _point(excess, levels, n)
    if point is None:
        return [Check("tight coalitions", False, "the listed coalitions do not determine one point")], None
    payoffs, found = point[:n], point[n:]
    checks = [
        Check("tight coalitions", True, f"{sum(len(x.coalitions) for x in levels)} coalitions on {len(levels)} levels determine one point")
    ]
    checks.append(_balanced(levels, n))
    slack = excess.values.tolerance * excess.values.unit
    checks.append(_ordered(found, slack))
    checks.append(_as_claimed(levels, [x * excess.scale for x in found]))
    checks.append(_nobody_above(excess, levels, payoffs, found))
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
    point = _point(excess, levels, n)
    if point is None:
        raise AllocationError("the listed coalitions do not determine one point")
    return [x * excess.scale for x in point[n:]]


def _point(excess: ExactExcess, levels: Sequence[LevelClaim], n: int) -> list[Fraction] | None:
    """The only (x, ε_1 … ε_K) at which every listed coalition is tight; ε in units of v over integer weight."""
    count = len(levels)
    values = excess.values
    rows, right = [[1] * n + [0] * count], [int(values.numerators[grand_mask(n)])]
    for k, level in enumerate(levels):
        for mask in level.coalitions:
            row = [*_inside(mask, n), *([0] * count)]
            row[n + k] = excess.weight(mask, n)
            rows.append(row)
            right.append(int(values.numerators[mask]))
        for player in level.floors:
            rows.append([*_inside(single_mask(player), n), *([0] * count)])
            right.append(int(values.numerators[single_mask(player)]))
    solution = solve_exactly(rows, right)
    return None if solution is None else [x * values.unit for x in solution]


def _inside(mask: int, n: int) -> list[int]:
    return [int(x) for x in memberships([mask], n)[0]]


def _balanced(levels: Sequence[LevelClaim], n: int) -> Check:
    """Every level has a positive combination in the span of those before, and together they span everything."""
    span = IntegerSpan()
    span.add([1] * n)
    for k, level in enumerate(levels):
        vectors = [_inside(mask, n) for mask in level.coalitions] + [_inside(single_mask(i), n) for i in level.floors]
        if positive_combination([span.residual(vector) for vector in vectors]) is None:
            return Check("balanced", False, f"level {k + 1} has no unique positive weights that balance it")
        for mask in level.coalitions:
            span.add(_inside(mask, n))
    full = span.rank == n
    return Check("balanced", full, f"{len(levels)} levels are balanced by positive weights; they span {span.rank} of {n} dimensions")


def _ordered(levels: Sequence[Fraction], slack: Fraction) -> Check:
    falling = all(a + slack >= b for a, b in pairwise(levels))
    return Check("order of levels", falling, "the levels fall" if falling else "a level is higher than the one before it")


def _as_claimed(levels: Sequence[LevelClaim], exact: Sequence[Fraction]) -> Check:
    largest = max((abs(float(x)) for x in exact), default=0.0)
    off = [k for k, x in enumerate(levels) if abs(x.excess - float(exact[k])) > LEVEL_TOLERANCE * max(largest, 1.0)]
    return Check(
        "levels as claimed",
        not off,
        f"level {off[0] + 1} is {exact[off[0]]}, not as claimed" if off else "the exact levels round to the claimed ones",
    )


def _nobody_above(excess: ExactExcess, levels: Sequence[LevelClaim], payoffs: Sequence[Fraction], exact: Sequence[Fraction]) -> Check:
    if not levels:
        return Check("all coalitions", True, "there is no coalition but the grand one")
    n = len(payoffs)
    mask = exceeding(*in_integers(excess, payoffs, exact), _span_tests(levels, n))
    if mask is None:
        return Check(
            "all coalitions", True, f"none of the 2**{n} coalitions is above its level (exact integers; span tests err with 2**-61)"
        )
    return Check("all coalitions", False, f"coalition {mask} is above its level")


def in_integers(
    excess: ExactExcess, payoffs: Sequence[Fraction], levels: Sequence[Fraction]
) -> tuple[NDArray[Any], Any, NDArray[Any], Weighting, NDArray[Any], Any]:
    """All numbers over one denominator, as :func:`exceeding` takes them: values and their multiplier, payoffs, weights, levels, tolerance.

    64-bit integers where they suffice, else Python integers.
    """
    values, table = excess.values, excess.weighting.table
    common = lcm(*((p / values.unit).denominator for p in (*payoffs, *levels)))
    x = [int(p / values.unit * common) for p in payoffs]
    e = [int(p / values.unit * common) for p in levels]
    tolerance = values.tolerance * common
    heaviest = len(payoffs) if table is None else int(table.max())
    if fits_64_bits(common * values.largest, sum(map(abs, x)), heaviest * max(map(abs, e)), tolerance):
        number: type[Any] = np.int64
        multiplier: Any = np.int64(common)
    else:
        number, multiplier = object, common
    return values.numerators, multiplier, np.array(x, dtype=number), excess.weighting, np.array(e, dtype=number), tolerance


def _span_tests(levels: Sequence[LevelClaim], n: int) -> SpanTests:
    span = Span(n)
    span.add(grand_mask(n))
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
