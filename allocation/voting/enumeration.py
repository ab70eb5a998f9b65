"""Few voters with huge weights: all coalitions listed once, where that is less than counting by weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, memberships
from allocation.errors import TableTooLargeError
from allocation.kernels.voting_table import swing_tally
from allocation.voting.condition import Condition
from allocation.voting.swing_counts import SwingCounts

__all__ = ["MAX_ENUMERATED", "enumerated_swings", "lists_all", "require_enumerable", "winning_table"]

MAX_ENUMERATED = 22  # voters: 4 million coalitions take about a second
ENUMERATION_GAIN = 4  # a table of all coalitions must have this many times fewer entries before it is preferred
BLOCK = 65_536  # coalitions tried at a time


def lists_all(n: int, cells: int) -> bool:
    """Return whether to list all coalitions of n voters in place of filling a counting table of so many entries."""
    return n <= MAX_ENUMERATED and coalition_count(n) * ENUMERATION_GAIN < cells


def require_enumerable(n: int, what: str) -> None:
    """Refuse to list all coalitions of too many voters.

    Raises
    ------
    TableTooLargeError
        Naming what was asked and what to use instead.
    """
    if n > MAX_ENUMERATED:
        raise TableTooLargeError(
            f"{what} lists all coalitions and is limited to {MAX_ENUMERATED} voters, got {n}: "
            "use an index that counts by weights (shapley_shubik, banzhaf, coleman_prevent), or a single rule"
        )


def winning_table(condition: Condition, n: int) -> NDArray[np.bool_]:
    """Return bool[2**n]: which coalitions win, index = bit mask."""
    count = coalition_count(n)
    wins = np.empty(count, dtype=np.bool_)
    for start in range(0, count, BLOCK):
        stop = min(start + BLOCK, count)
        wins[start:stop] = condition.wins(memberships(np.arange(start, stop, dtype=np.uint64), n))
    return wins


def enumerated_swings(condition: Condition, n: int) -> SwingCounts:
    """Count swings and winning coalitions by size over all 2**n coalitions."""
    swings, winning = swing_tally(winning_table(condition, n), n)
    return SwingCounts.from_winning(n, winning.tolist(), swings.tolist())
