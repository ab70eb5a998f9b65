"""How many threads work on large tables. Kernels release the global lock, so plain threads suffice and no threading layer is involved."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from allocation.errors import AllocationError

__all__ = ["in_order", "set_thread_count", "thread_count"]

T = TypeVar("T")
R = TypeVar("R")
_ENVIRONMENT = "ALLOCATION_THREADS"
_asked: int | None = None


def thread_count() -> int:
    """Return how many threads are used: what :func:`set_thread_count` said, else ``ALLOCATION_THREADS``, else one per processor.

    Results do not depend on it: tables are cut in the same chunks and added up in the same order whatever the number.
    """
    given = os.environ.get(_ENVIRONMENT, "")
    return _asked or (int(given) if given.isdecimal() and int(given) > 0 else _processors())


def _processors() -> int:
    """Processors this process may run on; not every system tells them apart from those of the machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def set_thread_count(count: int | None) -> None:
    """Set how many threads are used for large tables; None goes back to the default.

    Raises
    ------
    AllocationError
        If the number is not positive.
    """
    global _asked
    if count is not None and count < 1:
        raise AllocationError(f"the number of threads must be at least 1, got {count}")
    _asked = count


def in_order(work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """Do the work on every item, on as many threads as there are, and yield the results in the order of the items."""
    listed = list(items)
    threads = min(thread_count(), len(listed))
    if threads <= 1:
        yield from map(work, listed)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(work, listed)
