"""One pass over all coalitions: does any exceed the level it is held to?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count
from allocation.excess.scanner import block_bits, over_blocks
from allocation.excess.span import Span
from allocation.excess.weighting import Weighting
from allocation.kernels import read_only, worth_compiling
from allocation.kernels.scan_span import PRIME
from allocation.kernels.scan_suspects import scan_suspects
from allocation.subset_sums import subset_sums, subset_sums_mod

__all__ = ["SpanTests", "exceeding"]

ROOM = 2**14  # suspects that one thread collects before they are looked at


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
    table: NDArray[Any],
    payoffs: NDArray[np.float64],
    weighting: Weighting,
    levels: NDArray[np.float64],
    slack: float,
    tests: SpanTests,
    confirm: Callable[[NDArray[np.int64]], int | None] | None = None,
) -> int | None:
    """Return a coalition with v(S) - x(S) above weight·level + slack for a level whose span it is not in, or None.

    Parameters
    ----------
    table
        2**n values of any kind of number, read once and never copied.
    payoffs, levels, slack
        In the unit of the table; the sums are taken in float64.
    weighting
        Weights of any kind of number.
    tests
        One row per level.
    confirm
        Looks at suspects, int64[m], and returns one that is confirmed, or None; without it the first suspect is one. It is called from
        several threads.
    """
    n = len(payoffs)
    bits = block_bits(n)
    x_low, x_high = subset_sums(payoffs[:bits]), subset_sums(payoffs[bits:])
    each = np.full(n, float(weighting.each))
    w_low, w_high = subset_sums(each[:bits]) + weighting.constant, subset_sums(each[bits:])
    lowest = float(levels.min())
    weights = weighting.table if weighting.table is not None else np.empty(0)
    given = read_only(table), read_only(weights)
    sums = x_low, x_high, w_low, w_high, x_low + w_low * lowest
    scan = worth_compiling(scan_suspects, 4 * len(table))

    def offender(first: int, last: int) -> int | None:
        found, reached = np.empty(coalition_count(bits) + ROOM, dtype=np.int64), np.array([0, first])
        while reached[1] < last:
            scan(*given, int(reached[1]), last, *sums, levels, lowest, slack, tests.low, tests.skip, found, reached)
            count = int(reached[0])
            if count:
                mask = int(found[0]) if confirm is None else confirm(found[:count])
                if mask is not None:
                    return mask
        return None

    return next((mask for mask in over_blocks(n, offender) if mask is not None), None)
