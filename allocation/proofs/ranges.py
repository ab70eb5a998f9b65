"""Proof of a split that lies between the extremes of the core: every extreme is proved by its basis, in rational numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from allocation.coalition import grand_mask
from allocation.errors import AllocationError
from allocation.excess.weighting import UNIT
from allocation.games.base import Game
from allocation.proofs.agreement import agreement
from allocation.proofs.check import Check
from allocation.proofs.core_basis import exact_optimum
from allocation.proofs.exact_excess import ExactExcess
from allocation.proofs.integer_table import IntegerTable, reading
from allocation.proofs.kohlberg import check_levels, exact_levels, read_levels
from allocation.result import Allocation, Proof

__all__ = ["RANGES", "by_ranges", "check_ranges"]

RANGES = "core ranges"

Outcome = tuple[list[Check], Sequence[Fraction] | None]


def by_ranges(least: Sequence[Sequence[int]], most: Sequence[Sequence[int]], levels: list[Any] | None) -> Proof:
    """Return the proof that lists a basis of every extreme, and the levels of the least core where the core is empty."""
    claim = (
        "every least and every most is attained at the point its coalitions determine, and their weights prove that no split does better"
    )
    return Proof(RANGES, claim, {"least": [list(x) for x in least], "most": [list(x) for x in most], "levels": levels})


def check_ranges(game: Game, allocation: Allocation) -> Outcome:
    """Re-check every extreme and the split between them."""
    values, data, n = IntegerTable.of(game.stored_table()), allocation.proof.data, game.n
    checks: list[Check] = []
    epsilon = Fraction(0)
    if data["levels"] is not None:
        claimed = read_levels(data, n)
        checks, _ = check_levels(ExactExcess(values, UNIT), claimed, n)
        if not all(check.ok for check in checks):
            return checks, None
        epsilon = exact_levels(ExactExcess(values, UNIT), claimed, n)[0]
        checks.append(Check("empty core", epsilon > 0, f"every coalition is allowed to be short of {epsilon}"))
    least, most = _extremes(values, data, "least", 1, epsilon, n), _extremes(values, data, "most", -1, epsilon, n)
    checks.append(Check("extremes", True, f"{2 * n} least and most payoffs are proved by their coalitions and weights"))
    checks.insert(0, reading(values))
    exact = _between(least, most, values.value(grand_mask(n)))
    return (checks, exact) if values.exact else ([*checks, agreement(game, allocation, exact)], None)


def _extremes(values: IntegerTable, data: Mapping[str, Any], which: str, sign: int, epsilon: Fraction, n: int) -> list[Fraction]:
    found = []
    for i, masks in enumerate(data[which]):
        optimum = exact_optimum(values, [int(mask) for mask in masks], [sign * (i == k) for k in range(n)], epsilon)
        if optimum is None or optimum.doubt is not None:
            raise AllocationError(f"the {which} payoff of player number {i} is not proved: {optimum.doubt if optimum else 'no point'}")
        found.append(sign * optimum.value)
    return found


def _between(least: Sequence[Fraction], most: Sequence[Fraction], total: Fraction) -> list[Fraction]:
    room = sum(most, Fraction(0)) - sum(least, Fraction(0))
    part = (total - sum(least, Fraction(0))) / room if room else Fraction(0)
    return [low + part * (high - low) for low, high in zip(least, most, strict=True)]
