"""Proof of an optimum over the core: n coalitions whose rows give the point, and whose weights give the bound, in rational numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from allocation.coalition import grand_mask, memberships
from allocation.excess.span import Span
from allocation.excess.weighting import UNIT
from allocation.proofs.elimination import solve_exactly
from allocation.proofs.exact_excess import ExactExcess, exceeding_exactly
from allocation.proofs.integer_table import IntegerTable
from allocation.proofs.level_scan import SpanTests

__all__ = ["ExactOptimum", "exact_optimum", "exact_weights"]

SEED = 1967  # of the random span test that leaves out the empty and the grand coalition


@dataclass(frozen=True)
class ExactOptimum:
    """An optimum over the core in rational numbers.

    Parameters
    ----------
    value
        The optimal value: the same from the point and from the weights.
    payoffs
        The point.
    weights
        One for every coalition of the basis.
    doubt
        None if the basis proves the optimum, else what is wrong with it.
    """

    value: Fraction
    payoffs: tuple[Fraction, ...]
    weights: tuple[Fraction, ...]
    doubt: str | None


def exact_weights(masks: Sequence[int], objective: Sequence[int], n: int) -> list[Fraction] | None:
    """Return the only weights under which coalitions add up to an objective, or None.

    Examples
    --------
    >>> exact_weights([3, 5, 6], [1, 1, 1], 3)
    [Fraction(1, 2), Fraction(1, 2), Fraction(1, 2)]
    """
    columns = memberships(masks, n).astype(int).T.tolist()
    return solve_exactly(columns, list(objective))


def exact_optimum(
    values: IntegerTable, masks: Sequence[int], objective: Sequence[int], epsilon: Fraction = Fraction(0), efficient: bool = True
) -> ExactOptimum | None:
    """Check that a basis proves the minimum of objective · x over the ε-core.

    Parameters
    ----------
    values
        v.
    masks
        n coalitions; the grand one among them if the program is efficient.
    objective
        n integers.
    epsilon
        What every proper coalition may be short of.
    efficient
        Whether x(N) = v(N); otherwise x(N) ≥ v(N).

    Returns
    -------
    ExactOptimum or None
        None if the basis does not determine a point.
    """
    n = len(objective)
    worths = [values.value(mask) - (0 if mask == grand_mask(n) else epsilon) for mask in masks]
    unit = lcm(*(w.denominator for w in worths))
    point = solve_exactly(memberships(masks, n).astype(int).tolist(), [int(w * unit) for w in worths])
    weights = exact_weights(masks, objective, n)
    if point is None or weights is None or (efficient and grand_mask(n) not in masks):
        return None
    payoffs = tuple(x / unit for x in point)
    value = sum((c * x for c, x in zip(objective, payoffs, strict=True)), Fraction(0))
    return ExactOptimum(value, payoffs, tuple(weights), _doubt(values, payoffs, masks, weights, epsilon, efficient))


def _doubt(
    values: IntegerTable, payoffs: Sequence[Fraction], masks: Sequence[int], weights: Sequence[Fraction], epsilon: Fraction, efficient: bool
) -> str | None:
    n = len(payoffs)
    everyone = grand_mask(n)
    negative = [mask for mask, w in zip(masks, weights, strict=True) if w < 0 and not (efficient and mask == everyone)]
    if negative:
        return f"coalition {negative[0]} has a negative weight"
    if not efficient and sum(payoffs) + values.tolerance * values.unit < values.value(everyone):
        return "the grand coalition gets less than v(N)"
    span = Span(n)
    span.add(everyone)
    tests = SpanTests.of([span], np.random.default_rng(SEED))
    above = exceeding_exactly(ExactExcess(values, UNIT), payoffs, [epsilon], tests)
    return None if above is None else f"coalition {above} gets too little"
