"""How many threads work on large tables. Kernels release the global lock, so plain threads suffice and no threading layer is involved."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from typing import TypeVar

from allocation.errors import AllocationError

__all__ = ["in_order", "set_thread_count", "thread_count"]

T = TypeVar("T")
R = TypeVar("R")
_ENVIRONMENT = "ALLOCATION_THREADS"
WINDOW = 64  # items whose results are kept at a time
MOST_HELPERS = 256  # threads; they are started as they are needed
_asked: int | None = None
_here = threading.local()


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


def in_order(work: Callable[[T], R], items: Iterable[T], threads: int | None = None) -> Iterator[R]:
    """Do the work on every item, on as many threads as there are, and yield the results in the order of the items.

    The caller works too, helped by threads that stay for the next time: starting them anew would take as long as reading a megabyte.
    Work that itself asks for threads gets none, as all are busy. Results are handed out after every :data:`WINDOW` items.

    Parameters
    ----------
    work
        Called from several threads at once.
    items
        What to do.
    threads
        How many; :func:`thread_count` when left out.
    """
    listed = list(items)
    count = min(threads or thread_count(), len(listed))
    if count <= 1 or getattr(_here, "busy", False):
        yield from map(work, listed)
        return
    for start in range(0, len(listed), WINDOW):
        yield from _together(work, listed[start : start + WINDOW], count)


def _together(work: Callable[[T], R], items: list[T], threads: int) -> list[R]:
    """Results of some items: everybody takes the next one until none is left, or one has failed."""
    results: dict[int, R] = {}
    following = iter(range(len(items)))

    def take() -> None:
        _here.busy = True
        try:
            for k in following:
                results[k] = work(items[k])
        finally:
            _here.busy = False
            deque(following, maxlen=0)  # nobody starts another one after a failure

    helpers = [_helpers().submit(take) for _ in range(threads - 1)]
    try:
        take()
    finally:
        wait([helper for helper in helpers if not helper.cancel()])
    for helper in helpers:
        if not helper.cancelled():
            helper.result()
    return [results[k] for k in range(len(items))]


@cache
def _helpers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(MOST_HELPERS, thread_name_prefix="allocation")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_helpers.cache_clear)  # threads do not live on in a copy of the process
