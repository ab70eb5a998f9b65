"""The same count modulo several primes, in threads, put together into exact integers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from allocation.errors import TableTooLargeError
from allocation.memory import SAFETY, available_memory
from allocation.parallel import thread_count
from allocation.voting.residues import combine, primes_for

__all__ = ["over_primes", "worker_count"]

BYTES = 8  # of one entry of a counting table


def worker_count(cells: int, tasks: int) -> int:
    """Return how many threads may hold a table of so many entries at the same time.

    Raises
    ------
    TableTooLargeError
        If not even one table fits.
    """
    room = int(SAFETY * available_memory()) // (BYTES * cells)
    if room < 1:
        need = f"{cells:.3g} entries ({BYTES * cells / 2**30:.3g} GiB)"
        raise TableTooLargeError(
            f"counting coalitions by their weights needs a table of {need}, more than is free: "
            "round the weights (for instance to thousands, or to 10 000 in all) or combine fewer rules"
        )
    return max(1, min(thread_count(), tasks, room))


def over_primes(bits: int, cells: int, count: Callable[[int], list[list[int]]]) -> list[list[int]]:
    """Return exact counts from counts modulo primes.

    Parameters
    ----------
    bits
        No count is above 2**bits.
    cells
        Entries of the table that one call of ``count`` needs.
    count
        Returns rows of counts modulo a prime.

    Raises
    ------
    TableTooLargeError
        If a table does not fit in memory.
    """
    primes = primes_for(bits)
    with ThreadPoolExecutor(worker_count(cells, len(primes))) as pool:
        parts = list(pool.map(count, primes))
    return [[combine(remainders, primes) for remainders in zip(*rows, strict=True)] for rows in zip(*parts, strict=True)]
