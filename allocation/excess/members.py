"""Who is in which coalition, all at once: for games of few players, where linear algebra beats any scan."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, memberships

__all__ = ["SMALL", "members_of_all"]

SMALL = 10  # players: 1 022 rows, through which a step of the simplex method goes in some 10 microseconds


@lru_cache
def members_of_all(n: int) -> NDArray[np.float64]:
    """Return who is in which coalition, as zeros and ones [2**n, n]; shared, so read-only.

    Examples
    --------
    >>> members_of_all(2).tolist()
    [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
    """
    table: NDArray[np.float64] = memberships(np.arange(coalition_count(n), dtype=np.uint64), n).astype(np.float64)
    table.setflags(write=False)
    return table
