"""Every set of some candidates, in blocks that fit in memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

__all__ = ["ENUMERATED", "every_set"]

ENUMERATED = 20  # candidates up to which every set is looked at: a million sets, a few seconds
BLOCK = 2**14  # sets looked at together


def every_set(n: int) -> Iterator[NDArray[np.bool_]]:
    """Yield all sets of n candidates, in blocks of bool[m, n]; the empty one first."""
    powers = 2 ** np.arange(n, dtype=np.int64)
    for start in range(0, 2**n, BLOCK):
        numbers = np.arange(start, min(start + BLOCK, 2**n), dtype=np.int64)
        yield (numbers[:, None] // powers) % 2 == 1
