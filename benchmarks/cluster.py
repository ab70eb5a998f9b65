"""Evaluations of some milliseconds on a local Dask cluster: two workers beside one, and one that is killed on the way.

``alliance bench cluster`` runs them. Each evaluation computes for a fixed time of the processor, so that two
workers on one core would gain nothing.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

import allocation as al
from benchmarks.registry import Row, benchmark, main, timed

LENGTH = 0.005  # seconds of the processor for one evaluation
MEMBERS = 20


def busy(rows: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return |S|² after computing for a while."""
    until = time.thread_time() + LENGTH * len(rows)
    while time.thread_time() < until:
        pass
    worth: NDArray[np.float64] = rows.sum(axis=1) ** 2.0
    return worth


def _rows(count: int) -> NDArray[np.bool_]:
    drawn: NDArray[np.bool_] = np.random.default_rng(0).random((count, MEMBERS)) < 0.5
    return drawn


def _game() -> al.FunctionGame:
    return al.FunctionGame(busy, [str(i) for i in range(MEMBERS)], vectorised=True)


@benchmark("cluster", "at least 1.7 times one worker", (1000,), of="evaluations")
def two_workers_beside_one(count: int) -> Iterator[Row]:
    """Seconds of ``count`` evaluations with two workers, beside one; at most 1/1.7 of it."""
    rows, seconds = _rows(count), []
    for workers in (2, 1):
        with al.DaskEngine(workers=workers) as engine:
            executor = al.EngineExecutor(_game(), engine, piece=10)
            executor.values(rows[: 20 * workers])  # everybody is up and has imported what it needs
            seconds.append(min(timed(partial(executor.values, rows)) for _ in range(2)))
    yield Row("evaluations of 5 ms on two Dask workers", str(count), seconds[0], "one worker", seconds[1], 1 / 1.7)


@benchmark("cluster", "finishes with the same numbers", (1000,), of="evaluations")
def one_worker_killed(count: int) -> Iterator[Row]:
    """Seconds of ``count`` evaluations when one of two workers is killed on the way, beside a run in peace; the numbers must agree."""
    rows = _rows(count)
    with al.DaskEngine(workers=2) as engine:
        executor = al.EngineExecutor(_game(), engine, piece=10)
        peace = timed(lambda: executor.values(rows))
        victim = next(iter(engine.processes()))
        threading.Timer(peace / 3, os.kill, (victim, signal.SIGKILL)).start()
        start = time.perf_counter()
        values = executor.values(rows)
        disturbed = time.perf_counter() - start
    if values.tolist() != (rows.sum(axis=1) ** 2.0).tolist():
        raise AssertionError("the numbers changed when a worker was killed")
    yield Row("the same with one worker killed", str(count), disturbed, "undisturbed", peace)


if __name__ == "__main__":
    main("cluster")
