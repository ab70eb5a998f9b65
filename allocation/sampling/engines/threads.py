"""Work on threads of this process: for compiled games, which let go of the interpreter's lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from allocation.errors import AllocationError
from allocation.parallel import in_order, thread_count
from allocation.sampling.engines.engine import tried

__all__ = ["ThreadEngine"]


class ThreadEngine:
    """Works on threads of this process.

    Parameters
    ----------
    workers
        How many threads; as many as :func:`allocation.thread_count` says when left out.

    Raises
    ------
    AllocationError
        If the number is not positive.

    Examples
    --------
    >>> dict(ThreadEngine(2).run(abs, [-1, 2]))
    {0: 1, 1: 2}
    """

    def __init__(self, workers: int | None = None) -> None:
        if workers is not None and workers < 1:
            raise AllocationError(f"workers must be at least 1, got {workers}")
        self._workers = workers

    @property
    def workers(self) -> int:
        """How many items are worked on at a time."""
        return self._workers or thread_count()

    def run(self, work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """Yield (place of the item, its result or :class:`Failed`) for every item once."""
        yield from enumerate(in_order(lambda item: tried(work, item), items, self.workers))

    def close(self) -> None:
        """Do nothing: threads are shared and stay."""
