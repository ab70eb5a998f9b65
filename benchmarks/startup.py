"""What a user waits for before anything is computed: the help, the imports, and the first call of a kernel in an empty cache."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module

from benchmarks.child import ROOT, in_child
from benchmarks.registry import Row, benchmark, main, timed

HELP = 1.0  # seconds
DEMO = 20.0, 5.0  # seconds: in an empty cache, and after
PACKAGES = ("allocation", "partner_select", "alliance")


def seconds_to_import(module: str) -> float:
    """Return the seconds that importing a module takes here."""
    return timed(lambda: import_module(module))


def seconds_of_calls(n: int) -> tuple[float, float]:
    """Return the seconds of the first and the second call of Shapley value, nucleolus and verification of a small table."""
    import numpy as np

    import allocation as al

    game = al.TableGame(np.arange(2.0**n) ** 1.5)

    def work() -> None:
        al.verify(game, al.nucleolus(game))
        al.shapley(game)

    return timed(work), timed(work)


def _run(*words: str, cwd: str | None = None, cache: str | None = None) -> float:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **({} if cache is None else {"NUMBA_CACHE_DIR": cache})}
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], cwd=cwd or ROOT, env=environment, capture_output=True, check=True)
    return time.perf_counter() - start


@benchmark("start-up", "the help answers within a second", (5,), of="runs")
def help_and_imports(runs: int) -> Iterator[Row]:
    """The shortest of several runs, beside a Python that does nothing."""
    floor = min(_run("-c", "") for _ in range(runs))
    answers = min(_run("-m", "alliance", "--help") for _ in range(runs))
    yield Row("alliance --help", f"best of {runs}", answers, "limit", HELP, 1, note=f"an empty Python takes {floor:.2f} s")
    for package in PACKAGES:
        seconds = min(in_child("benchmarks.startup", "seconds_to_import", package)[0] for _ in range(runs))
        yield Row(f"import {package}", f"best of {runs}", seconds, "an empty Python", floor)


@benchmark("start-up", "", (10,))
def first_call(n: int) -> Iterator[Row]:
    """The first call against the second in one process, with an empty cache of kernels and again with what that left there."""
    with tempfile.TemporaryDirectory() as cache:
        for state in ("empty cache", "filled cache"):
            (first, second), _ = in_child("benchmarks.startup", "seconds_of_calls", n, environment={"NUMBA_CACHE_DIR": cache})
            yield Row(f"first Shapley value, nucleolus and verification, {state}", f"n = {n}", first, "the second call", second)


@benchmark("start-up", "20 s the first time, 5 s later", (1,), of="runs")
def demo(runs: int) -> Iterator[Row]:
    """``alliance demo`` in an empty cache of kernels, then again."""
    with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryDirectory() as folder:
        for state, limit in zip(("empty cache", "filled cache"), DEMO, strict=True):
            seconds = min(_run("-m", "alliance", "demo", cwd=folder, cache=cache) for _ in range(runs))
            yield Row(f"alliance demo, {state}", f"best of {runs}", seconds, "limit", limit, 1)


if __name__ == "__main__":
    main("startup")
