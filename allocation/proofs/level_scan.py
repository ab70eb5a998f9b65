"""One pass over all coalitions: does any exceed the level it is held to?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, members_of
from allocation.excess.scanner import block_bits, over_blocks
from allocation.excess.span import Span
from allocation.excess.weighting import Weighting
from allocation.kernels.scan import scan_certificate, subset_sums
from allocation.kernels.scan_span import PRIME, subset_sums_mod

__all__ = ["SpanTests", "exceeding", "fits_64_bits"]

SAFE = 2**62  # sums of two such numbers still fit a signed 64-bit integer


def fits_64_bits(*largest: int) -> bool:
    """Whether a sum of numbers of these sizes fits a signed 64-bit integer with a margin."""
    return sum(largest) < SAFE


@dataclass(frozen=True, eq=False)
class SpanTests:
    """For every level, the test of the span settled before it: S is inside if ``low[k, low bits] == skip[k, block]``.

    A coalition outside a span passes its test with probability 2**-61.
    """

    low: NDArray[np.uint64]
    skip: NDArray[np.uint64]

    @classmethod
    def of(cls, spans: Sequence[Span], random: np.random.Generator) -> SpanTests:
        """Draw one random orthogonal vector for every span."""
        bits = block_bits(spans[0].n)
        vectors = [span.orthogonal(random) for span in spans]
        prime = np.uint64(PRIME)
        low = np.stack([subset_sums_mod(y[:bits]) for y in vectors])
        return cls(low, np.stack([(prime - subset_sums_mod(y[bits:])) % prime for y in vectors]))


def exceeding(
    values: NDArray[Any],
    multiplier: Any,
    payoffs: NDArray[Any],
    weighting: Weighting,
    levels: NDArray[Any],
    tolerance: Any,
    tests: SpanTests,
) -> int | None:
    """Return a coalition with multiplier·v(S) - x(S) above weight·level + tolerance for a level whose span it is not in, or None.

    Parameters
    ----------
    values, multiplier, payoffs, levels, tolerance
        All float64, or all int64 for an exact answer, or object arrays of Python integers (slow, exact without limit).
    weighting
        In the same kind of numbers.
    tests
        One row per level.
    """
    n = len(payoffs)
    bits = block_bits(n)
    each = np.full(n, weighting.each).astype(payoffs.dtype)
    if payoffs.dtype == np.object_:
        return _exceeding_object(values, multiplier, payoffs, weighting, levels, tolerance, tests)
    constant = payoffs.dtype.type(weighting.constant)
    x_low, x_high = subset_sums(payoffs[:bits]), subset_sums(payoffs[bits:])
    w_low, w_high = subset_sums(each[:bits]) + constant, subset_sums(each[bits:])
    table = weighting.table if weighting.table is not None else np.empty(0, dtype=payoffs.dtype)
    found = over_blocks(
        n,
        lambda first, last: scan_certificate(
            values, multiplier, first, last, x_low, x_high, table, w_low, w_high, levels, tolerance, tests.low, tests.skip
        ),
    )
    return next((int(mask) for mask in found if mask >= 0), None)


def _exceeding_object(
    values: NDArray[Any],
    multiplier: int,
    payoffs: NDArray[Any],
    weighting: Weighting,
    levels: NDArray[Any],
    tolerance: int,
    tests: SpanTests,
) -> int | None:
    n, bits = len(payoffs), block_bits(len(payoffs))
    for block in range(coalition_count(n - bits)):
        masks = np.arange(block * coalition_count(bits), (block + 1) * coalition_count(bits))
        x = np.array([sum(payoffs[bits + i] for i in members_of(block))], dtype=object)
        for share in payoffs[:bits]:
            x = np.concatenate((x, x + share))
        excess = multiplier * values[masks].astype(object) - x
        weights = np.array([int(w) for w in weighting.of(masks, n)], dtype=object)
        for k, level in enumerate(levels):
            over = (excess > weights * level + tolerance) & (weights >= 0) & (tests.low[k] != tests.skip[k, block])
            if over.any():
                return int(masks[np.flatnonzero(over)[0]])
    return None
