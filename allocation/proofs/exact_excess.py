"""The exact answer of one pass: a float64 scan with a margin for its rounding, and whole numbers for what it cannot tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import members_of
from allocation.excess.scanner import block_bits
from allocation.excess.weighting import Weighting
from allocation.kernels.scan_suspects import first_above
from allocation.proofs.integer_table import IntegerTable
from allocation.proofs.level_scan import SpanTests, exceeding
from allocation.subset_sums import subset_sums

__all__ = ["ExactExcess", "exceeding_exactly", "fits_64_bits"]

SAFE = 2**62  # sums of two such numbers still fit a signed 64-bit integer
HALF_ULP = 2.0**-53  # relative error of one operation in float64

Confirm = Callable[[NDArray[np.int64]], int | None]


def fits_64_bits(*largest: int) -> bool:
    """Whether a sum of numbers of these sizes fits a signed 64-bit integer with a margin."""
    return sum(largest) < SAFE


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

    def heaviest(self, n: int) -> int:
        """Return a bound of the integer weights."""
        return n if self.weighting.table is None else int(self.weighting.table.max())


def exceeding_exactly(excess: ExactExcess, payoffs: Sequence[Fraction], levels: Sequence[Fraction], tests: SpanTests) -> int | None:
    """Return a coalition above the level it is held to, or None: an exact answer. One pass over the table.

    Parameters
    ----------
    excess
        The game and the weights.
    payoffs
        One for each player.
    levels
        Excesses over the integer weights.
    tests
        One row per level.
    """
    values, n = excess.values, len(payoffs)
    step = values.step
    x, e = [p / step for p in payoffs], [level / step for level in levels]
    sizes = float(values.largest * values.unit / step + sum(map(abs, x)) + excess.heaviest(n) * max(map(abs, e)))
    # every sum has at most n + 4 terms of these sizes; entries that are no short decimals stand for a whole number half a unit away
    reading = Fraction(0) if values.exact else values.unit / 2
    margin = 2 * (n + 8) * HALF_ULP * sizes + float(reading / step)
    slack = float(values.tolerance * values.unit / step) - margin
    floats = np.array([float(p) for p in x]), np.array([float(level) for level in e])
    return exceeding(values.entries, floats[0], excess.weighting, floats[1], slack, tests, _confirm(excess, payoffs, levels, tests))


def _confirm(excess: ExactExcess, payoffs: Sequence[Fraction], levels: Sequence[Fraction], tests: SpanTests) -> Confirm:
    """The exact look at suspects, all numbers over one denominator: in 64 bits where they suffice, else in Python integers."""
    values, n = excess.values, len(payoffs)
    common = lcm(*((p / values.unit).denominator for p in (*payoffs, *levels)))
    x = [int(p / values.unit * common) for p in payoffs]
    e = [int(p / values.unit * common) for p in levels]
    tolerance = values.tolerance * common
    if fits_64_bits(common * values.largest, sum(map(abs, x)), excess.heaviest(n) * max(map(abs, e)), tolerance):
        return _confirm_64(excess, common, x, e, tolerance, tests)
    return _confirm_any(excess, common, x, e, tolerance, tests)


def _confirm_64(excess: ExactExcess, common: int, x: list[int], e: list[int], tolerance: int, tests: SpanTests) -> Confirm:
    n = len(x)
    bits = block_bits(n)
    shares, levels = np.array(x, dtype=np.int64), np.array(e, dtype=np.int64)
    low, high = subset_sums(shares[:bits]), subset_sums(shares[bits:])

    def confirm(masks: NDArray[np.int64]) -> int | None:
        numerators = common * excess.values.numerators_of(masks)
        weights = excess.weighting.of(masks, n).astype(np.int64)
        mask = first_above(masks, numerators, weights, bits, low, high, levels, tolerance, tests.low, tests.skip)
        return None if mask < 0 else int(mask)

    return confirm


def _confirm_any(excess: ExactExcess, common: int, x: list[int], e: list[int], tolerance: int, tests: SpanTests) -> Confirm:
    n = len(x)

    def outside(mask: int, level: int) -> bool:
        block, low = divmod(mask, tests.low.shape[1])
        return bool(tests.low[level, low] != tests.skip[level, block])

    def above(mask: int, numerator: int, weight: int) -> bool:
        left = common * numerator - sum(x[i] for i in members_of(mask))
        return any(left > weight * level + tolerance and outside(mask, k) for k, level in enumerate(e))

    def confirm(masks: NDArray[np.int64]) -> int | None:
        numerators, weights = excess.values.numerators_of(masks).tolist(), excess.weighting.of(masks, n).astype(np.int64).tolist()
        rows = zip(masks.tolist(), numerators, weights, strict=True)
        return next((mask for mask, numerator, weight in rows if above(mask, numerator, weight)), None)

    return confirm
