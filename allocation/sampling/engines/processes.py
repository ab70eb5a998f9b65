"""Work in processes of this machine: for games in plain Python. A worker that dies is replaced, and what it worked on is done again."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler
from typing import Any

from allocation.errors import AllocationError
from allocation.parallel import thread_count
from allocation.sampling.engines.engine import Failed, tried

__all__ = ["ProcessEngine"]

ATTEMPTS = 3  # times an item is begun before it is given up: killing a worker once or twice may be somebody else's doing
PATIENCE = 5.0  # seconds a worker has to end by itself before it is killed


def serve(line: Connection) -> None:
    """Take (True, what to do) and answer (False, item) until the line is closed; an interrupt from the keyboard is the parent's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work: Any = None  # until told
    while True:
        try:
            told, thing = line.recv()
        except EOFError:
            return
        if told:
            work = thing
        else:
            line.send(tried(work, thing))


class _Worker:
    """One process and the line to it."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would copy locks that other threads hold
        self.line, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()  # so that the line breaks when the worker dies
        self.place = -1
        self.tell(work)

    def tell(self, work: Callable[[Any], Any]) -> None:
        """Say what is to be done from now on."""
        self._send(True, work)

    def give(self, place: int, item: Any) -> None:
        """Send an item."""
        self.place = place
        self._send(False, item)

    def _send(self, told: bool, thing: Any) -> None:
        """A worker that is dead already is found out when its answer is read."""
        with suppress(OSError):
            self.line.send((told, thing))

    def answer(self) -> Any:
        """Read an answer; None says that the worker died instead."""
        try:
            return (self.line.recv(),)
        except (EOFError, OSError):
            return None

    def end(self, patience: float) -> None:
        """Close the line, on which an idle worker ends by itself; one that does not is killed."""
        self.line.close()
        self._process.join(patience)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


class ProcessEngine:
    """Works in processes of this machine, which stay for the next run.

    Parameters
    ----------
    workers
        How many processes; as many as :func:`allocation.thread_count` says when left out.

    Raises
    ------
    AllocationError
        If the number is not positive; when run: if the work cannot be sent to another process.

    Notes
    -----
    A process starts afresh and imports the work by name, so a function must stand in a module, and a script that uses this needs
    ``if __name__ == "__main__":`` around what it does.

    Examples
    --------
    >>> with ProcessEngine(workers=1) as engine:
    ...     dict(engine.run(abs, [-1, 2]))
    {0: 1, 1: 2}
    """

    def __init__(self, workers: int | None = None) -> None:
        if workers is not None and workers < 1:
            raise AllocationError(f"workers must be at least 1, got {workers}")
        self._count = workers
        self._crew: list[_Worker] = []
        self._work: Callable[[Any], Any] | None = None

    @property
    def workers(self) -> int:
        """How many items are worked on at a time."""
        return self._count or thread_count()

    def __enter__(self) -> ProcessEngine:
        """Return the engine; leaving ends its processes."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes."""
        self.close()

    def run(self, work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """Yield (place of the item, its result or :class:`Failed`) for every item once, as they are done."""
        self._engage(work, min(self.workers, len(items)))
        waiting = deque((place, ATTEMPTS) for place in range(len(items)))
        left: dict[int, int] = {}
        try:
            while waiting or left:
                for worker in [one for one in self._crew if one.place < 0][: len(waiting)]:
                    place, attempts = waiting.popleft()
                    left[place] = attempts - 1
                    worker.give(place, items[place])
                ready = wait([one.line for one in self._crew if one.place >= 0])
                for worker in [one for one in self._crew if one.line in ready]:
                    place, worker.place = worker.place, -1
                    attempts = left.pop(place)
                    answer = worker.answer()
                    if answer is None:
                        self._replace(worker)
                    if answer is None and attempts:
                        waiting.append((place, attempts))
                    else:
                        yield place, answer[0] if answer else Failed(f"its worker died {ATTEMPTS} times")
        except BaseException:
            self._dismiss(0.0)  # workers in the middle of something must not answer the next run
            raise

    def _engage(self, work: Callable[[Any], Any], count: int) -> None:
        if self._work is not work:
            _require_sendable(work)
            self._work = work
            for worker in self._crew:
                worker.tell(work)
        while len(self._crew) < count:
            self._crew.append(_Worker(work))

    def _replace(self, dead: _Worker) -> None:
        assert self._work is not None
        dead.end(0.0)
        self._crew[self._crew.index(dead)] = _Worker(self._work)

    def close(self) -> None:
        """End the processes; the next run starts new ones."""
        self._dismiss(PATIENCE)

    def _dismiss(self, patience: float) -> None:
        while self._crew:
            self._crew.pop().end(patience)
        self._work = None


def _require_sendable(work: Callable[[Any], Any]) -> None:
    try:
        ForkingPickler.dumps(work)
    except Exception as error:
        raise AllocationError(
            f"the game cannot be sent to another process ({error}): let its function stand in a module, not in another function, "
            "or work on threads"
        ) from None
