"""Proof of a nucleolus of a weighted voting game without a table: Kohlberg's levels, re-checked by a dynamic program in whole numbers.

It is the proof of :mod:`allocation.proofs.kohlberg`; only "no coalition outside the span is above its level" is decided differently.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from random import Random
from typing import TYPE_CHECKING

from allocation.errors import AllocationError
from allocation.excess.definition import RULES, Definition
from allocation.proofs.check import Check
from allocation.proofs.elimination import IntegerSpan
from allocation.proofs.row_levels import RowLevel, as_claimed, balanced, falling, read_row_levels, spans_before, tight_point
from allocation.proofs.voting_scan import least_payoffs
from allocation.result import Allocation, Proof
from allocation.voting.condition import Threshold

if TYPE_CHECKING:
    from allocation.games.base import Game

__all__ = ["VOTING_LEVELS", "by_voting_levels", "check_voting_levels", "recheck"]

VOTING_LEVELS = "kohlberg without a table"
PRIME = 2**61 - 1  # of the span tests: a coalition outside a span passes for one inside with probability 1 / PRIME
SEED = 1977  # of the span tests; another than the solver's, so that no false positive is shared

Outcome = tuple[list[Check], Sequence[Fraction] | None]


def by_voting_levels(rule: str, levels: Sequence[RowLevel], definition: Definition) -> Proof:
    """Return the proof that lists levels, coalitions by the positions of their members."""
    claim = f"the {rule}: every level of excesses is balanced, and no coalition is above its level"
    return Proof(VOTING_LEVELS, claim, {**definition.to_dict(), "levels": [level.to_dict() for level in levels]})


def check_voting_levels(game: Game, allocation: Allocation) -> Outcome:
    """Re-check a proof against the weights and the quota of the game."""
    data, rule = allocation.proof.data, getattr(game, "condition", None)
    if not isinstance(rule, Threshold):
        return [Check("voting", False, "this proof is about a voting game with one weighted rule")], None
    definition = RULES.get(allocation.rule)
    if definition is None or any(data[key] != value for key, value in definition.to_dict().items()):
        raise AllocationError(f"it is not about the rule {allocation.rule!r}")
    if definition.divisor != "one" or definition.view != "the game":
        raise AllocationError(f"the rule {allocation.rule!r} has no proof without a table")
    return recheck(rule, read_row_levels(data, game.n), definition.imputations)


def recheck(rule: Threshold, levels: Sequence[RowLevel], floors: bool) -> Outcome:
    """Check levels in exact arithmetic; return the checks and the exact payoffs where they are determined.

    Parameters
    ----------
    rule
        Weights and quota.
    levels
        From the largest excess down.
    floors
        Whether x_i ≥ v(i) is part of the definition.
    """
    n = len(rule.weights)
    if not floors and any(level.floors for level in levels):
        return [Check("tight coalitions", False, "the proof uses x_i ≥ v(i), which is not part of this rule")], None
    singles = [int(w >= rule.quota) for w in rule.weights]
    values = [[int(sum(rule.weights[i] for i in s) >= rule.quota) for s in level.coalitions] for level in levels]
    point = tight_point(levels, values, singles, 1)
    if point is None:
        return [Check("tight coalitions", False, "the listed coalitions do not determine one point")], None
    payoffs, excesses = point
    spans = spans_before(levels, n)
    count = sum(len(level.coalitions) for level in levels)
    checks = [
        Check("tight coalitions", True, f"{count} coalitions on {len(levels)} levels determine one point"),
        balanced(levels, spans, n),
        falling(excesses),
        as_claimed(levels, excesses),
        _nobody_above(rule, payoffs, excesses, spans),
    ]
    if floors:
        short = [i for i, x in enumerate(payoffs) if x < singles[i]]
        said = f"player number {short[0]} gets less than v(i)" if short else "every player gets at least v(i)"
        checks.append(Check("imputation", not short, said))
    return checks, payoffs


def _nobody_above(rule: Threshold, payoffs: Sequence[Fraction], excesses: Sequence[Fraction], spans: Sequence[IntegerSpan]) -> Check:
    """No coalition outside the span of a level has a larger excess than that level."""
    unit = lcm(*(x.denominator for x in payoffs))
    whole, random = [int(x * unit) for x in payoffs], Random(SEED)
    for k, excess in enumerate(excesses):
        tags = spans[k].orthogonal([random.randrange(1, PRIME) for _ in payoffs], PRIME)
        least = least_payoffs(rule, whole, tags, PRIME)
        for value, cheapest in ((1, least.winning), (0, least.losing)):
            if cheapest is not None and value - Fraction(cheapest, unit) > excess:
                return Check("all coalitions", False, f"a coalition has an excess above level {k + 1}, which it is held to")
    return Check("all coalitions", True, f"none of the 2**{len(payoffs)} coalitions is above its level (exact; span tests err with 2**-61)")
